from pathlib import Path

import pytest

from tests.server.commands.calling import Caller, write_settings


def test_only_a_demonstration_passes_over_the_second_person(ready: Caller) -> None:
    for arguments in (["--demo"], []):
        said = ready("publish", "--policy", "builtin:observe", *arguments)
        assert (said.code, said.lines) == (1, [])


def test_in_a_demonstration_it_is_signed_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = Caller(write_settings(tmp_path / "demo", demo=True), capsys)
    call("init")
    assert call("publish", "--policy", "builtin:observe").code == 1
    assert call("publish", "--demo", "--policy", "builtin:observe").only == {"policy_version": 2}
