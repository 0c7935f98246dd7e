"""`log-off`: writes the intent and returns at once."""

import pytest

from agent.parts import Parts
from tests.agent.commands.conftest import Command


def test_the_intent_is_on_the_disk(command: Command, opened: Parts) -> None:
    assert command("log-off", "--user", "wang").code == 0
    assert [account for _, account in opened.journal.log_offs()] == ["wang"]


@pytest.mark.parametrize(
    ("kind", "accounts"), [("close_session", ["li"]), ("open_session", []), ("auth", [])]
)
def test_pam_gives_account_and_occasion(
    command: Command, opened: Parts, monkeypatch: pytest.MonkeyPatch, kind: str, accounts: list[str]
) -> None:
    monkeypatch.setenv("PAM_USER", "li")
    monkeypatch.setenv("PAM_TYPE", kind)
    assert command("log-off").code == 0
    assert [account for _, account in opened.journal.log_offs()] == accounts


def test_without_an_account_it_is_wrong_usage(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAM_USER", raising=False)
    assert command("log-off").code == 2
