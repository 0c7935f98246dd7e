"""The operating system behind one interface; callers never ask which one they are on."""

import sys

from agent.platform.base import Platform


def current() -> Platform:
    """Return the platform this process runs on."""
    if sys.platform == "win32":
        from agent.platform.windows import WindowsPlatform, system_providers  # noqa: PLC0415 - other system

        return WindowsPlatform(system_providers())
    from agent.platform.linux import LinuxPlatform  # noqa: PLC0415 - other system

    return LinuxPlatform()
