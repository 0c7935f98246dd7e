"""Pictures whose signature is a word or a small number, so that more of their header is asked for."""

import re

_COMMENT = rb"(?:\s|#[^\r\n]*[\r\n])+"
_PICTURE = re.compile(
    rb"(?P<pnm>P[1-6]" + _COMMENT + rb"\d{1,9}" + _COMMENT + rb"\d{1,9}\s)"  # width and height
    rb"|(?P<pcx>\x0a[\x00\x02-\x05]\x01[\x01\x02\x04\x08])"  # version, run lengths, bits
    rb"|(?P<sgi>\x01\xda[\0\1][\1\2]\0[\1-\3])"  # packed or not, octets, dimensions
    rb"|(?P<ico>\0\0[\1\2]\0[\x01-\x40]\0..[\0-\xff]\0.{8}(?P<offset>..)\0\0)"
    rb"|(?P<xbm>\s*(?:/\*.{0,2000}?\*/\s*)?#define\s+\S{0,200}_width\s+\d)",
    re.DOTALL,
)
_ICO_HEADER, _ICO_ENTRY = 6, 16


def kind(head: bytes) -> str:
    """Return `image:` and the format of a picture in netpbm, PCX, SGI, ICO, CUR or XBM, or an empty string."""
    match = _PICTURE.match(head)
    if match is None:
        return ""
    if match["ico"] and int.from_bytes(match["offset"], "little") != _ICO_HEADER + _ICO_ENTRY * head[4]:
        return ""  # the first picture lies behind the list of all of them
    return f"image:{match.lastgroup}"
