"""Properties of one storage of a message file ([MS-OXMSG] 2.4): its table, and a stream for each long value."""

import re
import struct
from collections.abc import Iterator

from inspection.readers.compound.ole_compound import Compound, Path, Storage
from inspection.readers.mail import mapi
from inspection.readers.mail.mapi import Property
from inspection.walker import Walk

TABLE = "__properties_version1.0"
HEADER_TOP, HEADER_EMBEDDED, HEADER_PART = 32, 24, 8  # octets before the table: 2.4.1
_ENTRY = struct.Struct("<HHI8s")  # type, identifier, flags, value or size: 2.4.2
_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})(-[0-9A-Fa-f]{8})?'*")
_EMPTY_MAX = 2  # octets of a size that counts no more than a closing NUL


def of(storage: Storage, header: int, names: dict[int, str], walk: Walk) -> list[Property]:
    """Return all properties of a storage; `header` is the size of what stands before its table.

    A value whose stream is not there, and a table that is cut off, are refused as `malformed:msg`.
    """
    table = storage.take(TABLE)
    header = _header_size(table, header)
    if (len(table) - header) % _ENTRY.size or len(table) < header:
        walk.refuse("malformed:msg")
    streams = list(_streams(storage, names))
    present = {one.id for one in streams} | _objects(storage)
    for kind, number, _, value in _rows(table, header):
        size = int.from_bytes(value[:4], "little")
        if _is_long(kind) and size > _EMPTY_MAX and number not in present:
            walk.refuse("malformed:msg")
    return [*_fixed(table, header, names), *streams]


def fixed(compound: Compound, path: Path, header: int) -> list[Property]:
    """Return the properties that stand in the table of a storage itself, numbers above all."""
    table = compound.read((*path, TABLE)) if TABLE in compound.names(path) else b""
    return list(_fixed(table, _header_size(table, header), {}))


def strings(compound: Compound, path: Path, *numbers: int) -> list[Property]:
    """Return the string properties of these identifiers that a storage has."""
    found: list[Property] = []
    for name in compound.names(path):
        match = _STREAM.fullmatch(name)
        if match and int(match[1], 16) in numbers and not match[3]:
            found.append(Property(int(match[1], 16), int(match[2], 16), (compound.read((*path, name)),)))
    return found


def _header_size(table: bytes, wanted: int) -> int:
    """Some programs give an embedded message the longer header of a message of its own."""
    if wanted == HEADER_EMBEDDED and (len(table) - HEADER_EMBEDDED) % _ENTRY.size:
        return HEADER_TOP
    return wanted


def _rows(table: bytes, header: int) -> Iterator[tuple[int, int, int, bytes]]:
    whole = max(len(table) - header, 0) // _ENTRY.size * _ENTRY.size
    yield from _ENTRY.iter_unpack(table[header : header + whole])


def _fixed(table: bytes, header: int, names: dict[int, str]) -> Iterator[Property]:
    for kind, number, _, value in _rows(table, header):
        if kind in mapi.FIXED_SIZES:
            yield Property(number, kind, (value[: mapi.FIXED_SIZES[kind]],), names.get(number, ""))


def _is_long(kind: int) -> bool:
    return kind in mapi.VARIABLE or bool(kind & mapi.MULTI)


def _objects(storage: Storage) -> set[int]:
    """Return the identifiers of values that are storages: embedded messages and objects."""
    depth = len(storage.path)
    inner = (
        path[-1] for path in storage.compound.storages if path[:-1] == storage.path and len(path) > depth
    )
    return {int(match[1], 16) for name in inner if (match := _STREAM.fullmatch(name))}


def _streams(storage: Storage, names: dict[int, str]) -> Iterator[Property]:
    """Yield a property for each stream; the values of a multi-valued one stand in streams of their own."""
    several: dict[tuple[int, int], list[bytes]] = {}
    for name in storage.names:
        match = _STREAM.fullmatch(name)
        if not match:
            continue  # of no property: left to whoever reads stray streams
        number, kind = int(match[1], 16), int(match[2], 16)
        value = storage.take(name)
        if match[3]:
            several.setdefault((number, kind & ~mapi.MULTI), []).append(value)
        elif kind & mapi.MULTI:
            yield _array(number, kind & ~mapi.MULTI, value, names)
        else:
            known = kind if kind in mapi.VARIABLE else mapi.BINARY  # whatever it says it is, it may hold text
            yield Property(number, known, (value,), names.get(number, ""))
    for (number, kind), values in several.items():
        yield Property(number, kind, tuple(values), names.get(number, ""))


def _array(number: int, kind: int, value: bytes, names: dict[int, str]) -> Property:
    """Cut an array of numbers; before strings this stream holds their lengths, which nobody needs to see."""
    size = mapi.FIXED_SIZES.get(kind, 0)
    if not size:
        return Property(number, mapi.BINARY, (value,), names.get(number, ""))
    cut = tuple(value[at : at + size] for at in range(0, len(value), size))
    return Property(number, kind, cut, names.get(number, ""))
