from datetime import timedelta

import pyotp
import pytest

from server.identity import second_factor
from tests.server.support import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // 30


def code(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))


def test_the_code_of_now_is_accepted_once() -> None:
    assert second_factor.accepted_step(SECRET, code(), NOW, 0) == STEP
    assert second_factor.accepted_step(SECRET, code(), NOW, STEP) is None


@pytest.mark.parametrize(("off", "accepted"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_off_by_one_step(off: int, accepted: bool) -> None:
    assert (second_factor.accepted_step(SECRET, code(off), NOW, 0) is not None) == accepted


def test_an_older_code_is_refused_after_a_newer_one() -> None:
    assert second_factor.accepted_step(SECRET, code(-30), NOW, STEP) is None


@pytest.mark.parametrize("wrong", ["", "abcdef", "12345", "１２３４５６", "1" * 50])
def test_what_is_no_code_is_refused(wrong: str) -> None:
    assert second_factor.accepted_step(SECRET, wrong, NOW, 0) is None


def test_spaces_that_apps_show_are_let_pass() -> None:
    spaced = f" {code()[:3]} {code()[3:]} "
    assert second_factor.accepted_step(SECRET, spaced, NOW, 0) == STEP


def test_the_uri_names_product_and_account() -> None:
    uri = second_factor.uri(second_factor.new_secret(), "li")
    assert uri.startswith("otpauth://totp/Ashseal:li?secret=")
