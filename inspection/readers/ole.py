"""Compound files: each storage by what its streams say it is, then every stream nobody accounted for.

A document within a document is a storage of its own with the streams of its program, so all
storages are gone through alike: the root, embedded objects in an `ObjectPool` or `MBD…`, macros.
What a reader did not take, or could not finish, is still looked through.
"""

from collections.abc import Callable, Iterator, Mapping

from inspection.content import Content
from inspection.errors import BudgetSpent
from inspection.readers.compound import ole_encryption, ole_macros, ole_streams
from inspection.readers.compound.ole_compound import Compound, Storage
from inspection.readers.mail import outlook, outlook_names
from inspection.readers.office97 import doc, ppt
from inspection.readers.text import text_runs, unknown
from inspection.readers.workbook import biff, biff_pivot
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

StorageReader = Callable[[Storage, Place, Walk], Iterator[Segment]]

_KINDS = (
    ("EncryptedPackage", "office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("dir", "vba"),
    ("MatOST", "works"),
    ("MN0", "works"),
    ("PP40", "powerpoint95"),
    ("VisioDocument", "visio"),
)
_PIVOT_CACHE = "xls-pivot-cache"
_NAMED = {"_SX_DB_CUR": _PIVOT_CACHE, outlook_names.STORAGE: "msg"}  # storages told by their own names


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of each storage, of the streams that belong to no reader, and of unused octets."""
    try:
        compound = Compound(content, walk)
    except BudgetSpent:
        raise
    except Exception:  # noqa: BLE001  # a broken header or table may fail in any way
        walk.refuse("malformed:ole")
        yield from unknown.strings(content, place)
        return
    for path in compound.storages:
        storage = Storage(compound, path)
        yield from _storage(
            storage, step(place, "storage", text_runs.printable("/".join(path))) if path else place, walk
        )
    if compound.is_damaged:
        walk.refuse("malformed:ole")
    yield from text_runs.both(compound.unused(), step(place, "stray", "unused"))


def _storage(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    names = [*storage.path[-1:], *storage.names]
    yield Segment(place, "\n".join(map(text_runs.plain, names)), origin="name")
    kind = _kind(storage)
    if kind and not storage.path and walk.format == "ole":
        walk.format = kind  # what a person calls the file
    if kind in READERS:
        walk.met(kind)
        yield from walk.guard(kind, _to_the_end(storage, READERS[kind](storage, place, walk)))
        if not storage.done:
            for name, data in storage.taken.items():
                yield from text_runs.both(data, step(place, "stream", text_runs.printable(name)))
    elif kind:
        walk.met(kind)
        walk.refuse(f"unsupported:{kind}")
    for name in storage.names:
        if name not in storage.taken:
            inner = step(place, "stream", text_runs.printable(name))
            yield from walk.guard("ole", ole_streams.read(storage, name, inner, walk, known=bool(kind)))


def _kind(storage: Storage) -> str:
    if storage.path and storage.path[-1] in _NAMED:
        return _NAMED[storage.path[-1]]
    return next((kind for name, kind in _KINDS if name in storage.names), "")


def _to_the_end(storage: Storage, segments: Iterator[Segment]) -> Iterator[Segment]:
    yield from segments
    storage.done = True


# What a storage may be, and who reads it; what is not here is `unsupported`.
READERS: Mapping[str, StorageReader] = {
    "office": ole_encryption.read_package,
    "doc": doc.read,
    "xls": biff.read,
    "ppt": ppt.read,
    _PIVOT_CACHE: biff_pivot.read,
    "msg": outlook.read,
    "vba": ole_macros.read,
}
