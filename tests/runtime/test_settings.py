"""A settings file becomes a struct, and every mistake in it is named with its remedy."""

from pathlib import Path

import msgspec
import pytest

from runtime import settings
from runtime.errors import SettingsError
from runtime.settings import ConsoleLink, MetricsListen, load, nested_structs, parse, read_secret


class Upstream(msgspec.Struct, frozen=True):
    host: str
    port: settings.Port = 25


class Example(msgspec.Struct, frozen=True):
    upstream: Upstream
    console: ConsoleLink = ConsoleLink()
    metrics: MetricsListen | None = None
    routes: tuple[Upstream, ...] = ()
    named: dict[str, Upstream] = {}


def problem(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        parse(text.encode(), Example, name="gateway.toml")
    return str(caught.value)


def test_a_file_becomes_a_struct_with_defaults(tmp_path: Path) -> None:
    file = tmp_path / "gateway.toml"
    file.write_text('[upstream]\nhost = "mail.bank.example"\n[metrics]\nport = 9100\n')
    read = load(file, Example)
    assert read.upstream == Upstream("mail.bank.example", 25)
    assert read.metrics == MetricsListen("127.0.0.1", 9100)
    assert read.console.url == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[upstream]\nhost="a"\nprot=25', "unknown setting `upstream.prot`; did you mean `port`?"),
        ('[upsteam]\nhost="a"', "unknown setting `upsteam`; did you mean `upstream`?"),
        ('[upstream]\nhost="a"\n[console]\nxyz=1', "known here: ca_file, device, token_file, url"),
        ('[upstream]\nhost="a"\n[metrics]\nhots="x"', "unknown setting `metrics.hots`; did you mean `host`?"),
        ('[[routes]]\nhost="a"\nhots="x"', "unknown setting `routes.hots`; did you mean `host`?"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(text: str, words: str) -> None:
    assert problem(text) == f"gateway.toml: {words}" or problem(text).endswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "missing required field `upstream`"),
        ('[upstream]\nhost="a"\nport="25"', "Expected `int`, got `str` - at `upstream.port`"),
        ('[upstream]\nhost="a"\nport=70000', "upstream.port"),
        ("[upstream", "not a TOML file"),
        ("[upstream]\nhost=1", "at `upstream.host`"),
    ],
)
def test_a_value_that_does_not_fit_is_named(text: str, words: str) -> None:
    assert problem(text).startswith("gateway.toml: ")
    assert words in problem(text)


def test_a_file_that_is_no_utf8_or_too_large_is_no_settings_file() -> None:
    with pytest.raises(SettingsError, match="not a TOML file"):
        parse(b"\xff\xfe", Example, name="x")
    with pytest.raises(SettingsError, match="at most"):
        parse(b"#" * (settings.SETTINGS_MAX + 1), Example, name="x")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read: No such file"):
        load(tmp_path / "none.toml", Example)


def test_a_secret_is_read_without_its_line_feed(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" abc\n")
    assert read_secret(tmp_path / "token") == "abc"


@pytest.mark.parametrize("content", [b"", b"\n", b"x" * (settings.SECRET_MAX + 1), b"hunter2\xff"])
def test_an_unfit_secret_is_refused_and_never_quoted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "token").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        read_secret(tmp_path / "token")
    assert "hunter2" not in str(caught.value)
    assert "xxx" not in str(caught.value)


def test_a_missing_secret_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="token: the secret cannot be read"):
        read_secret(tmp_path / "token")


def test_structs_are_found_in_whatever_holds_them() -> None:
    assert nested_structs(tuple[Upstream, ...]) == [Upstream]
    assert nested_structs(Upstream | None) == [Upstream]
    assert nested_structs(dict[str, int]) == []
