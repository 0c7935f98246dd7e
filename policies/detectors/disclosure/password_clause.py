"""A password told in a sentence: any words may stand between the word for it and the value, but few end there.

Nobody can list how people tell a password. Three things are few: the words right before a value (是, 为,
改成, 填, a colon), the words that make the clause speak of something else (错误, 工单, 长度, 不得 …), and
what a value looks like that no word, number or date is. Where all three agree, the words between do not matter.

>>> text = "密码我昨天让小王给你重置成Xk39fkw了"
>>> [candidate.value for candidate in told_behind(text, 2, len(text))]
['Xk39fkw']
"""

from collections.abc import Iterator

from policies.detectors.base import Candidate
from policies.detectors.disclosure import clause_wording as wording
from policies.detectors.disclosure import password_wording
from policies.detectors.disclosure.password_value import ends_its_line, value_at
from policies.normalize import start_of_line

_LONG = 6  # characters of a value that a comma alone announces
_SHORTEST_DIGITS, _LONGEST_DIGITS = 4, 12
_SHORTEST_WORD = 5
_SOON = 12  # code points behind a keyword in which a mark or verb shows that it is told
_LINES_MAX = 8  # of a list of passwords
_LINE_MAX = 60
_NEAR, _HAN_NEAR = 40, 4  # code points behind a keyword in which a line ends, and a Chinese sentence goes on
_BEFORE = 24  # code points before a keyword in which 下面是 stands


def told(text: str, start: int, end: int, limit: int) -> list[Candidate]:
    """Return the values that a sentence tells behind a word for a password, which stands at `start` to `end`."""
    if text[end : end + 1] in wording.ENDS_A_SENTENCE:
        return list(_mistyped(text, start, end, limit))
    if wording.COMPOUND.match(text, end, limit):
        return []
    near = text[end : end + _NEAR]
    found = list(_told_below(text, start, end, limit)) if "\n" in near or "？" in near or "?" in near else []
    if not found and text[start].isascii():
        found = list(_told_in_english(text, end, limit))
    if not found and not near[:_HAN_NEAR].isascii():
        found = list(told_behind(text, end, limit))
    if not found and not text[start].isascii():
        found = list(_phrase(text, start, end, limit))
    return found or _tight(text, start, end, limit)


def told_behind(text: str, end: int, limit: int) -> Iterator[Candidate]:
    """Yield the value of the clause that begins with a Chinese word for a password, which ends at `end`."""
    gap = wording.GAP.match(text, end, limit)
    giver = wording.GIVER.search(gap[0]) if gap else None
    if gap is None or giver is None or gap[0].isascii() or wording.ELSEWHERE.search(gap[0]):
        return
    loose = (
        giver[0].strip() in wording.LOOSE_GIVERS
        and not wording.OF_DIGITS.search(gap[0])
        and not wording.FORGOTTEN.search(text, max(0, end - _BEFORE), end)
    )
    words = bool(wording.WORD_GIVER.search(gap[0]))
    yield from _secret_at(text, gap.end(), limit, digits=not loose, least=_LONG if loose else 4, words=words)
    if not loose and not wording.NO_QUOTATION.search(gap[0]):
        yield from _quoted_words(text, gap.end(), limit)


def _tight(text: str, start: int, end: int, limit: int) -> list[Candidate]:
    """The value right behind a Chinese keyword, or behind a mark that nobody listed: `密码☞…`, `（密码）…`.

    A plain word is one behind the password of a named thing only: `附件密码sunshine`.
    """
    tight = None if text[start].isascii() else wording.TIGHT.match(text, end, limit)
    if tight is None:
        return []
    words = bool(wording.OF_A_THING.search(text, max(0, start - _HAN_NEAR), end))
    return list(_secret_at(text, tight.end(), limit, digits=bool(tight["mark"]), least=4, words=words))


def _phrase(text: str, start: int, end: int, limit: int) -> Iterator[Candidate]:
    """A phrase that is none of an office: `解压密码是春暖花开`, `密码：招财进宝888`."""
    if not wording.GIVEN_SOON.search(text, end, end + _SOON):
        return
    for expression, only_of_things in ((wording.PHRASE_AND_NUMBER, False), (wording.PHRASE, True)):
        phrase = expression.match(text, end, limit)
        if phrase and not wording.OF_AN_OFFICE.search(phrase["value"]):
            if only_of_things and not wording.OF_A_THING.search(text, max(0, start - _HAN_NEAR), end):
                return
            yield Candidate(phrase["value"], phrase.start("value"), phrase.end("value"), "told")
            return


def _mistyped(text: str, start: int, end: int, limit: int) -> Iterator[Candidate]:
    """`密码；Abc#2026`: a semicolon is typed for a colon where nothing but the value stands behind it."""
    mark = wording.MISTYPED.match(text, end, limit)
    if mark and wording.CLAUSE_BEFORE.search(text, max(0, start - _HAN_NEAR * 2), start):
        yield from _secret_at(text, mark.end(), limit, digits=False, least=_LONG)


def told_before(text: str, start: int, end: int, reach: int) -> Iterator[Candidate]:
    """Yield the value of a clause that ends with a word for a password, at `start` to `end`: `X是附件的密码`."""
    near = max(0, start - reach)
    found = wording.VALUE_BEFORE.search(text[near:start])
    if found is None or wording.COMPOUND.match(text, end) or wording.OF_IT.match(text, end):
        return
    if wording.PROHIBITED.search(
        text, max(0, near + found.start("value") - _HAN_NEAR * 2), near + found.start("value")
    ):
        return
    if wording.EXAMPLE_BEFORE.search(
        text, max(0, near + found.start("value") - _HAN_NEAR), near + found.start("value")
    ):
        return
    value = found["value"]
    if text[start - 1] in wording.PAIRS and "/" in value:  # admin/Abc#2026（账号/密码）
        value = value.partition("/")[2]
    if not is_secret(value, digits=True, least=4):
        return
    if found["mark"] and not password_wording.CLAUSE_ENDS.match(text, end):
        return
    at = near + found.end("value") - len(value)
    yield Candidate(value, at, at + len(value), "told")


def _told_below(text: str, start: int, end: int, limit: int) -> Iterator[Candidate]:
    """What stands alone on the line below, answers a question, or is listed in the lines below."""
    asked = wording.ASKED.match(text, end, limit)
    if asked:
        here = "\n" not in asked[0]
        for candidate in _secret_at(text, asked.end(), limit, digits=not here, least=4, words=not here):
            yield candidate
            return
    if wording.SUBJECT.match(text, start_of_line(text, start, _NEAR), start):
        yield from _under_subject(text, end, limit)
    below = wording.BELOW.match(text, end, limit)
    if below is None or wording.ELSEWHERE.search(below[0]):
        return
    announced = wording.ANNOUNCES.search(below[0]) or wording.ANNOUNCES_BEFORE.search(
        text, max(0, start - _BEFORE), start
    )
    for candidate in value_at(text, below.end(), limit, "told"):
        quoted = candidate.shape == "quoted"
        if (
            announced
            and ends_its_line(text, candidate.end, wording.LINE_ENDS)
            and (quoted or is_secret(candidate.value, digits=True, least=4, words=True))
        ):
            yield candidate
            return
    if announced and not text[start].isascii():
        yield from _listed(text, below.end())


def _under_subject(text: str, end: int, limit: int) -> Iterator[Candidate]:
    gap = wording.UNDER_SUBJECT.match(text, end, limit)
    for candidate in value_at(text, gap.end(), limit, "told") if gap else ():
        if ends_its_line(text, candidate.end, wording.LINE_ENDS) and is_secret(
            candidate.value, digits=True, least=_LONG
        ):
            yield candidate


def told_before_in_english(text: str, start: int, reach: int) -> Iterator[Candidate]:
    """Yield the value before a word for a password, at `start`: `key in X when asked for the password`."""
    before = wording.ENGLISH_BEFORE.search(text, max(0, start - reach), start)
    if before and is_secret(before["value"], digits=True, least=4):
        yield Candidate(before["value"], before.start("value"), before.end("value"), "told")


def _told_in_english(text: str, end: int, limit: int) -> Iterator[Candidate]:
    gap = wording.ENGLISH_GAP.match(text, end, limit)
    if gap and not wording.ENGLISH_ELSEWHERE.search(gap[0]):
        yield from _secret_at(text, gap.end(), limit, digits=True, least=4)


def more_behind(text: str, end: int, limit: int) -> Iterator[Candidate]:
    """Yield the others of several passwords, where the first ends: `密码：A（报表）、B（名单）`."""
    for _ in range(_LINES_MAX):
        between = wording.BETWEEN.match(text, end, limit)
        if between is None or wording.ELSEWHERE.search(between[0]) or wording.KEYWORD.search(between[0]):
            return
        plain = between["mark"] not in wording.LOOSE_GIVERS or bool(between["name"])
        candidate = next(_secret_at(text, between.end(), limit, digits=plain, least=4), None)
        if candidate is None:
            return
        yield candidate
        end = candidate.end


def is_secret(value: str, *, digits: bool, least: int, words: bool = False) -> bool:
    """Return whether a value is one by its looks alone: no word, name, number, date or version.

    `digits` and `words` say whether one of digits only, or a plain word, is one where it stands.
    """
    value = value.rstrip(".,;:!?")
    if (
        len(value) < least
        or password_wording.NO_SECRET.fullmatch(value)
        or wording.NO_SECRET.fullmatch(value)
    ):
        return False
    bare = value.replace(" ", "")
    if bare.isdigit():
        return digits and _SHORTEST_DIGITS <= len(bare) <= _LONGEST_DIGITS
    if not value.isascii() or not any(map(str.isalpha, value)):
        return False
    if not value.isalpha() or not wording.WORDS.fullmatch(value):
        return True
    return words and len(value) >= _SHORTEST_WORD and (value.islower() or value.isupper())


def _secret_at(
    text: str, start: int, limit: int, *, digits: bool, least: int, words: bool = False
) -> Iterator[Candidate]:
    for candidate in value_at(text, start, limit, "told"):
        value, end = candidate.value, candidate.end
        quoted = candidate.shape == "quoted" and value.isascii()
        secret = is_secret(value, digits=digits, least=least, words=words) or (
            quoted and digits and value.isalpha()
        )
        if secret and (quoted or _ends(text, value, end)):
            yield Candidate(value, candidate.start, end, "told")


def _quoted_words(text: str, start: int, limit: int) -> Iterator[Candidate]:
    """`密码昨天改成了“春风又绿江南岸”`: only in quotes, and at the end of the clause."""
    for candidate in value_at(text, start, limit, "told"):
        if (
            candidate.shape == "quoted"
            and not candidate.value.isascii()
            and not wording.QUOTED_NO_WORDS.search(candidate.value)
            and password_wording.VALUE_ENDS.match(text, candidate.end)
        ):
            yield candidate


def _ends(text: str, value: str, end: int) -> bool:
    """Whether a clause ends with the value, or goes on in English behind one that is no word for sure."""
    if password_wording.VALUE_ENDS.match(text, end) or wording.ENDS.match(text, end):
        return True
    mixed = len(value) >= _LONG and any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return mixed and bool(wording.IN_A_SENTENCE.match(text, end) or wording.GOES_ON.match(text, end))


def _listed(text: str, start: int) -> Iterator[Candidate]:
    """`各文件密码如下：` and below it lines of a name and a value each."""
    found: list[Candidate] = []
    for _ in range(_LINES_MAX):
        line = wording.LISTED.match(text, start, start + _LINE_MAX)
        if line is None or wording.ELSEWHERE.search(line["name"]):
            break
        value = line["value"]
        if is_secret(value, digits=True, least=4):
            found.append(Candidate(value, line.start("value"), line.end("value"), "told"))
        start = line.end()
    yield from found
