import tarfile
from pathlib import Path

import msgspec

from tests.server.commands.calling import Caller


def test_a_backup_holds_database_and_keys_for_the_owner_alone(ready: Caller, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    said = ready("backup", str(target))
    assert said.code == 0
    assert "private keys" in said.words
    assert target.stat().st_mode & 0o777 == 0o600
    with tarfile.open(target) as archive:
        names = archive.getnames()
        manifest = msgspec.json.decode(archive.extractfile("manifest.json").read())  # type: ignore[union-attr]
    assert names[0] == "manifest.json"
    assert {"console.sqlite", "keys/bundle.key", "keys/authority.key", "keys/authority.pem"} < set(names)
    assert set(manifest["members"]) == set(names) - {"manifest.json"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tar", "console"]


def test_an_existing_file_is_not_overwritten(ready: Caller, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    target.write_text("precious")
    assert ready("backup", str(target)).code == 3
    assert target.read_text() == "precious"


def test_without_a_console_there_is_no_backup(fresh: Caller, tmp_path: Path) -> None:
    assert fresh("backup", str(tmp_path / "b.tar")).code == 3
    assert not (tmp_path / "b.tar").exists()
