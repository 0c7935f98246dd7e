"""Files that stand in an XML document in Base64: pictures, objects and programs of documents in one file."""

import base64
import binascii
from collections.abc import Iterable, Iterator

from inspection.segment import Place, Segment, step
from inspection.walker import Walk

# Word 2003, Office Open XML in one file, OpenDocument in one file, FictionBook.
FILES = frozenset({"binData", "binaryData", "binary-data", "binary", "docSuppData", "docOleData"})


def segments(texts: Iterable[tuple[str, str]], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is in the files among `texts` (name of element, text); what is no Base64 is refused and yielded."""
    for number, text in enumerate(text for name, text in texts if name in FILES):
        try:
            data = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            walk.refuse("malformed:base64")
            yield Segment(place, text)
            continue
        walk.spend(len(data))
        yield from walk.descend(data, step(place, "embedded", str(number)))
