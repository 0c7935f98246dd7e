"""ADDRESS: a postal address, from its first unit to its last.

The units and their order are those of GB/T 23705 (digital city, address coding): province, city,
district, road or village, number, estate, building, entrance, room; Hong Kong and Taiwan write the
same in traditional characters. Prose names places too, so without a label a place counts only with
a house number or a building, and what stands before it is cut at the first unit. A label (`地址：`)
or a column makes do with less, and takes an address in Latin letters.

>>> validate(Candidate("北京市朝阳区建国路88号", shape="found")), validate(Candidate("见附件3号", shape="label"))
(0.9, 0.0)
"""

from collections.abc import Iterator
from functools import lru_cache

from policies.address_trigger import TRIGGER
from policies.detectors import address_wording as wording
from policies.detectors.base import DISPROVED, Candidate
from policies.lazily import lazily
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "ADDRESS"
TRIGGERS = (Trigger.ADDRESS, Trigger.LABEL, Trigger.CELL)
TOPICS = frozenset({Topic.ADDRESS})

_BEFORE, _BEHIND = 64, 72  # code points around a hit in which the address lies
_LONGEST = 120
_EARLIER, _EARLIER_MAX = lazily(TRIGGER), 32
_SURE = 3  # units of different kinds that make an address beyond doubt


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the address around a house number, behind a label, or in a cell."""
    text = page.text
    if hit.trigger is Trigger.ADDRESS:
        # A cell is read as a whole, and so is the address that an earlier hit begins.
        if page.tables.topic_at(hit.end - 1) is not Topic.ADDRESS and not _is_continued(text, hit.end):
            yield from _around(text, hit.end)
    elif hit.topic is not Topic.ADDRESS:
        return
    elif hit.trigger is Trigger.CELL:
        yield from _at(text, hit.start, hit.end, "column")
    elif not page.tables.in_header(hit.start):
        gap = wording.BEHIND_LABEL.match(text, hit.end, hit.end + wording.GAP_MAX)
        if gap is None and wording.begins_its_line(text, hit.start):
            gap = wording.NEXT_LINE.match(text, hit.end, hit.end + wording.GAP_MAX)
        if gap:
            shape = "sent" if gap[0] == " " and text.startswith(" to", hit.end - 3) else "label"
            yield from _at(text, gap.end(), min(len(text), gap.end() + _LONGEST), shape)


def validate(candidate: Candidate) -> float:
    """Return how sure it is, by the kinds of units: without a label there must be a number to them."""
    value = candidate.value
    if value[:1].isascii() and not wording.HAN.search(value):
        words = set(wording.LATIN_UNIT.findall(value.lower()))
        if candidate.shape == "sent":  # `courier the contract to Room 12`: may be next door
            words &= wording.STREETS
        return 0.85 if words and any(map(str.isdigit, value)) else DISPROVED
    kinds = kinds_of(value)
    if wording.NO_ADDRESS.search(value):
        return DISPROVED
    if candidate.shape == "found":
        if "number" not in kinds or len(kinds) == 1:
            return DISPROVED
        if len(kinds) >= _SURE:
            return 0.9
        return (
            0.75 if "road" in kinds or wording.names_its_district(value) else 0.4
        )  # 城区12号, 园区3号楼: may be anything
    if not kinds & {"region", "road", "estate"}:
        return DISPROVED
    return 0.9 if len(kinds) > 1 else 0.75


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return how it was found and which kinds of units it has."""
    return (f"beside:{candidate.shape}", "address-units")


@lru_cache(maxsize=1024)
def kinds_of(value: str) -> frozenset[str]:
    """Return which kinds of units an address has: region, road, estate, number."""
    return frozenset(kind for kind, unit in wording.UNITS if unit.search(value))


def _around(text: str, end: int) -> Iterator[Candidate]:
    """The address that holds what ends at `end`: the run of its characters, cut before the first unit."""
    far = max(0, end - _BEFORE)
    origin = max(far, text.rfind("\n\n", far, end))
    window, places = _compact(text, origin, _paragraph_end(text, end, min(len(text), end + _BEHIND)))
    at = sum(place < end for place in places) if places is not None else end - origin
    stop = wording.STOP_BEFORE.search(window[:at][::-1])
    start = at - stop.start() if stop else 0
    run = wording.RUN_BEFORE.search(window, start, at)
    if run is None:
        return
    start = run.start() + wording.lead(run[0])
    tail = wording.TAIL.match(window, at)
    yield from _candidate(window[: tail.end() if tail else at], places, origin, start, "found")


def _is_continued(text: str, end: int) -> bool:
    earlier = _EARLIER.search(text, max(0, end - _EARLIER_MAX), end - 1)
    tail = wording.TAIL.match(text, earlier.end(), end + _EARLIER_MAX) if earlier else None
    return tail is not None and tail.end() >= end


def _at(text: str, start: int, end: int, shape: str) -> Iterator[Candidate]:
    """The address that begins at `start`, up to the last unit before other words."""
    latin = wording.LATIN.match(text, start, end)
    if latin:
        stop = latin.end() - len(latin[0]) + len(latin[0].rstrip(" .,"))
        yield Candidate(text[start:stop], start, stop, shape)
        return
    window, places = _compact(text, start, _paragraph_end(text, start, end))
    run = wording.RUN.match(window)
    units = list(wording.UNIT.finditer(run[0] if run else ""))
    if units:
        tail = wording.TAIL.match(window, units[-1].end())
        stop = tail.end() if tail else units[-1].end()
        if window[stop : stop + 1] == "的":  # 浙江省杭州市的经济
            return
        yield from _candidate(window[:stop], places, start, 0, shape)


def _candidate(
    window: str, places: list[int] | None, origin: int, start: int, shape: str
) -> Iterator[Candidate]:
    end = len(window)
    if start < end:
        first = origin + start if places is None else places[start]
        last = origin + end if places is None else places[end - 1] + 1
        yield Candidate(window[start:end], first, last, shape)


def _paragraph_end(text: str, start: int, end: int) -> int:
    blank = wording.PARAGRAPH.search(text, start, end)
    return blank.start() if blank else end


def _compact(text: str, start: int, end: int) -> tuple[str, list[int] | None]:
    """A piece of text without the spaces and line breaks in it, and where its characters stood (None: as is)."""
    window = text[start:end]
    if not wording.SPACE.search(window):
        return window, None
    kept = [
        (place, character) for place, character in enumerate(window, start) if character not in " \r\n\u3000"
    ]
    return "".join(character for _, character in kept), [place for place, _ in kept]
