"""What detection finds, inside a text (`Span`) and outside of the worker that read it (`Finding`).

A `Span` points into a text that its holder may read. A `Finding` is all that may leave an
inspection worker: it never carries the plain value, only a mask, a keyed hash and a place.
"""

from enum import StrEnum

import msgspec

ACT_CONFIDENCE = 0.7  # of a finding: from here on the shipped policies act


class Category(StrEnum):
    """The six kinds of client information of the client-data rules (row R15)."""

    IDENTITY = "identity"  # 个人身份信息
    PROPERTY = "property"  # 个人财产信息
    CREDIT = "credit"  # 个人信用信息
    TRANSACTION = "transaction"  # 个人金融交易信息
    DERIVED = "derived"  # 衍生信息
    OTHER = "other"  # 其他信息


class Grade(StrEnum):
    """How closely a finding must be guarded (row R16), lowest first."""

    GENERAL = "general"  # 一般个人客户信息
    SENSITIVE = "sensitive"  # 敏感个人客户信息
    RESTRICTED = "restricted"  # clients of high risk or with large business, named by an exact-match index


class Span(msgspec.Struct, frozen=True, gc=False):
    """One value found in a text: code-point offsets, half open, the value as written."""

    start: int
    end: int
    type: str
    confidence: float  # 0.0 to 1.0
    reasons: tuple[str, ...] = ()


class PlaceStep(msgspec.Struct, frozen=True):
    """One step on the way into a container, for example ("member", "clients.xlsx")."""

    kind: str
    name: str


class ListMatch(msgspec.Struct, frozen=True):
    """A row of an exact-match index (rows R7, R26) to which a value belongs."""

    index: str  # name of the index
    columns: tuple[str, ...]  # columns of the row that were met close together
    certain: bool  # false: met in the edge form of the index, which may err; the console confirms
    consent: bool | None = None  # whether the client agreed to be passed on (R29); None: no such column


class Finding(msgspec.Struct, frozen=True):
    """One value found, as it leaves the worker: no plain value, only what may be shown."""

    type: str
    category: Category
    grade: Grade
    confidence: float
    masked: str
    value_hash: str  # hex HMAC-SHA-256 of the normalised value, cut to 128 bits
    place: tuple[PlaceStep, ...]
    reasons: tuple[str, ...] = ()
    matches: tuple[ListMatch, ...] = ()
