"""A name that ends where something else begins: before an honorific, or a document and its number.

Where a Chinese name begins nothing tells but its family name, and that may be the end of a word.

>>> name_at_the_end("请转告李建国", "")
'李建国'
"""

from collections.abc import Iterator

from policies.detectors import name_wording as wording
from policies.detectors.base import Candidate
from policies.detectors.surnames import (
    AMBIGUOUS,
    COMPOUND,
    GIVEN,
    NO_BEGINNINGS,
    NO_NAMES,
    SINGLE,
    is_of_given,
)
from policies.prefilter import Hit

SHORTEST = 2
_LONGEST = 4
_REACH = 72
_RUN_MAX = 10  # code points before an honorific in which a Chinese name stands


def before_honorific(text: str, hit: Hit) -> Iterator[Candidate]:
    """Yield the name that ends at an honorific: with a dot, in Latin letters, or the longest of Chinese characters."""
    at = hit.start
    if text.startswith(wording.IN_BRACKETS, at) and text[at - 1] in "（(":  # 王芳（先生）
        at -= 1
    before = text[max(0, at - _REACH) : at]
    last = before.rstrip(" ")[-1:]
    may_be_other = (last.isascii() and last.isalpha()) or "·" in before or "•" in before
    other = wording.OTHER_BEFORE.search(before) if may_be_other else None
    if other:
        name = other["name"] or other["latin"]
        start = at - len(before) + other.start("name" if other["name"] else "latin")
        yield Candidate(name, start, start + len(name), "honorific")
        return
    before = before[-_RUN_MAX:]
    run = wording.RUN_BEFORE.search(before)
    if run is None:
        return
    value = "".join(run[0].split())
    if len(value) < len(run[0].rstrip()):  # `陆  敏先生`: only the name is spread
        start = at - len(before) + run.start()
        yield Candidate(value, start, start + len(run[0].rstrip()), "honorific")
        return
    end = at - len(run[0]) + len(value)
    is_title = text[hit.start : hit.end] in wording.TITLES
    name = name_at_the_end(value, before[: run.start()])
    if name and text[hit.start : hit.end] in wording.BOSSES | wording.FAMILIAR and not is_of_given(name):
        return  # 余额汇总，您…
    if name and not (is_title and not _is_safe(value, name)):
        yield Candidate(name, end - len(name), end, "honorific")


def name_at_the_end(run: str, before: str) -> str:
    """Return the longest name that ends a run of Chinese characters behind `before`, or "" for none.

    A doubtful family name counts only if the run begins with it.
    """
    names = [run[-size:] for size in range(min(len(run), _LONGEST), SHORTEST - 1, -1)]
    names = [name for name in names if is_chinese_name(name)]
    names.sort(key=lambda name: _is_doubtful(before + run, name) or _ends_a_word(before + run, name))
    return "" if not names or _is_doubtful(before + run, names[0]) else names[0]


def _is_doubtful(text: str, name: str) -> bool:
    """Its first character is rather a word, and nothing before shows that a name begins."""
    if name[0] not in AMBIGUOUS:
        return False
    last = text[: len(text) - len(name)][-1:]
    return bool(wording.HAN.match(last)) and not (last in wording.SMALL_WORDS and len(name) > SHORTEST)


def _ends_a_word(text: str, name: str) -> bool:
    """`感谢崔强先生`: 谢 belongs to the word before."""
    at = len(text) - len(name)
    return text[max(0, at - 1) : at + 1] in wording.END_LIKE_NAMES


def _is_safe(run: str, name: str) -> bool:
    """A title (经理, 主任) follows many words: the name must be all of the run, or stand behind a small word."""
    rest = run[: len(run) - len(name)]
    if name[:2] in COMPOUND:
        return True
    if name[0] in AMBIGUOUS:
        return False
    given = len(name) > SHORTEST and GIVEN.issuperset(name[1:])  # 请转告李建国经理
    return not rest or rest[-1] in wording.SMALL_WORDS or given


def is_chinese_name(value: str) -> bool:
    """Return whether a family name and one or two given characters stand there, and no word that looks like them."""
    if not SHORTEST <= len(value) <= _LONGEST or value.endswith(wording.NO_ENDS):
        return False
    if value[:2] in NO_BEGINNINGS or value[:2] in NO_NAMES or value in NO_NAMES or value[1:] in NO_NAMES:
        return False
    if len(value) == SHORTEST and value[1] in wording.RANKS:  # 王总, 李工
        return False
    if value[:2] in COMPOUND:
        return len(value) > SHORTEST  # a family name of two and at least one given character
    return value[0] in SINGLE and len(value) < _LONGEST
