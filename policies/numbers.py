"""Numbers as people write them: grouped, spaced, broken over lines, in Chinese numerals, with letters.

Where a run (see `digits`) is one group of digits, it is one number; else it may be several numbers,
or one in groups, and every row of whole groups that has the length of something is read. Letters
before the first digit and an X behind the last may belong to it. Which reading is a value is for the
detectors to say.
"""

from collections.abc import Iterable, Iterator

import msgspec

from policies.code_points import ARABIC_OF_CHINESE, CHINESE_DIGITS
from policies.digits import Digits
from policies.lazily import lazily
from policies.normalize import start_of_line
from policies.number_rows import BEFORE_X, Row, Wanted
from policies.prefixes import prefix
from policies.tables.gap_columns import GAP

_NO_DIGITS = lazily(r"[^0-9]+")
_X = lazily(r"(?:[ \-._\r\n]{0,2}|=\r?\n)[Xx×](?![0-9A-Za-z])")
_DIGITS = frozenset("0123456789" + CHINESE_DIGITS)
_LATIN_WORD = lazily(r"(?:[a-z]{2}|[A-Z]{4}|(?<![A-Za-z])(?:ID|NO))\Z")
_NUMERAL = lazily(f"[{CHINESE_DIGITS}]")
_SPOKEN = lazily(f"[{CHINESE_DIGITS}](?:[ \\-]?[{CHINESE_DIGITS}])*")
_AROUND = 12  # code points of `before` and `behind`
_ROW_MAX = 200
_CLOSING, _OPENED = frozenset(")）"), lazily(r"[(（][^()（）]{0,24}\Z")
_COLONS = frozenset(":：")
_DELIMITERS, _BEHIND_AN_ITEM = frozenset("\t|;,"), frozenset("、.)）:：")


class Number(msgspec.Struct, frozen=True, gc=False):
    """One reading: its characters without separators, its span, and how it is written.

    `written` is `plain`, `spread` (a separator between all digits), `groups`, `part` (of a longer row of
    groups) or `chinese`; `groups` are the digits in each group and `gaps` what stands between them.
    `before` and `behind` are up to twelve code points around it.
    """

    value: str
    start: int
    end: int
    written: str
    before: str
    behind: str
    groups: tuple[int, ...] = ()
    gaps: tuple[str, ...] = ()


_Form = tuple[str, int, int]  # the characters that a row of groups may stand for, and their span


def readings(text: str, rows: Iterable[Row], digits: Digits, wanted: Wanted) -> Iterator[Number]:
    """Yield the wanted readings of a text, given the rows of digits that are worth one."""
    for row in rows:
        value = text[row.start : row.end]
        if not value.isdecimal():
            value = _NO_DIGITS.sub("", value)
        if row.maybe_x or row.maybe_letters:
            forms = _forms(text, value, row, wanted)
        else:  # then it has a shape
            forms = [(value, row.start, row.end)] if wanted.admits(value, row.start, row.way) else []
        if forms:
            yield from _written(text, digits, row, forms)


def chinese_readings(text: str, rows: Iterable[Row], chinese: Digits, wanted: Wanted) -> Iterator[Number]:
    """Yield the wanted readings with a Chinese numeral in them, given the rows near one."""
    for row in rows:
        written = text[row.start : row.end]
        if _NUMERAL.search(written):
            value = _NO_DIGITS.sub("", written.translate(ARABIC_OF_CHINESE))
            forms = _forms(text, value, row, wanted)
            is_whole_run = row.count == chinese.tails[row.first] - chinese.heads[row.first]
            if is_whole_run and _SPOKEN.fullmatch(written):  # in whatever groups
                yield from (_number(text, form, "chinese") for form in forms)
            elif forms:
                yield from _written(text, chinese, row, forms)


def _forms(text: str, value: str, row: Row, wanted: Wanted) -> list[_Form]:
    """Return what may be a value of: digits as they are, with the X behind them, with the letters before them."""
    start, end, length = row.start, row.end, len(value)
    shapes, forms = wanted.shapes, []
    if shapes[row.way, length, ord(value[0])] and wanted.admits(value, start, row.way):
        forms.append((value, start, end))
    if row.maybe_x and length == BEFORE_X and shapes[row.way, BEFORE_X + 1, ord(value[0])]:
        x = _X.match(text, end, end + 5)
        if x and wanted.admits(value + "X", start, row.way):
            forms.append((value + "X", start, x.end()))
    if row.maybe_letters:
        letters, begin = prefix(text, start)
        if (
            letters
            and shapes[row.way, len(letters) + length, ord(letters[0])]
            and wanted.admits(letters + value, begin, row.way)
        ):
            forms.append((letters + value, begin, end))
    return forms


def _written(text: str, digits: Digits, row: Row, forms: list[_Form]) -> Iterator[Number]:
    """Yield the forms of a row with how it is written, unless it is no row of one value."""
    if row.count == 1 and not row.is_spread:
        size = int(digits.sizes[row.first])
        alone = row.end - row.start == size and digits.tails[row.first] - digits.heads[row.first] == 1
        for form in forms:
            yield _number(text, form, "plain", () if alone else (size,))
        return
    gaps = _gaps(text, digits, row)
    sizes = tuple(digits.sizes[row.first : row.first + row.count].tolist())
    written = "groups"
    if row.is_spread:
        written, gaps = "spread", ()
    elif _is_of_rows(text, row.start, row.end, gaps):
        return
    elif _goes_on(text, digits, row, gaps):
        written = "part"
    for form in forms:
        yield _number(text, form, written, sizes, gaps)


def _gaps(text: str, digits: Digits, row: Row) -> tuple[str, ...]:
    last = row.first + row.count - 1
    opens = digits.ends[row.first : last].tolist()
    return tuple(
        text[first:end]
        for first, end in zip(opens, digits.starts[row.first + 1 : last + 1].tolist(), strict=True)
    )


def _is_in_columns(text: str, start: int, end: int) -> bool:
    """Whether what stands behind a wide gap is a cell of a row with more of them, and not a value behind its label."""
    before = text[start_of_line(text, start, _ROW_MAX) : start].strip()
    return bool(before) and (GAP in before or GAP in _rest_of_line(text, end).rstrip())


def _rest_of_line(text: str, start: int) -> str:
    return text[start : start + _ROW_MAX].partition("\n")[0]


def _number(
    text: str, form: _Form, written: str, groups: tuple[int, ...] = (), gaps: tuple[str, ...] = ()
) -> Number:
    value, start, end = form
    before = text[max(0, start - _AROUND) : start]
    if not text[start].isascii() and _LATIN_WORD.search(before):
        before = ""  # `Tel一三八…`: a word is not glued to a Chinese numeral
    return Number(value, start, end, written, before, text[end : end + _AROUND], groups, gaps)


def _goes_on(text: str, digits: Digits, row: Row, gaps: tuple[str, ...]) -> bool:
    """Whether the same separator joins a reading to a group before it or behind it."""
    first = row.first
    if first > digits.heads[first] and text[int(digits.ends[first - 1]) : row.start] == gaps[0]:
        return True
    behind = text[row.end : row.end + len(gaps[0]) + 1]
    return behind.startswith(gaps[0]) and behind[-1:] in _DIGITS


def _is_next(line: str, last: str, behind: str) -> bool:
    """Whether what a line break parts is the number of the next row: `2 … 0210289944`, below it `3 …`."""
    number = line.lstrip().partition(" ")[0]
    return behind == " " and last.isdecimal() and number.isdecimal() and int(last) == int(number) + 1


def _is_of_rows(text: str, start: int, end: int, gaps: tuple[str, ...]) -> bool:
    """Cells of one row or of two, items of a numbered list, two paragraphs: no broken value."""
    breaks = [0 if "=" in gap else gap.count("\n") for gap in gaps]  # a soft break ends no row
    is_cell = text[start - 2 : start] == GAP and _is_in_columns(text, start, end)
    if not any(breaks):
        return any(GAP in gap for gap in gaps) and (len(set(gaps)) > 1 or is_cell)
    behind = text[end : end + 2].lstrip(' "')[:1]
    # With the line end before it, if that is near.
    line = text[max(start_of_line(text, start, _ROW_MAX) - 1, start - _ROW_MAX, 0) : start]
    is_field = line.rstrip()[-1:] in _COLONS  # `卡号：` and a tab
    last = line.rstrip(' "')[-1:]
    is_row = (
        not is_field and last in _DELIMITERS and (line.count(last) > 1 or last in _rest_of_line(text, end))
    )
    is_row |= (is_cell and not is_field) or (behind in _DELIMITERS and behind in line)
    is_row |= _is_next(line, text[text.rfind("\n", start, end) + 1 : end], text[end : end + 1])
    is_item = (
        bool(breaks[-1]) and behind in _BEHIND_AN_ITEM and not _DIGITS.issuperset(text[max(0, end - 3) : end])
    )
    if is_item and behind in _CLOSING:  # unless it closes what stands around the value
        is_item = not _OPENED.search(line)
    return is_row or is_item or max(breaks) > 1
