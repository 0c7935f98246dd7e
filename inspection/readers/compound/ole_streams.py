"""Streams of a compound file that belong to no document format: properties, packages, leftovers.

A stream whose name is known to hold no text of its own is still searched for runs of text; a
stream of which nobody knows what it is makes the file uninspectable, unless it is a file of a known
format.
"""

import re
from collections.abc import Iterator

from inspection import sniff
from inspection.readers.compound import ole_native, ole_properties
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.text import text_runs, unknown
from inspection.segment import Place, Segment
from inspection.walker import Walk

# Streams in which the programs keep state, presentation or their own plumbing; text in them is short.
_STATE = re.compile(
    r"[\x01-\x06]?(Ole|Ole10[FI]\w+|CompObj|OlePres\d*|ObjInfo|EPRINT|PRINT|META|PIC|LINK|LINKFILE|VBFrame)"
    r"|\x03(OCXNAME|OCXDATA|ACCESSOBJSITEDATA)|Header|properties_stream"
    r"|Current User|[01]Table|Data|PROJECT|PROJECTwm|PROJECTlk|_VBA_PROJECT|__SRP_\w+|f|o|x|i\d+|Ctls|ctls"
    r"|User Names|Revision Log|Pictures|Equation Native|_signatures|EncryptionInfo|EncryptedSummary"
    r"|\x06Primary|Version|DataSpaceMap|StrongEncryption\w*|(?i:wps|et|kso)\w*"  # the last three are Kingsoft's
)
_PROTECTED = ("\x09DRMContent", "\x09DRMViewerContent")  # by rights management, [MS-OFFCRYPTO] 2.2.10


def read(storage: Storage, name: str, place: Place, walk: Walk, *, known: bool) -> Iterator[Segment]:
    """Yield what one stream holds; `known` says that its storage is of a format with a reader."""
    data = storage.take(name)
    if name.startswith("\x05"):
        yield from ole_properties.read(data, place, walk)
    elif name == "\x01Ole10Native":
        yield from ole_native.read(data, place, walk)
    elif name in _PROTECTED:
        walk.found_encrypted(place, "office", "strong")
    elif sniff.is_binary(data):
        yield from walk.descend(data, place)
    elif _STATE.fullmatch(name):
        yield from text_runs.both(data, place)
    elif (forms := sniff.formats(data))[0] != "unknown":
        yield from walk.descend(data, place, forms=forms)
    else:
        walk.refuse("unknown-stream" if known else "unsupported:ole")
        yield from unknown.strings(data, place)
        yield from text_runs.both(data, place)
