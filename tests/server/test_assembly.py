from pathlib import Path

import msgspec
import pytest

from runtime.clock import Clock
from runtime.errors import KeystoreError, SettingsError
from server.assembly import assemble, open_database, url_of
from server.settings import ConsoleSettings, ServerSettings
from tests.server.support import Rig


def settings(tmp_path: Path, **changes: object) -> ServerSettings:
    console = msgspec.structs.replace(ConsoleSettings(state_dir=str(tmp_path)), **changes)
    return ServerSettings(console=console)


def test_a_directory_that_was_not_set_up_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeystoreError):
        assemble(settings(tmp_path), Clock())


def test_the_public_url_comes_from_the_settings_first(rig: Rig) -> None:
    assert rig.console.public_url == "https://console.bank.example"
    console = msgspec.structs.replace(rig.settings.console, public_url="https://other.example/")
    again = assemble(msgspec.structs.replace(rig.settings, console=console), Clock(), public_url="https://x")
    assert again.public_url == "https://other.example"
    again.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [("not a url", "no database URL"), ("postgresql+psycopg://u:secret@h/db", "database_password_file")],
)
def test_a_bad_database_url_is_refused_without_showing_it(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        open_database(settings(tmp_path, database_url=url))
    assert "secret" not in str(refused.value)


def test_the_database_password_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    chosen = settings(
        tmp_path,
        database_url="postgresql+psycopg://u@h/db",
        database_password_file=str(tmp_path / "password"),
    )
    database = open_database(chosen)
    assert database.url.password == "s3cret"
    assert "s3cret" not in str(database.url)


def test_the_sqlite_file_is_for_its_owner_alone_in_an_open_directory(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database = open_database(settings(tmp_path))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    database.close()
    assert set(modes) > {"console.sqlite"}
    assert set(modes.values()) == {0o600}


def test_addresses_of_both_kinds() -> None:
    assert url_of("127.0.0.1", 8443) == "https://127.0.0.1:8443"
    assert url_of("::1", 8443) == "https://[::1]:8443"
