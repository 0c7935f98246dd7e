"""Whether a content stream draws a barcode from rectangles (ISO 32000-2, 8.5.2.1), beside whatever text it shows."""

from collections import defaultdict

_OPERANDS = 4  # left, bottom, width, height
_ROOM = 64  # octets in which they stand before the operator
LEAST = 30  # rectangles: bars of a short code; the smallest QR code has more squares


def has_code(stream: bytes) -> bool:
    """Say whether there are many squares of one size, or many bars that stand side by side.

    The fields of a form are neither: they are no squares, and fewer stand in a row.
    """
    if stream.count(b" re") < LEAST:
        return False
    squares: defaultdict[bytes, set[tuple[bytes, bytes]]] = defaultdict(set)
    bars: defaultdict[tuple[bytes, bytes], set[bytes]] = defaultdict(set)
    repeated = (piece[-_ROOM:] for piece in stream.split(b" re")[:-1])
    for before in dict.fromkeys(repeated):  # a clipping is set again and again
        if len(operands := before.split()[-_OPERANDS:]) < _OPERANDS:
            continue
        left, bottom, width, height = operands
        if width == height:
            squares[height].add((left, bottom))
        bars[bottom, height].add(left)
    most = max(map(len, squares.values()), default=0), max(map(len, bars.values()), default=0)
    return max(most) >= LEAST
