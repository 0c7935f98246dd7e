"""The operating system behind one interface; callers never ask which one they are on."""

import sys

from agent.platform.base import Platform


def current() -> Platform:
    """Return the platform this process runs on.

    Raises:
        ImportError: on Windows without pywin32.
    """
    if sys.platform == "win32":
        from agent.platform.windows import WindowsPlatform  # noqa: PLC0415 - other system
        from agent.platform.windows_providers import SystemProviders  # noqa: PLC0415 - needs pywin32

        return WindowsPlatform(SystemProviders())
    from agent.platform.linux import LinuxPlatform  # noqa: PLC0415 - other system

    return LinuxPlatform()
