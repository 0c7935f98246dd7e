"""Windows by its fakes: what is decided from what the system says."""

import os
from pathlib import Path

import pytest

from agent.attribution import attribute
from agent.people import People
from agent.platform.windows import WTS_ACTIVE, WTS_DISCONNECTED, WindowsPlatform, WindowsSession, relative_id

DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"
WTS_LISTEN = 6


class FakeWindows:
    """What a shared PC with two log-ins would answer."""

    def __init__(self) -> None:
        self.rows = [
            WindowsSession(0, "Services", WTS_DISCONNECTED, "SYSTEM", "S-1-5-18"),
            WindowsSession(1, "Console", WTS_ACTIVE, "wang", f"{DOMAIN}-1001"),
            WindowsSession(2, "", WTS_DISCONNECTED, "li", f"{DOMAIN}-1002"),
            WindowsSession(3, "", WTS_DISCONNECTED, "", ""),
            WindowsSession(65_536, "RDP-Tcp", WTS_LISTEN, "nobody", f"{DOMAIN}-1003"),
        ]
        self.owners = {"C:\\a.txt": f"{DOMAIN}-1002", "C:\\admin.txt": f"{DOMAIN}-500"}

    def sessions(self) -> list[WindowsSession]:
        return self.rows

    def account_of(self, rid: int) -> str:
        return {1001: "wang", 1002: "li", 500: "Administrator"}.get(rid, "")

    def owner_sid(self, path: str) -> str:
        return self.owners.get(path, "")


@pytest.fixture
def platform() -> WindowsPlatform:
    return WindowsPlatform(FakeWindows())


def test_only_peoples_sessions_are_sessions(platform: WindowsPlatform) -> None:
    found = {one.account: (one.id, one.uid, one.active) for one in platform.sessions()}
    assert found == {"wang": ("1", 1001, True), "li": ("2", 1002, False)}
    assert platform.session_account("2") == "li"
    assert platform.session_account("0") == ""


def test_an_owner_is_named_by_the_end_of_the_sid(platform: WindowsPlatform, tmp_path: Path) -> None:
    status = tmp_path.stat()
    assert platform.owner(b"C:\\a.txt", status) == 1002
    assert platform.owner(b"C:\\gone.txt", status) == 0
    assert platform.account(1002) == "li"
    assert platform.account(7) == "uid-7"


@pytest.mark.parametrize(
    ("path", "person", "confidence"),
    [
        (b"C:\\a.txt", "li", "inferred"),
        (b"C:\\admin.txt", "wang", "inferred"),  # a built-in account names nobody; one session is active
    ],
)
def test_attribution_works_alike(
    platform: WindowsPlatform, tmp_path: Path, path: bytes, person: str, confidence: str
) -> None:
    people = People(platform, {}, frozenset(), "steward")
    evidence = people.evidence(platform.owner(path, tmp_path.stat()), None)
    found = attribute(evidence, people.accounts(evidence), "steward")
    assert (found.person, found.confidence) == (person, confidence)


@pytest.mark.parametrize(
    ("sid", "rid"),
    [(f"{DOMAIN}-1001", 1001), ("S-1-5-18", 18), ("", 0), ("wang", 0), ("X-1-5-9", 0), ("S-1-5-x", 0)],
)
def test_relative_id(sid: str, rid: int) -> None:
    assert relative_id(sid) == rid


def test_a_program_keeps_the_environment_and_learns_its_station(platform: WindowsPlatform) -> None:
    options = platform.start_options(platform.sessions()[0])
    environment = options["env"]
    assert isinstance(environment, dict)
    assert environment["SESSIONNAME"] == "Console"
    assert environment["PATH"] == os.environ["PATH"]
