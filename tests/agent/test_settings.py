"""The settings file: what it may say, and what it must never make possible."""

import os
from pathlib import Path

import pytest

from agent import settings
from runtime.errors import SettingsError
from wire.bounds import Identifier

TEXT = """
[agent]
state_dir = "{base}/state"
roots = ["{base}/root"]
"""


TRICKS = ("/usr/../etc", "//", "/tmp/../", "/usr/share", "/etc/ashseal", "/dev/shm/../pts")


def load(base: Path, more: str = "", text: str = TEXT) -> settings.AgentSettings:
    (base / "root").mkdir(exist_ok=True)
    path = base / "agent.toml"
    path.write_text(text.format(base=base) + more, encoding="utf-8")
    return settings.load(path)


def test_the_least_file_is_enough(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.state_dir == tmp_path / "state"
    assert loaded.vault_dir == tmp_path / "state" / "vault"
    assert loaded.roots() == (os.fsencode((tmp_path / "root").resolve()),)
    assert os.fsencode((tmp_path / "state").resolve()) in loaded.excluded()
    assert (loaded.agent.watcher, loaded.agent.prompt) == ("auto", "desktop")


def test_a_root_is_taken_by_its_real_path(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "root").symlink_to(tmp_path / "real")
    (tmp_path / "agent.toml").write_text(TEXT.format(base=tmp_path), encoding="utf-8")
    assert settings.load(tmp_path / "agent.toml").roots() == (os.fsencode((tmp_path / "real").resolve()),)


@pytest.mark.parametrize("root", [*sorted(settings.FORBIDDEN_ROOTS), *settings.SYSTEM_TREES, *TRICKS])
def test_no_system_directory_is_a_root(tmp_path: Path, root: str) -> None:
    with pytest.raises(SettingsError, match="system directory"):
        load(tmp_path, text=f'[agent]\nstate_dir = "{{base}}/state"\nroots = ["{root}"]\n')


def test_a_link_to_a_system_directory_is_none_either(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc")
    with pytest.raises(SettingsError, match="system directory"):
        load(tmp_path, text='[agent]\nstate_dir = "{base}/state"\nroots = ["{base}/link"]\n')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[agent]\nstate_dir = "/s"\nroots = []\n', "empty"),
        ('[agent]\nstate_dir = "/s"\nroots = ["home"]\n', "absolute"),
        ('[agent]\nstate_dir = "/s"\nrots = ["/home"]\n', "did you mean `roots`"),
        ('[agent]\nroots = ["/home"]\n', "state_dir"),
        ('[agent]\nstate_dir = "/s"\nroots = ["/home"]\nwatcher = "inotify"\n', "watcher"),
        ('[agent]\nstate_dir = "/s"\nroots = ["/home"]\ndeadline_seconds = -1\n', "deadline_seconds"),
        ('[agent]\nstate_dir = "/s"\nroots = ["/home"]\ndevice = "a b"\n', "device"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(tmp_path, text=text)


def test_the_device_has_a_name_that_the_wire_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "-前台 PC.1")
    assert load(tmp_path).device == "PC.1"
    assert load(tmp_path, '[console]\ndevice = "from-console"\n').device == "from-console"
    assert load(tmp_path, 'device = "own"\n[console]\ndevice = "from-console"\n').device == "own"
    monkeypatch.setattr("socket.gethostname", lambda: "前台")
    assert load(tmp_path).device == "device"
    assert settings.DEVICE.strip("^$()?") in Identifier.__metadata__[0].pattern  # type: ignore[attr-defined]
