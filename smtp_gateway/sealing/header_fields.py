"""The header of a message as spans of its own octets (RFC 5322, 2.2).

Nothing is decoded or folded anew: a field is the octets that stand in the file, so what is kept
is kept exactly. Lines may end in CRLF or, in a damaged message, in LF.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import BinaryIO, Final, NamedTuple

HEADER_MAX: Final = 1 << 20  # octets; a header beyond this is no header

_END: Final = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_LINE: Final = re.compile(rb"[^\n]*\n|[^\n]+\Z")
_NAME: Final = re.compile(rb"([!-9;-~]+)[ \t]*:")
_EMPTY: Final = (b"\r\n", b"\n")
_BARE_LF: Final = re.compile(rb"(?<!\r)\n")


class Field(NamedTuple):
    """One field: its name in lower case and all its lines, each ending in CRLF.

    A line that is no field (a mailbox's `From ` line, damage) is kept under an empty name.
    """

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """All fields in their order, where the body begins (octets), and whether every line was a field."""

    fields: tuple[Field, ...]
    body_offset: int
    well_formed: bool

    def named(self, *names: str) -> tuple[Field, ...]:
        """Return the fields with one of these lower-case names, in message order."""
        return tuple(field for field in self.fields if field.name in names)

    def without(self, names: Iterable[str]) -> tuple[Field, ...]:
        """Return the fields with none of these lower-case names, in message order."""
        dropped = frozenset(names)
        return tuple(field for field in self.fields if field.name not in dropped)

    def parsed(self) -> Message:
        """Return the same fields for reading: parameters, encoded words."""
        return BytesHeaderParser(policy=compat32).parsebytes(b"".join(field.raw for field in self.fields))


def read_header(file: BinaryIO) -> Header:
    """Return the header at the start of a message file; the file position is not kept."""
    file.seek(0)
    start = file.read(HEADER_MAX)
    found = _END.search(start)
    return split_header(start[: found.end()] if found else start, complete=found is not None)


def split_header(block: bytes, *, complete: bool = True) -> Header:
    """Return the header of which `block` is the octets, the empty line after it included."""
    fields: list[Field] = []
    well_formed = complete
    for line in _LINE.findall(block):
        if line in _EMPTY:
            break
        if line[:1] in b" \t" and fields:
            fields[-1] = Field(fields[-1].name, fields[-1].raw + _crlf(line))
        elif name := _NAME.match(line):
            fields.append(Field(name[1].decode("ascii").lower(), _crlf(line)))
        else:
            fields.append(Field("", _crlf(line)))
            well_formed = False
    return Header(tuple(fields), len(block), well_formed)


def joined(fields: Iterable[Field]) -> bytes:
    """Return the octets of the fields one after the other."""
    return b"".join(field.raw for field in fields)


def without_bcc(header: Header) -> bytes:
    """Return the whole header, empty line included, without the hidden recipients."""
    return joined(header.without({"bcc", "resent-bcc"})) + b"\r\n"


def with_parameter(field: Field, parameter: bytes) -> Field:
    """Return the field with `; parameter` put behind the last octet of its value."""
    value = field.raw.rstrip(b"\r\n \t;")
    return Field(field.name, value + b";\r\n " + parameter + b"\r\n")


def _crlf(line: bytes) -> bytes:
    return _BARE_LF.sub(b"\r\n", line if line.endswith(b"\n") else line + b"\r\n")
