"""What can go wrong around a running process.

RuntimeFault
├── SettingsError         the settings file, a secret file or a value in it is wrong
├── KeystoreError         a key or certificate on disk is missing, damaged or open to others
├── ConsoleUnreachable    no answer from the console, or one that says "later"; try again
└── ConsoleRefused        the console answered and said no; trying again changes nothing
"""


class RuntimeFault(Exception):
    """Base of what goes wrong around a running process."""


class SettingsError(RuntimeFault):
    """A setting is unknown, missing or does not fit; the text names file, key and remedy."""


class KeystoreError(RuntimeFault):
    """A key or certificate on disk cannot be used; the text names the file, never its content."""


class ConsoleUnreachable(RuntimeFault):
    """The console did not answer in time, or asked to come back later."""


class ConsoleRefused(RuntimeFault):
    """The console said no; `status` is the HTTP status, 0 when it was never asked."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}" if status else reason)
        self.status = status
