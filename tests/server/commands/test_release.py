"""Releases are asked for, listed and withdrawn from the command line; nobody approves there."""

from datetime import UTC, datetime, timedelta

import pytest

from server.releases.types import ReleaseState
from tests.server.commands.calling import Caller
from tests.server.releases.asking import WANG

WHO = ("--author", "front office", "--reason", "the auditors ask for it")


def asking(**changes: str) -> tuple[str, ...]:
    until = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    given = {"from": "li@bank.example", "purpose": "annual audit", "until": until, **changes}
    named = [part for name, value in given.items() for part in (f"--{name}", value)]
    return (
        "release",
        "ask",
        *named,
        "--to",
        "chen@audit.example",
        "law.example",
        "--category",
        "identity",
        *WHO,
    )


def test_what_is_asked_for_waits_for_a_reviewer_and_can_be_withdrawn(ready: Caller) -> None:
    asked = ready(*asking())
    assert (asked.code, asked.only["state"], asked.only["asked_by"]) == (0, "submitted", "front office")
    (line,) = ready("release", "list").lines
    assert line["standing"] == "submitted"
    assert line["release"]["wanted"]["recipients"] == ["chen@audit.example", "law.example"]  # type: ignore[index]
    console = ready.console()
    assert console.releases.approve(WANG, 1).state is ReleaseState.APPROVED
    console.close()
    withdrawn = ready("release", "withdraw", "1", *WHO)
    assert (withdrawn.code, withdrawn.only["state"]) == (0, "withdrawn")
    again = ready("release", "withdraw", "1", *WHO)
    assert (again.code, again.lines) == (1, [])
    assert "rejected or withdrawn already" in again.words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": "tomorrow"}, "Give a time with its zone"),
        ({"until": "2099-01-01T00:00"}, "Give a time with its zone"),
        ({"until": ""}, "Say until when"),
        ({"until": "2099-01-01T00:00Z"}, "31 days at most"),
        ({"from": "*@bank.example"}, "The sender must be one mail address"),
        ({"author": " "}, "Say who makes the change"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    ready: Caller, changes: dict[str, str], words: str
) -> None:
    said = ready(*asking(**changes), *(("--author", " ") if "author" in changes else ()))
    assert said.code == 1
    assert words in said.words
    assert ready("release", "list").lines == []


def test_a_kind_of_data_that_does_not_exist_is_wrong_usage(ready: Caller) -> None:
    assert ready(*asking(), "--category", "secrets").code == 2


def test_nobody_approves_here(ready: Caller) -> None:
    assert ready("release", "approve", "1", *WHO).code == 2
