"""The calls into Windows (pywin32): terminal services and security descriptors.

Nothing is decided here; `agent.platform.windows` does that and is tested without Windows. What only
a real Windows proves is on the checklist of the installers.
"""

import importlib
from typing import Any

from agent.platform.windows import WindowsSession

_SERVER = 0  # WTS_CURRENT_SERVER_HANDLE
_USER_NAME = 5  # WTS_INFO_CLASS WTSUserName
_OWNER = 1  # OWNER_SECURITY_INFORMATION


class SystemProviders:
    """Asks the running Windows.

    Raises:
        ImportError: pywin32 is not installed, or this is no Windows.
    """

    def __init__(self) -> None:
        self._wts: Any = importlib.import_module("win32ts")
        self._security: Any = importlib.import_module("win32security")
        self._names: dict[int, str] = {}

    def sessions(self) -> list[WindowsSession]:
        """Return all sessions with their accounts."""
        rows = []
        for row in self._wts.WTSEnumerateSessions(_SERVER):
            account = self._wts.WTSQuerySessionInformation(_SERVER, row["SessionId"], _USER_NAME)
            sid = self._sid(account) if account else ""
            rows.append(WindowsSession(row["SessionId"], row["WinStationName"], row["State"], account, sid))
        return rows

    def account_of(self, rid: int) -> str:
        """Return the account of a relative identifier that was met before."""
        return self._names.get(rid, "")

    def owner_sid(self, path: str) -> str:
        """Return the SID of a file's owner, and remember whose it is."""
        try:
            descriptor = self._security.GetFileSecurity(path, _OWNER)
            sid = descriptor.GetSecurityDescriptorOwner()
            name, _, _ = self._security.LookupAccountSid(None, sid)
        except self._security.error:
            return ""
        text = str(self._security.ConvertSidToStringSid(sid))
        self._names[int(text.rpartition("-")[2])] = name
        return text

    def _sid(self, account: str) -> str:
        sid, _, _ = self._security.LookupAccountName(None, account)
        text = str(self._security.ConvertSidToStringSid(sid))
        self._names[int(text.rpartition("-")[2])] = account
        return text
