"""Files embedded in a PDF (ISO 32000-2, 7.11.4), put in with as few copies as the library allows.

The library's own attachment class holds each file three times while it is added; for a 25 MB
attachment that is most of the memory of the whole sealing.
"""

import re
import zlib
from typing import Final

from pikepdf import Dictionary, Name, NameTree, Pdf, Stream, String

_TYPE: Final = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_SAMPLE: Final = 1 << 16  # octets
_WORTH_WHILE: Final = 0.9  # deflated size of the sample against its own


class EmbeddedFiles:
    """The name tree of a document's embedded files; viewers list them by these names."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._tree = NameTree.new(pdf)
        pdf.Root.Names = Dictionary(EmbeddedFiles=self._tree.obj)

    def add(self, name: str, media_type: str, content: bytes) -> None:
        """Embed one file under a name that no other has; deflated when that is worth while."""
        stream = self._stream(content)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name(
            "/" + (media_type if _TYPE.fullmatch(media_type) else "application/octet-stream")
        )
        stream.Params = Dictionary(Size=len(content))
        where = Dictionary(F=stream, UF=stream)
        shown = String(name)
        self._tree[name] = self._pdf.make_indirect(
            Dictionary(Type=Name.Filespec, F=shown, UF=shown, EF=where, AFRelationship=Name.Unspecified)
        )

    def _stream(self, content: bytes) -> Stream:
        sample = content[:_SAMPLE]
        if len(zlib.compress(sample, 1)) >= len(sample) * _WORTH_WHILE:
            return self._pdf.make_stream(content)
        return self._pdf.make_stream(zlib.compress(content), Filter=Name.FlateDecode)
