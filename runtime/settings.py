"""Settings: a TOML file becomes a typed struct, and every mistake in it is named.

A component describes its settings as msgspec structs (one per table, defaults in the struct);
`load` reads the file, refuses a key nobody knows and says which known one is nearest. Sizes are
in octets, durations in seconds. Secrets never stand in a settings file: a setting ending in
`_file` names the file that holds one, and `read_secret` reads it.
"""

import difflib
import tomllib
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from runtime.errors import SettingsError

SETTINGS_MAX = 1024 * 1024  # octets; a larger file is no settings file
SECRET_MAX = 64 * 1024  # octets

Port = Annotated[int, Meta(ge=0, le=65_535)]
_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class ConsoleLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a gateway or an agent reaches the console."""

    url: str = (
        ""  # address of the console's port for machines, `https://host:8444`; "" works without a console
    )
    ca_file: str = ""  # certificate of the console's authority (PEM), needed for the first contact
    token_file: str = ""  # one-time enrolment token; removed once it was used
    device: str = ""  # name of this machine at the console; "" takes the host's name


class MetricsListen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where `/metrics` and `/healthz` are served."""

    host: str = "127.0.0.1"  # address to listen on
    port: Port = 0  # 0 takes a free port, written to ready.json


class InspectionWorkers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The worker processes that read what is inspected."""

    workers: Annotated[int, Meta(ge=1, le=256)] = 1  # how many run at once; one per core is plenty
    files_per_worker: Annotated[int, Meta(ge=1, le=10_000)] = 200  # then a new process takes its place;
    # 1 gives each mail or file a process of its own, for some 15 ms
    picture_workers: Annotated[int, Meta(ge=0, le=256)] = 1  # how many more may read text in pictures, in
    # up to 600 MB each, started when needed; 0 leaves pictures unread, and policies are told `unread: image`


class PolicySource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The policy that is enforced until the console's first bundle arrives."""

    file: str = ""  # a policy file, or `builtin:NAME` for a shipped one; "" waits for the console


class LogOutput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The component's log: JSON lines."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"  # least level that is written
    file: str = ""  # file to append to; "" writes to standard error


def load(path: Path | str, kind: type[_Struct]) -> _Struct:
    """Return the settings in the TOML file `path` as the struct `kind`.

    Raises:
        SettingsError: the file cannot be read, is no TOML, or holds an unknown key or a value
            that does not fit; the text names file, key and, for an unknown key, the nearest one.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None
    return parse(raw, kind, name=str(path))


def parse(raw: bytes, kind: type[_Struct], *, name: str) -> _Struct:
    """Return the settings in the TOML bytes `raw`; `name` is how errors call them.

    Raises:
        SettingsError: as for `load`.
    """
    if len(raw) > SETTINGS_MAX:
        raise SettingsError(f"{name}: {len(raw)} octets, a settings file has at most {SETTINGS_MAX}")
    try:
        values = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: not a TOML file: {error}") from None
    for problem in _unknown_keys(values, kind, ()):
        raise SettingsError(f"{name}: {problem}")
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{name}: {str(error).replace('`$.', '`')}") from None


def read_secret(path: Path | str) -> str:
    """Return the secret in the file `path` without white space around it.

    Raises:
        SettingsError: the file is missing, empty, too large or no UTF-8; the text never quotes it.
    """
    try:
        with Path(path).open("rb") as file:
            raw = file.read(SECRET_MAX + 1)
        secret = raw.decode().strip()
    except OSError as error:
        raise SettingsError(f"{path}: the secret cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: the secret is no UTF-8 text") from None
    if not secret or len(raw) > SECRET_MAX:
        raise SettingsError(f"{path}: a secret has 1 to {SECRET_MAX} octets, this file has {len(raw)}")
    return secret


def nested_structs(annotation: object) -> list[type[msgspec.Struct]]:
    """Return the struct types that `annotation` holds, also inside of optional, list or annotated ones."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return [annotation]
    return [found for part in typing.get_args(annotation) for found in nested_structs(part)]


def _unknown_keys(value: object, kind: type[msgspec.Struct], path: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for each key of `value` that `kind` does not have, tables within included."""
    if isinstance(value, list):
        for item in value:
            yield from _unknown_keys(item, kind, path)
    if not isinstance(value, Mapping):
        return
    known = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    for key, inner in value.items():
        if key not in known:
            yield _unknown_key(".".join((*path, key)), key, list(known))
            continue
        for struct in nested_structs(known[key]):
            yield from _unknown_keys(inner, struct, (*path, key))


def _unknown_key(full: str, key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    remedy = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(known))}"
    return f"unknown setting `{full}`; {remedy}"
