"""Synthetic identity numbers, one for each place, and how a maker of a planted file looks.

A place is a name and a maker: the maker is given a number and returns a whole file that holds this
number in this one place. `halves` cuts a number where a format cuts words.
"""

from collections.abc import Callable, Mapping

Places = Mapping[str, Callable[[str], bytes]]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(serial: int) -> str:
    """The resident identity number (GB 11643) of a serial from 0 to 27,999."""
    body = f"110101{1990 + serial % 10}{1 + serial // 10 % 9:02}{10 + serial // 90 % 19}{(serial * 7 + 345) % 1000:03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def halves(number: str) -> tuple[str, str]:
    """The number in two pieces, neither of which means anything."""
    return number[:7], number[7:]


def filled(template: str, number: str) -> bytes:
    """The template in UTF-8 with `{n}` the number, `{a}` and `{b}` its halves, `{g}` one `<x>` a glyph."""
    first, second = halves(number)
    for name, value in (("{n}", number), ("{a}", first), ("{b}", second)):
        template = template.replace(name, value)
    return template.encode()
