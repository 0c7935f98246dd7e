"""The platform of this machine is chosen, and it is one in the sense of the protocol."""

import inspect
import sys

import pytest

from agent import platform
from agent.platform import windows_providers
from agent.platform.base import Platform
from agent.platform.linux import LinuxPlatform
from agent.platform.windows import WindowsPlatform
from tests.agent.platform.test_windows import FakeWindows


@pytest.mark.parametrize("kind", [LinuxPlatform, WindowsPlatform])
def test_each_answers_the_same_questions(kind: type) -> None:
    for name, wanted in inspect.getmembers(Platform, inspect.isfunction):
        if not name.startswith("_"):
            assert inspect.signature(getattr(kind, name)) == inspect.signature(wanted)


def test_the_running_system_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(platform.current(), LinuxPlatform)
    monkeypatch.setattr(windows_providers, "SystemProviders", FakeWindows)
    monkeypatch.setattr(sys, "platform", "win32")
    assert isinstance(platform.current(), WindowsPlatform)
