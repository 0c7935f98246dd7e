"""A small index, made of rows without files."""

from collections.abc import Sequence

import numpy as np

from policies.exact_match import layout
from policies.exact_match.header import REMAINDER, REMAINDER_ALONE, SCHEMA, TEXT, Column, Header
from policies.exact_match.index import Index
from policies.exact_match.keys import IndexKey
from policies.exact_match.marks import pack
from policies.exact_match.values import ColumnHash, normal_form, words_form
from policies.finding import Grade

KEY = b"a key of 32 octets, for this test"
SALT = bytes(16)
OTHERS = ("NAME", "ADDRESS", TEXT)


def index_of(
    types: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    least: int = 2,
    within: int = 300,
    marks: Sequence[tuple[Grade | None, bool | None]] = (),
    start: bytes = b"",
    key: bytes = KEY,
) -> Index:
    """Return an index of rows of cells; columns are called by their types, and marks are none unless given."""
    index_key = IndexKey(key, SALT)
    columns = []
    body = bytes(pack(*mark) for mark in marks) or bytes(len(rows))
    for number, kind in enumerate(types):
        primary = kind not in OTHERS
        normals = [normal_form(kind, row[number]) if primary else words_form(row[number]) for row in rows]
        hashes = ColumnHash(index_key.secret, number).many(normals)
        lengths = tuple(sorted({len(normal) for normal in normals if normal}))
        if primary:
            laid = layout.primary(hashes, REMAINDER_ALONE if least == 1 else REMAINDER)
            columns.append(Column(kind, kind, True, lengths, laid.entries, laid.bits))
            body += b"".join(laid.pieces)
        else:
            columns.append(Column(kind, kind, False, lengths))
            body += layout.other(np.asarray(hashes))
    header = Header(
        SCHEMA, "clients", tuple(columns), least, within, "2026-01-01T00:00:00Z", 86_400, len(rows), SALT,
        index_key.key_id, "",
    )  # fmt: skip
    return Index(header, start + body, key, len(start))
