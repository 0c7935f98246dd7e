"""LANDLINE: a fixed telephone number of mainland China, with its area code (and its extension).

The area code of the numbering plan has three digits (010, 02x) before eight, or four (0310 to 0999)
before seven or eight. Without an area code seven or eight digits need a label. Service numbers
(400, 800, 95xxx) belong to companies and are not meant. Those of Hong Kong and Macau count with their
code (`hong_kong`).

>>> validate(Candidate("01088886666", shape="grouped")), validate(Candidate("01088886666", shape="plain"))
(0.88, 0.75)
"""

from policies.detectors import hong_kong
from policies.detectors.base import DISPROVED, Candidate, is_of_a_list, shapes, with_label
from policies.lazily import lazily
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "LANDLINE"
WITHOUT_LABEL = shapes((11, 12), "0") | shapes((12, 13), "8") | shapes((14, 15, 16), "0") | hong_kong.SHAPES
SHAPES = WITHOUT_LABEL | shapes((7, 8), "23456789")
_LOCAL_MAX = 8  # digits without an area code
_LABELS = frozenset({Topic.LANDLINE, Topic.PHONE})
_AREA_3 = lazily(r"0(?:10|2[0-57-9])")
_AREA_4 = lazily(
    r"0(?:31[0-9]|335|349|35[0-9]|37[0-79]|39[1-68]|41[1-9]|42[179]|43[1-9]|45[1-9]|46[4789]|47[0-9]|48[23]|"
    r"51[0-9]|52[37]|53[0-9]|54[36]|55[0-9]|56[1-6]|57[0-9]|580|59[1-9]|63[1-5]|66[0238]|69[12]|701|71[0-9]|"
    r"72[248]|73[014-9]|74[3-6]|75[0-9]|76[0236789]|77[0-9]|79[0-9]|81[23678]|82[567]|83[0-9]|85[1-9]|87[0-9]|"
    r"88[36-8]|89[1-8]|90[1-369]|91[1-9]|93[0-9]|94[13]|95[1-5]|97[0-79]|99[0-9])"
)
_CODE = frozenset("=/")
_LOCAL_GROUPINGS = frozenset({(), (7,), (8,), (4, 4), (3, 4)})
_OPENS = lazily(r"(?:[(（][ ]?)?\+?$")
_CLOSING = frozenset(")）")
_BRACKET = lazily(r"[(（]$")
_EXTENSION = lazily(
    r"(?:[ ]?(?:转|分机|[xX#]|[eE]xt\.?|EXT\.?)(?:分机)?[ :：]{0,2}|-)[0-9]{1,5}(?![0-9A-Za-z]|-[0-9])"
)
_BEHIND = lazily(r"[0-9A-Za-z]|\.[0-9]|[ \t]?(?:元|万|亿|%|％|股(?!东)|份|吨)")


def possible(value: str) -> bool:
    """Return whether its area code is one, or it is as short as a number without."""
    if hong_kong.possible(value, hong_kong.FIXED):
        return True
    _, local = _without_prefix(value)
    return bool(_area(local)) if local.startswith("0") else len(local) <= _LOCAL_MAX


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate with its prefix and brackets, when nothing is glued to the number."""
    value, start = number.value, number.start
    if (len(value), value[0]) in hong_kong.SHAPES:
        return hong_kong.consider(number, label, hong_kong.FIXED)
    prefix, local = _without_prefix(value)
    if _BEHIND.match(number.behind) or not _is_whole(local, number, label):
        return None
    before = number.before
    opening = (_OPENS if prefix else _BRACKET).search(before)
    if opening and opening[0]:
        is_closed = not _CLOSING.isdisjoint("".join(number.gaps))
        taken = len(opening[0]) if is_closed else opening[0].count("+")  # else the bracket is around all
        start -= taken
        before = before[: len(before) - taken]
    last = before[-1:]
    if (
        (last.isascii() and last.isalnum())
        or last in {"¥", "￥", "$"}
        or (last in {".", "-"} and before[-2:-1].isdecimal())
    ):
        return None
    extension = _EXTENSION.match(number.behind)
    end = number.end + (extension.end() if extension else 0)
    shape = _shape(number, prefix, local)
    if shape == "plain" and last in _CODE:  # `GET /item/077131662212`, `off=03158384600`
        shape = "in code"
    if shape in {"grouped", "prefixed"} and number.written == "part" and not extension:
        shape = "irregular"
    return Candidate(local, start, end, shape, label)


def _without_prefix(value: str) -> tuple[str, str]:
    """The international prefix, and the number as it is dialled in the country."""
    prefix = next((each for each in ("0086", "86") if value.startswith(each)), "")
    local = value[len(prefix) :]
    return prefix, "0" + local if prefix and not local.startswith("0") else local


def _area(local: str) -> int:
    """How many digits the area code has, 0 if there is none."""
    return 3 if _AREA_3.match(local) else 4 if _AREA_4.match(local) else 0


def _is_whole(local: str, number: Number, label: Topic | None) -> bool:
    if not local.startswith("0"):
        return label is Topic.LANDLINE and number.groups in _LOCAL_GROUPINGS
    area = _area(local)
    rest = len(local) - area
    return bool(area) and local[area] not in "01" and (rest == 8 or (rest == 7 and area == 4))  # noqa: PLR2004


def _shape(number: Number, prefix: str, local: str) -> str:
    if not local.startswith("0"):
        return "local"
    if prefix and len(number.groups) > 1:
        return "prefixed" if number.before.endswith("+") or _are_of_a_phone(number) else "irregular"
    if prefix == "86" and number.written == "plain" and not number.before.endswith("+"):
        return "irregular"  # twelve digits of anything
    if not number.groups or len(number.groups) == 1 or number.written == "spread":
        return number.written
    area = 3 if _AREA_3.match(local) else 4
    return "grouped" if number.groups[0] == area else "irregular"


def _are_of_a_phone(number: Number) -> bool:
    """Whether the groups are parted as those of a number to call: no decimal, no path, no list of numbers."""
    gaps = "".join(number.gaps)
    return number.groups[0] in {2, 4, 5, 6} and not ({".", "/"} & set(gaps) or is_of_a_list(number))


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the way it is grouped and the label decide."""
    if len(set(candidate.value[-7:])) == 1:
        return DISPROVED
    if candidate.label in _LABELS:
        return 0.95 if candidate.shape != "local" else 0.8
    if candidate.label is None and candidate.shape == "in code":
        return 0.4
    if candidate.label not in {None, Topic.MOBILE, Topic.NAME, Topic.ADDRESS, Topic.EMAIL}:
        return 0.3
    return {"grouped": 0.88, "prefixed": 0.9, "plain": 0.75, "spread": 0.75, "chinese": 0.75}.get(
        candidate.shape, 0.4
    )


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = (f"area-code:{candidate.value[:4]}", f"written:{candidate.shape}")
    return with_label(candidate, *reasons)
