"""The units of addresses, and the words beside them that are none."""

from policies.detectors import label_gap as gap
from policies.detectors.places import CITIES, PROVINCES
from policies.lazily import lazily
from policies.vocabulary import any_of, words

_HAN = "\u3400-\u9fff"
HAN = lazily(f"[{_HAN}]")
# A paragraph ends at a blank line, at the end of a line behind a room, and where a telephone number with its
# area code begins.
PARAGRAPH = lazily(
    r"\n[ \t\r]*+\n|\n(?=[\u3400-\u9fff]{2,6}(?:中心|部|处|科|组)[ \t\r]*(?:\n|\Z))|(?<=[室户组社])[ \t\r]*\n|"
    r"(?<=[苑园城府邸墅湾郡庭])[ \t\r]*\n(?![ \t]*[0-9A-Za-z一二三四五六七八九十])|"
    r"(?<=之[一二三])[ \t\r]*\n(?![ \t]*[\u3400-\u9fff]{2,6}[苑园城])|"
    r"(?<=[0-9楼层座])[ \t\r]*\n(?![ \t]*[0-9A-Za-z一二三四五六七八九十]{1,5}[室号户座楼栋幢单\-])|"
    r"\s(?=[(（]?(?:(?:\+|00)86|0[1-9][0-9]{1,2}[)）]?[ \-]?[0-9]{3,4}[ \-]?[0-9]{4}))"
)
SPACE = lazily(r"\s")
GAP_MAX = 48
BEHIND_LABEL = lazily(
    rf"{gap.CLOSED}{gap.NOTE}[ ]{{0,8}}+(?:(?:on file|in full|in English|of (?:the )?[a-z]{{4,10}}) ?)?"
    rf"(?:{gap.MARK}|-{{1,2}}[ ]|{gap.VERB}|is |to (?=[0-9A-Z])|(?<= at )|(?<= to )|"
    rf"{gap.ATTRIBUTE}|{gap.SOME_MARKUP}|(?<=】)|(?<=   )|>)"
    rf"{gap.VALUE_NEXT}(?:\r?\n[ \t]{{0,4}})?(?=\S)"
)
_NUMERAL = "0-9一二三四五六七八九十百"

NEXT_LINE = lazily(r"[ \t]{0,3}\r?\n(?=\S)")


def begins_its_line(text: str, start: int) -> bool:
    """Return whether nothing but marks of a list stands before a label."""
    return not text[max(0, start - 24) : start].rpartition("\n")[2].strip(" \t*>#-")


# --- units, by kind
_REGION = (
    r"(?:省|自治区|特别行政区|自治州|地区|(?<![城超])市(?!场|场|区|值|面|价)|"
    r"(?<![小园社地市])区(?!域|间|别|分)|"
    r"县|旗|盟|(?<!城)镇|乡(?!村)|街道)"
)
_ROAD = (
    r"(?:大道|(?<![频通渠管轨街])道(?=[东西南北中]?[0-9一二三四五六七八九十])|大街|[路街巷弄](?!径|由)|胡同|"
    r"[村庄屯邨](?!镇银)|[0-9一二三四五六七八九十]段|条(?=[0-9]{1,3}号)|公路|国道|[0-9一二三四五六七八九十]组)"
)
_ESTATE = (
    r"(?:花园|家园|小区|社区|新村|公寓|大厦|广场|中心|"
    r"[苑园城府邸墅湾郡庭居阁里](?=[0-9A-Za-z])|港湾|国际|大楼|"
    r"商场|工业园|产业园|科技园|园区|家属院|宿舍|名都|豪庭|雅苑|别墅|华苑|嘉园|"
    r"[苑园村里](?=[一二三四五六七八九东西南北]区))"
)
_NUMBER = (
    rf"(?:[{_NUMERAL}A-Za-z]{{1,6}}(?:-[0-9]{{1,5}}){{0,3}}(?:号院(?![士校长子])|号楼?(?:之[0-9一二三四]{{1,2}})?|"
    rf"(?:[弄栋幢座室组层楼户院铺期]|房(?![产屋贷])|社(?![区会保员交])|门(?=[0-9]))(?:之[0-9一二三四]{{1,2}})?|单元)|"
    r"(?:(?<=单元)|(?<=[座幢栋层楼号院门]))[0-9]{3,4}|[0-9]{1,3}#(?:[0-9]{1,2}-)?[0-9]{3,4}|"
    r"[0-9]{1,3}(?:-[0-9]{1,4}){1,3})"
)
UNITS = tuple(
    (kind, lazily(expression))
    for kind, expression in (("region", _REGION), ("road", _ROAD), ("estate", _ESTATE), ("number", _NUMBER))
)
REGION = lazily(_REGION)
UNIT = lazily(f"{_NUMBER}|{_REGION}|{_ROAD}|{_ESTATE}")

# --- where an address begins and ends
_WITHIN = rf"[{_HAN}0-9A-Za-z\-#·()（）〇]"
RUN = lazily(
    rf"(?:(?!电话|手机|邮编|联系|姓名|收件|资料|与现|屋主|建筑面积|【)[{_HAN}0-9A-Za-z\-#·()（）]){{2,90}}"
)
RUN_BEFORE = lazily(rf"{_WITHIN}{{1,64}}$")
# Searched backwards, from the number: the last word before the address. Each is written in reverse.
STOP_BEFORE = lazily(
    "于[住居]|[在到是为的寄址请住给了去把送由从访看发往]|居(?=[现定迁移暂租久常家])|于位|至[寄送搬迁遷更]|"
    "落[坐座]|(?:籍户)|"
    "籍户|产房押抵|物押抵|买购|封查|有下名|租承|(?:家新)|[:：，。；、,;!！?？\"“”'<>|=\\[\\]【】]"
)
_PLACE = lazily(
    rf"(?:(?:{any_of(PROVINCES)})(?:省|市|[{_HAN}]{{0,4}}自治区|特别行政区)?"
    rf"|(?:{any_of(CITIES)})(?:市|地区|[{_HAN}]{{0,5}}自治州|[区县])?)"
    rf"(?=[{_HAN}0-9])"
)
_NAME_MAX = 8


def lead(run: str) -> int:
    """Return where the address begins in the characters before its number."""
    for place in _PLACE.finditer(run):
        rest = run[place.end() :]
        unit = UNIT.search(rest)
        if unit and unit.start() <= _NAME_MAX and not rest.startswith(_BEHIND_A_FIRM):
            part_of_a_road = place.start() == 1 and rest.startswith(_ROADS)  # 长江西路 is not in 江西
            return 0 if part_of_a_road else place.start()
    return len(run) - len(run.lstrip("-·# "))


def names_its_district(value: str) -> bool:
    """Return whether it begins with a province or city and tells the district too: 杭州市西湖区….8号楼."""
    place = _PLACE.match(value)
    return bool(place and REGION.search(value, place.end()))


_ROADS = ("路", "街", "道", "巷")
_BEHIND_A_FIRM = ("分行", "银行", "支行", "分公司", "公司", "网点", "办事处", "营业")

# Ends of the names of estates, where nothing but the end of the address can follow: 689号水岸名苑.
_LAST = rf"(?<=[{_HAN}]{{2}})[苑园城府邸墅湾郡庭居阁轩坊都](?![{_HAN}0-9A-Za-z])"
_NEXT = (
    rf"[ ]?(?:{_NUMBER}|小区|社区|(?<=[苑园村里])[一二三四五六七八九东西南北]区|"
    rf"[（(][{_HAN}0-9A-Za-z]{{1,12}}[)）](?=[0-9])|(?<=[号號])附[0-9]{{1,3}}[号號](?!文)|"
    rf"[A-Z][0-9]?[塔区](?=[0-9]{{1,3}}[层楼室])|(?<=[座栋幢层楼])[A-Z][0-9]{{3,4}}(?![0-9A-Za-z])|"
    rf"(?<=[园厦场])[0-9]{{1,3}}-[A-Z][0-9]{{1,4}}(?![0-9A-Za-z])|"
    rf"(?:(?![的在与附对旁请我有内联为是到]|和(?![平谐美顺泰]))[{_HAN}A-Za-z]){{1,10}}?(?:{_ESTATE}|{_LAST})|"
    rf"(?:(?![的在与附对旁请我有内联为是到]|和(?![平谐美顺泰]))[{_HAN}]){{1,8}}?(?=[0-9A-Z]{{1,3}}(?:号楼|"
    rf"[栋幢座]|[#\-][0-9]{{1,2}}-[0-9]{{3,4}})))"
)
TAIL = lazily(rf"(?:(?<=号)之[0-9一二三四五])?(?:(?<=号)院(?![士校长子]))?(?:{_NEXT}){{0,8}}")
NO_ADDRESS = lazily(
    r"^(?:总行|分行|支行|公司|本部|总部)[^0-9]*$|^(?:[a-z]|见|同|详|未|不|待|如|请|附件|无(?![锡为棣极]))|"
    r"(?:频道|渠道|通道|轨道|管道)[0-9]|[0-9][号](?:线|令|文)"
    r"|支行$|分行$|银行$|公司$|经济|市场"
)

# --- in Latin letters
LATIN_UNIT = lazily(
    r"\b(?:road|rd|street|st|avenue|ave|lane|boulevard|blvd|drive|highway|alley|district|building|bldg|tower|"
    r"block|flat|house|court|plaza|village|town|square|garden|gardens|estate|dist|mansion|lu|jie|xiang|terrace|"
    r"path)\b"
)
_SAME_SENTENCE = r"(?:(?<![a-z0-9]{3}\.)|(?<=Dist\.)|(?<=Bldg\.)|(?<=Blvd\.))"
_LATIN_WORD = r"[A-Za-z0-9.'’/#\-]{0,24}"
STREETS = words("road rd street st avenue ave lane boulevard blvd drive highway alley lu jie terrace")
_LATIN_PART = rf"[#A-Z0-9]{_LATIN_WORD}(?:{_SAME_SENTENCE} (?:of |de )?[#A-Z0-9&]{_LATIN_WORD}){{0,7}}"
LATIN = lazily(rf"{_LATIN_PART}(?:, ?(?:P\.?R\.? )?{_LATIN_PART}){{0,9}}(?=[\s,.;:?!)<\"|]|$)")
