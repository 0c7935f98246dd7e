"""Parts of registered documents in one file, gathered text by text: a page, a paragraph, a cell at a time.

Texts of one part that follow each other are looked at as one, so that a document is met in the pages
or paragraphs that its reader gives.
"""

from collections.abc import Iterator

import numpy as np

from policies.finding import PlaceStep
from policies.fingerprint.register import Hits, Register
from policies.inspected import DocumentMatch

MATCHES_MAX = 200  # of one file; the largest shares are kept
_TOGETHER = 1 << 16  # code points that are looked at as one text
_Part = tuple[PlaceStep, ...]


class DocumentSearch:
    """The documents of a register that are met in one file."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._hits: dict[_Part, list[Hits]] = {}
        self._part: _Part = ()
        self._texts: list[str] = []
        self._size = 0

    def take(self, part: _Part, text: str) -> None:
        """Look at the next text of a part; texts of a part are given in their order."""
        if not self._register.documents:
            return
        if part != self._part or self._size > _TOGETHER:
            self._flush()
        self._part = part
        self._texts.append(text)
        self._size += len(text)

    def matches(self) -> tuple[DocumentMatch, ...]:
        """Return the documents met so far, one match for each part, largest share first."""
        self._flush()
        found = sorted(self._found(), key=lambda match: (-match.share, match.name))
        return tuple(found[:MATCHES_MAX])

    def _found(self) -> Iterator[DocumentMatch]:
        for part, hits in self._hits.items():
            yield from self._register.met(_joined(hits), part)

    def _flush(self) -> None:
        text = "\n".join(self._texts)
        self._texts, self._size = [], 0
        if text:
            self._hits.setdefault(self._part, []).append(self._register.hits(text))


def _joined(pieces: list[Hits]) -> Hits:
    """Return the hits of several texts as if they were one."""
    starts = np.cumsum([0, *(piece.size for piece in pieces)])
    return Hits(
        np.concatenate([piece.fingerprints for piece in pieces]),
        np.concatenate([piece.positions + start for piece, start in zip(pieces, starts, strict=False)]),
        np.concatenate([piece.documents for piece in pieces]),
        int(starts[-1]),
    )
