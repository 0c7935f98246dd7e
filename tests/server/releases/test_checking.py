"""What is asked for must mean what it says: no pattern, no open end, nothing left out."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.finding import Category
from policies.wildcard import matches
from server.errors import Invalid
from server.releases.checking import RECIPIENTS_MAX, checked
from tests.server.releases.asking import wanted
from tests.server.support import NOW

TERM = timedelta(days=31)


def of(**changes: Any) -> Any:
    return checked(wanted(**changes), NOW, TERM)


def test_it_is_stored_in_one_form() -> None:
    found = of(
        sender=" Li@Bank.Example ",
        recipients=("Chen@Audit.example", "@law.example", "chen@audit.example", " ", "王@例子.中国"),
        categories=(Category.PROPERTY, Category.IDENTITY, Category.PROPERTY),
        since=NOW - timedelta(hours=8),
    )
    assert found.sender == "li@bank.example"
    assert found.recipients == ("chen@audit.example", "law.example", "王@例子.中国")
    assert found.categories == (Category.IDENTITY, Category.PROPERTY)
    assert found.since == NOW


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sender": ""}, "The sender must be one mail address"),
        ({"sender": "*@bank.example"}, "The sender must be one mail address"),
        ({"sender": "bank.example"}, "The sender must be one mail address"),
        ({"recipients": ()}, "Name 1 to 20 recipients"),
        ({"recipients": tuple(f"a{n}@x.example" for n in range(RECIPIENTS_MAX + 1))}, "Name 1 to 20 recipients"),
        ({"recipients": ("*",)}, "Neither a mail address nor a domain: *"),
        ({"recipients": ("*@x.example",)}, "Neither a mail address nor a domain"),
        ({"recipients": ("*.example",)}, "Neither a mail address nor a domain"),
        ({"recipients": ("example",)}, "Neither a mail address nor a domain"),
        ({"recipients": ("a b@x.example",)}, "Neither a mail address nor a domain"),
        ({"recipients": ("a@x.example\nb@x.example",)}, "Neither a mail address nor a domain"),
        ({"categories": ()}, "Choose the kinds of client data"),
        ({"purpose": " "}, "Say in one line what it is for"),
        ({"purpose": "a\nb"}, "Say in one line what it is for"),
        ({"purpose": "x" * 129}, "Say in one line what it is for"),
        ({"reason": "x"}, "Give a reason"),
        ({"until": NOW}, "The term must end in the future"),
        ({"since": NOW + timedelta(days=8)}, "The term must end in the future"),
        ({"until": NOW + TERM + timedelta(seconds=1)}, "A release holds for 31 days at most"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Invalid) as refused:
        of(**changes)
    assert words in refused.value.en
    assert refused.value.zh


def test_a_term_may_begin_later_and_be_as_long_as_the_settings_say() -> None:
    later = NOW + timedelta(days=60)
    assert of(since=later, until=later + TERM).since == later


@given(st.text(max_size=40))
def test_whatever_is_taken_for_a_recipient_is_no_pattern(text: str) -> None:
    try:
        (entry,) = of(recipients=(text,)).recipients
    except Invalid:
        return
    pattern = entry if "@" in entry else f"*@{entry}"
    assert pattern.count("*") == ("@" not in entry)
    assert not matches(pattern, "wang@stranger.invalid.test")
    assert entry.isprintable()
