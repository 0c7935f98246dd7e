"""The calls into Windows, against modules that stand in for pywin32."""

import sys
from types import ModuleType
from typing import Any

import pytest

from agent.platform.windows import WTS_ACTIVE
from agent.platform.windows_providers import SystemProviders

SID = "S-1-5-21-1-2-3-1001"


class Refused(Exception):
    """What win32security raises."""


class FakeDescriptor:
    def GetSecurityDescriptorOwner(self) -> str:  # noqa: N802 - pywin32's name
        return SID


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> SystemProviders:
    wts, security = ModuleType("win32ts"), ModuleType("win32security")
    rows = [
        {"SessionId": 0, "WinStationName": "Services", "State": 4},
        {"SessionId": 1, "WinStationName": "Console", "State": WTS_ACTIVE},
    ]

    def owner(path: str, _what: int) -> FakeDescriptor:
        if "gone" in path:
            raise Refused
        return FakeDescriptor()

    calls: dict[ModuleType, dict[str, Any]] = {
        wts: {
            "WTSEnumerateSessions": lambda _server: rows,
            "WTSQuerySessionInformation": lambda _server, session, _class: "wang" if session else "",
        },
        security: {
            "error": Refused,
            "GetFileSecurity": owner,
            "LookupAccountSid": lambda _system, _sid: ("wang", "BANK", 1),
            "LookupAccountName": lambda _system, _name: (SID, "BANK", 1),
            "ConvertSidToStringSid": lambda sid: sid,
        },
    }
    for module, functions in calls.items():
        vars(module).update(functions)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return SystemProviders()


def test_sessions_come_with_account_and_sid(providers: SystemProviders) -> None:
    services, console = providers.sessions()
    assert (services.account, services.sid) == ("", "")
    assert (console.id, console.station, console.account, console.sid) == (1, "Console", "wang", SID)
    assert providers.account_of(1001) == "wang"


def test_an_owner_is_remembered_and_a_file_that_is_gone_has_none(providers: SystemProviders) -> None:
    assert providers.account_of(1001) == ""
    assert providers.owner_sid("C:\\a.txt") == SID
    assert providers.account_of(1001) == "wang"
    assert providers.owner_sid("C:\\gone.txt") == ""


def test_without_pywin32_they_say_so() -> None:
    with pytest.raises(ImportError):
        SystemProviders()
