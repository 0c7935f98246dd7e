"""Numbers as people write them: grouped, spaced, broken over lines, in Chinese numerals, with letters.

A run is digits with few separators between two of them. Where it is one group of digits,
it is one number; else it may be several numbers, or one in groups, and every row of whole groups
that has the length of something is read. Letters before the first digit and an X behind the last
may belong to it. Which reading is a value is for the detectors to say.
"""

import re
from collections.abc import Callable, Container, Iterator

import msgspec

from policies.prefilter import Hit, Trigger
from policies.prefilter.expressions import CHINESE_DIGITS, DIGITS_MIN, GAP

_READ_MAX = 22  # digits of one reading, with a prefix of 0086
_RUN = re.compile(rf"[0-9](?:{GAP}[0-9])*+")
_GROUP = re.compile(r"[0-9]+(?:=\r?\n[0-9]+)*+")
_SOFT_BREAK = re.compile(r"=\r?\n")  # of quoted-printable: it parts nothing
_X = re.compile(r"(?:[ \-._\r\n]{0,2}|=\r?\n)[Xx×](?![0-9A-Za-z])")
_LETTERS_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])([A-Za-z]{1,3}|[A-Za-z](?:[ \-][A-Za-z]){1,2})(?:[ \-]|=?\r?\n[ ]{0,4})?$"
)
_CHINESE_RUN = re.compile(rf"[{CHINESE_DIGITS}](?:[ \-]?[{CHINESE_DIGITS}])*+")
TO_ARABIC = str.maketrans(CHINESE_DIGITS, "001234567891234567893", " -")
_SPREAD_MIN = 6  # groups of one digit each that are a value spaced out
_GROUPS_MAX, _GROUPING_MAX = 64, 5  # groups of a run that are all read; of a usual grouping
_GROUPINGS = frozenset(
    {
        *((size,) for size in range(DIGITS_MIN, _READ_MAX + 1)),
        *((2, size) for size in (11, 12)),
        (3, 4, 4), (3, 8), (7, 4), (5, 6), (4, 4, 3), (3, 3, 5), (2, 3, 4, 4), (2, 3, 8),
        (4, 7), (4, 8), (3, 4, 4), (4, 4, 4), (4, 3, 4), (2, 3, 7), (2, 2, 8),
        (6, 8, 3), (6, 8, 4), (6, 4, 4, 3), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 4, 2, 2, 3), (6, 12), (6, 11),
        (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 13), (6, 10), (4, 6, 5), (6, 4, 4, 5),
        (3, 4, 4, 1), (3, 4, 5), (6, 10, 3), (6, 10, 2),
    }
)  # fmt: skip
_BEFORE_X = 17  # digits before a check character
_PREFIX_REACH = 8  # code points before a number in which its letters stand
_AROUND = 12  # code points of `before` and `behind`

Shape = tuple[int, str]  # how many characters a value has, and its first


class Number(msgspec.Struct, frozen=True, gc=False):
    """One reading: its characters without separators, its span, and how it is written.

    `written` is `plain`, `spread` (a separator between all digits), `groups`, `part` (of a longer row of
    groups) or `chinese`; `groups`
    are the digits in each group and `gaps` what stands between them. `before` and `behind` are up to
    twelve code points around it.
    """

    value: str
    start: int
    end: int
    written: str
    before: str
    behind: str
    groups: tuple[int, ...] = ()
    gaps: tuple[str, ...] = ()


class Wanted(msgspec.Struct, frozen=True):
    """Which readings are wanted: of any number, and of one in groups that no label speaks of.

    Dates, times and identifiers of machines are numbers in groups too: where nothing says what they
    are, only what proves itself is worth a reading. `labelled` tells whether a place has a label.
    """

    shapes: Container[Shape]
    provable: Container[Shape]
    labelled: Callable[[int], bool]


def readings(text: str, hits: list[Hit], wanted: Wanted) -> Iterator[Number]:
    """Yield the wanted readings at the number hits of a text, in the order of the hits."""
    reach = 0
    for hit in hits:
        if hit.end <= reach or hit.trigger not in _RUN_AT:
            continue
        if hit.trigger is Trigger.NUMBER:
            start = start_of(text, hit.end)
            run = _RUN.match(text, start)
            reach = run.end() if run else reach
            yield from _of_run(text, start, reach, wanted)
        else:
            start = hit.end - DIGITS_MIN
            run = _CHINESE_RUN.match(text, start)
            if run:
                reach = run.end()
                number = _number(text, run[0].translate(TO_ARABIC), start, reach, "chinese")
                yield from _forms(text, number, wanted.shapes)


_RUN_AT = frozenset({Trigger.NUMBER, Trigger.CHINESE_NUMBER})


def _number(  # noqa: PLR0917 - what a reading consists of
    text: str,
    value: str,
    start: int,
    end: int,
    written: str,
    groups: tuple[int, ...] = (),
    gaps: tuple[str, ...] = (),
) -> Number:
    before = text[max(0, start - _AROUND) : start]
    return Number(value, start, end, written, before, text[end : end + _AROUND], groups, gaps)


def _of_run(text: str, start: int, end: int, wanted: Wanted) -> Iterator[Number]:
    run = text[start:end]
    if run.isdecimal():
        if len(run) <= _READ_MAX:
            yield from _forms(text, _number(text, run, start, end, "plain"), wanted.shapes)
        return
    shapes = wanted.shapes if wanted.labelled(start) else wanted.provable
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    first = 0
    while len(groups) - first >= _SPREAD_MIN and _begins_spread(groups, first):
        spread = _spread(text, groups, first)
        yield from _forms(text, spread, shapes)
        first += len(spread.value)
    if len(groups) - first > _GROUPS_MAX:
        yield from _of_long_run(text, groups, first, shapes)
        return
    for index in range(first, len(groups)):
        yield from _of_groups(text, groups[index : index + _READ_MAX], groups[index - 1 : index], shapes)


def _begins_spread(groups: list[tuple[int, int]], first: int) -> bool:
    return all(stop - start == 1 for start, stop in groups[first : first + _SPREAD_MIN])


def _of_long_run(
    text: str, groups: list[tuple[int, int]], first: int, shapes: Container[Shape]
) -> Iterator[Number]:
    """Of very many groups only those rows are read that are grouped as values usually are.

    Each of a hundred thousand groups could begin a reading of up to twenty of them.
    """
    sizes = [stop - start for start, stop in groups]
    for index in range(first, len(groups)):
        for count in range(1, _GROUPING_MAX + 1):
            if tuple(sizes[index : index + count]) in _GROUPINGS:
                yield from _of_groups(
                    text, groups[index : index + count], groups[index - 1 : index], shapes, count
                )


def _spread(text: str, groups: list[tuple[int, int]], begin: int) -> Number:
    """The digits from one group on that stand alone, with the same separator between them."""
    start, stop = groups[begin]
    gap = text[stop : groups[begin + 1][0]]
    count = 1
    for index in range(begin + 1, len(groups)):
        first, last = groups[index]
        if last - first > 1 or text[stop:first] != gap:
            break
        stop = last
        count += 1
    digits = text[start : stop : len(gap) + 1]
    return _number(text, digits, start, stop, "spread", (1,) * count)


def _of_groups(
    text: str,
    groups: list[tuple[int, int]],
    before: list[tuple[int, int]],
    shapes: Container[Shape],
    least: int = 1,
) -> Iterator[Number]:
    """Yield the readings of at least so many groups that begin with the first; `before` is the group before it."""
    start, stop = groups[0]
    prefix, _ = _prefix(text, start)
    value = ""
    sizes: tuple[int, ...] = ()
    gaps: tuple[str, ...] = ()
    for opens, closes in groups:
        if sizes:
            gaps = (*gaps, text[stop:opens])
        stop = closes
        digits = text[opens:closes]
        if not digits.isdecimal():
            digits = _SOFT_BREAK.sub("", digits)
        value += digits
        sizes = (*sizes, len(digits))
        if len(value) > _READ_MAX:
            return
        wanted = (
            (len(value), value[0]) in shapes
            or len(value) == _BEFORE_X
            or (prefix and (len(prefix) + len(value), prefix[0]) in shapes)
        )
        if wanted and len(sizes) >= least and not _is_of_rows(text, start, closes, gaps):
            written = "groups" if gaps else "plain"
            if gaps and _goes_on(text, before, start, closes, gaps):
                written = "part"
            yield from _forms(text, _number(text, value, start, closes, written, sizes, gaps), shapes)


def _prefix(text: str, start: int) -> tuple[str, int]:
    """Return the letters before a number that may belong to it, and where they begin; empty if there are none."""
    before = text[max(0, start - _PREFIX_REACH) : start]
    last = before.rstrip(" -=\r\n")[-1:]
    letters = _LETTERS_BEFORE.search(before) if last.isascii() and last.isalpha() else None
    if letters is None:
        return "", start
    return letters[1].replace(" ", "").replace("-", "").upper(), start - len(letters[0])


def _goes_on(text: str, before: list[tuple[int, int]], start: int, end: int, gaps: tuple[str, ...]) -> bool:
    """Whether the same separator joins a reading to a short group before it or behind it."""
    if before and text[before[0][1] : start] == gaps[0]:
        return True
    behind = text[end : end + len(gaps[0]) + 1]
    return behind.startswith(gaps[0]) and behind[-1:].isdecimal()


def _is_of_rows(text: str, start: int, end: int, gaps: tuple[str, ...]) -> bool:
    """Cells of one row or of two, items of a numbered list, two paragraphs: no broken value."""
    if not gaps:
        return False
    breaks = [0 if "=" in gap else gap.count("\n") for gap in gaps]  # a soft break ends no row
    if not any(breaks):
        return any("  " in gap for gap in gaps) and len(set(gaps)) > 1
    behind = text[end : end + 2].lstrip(' "')[:1]
    line = text[max(text.rfind("\n", 0, start), start - _ROW_MAX, 0) : start]
    is_row = line.rstrip(' "')[-1:] in _DELIMITERS or (behind in _DELIMITERS and behind in line)
    is_item = bool(breaks[-1]) and behind in _BEHIND_AN_ITEM and not text[max(0, end - 3) : end].isdecimal()
    return is_row or is_item or max(breaks) > 1


_ROW_MAX = 200
_DELIMITERS, _BEHIND_AN_ITEM = frozenset("\t|;,"), frozenset("、.)）:：")


def _forms(text: str, number: Number, shapes: Container[Shape]) -> Iterator[Number]:
    """Yield a reading as it is, with the X behind it, and with the letters before it."""
    value = number.value
    if (len(value), value[0]) in shapes:
        yield number
    if len(value) == _BEFORE_X and (_BEFORE_X + 1, value[0]) in shapes:
        x = _X.match(text, number.end, number.end + 5)
        if x:
            behind = text[x.end() : x.end() + _AROUND]
            yield msgspec.structs.replace(number, value=value + "X", end=x.end(), behind=behind)
    prefix, start = _prefix(text, number.start)
    if prefix and (len(prefix) + len(value), prefix[0]) in shapes:
        before = text[max(0, start - _AROUND) : start]
        yield msgspec.structs.replace(number, value=prefix + value, start=start, before=before)


def start_of(text: str, end: int) -> int:
    """Return where the first of the seven digits stands of which the last ends at `end`."""
    start = end - DIGITS_MIN
    if text[start:end].isdecimal():
        return start
    digits = 0
    position = end
    while digits < DIGITS_MIN:
        position -= 1
        digits += text[position].isdecimal()
    return position
