"""Texts in tar headers: names in any charset, owners, and the records of pax headers.

A global pax header belongs to every member behind it, and most members have the same owner, so
each text is told where it stands first.
"""

import tarfile
from collections.abc import Iterator, Mapping

from inspection.readers.archive.archive_member import name_of
from inspection.segment import Place, Segment, step

# Numbers, and what the member's own fields say already.
_SAID = frozenset({"path", "linkpath", "size", "uid", "gid", "mtime", "atime", "ctime", "uname", "gname"})
_SPARSE = "GNU.sparse."


def text(stored: str) -> str:
    """Return a name as `tarfile` gives it (UTF-8 with escaped octets) in its likeliest charset."""
    return stored if stored.isascii() else name_of(stored.encode("utf-8", "surrogateescape"))


class Told:
    """Owners and records of the members so far."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def about(self, info: tarfile.TarInfo, shared: Mapping[str, str], place: Place) -> Iterator[Segment]:
        """Yield what this member's headers, and those `shared` by all behind it, say for the first time."""
        records = [
            f"{key}={value}"
            for key, value in (*shared.items(), *info.pax_headers.items())
            if key not in _SAID and not key.startswith(_SPARSE)
        ]
        for each in filter(None, (info.uname, info.gname, *records)):
            if each not in self._seen:
                self._seen.add(each)
                yield Segment(step(place, "header", "tar"), text(each), origin="metadata")
