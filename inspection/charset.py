"""Bytes to text when nobody can be trusted to say which charset they are in.

Order of evidence: byte order mark; the NUL pattern of UTF-16 and UTF-32; strict UTF-8; then the
candidates GB18030, Big5, UTF-16 without a mark and Windows-1252, scored by how much of the
decoded text consists of frequent characters. A declared charset is one more candidate, no more.

Digits survive a wrong guess between ASCII-compatible charsets, but not between those and
UTF-16, and the words that give a number its meaning survive neither. So when the margin
between the best two is small, both readings are returned and both are inspected.
"""

import codecs
import re
from functools import lru_cache
from itertools import islice

import msgspec

from inspection import charset_ebcdic

_SAMPLE = 64 * 1024  # octets looked at for NUL octets
_SCORED = 16 * 1024  # octets scored, from the first that is not ASCII
_DOUBT = 0.15  # smallest margin of the scores (at most 1.0 each) that settles a guess
_SURELY_ORDINARY, _ORDINARY = 0.7, 0.4  # shares of ordinary characters that settle UTF-16 without a mark
_SHORT_UTF8 = 4  # as few multi-byte sequences may be another charset by chance
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SUPERSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030", "936": "gb18030",
    "x-gbk": "gb18030", "euc-cn": "gb18030", "gb18030": "gb18030", "hz-gb-2312": "hz", "hz": "hz",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cp950": "cp950", "x-big5": "big5hkscs",
    "us-ascii": "utf-8", "ascii": "utf-8", "utf8": "utf-8", "utf-8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "utf-7": "utf-7", "unicode-1-1-utf-7": "utf-7",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "unicode": "utf-16",
    "utf-32": "utf-32", "utf-32le": "utf-32-le", "utf-32be": "utf-32-be",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-15": "iso8859_15", "windows-1251": "cp1251", "koi8-r": "koi8_r",
    "shift_jis": "cp932", "shift-jis": "cp932", "cp932": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_2", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "cp949": "cp949",
    "iso-2022-kr": "iso2022_kr", "ibm037": "cp037", "cp037": "cp037", "ibm500": "cp500", "cp500": "cp500",
    "ibm1047": "cp037", "ibm-1047": "cp037", "cp1047": "cp037", "ibm01140": "cp1140", "cp1140": "cp1140",
}  # fmt: skip
_UNMARKED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
_ASCII_INCOMPATIBLE = frozenset({"utf-7", "hz", "iso2022_jp_2", "iso2022_kr", "cp037", "cp500", "cp1140"})
_WIDE = re.compile("utf-(16|32)")
_FREQUENT = frozenset(
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学"
    "么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老"
    "因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全"
    "信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难"
    "望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃"
    "客户姓名号码身份证银行卡电话手机地址密码账户余额联系附件邮件您请查收资料信息证件开户存款贷款理财交易金额元编单位区省市县"
    "這個們來時為說國著過對學麼發當沒還樣開總從無現動長兒愛給間兩與見問點經實聲車機氣別電門聽員許樂東記處讓應場報關張認"
    "軍歲覺帶萬邊風客戶號碼證銀聯絡郵資訊貸財額單區縣,。、;:!?()“”《》,:;!?()" + "，。：；！？（）"
)

# Expressions count characters in C; a loop over them takes twenty times as long.
_CLASS = re.escape("".join(sorted(_FREQUENT)))
_SHIFT = re.compile(rb"\+[A-Za-z0-9/]{3}")
_ORDINARY_RUN = re.compile(f"[ -~\\t\\r\\n{_CLASS}]+")
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]+")
_FREQUENT_ONE = re.compile(f"[{_CLASS}]")
_IMPOSSIBLE_ONE = re.compile("[\ufffd\x80-\x9f\ud800-\uf8ff]")
_CONTROL_ONE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Reading(msgspec.Struct, frozen=True):
    """One way to read the bytes: text and the Python name of the charset it was read by."""

    text: str
    charset: str

    def __repr__(self) -> str:
        """Give length and charset only: the text may be client data."""
        return f"<Reading {len(self.text)} code points, {self.charset}>"


def preload() -> None:
    """Import every codec used, so that none has to be opened inside the sandbox."""
    for name in {*_SUPERSETS.values(), *_UNMARKED, "utf-8-sig", "idna", "latin-1", "cp437", "unicode_escape"}:
        codecs.lookup(name)


def canonical(declared: str) -> str:
    """Return the Python codec for a declared charset, widened to its superset; empty if unknown."""
    return _SUPERSETS.get(declared.strip().strip("\"'").lower().replace("_", "-"), "") or _SUPERSETS.get(
        declared.strip().lower(), ""
    )


def decode(content: bytes, declared: str = "") -> list[Reading]:
    """Return the likeliest reading of `content` first, then a second one where there is doubt."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], name)
    claim = canonical(declared)
    readings = _unclaimed(content)
    if not claim or any(reading.charset == claim for reading in readings[:1]):
        return readings
    if content.isascii() and claim not in _ASCII_INCOMPATIBLE and not _WIDE.match(claim):
        return readings
    return _distinct([*_claimed(content, claim), *readings])


def wide_charset(content: bytes) -> str:
    """Return the UTF-16 or UTF-32 form that a mark or the NUL pattern of `content` shows, or empty."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name if _WIDE.match(name) else ""
    return _nul_pattern(content[:_SAMPLE])


def _marked(content: bytes, name: str) -> list[Reading]:
    """Believe a byte order mark, but look once more where what follows is hardly text by it."""
    reading = Reading(content.decode(name, "replace"), name)
    doubtful = "\ufffd" in reading.text or (
        bool(_WIDE.match(name)) and _ordinary(reading.text[:_SAMPLE]) <= _SURELY_ORDINARY
    )
    return _distinct([reading, *_unclaimed(content)]) if doubtful else [reading]


def _claimed(content: bytes, claim: str) -> list[Reading]:
    try:
        return [Reading(content.decode(claim), claim)]
    except (UnicodeError, LookupError):
        pass
    try:
        return [Reading(content.decode(claim, "replace"), claim)]
    except (UnicodeError, LookupError):  # hz and ISO-2022 can fail in spite of "replace"
        return []


def _unclaimed(content: bytes) -> list[Reading]:
    if wide := _nul_pattern(content[:_SAMPLE]):
        return _wide_or_not(content, wide)
    return _narrow(content)


def _wide_or_not(content: bytes, wide: str) -> list[Reading]:
    """Settle whether NUL octets mean UTF-16 or damage, by how much of either reading is ordinary text."""
    reading = Reading(content.decode(wide, "replace"), wide)
    share = _ordinary(reading.text[:_SAMPLE])
    if share > _SURELY_ORDINARY:
        return [reading]
    narrow = _narrow(content)
    return _distinct([reading, *narrow] if share > _ORDINARY else [*narrow, reading])


def _ordinary(text: str) -> float:
    return sum(map(len, _ORDINARY_RUN.findall(text))) / max(len(text), 1)


def _narrow(content: bytes) -> list[Reading]:
    if content.isascii():
        return [Reading(content.decode("ascii"), "ascii"), *_escaped(content)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        # Only the end is missing, as when a head was cut off: no reason to doubt what stands before it.
        if error.reason == "unexpected end of data" and _multibyte_sequences(content) == _SHORT_UTF8:
            return [Reading(content.decode("utf-8", "replace"), "utf-8")]
        return _scored(content)
    if _multibyte_sequences(content) < _SHORT_UTF8:
        return _distinct([Reading(text, "utf-8"), *_strict(content, "gb18030")])
    return [Reading(text, "utf-8")]


def _escaped(content: bytes) -> list[Reading]:
    """Read 7-bit Chinese charsets, which look like ASCII."""
    if b"~{" in content:
        return _claimed(content, "hz")
    if b"\x1b$" in content:
        return _claimed(content, "iso2022_jp_2")
    return _shifted(content) if _SHIFT.search(content) else []


def _shifted(content: bytes) -> list[Reading]:
    """Read UTF-7 (RFC 2152): a plus sign that is meant as one makes it fail at once."""
    try:
        text = content.decode("utf-7")
    except UnicodeDecodeError:
        return []
    return [Reading(text, "utf-7")] if _ordinary(text) > _SURELY_ORDINARY else []


def _multibyte_sequences(content: bytes) -> int:
    return sum(1 for _ in islice(re.finditer(rb"[\xc2-\xf4][\x80-\xbf]+", content), _SHORT_UTF8))


def _strict(content: bytes, name: str) -> list[Reading]:
    try:
        return [Reading(content.decode(name), name)]
    except UnicodeDecodeError:
        return []


def _nul_pattern(sample: bytes) -> str:
    """Tell UTF-16 and UTF-32 without a mark by where the NUL octets of ASCII text fall."""
    if b"\0" not in sample or len(sample) < 4:  # noqa: PLR2004  # one UTF-32 unit
        return ""
    quarter = max(len(sample) // 4, 1)
    nuls = [sample[offset::4].count(0) / quarter for offset in range(4)]
    if min(nuls[2:]) > 0.9 and nuls[0] < 0.5:  # noqa: PLR2004  # shares of NUL octets
        return "utf-32-le"
    if min(nuls[:2]) > 0.9 and nuls[3] < 0.5:  # noqa: PLR2004
        return "utf-32-be"
    even, odd = (nuls[0] + nuls[2]) / 2, (nuls[1] + nuls[3]) / 2
    if max(even, odd) < 0.02 or min(even, odd) > 0.1:  # noqa: PLR2004
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _scored(content: bytes) -> list[Reading]:
    if mainframe := charset_ebcdic.text(content):
        return [Reading(mainframe, charset_ebcdic.NAME)]
    first = re.search(rb"[\x80-\xff]", content)
    start = first.start() & ~1 if first else 0  # even, for UTF-16
    # The end of a sample may cut a character; a truncated file ends in half a one too.
    sample = content[start : start + _SCORED]
    return _distinct([Reading(content.decode(name, "replace"), name) for name in _likeliest(sample)])


@lru_cache(maxsize=2)  # who asks what a file is asks once more to read it
def _likeliest(sample: bytes) -> tuple[str, ...]:
    """Return the charset of the best score, and the second one where their margin is small."""
    ranked = sorted(((_score(sample, name), name) for name in ("utf-8", *_UNMARKED)), reverse=True)
    best, second = ranked[0], ranked[1]
    return (best[1],) if best[0] - second[0] > _DOUBT else (best[1], second[1])


def _score(sample: bytes, name: str) -> float:
    """Return the share of frequent characters less the share of impossible ones; -3.0 is out of the question."""
    if _WIDE.match(name) and len(sample) % 2:
        return -3.0
    text = sample.decode(name, "replace")
    foreign = "".join(_FOREIGN_RUN.findall(text))
    if not foreign or (_WIDE.match(name) and _ordinary(text) < _ORDINARY):
        return -3.0
    good, bad = len(_FREQUENT_ONE.findall(foreign)), len(_IMPOSSIBLE_ONE.findall(foreign))
    plain = len(_CONTROL_ONE.findall(text))
    return (good - 2 * bad) / len(foreign) + (0.1 if name == "utf-8" else 0.0) - plain / len(text)


def _distinct(readings: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        if all(reading.text != other.text for other in kept):
            kept.append(reading)
    return kept
