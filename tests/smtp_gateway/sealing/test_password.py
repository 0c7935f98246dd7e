"""Passwords that can be read aloud and not guessed."""

import math
import re

from smtp_gateway.sealing.password import ALPHABET, GROUP_LENGTH, GROUPS, new_password


def test_the_form_is_four_groups_of_four() -> None:
    for _ in range(200):
        assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{3}}", new_password())


def test_there_are_80_bits_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert math.log2(len(ALPHABET)) * GROUPS * GROUP_LENGTH == 80
    assert not set("IO01l") & set(ALPHABET)


def test_every_symbol_is_used_and_none_repeats_a_password() -> None:
    made = [new_password() for _ in range(500)]
    assert len(set(made)) == 500
    assert set("".join(made)) - {"-"} == set(ALPHABET)
