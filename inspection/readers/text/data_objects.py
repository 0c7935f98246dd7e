"""Objects that programs keep or send in binary forms: CBOR (RFC 8949), MessagePack, and pickles of Python.

In the smallest of them lengths are letters, and numbers look like parts of longer ones; so a file is of such a form
if it is one object to its last octet. Nothing of a pickle is carried out: its instructions are only listed.
"""

import pickletools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from inspection.content import Content
from inspection.readers.text import cbor, plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_PICKLE, _PICKLE_END = b"\x80", b"."
_LARGEST = 1 << 20  # octets: an object takes a hundred times as much memory; of larger ones strings are read
_FILE_MIN = 18  # octets in which there may be a number that proves itself


def kind(content: Content) -> str:
    """Return cbor, msgpack or pickle if the whole content is one object of that form, else nothing."""
    first = content[0] if len(content) > 1 else 0
    if first < 0x80 or len(content) > _LARGEST:  # noqa: PLR2004  # a number by itself, or text
        return ""
    data = bytes(content)
    return next((name for name in _FORMS if _is_one(data, name)), "")


def _is_one(data: bytes, name: str) -> bool:
    try:
        return isinstance(_FORMS[name](data), (list, tuple, dict))
    except Exception:  # noqa: BLE001  # a decoder may say so in any way
        return False


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what the object holds, a line for each value with its key, and the octets as a text in any case."""
    data = bytes(content)
    files: list[bytes] = []
    lines = "\n".join(_lines(_FORMS[kind(content)](data), files))
    walk.spend(len(lines))
    yield Segment(place, lines)
    for number, octets in enumerate(files):
        walk.count_member()
        yield from walk.descend(octets, step(place, "embedded", str(number)))
    for segment in plain_text.readings(data, place):
        yield msgspec.structs.replace(segment, alternate=True)


def _lines(value: Any, files: list[bytes]) -> Iterator[str]:  # noqa: ANN401  # of any form
    if isinstance(value, dict):
        value = [[*pair] for pair in value.items()]
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(each, (str, int, float)) for each in value):
            yield "\t".join(map(str, value))
        else:
            for each in value:
                yield from _lines(each, files)
    elif isinstance(value, (bytes, bytearray)):
        if len(value) >= _FILE_MIN:
            files.append(bytes(value))
    elif value is not None:
        yield str(value)


def _pickled(data: bytes) -> Iterable[Any]:
    if not (data.startswith(_PICKLE) and data.endswith(_PICKLE_END)):
        raise ValueError
    found = [(code.name, argument) for code, argument, _ in pickletools.genops(data)]
    return [
        [argument]
        for name, argument in found
        if isinstance(argument, (str, bytes, int)) and "PUT" not in name
    ]


_FORMS: dict[str, Callable[[bytes], Any]] = {
    "pickle": _pickled,
    "cbor": cbor.decode,
    "msgpack": msgspec.msgpack.decode,
}
