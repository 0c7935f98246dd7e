"""What detection is measured beside: memchr, a bare Vectorscan scan, `re` pattern by pattern, Presidio's patterns."""

import json
import re
import subprocess
import venv
from collections.abc import Callable
from pathlib import Path

import hyperscan

PRESIDIO = "presidio-analyzer==2.2.366"
_VENV = (
    Path(__file__).resolve().parents[2] / "var/bench/presidio"
)  # an environment of its own; `var` is not kept
_SCRIPT = Path(__file__).with_name("_detection_presidio.py")
_INSTALL_SECONDS_MAX = 900
_RUN_SECONDS_MAX = 300

KEYWORDS = [
    "身份证",
    "證件",
    "证件号",
    "护照",
    "通行证",
    "台胞证",
    "回乡证",
    "永久居留",
    "银行卡",
    "卡号",
    "账号",
    "帐号",
    "賬號",
    "户名",
    "开户行",
    "联行号",
    "手机",
    "手機",
    "电话",
    "電話",
    "邮箱",
    "车牌",
    "车架号",
    "证券账户",
    "股东",
    "姓名",
    "联系人",
    "持卡人",
    "收款人",
    "借款人",
    "申请人",
    "地址",
    "住址",
    "密码",
    "密碼",
    "口令",
    "解压",
    "提取码",
    "收入",
    "工资",
    "资产",
    "不动产",
    "公积金",
    "贷款",
    "月供",
    "逾期",
    "征信",
    "交易金额",
    "风险等级",
    "税额",
    "password",
    "passwd",
    "pwd",
    "passcode",
    "passphrase",
    "Password",
    "mobile",
    "Mobile",
    "phone",
    "Phone",
    "account",
    "Account",
    "card",
    "Card",
    "passport",
    "Passport",
    "address",
    "Address",
]
HONORIFICS = ("先生", "女士", "小姐", "太太")
_NUMERALS = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def _one_of(characters: str) -> str:
    return "(?:" + "|".join(re.escape(each) for each in characters) + ")"


# The fixed set: one report a number (it ends on what is no digit), a literal for each keyword.
EXPRESSIONS = (
    "[0-9]{7}[^0-9]",
    "[0-9](?:[ .-][0-9]{2,8}){2}",
    "[0-9A-Za-z_+-]@[0-9A-Za-z]",
    _one_of(_PROVINCES) + "[A-Z]",
    _one_of(_NUMERALS) + "{7}",
    "(?:\uff10|\uff11|\uff12|\uff13|\uff14|\uff15|\uff16|\uff17|\uff18|\uff19){7}",
    *map(re.escape, (*KEYWORDS, *HONORIFICS)),
)

# What one would write first: each kind of data by its own expression over the whole text.
PATTERNS = tuple(
    map(
        re.compile,
        (
            r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
            r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)",
            r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)",
            r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            rf"[{_PROVINCES}][A-Z][·\- ]?[A-Z0-9]{{5,6}}",
            r"(?<![A-Z0-9])[0-9A-HJ-NPQRTUWXY]{18}(?![A-Z0-9])",
            r"(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])",
            r"(?<![A-Z0-9])[EG][A-Z0-9]\d{7}(?!\d)",
            r"(?<![A-Z0-9])[HM]\d{8,10}(?!\d)",
            r"(?:密码|口令|解压码|提取码|[Pp]assword|pwd)(?:是|为|is)?[:： ]*([!-~]{4,32})",
            r"(?:姓名|户名|联系人|持卡人|收款人)[:： ]*([\u4e00-\u9fff]{2,4})",
        ),
    )
)


def memchr(data: bytes) -> Callable[[], object]:
    """Return a run that looks at every octet once, with the C library's fastest loop."""
    return lambda: data.count(b"\n")


def vectorscan(data: bytes) -> Callable[[], object]:
    """Return a run of the fixed expression set in block mode, with a callback that does nothing."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    encoded = [expression.encode() for expression in EXPRESSIONS]
    database.compile(expressions=encoded, ids=list(range(len(encoded))), flags=[0] * len(encoded))

    def ignore(*_hit: object) -> None:
        return None

    return lambda: database.scan(data, match_event_handler=ignore)


def re_one_by_one(data: bytes) -> Callable[[], object]:
    """Return a run of each pattern over the whole text with the standard library."""
    text = data.decode()
    return lambda: sum(1 for pattern in PATTERNS for _ in pattern.finditer(text))


def presidio(data: bytes, *, install: bool) -> float:
    """Return the seconds of CPU that Presidio's pattern recognisers, without a language model, need for a text.

    Raises:
        RuntimeError: it is not installed and may not or cannot be, or it did not answer.
    """
    python = _VENV / "bin/python"
    try:
        if not python.exists():
            if not install:
                raise RuntimeError(f"{PRESIDIO} is not installed; a run without --quick installs it")
            venv.create(_VENV, with_pip=True)
            command = [str(python), "-m", "pip", "install", "-q", PRESIDIO]
            subprocess.run(command, check=True, capture_output=True, timeout=_INSTALL_SECONDS_MAX)
        answer = subprocess.run(
            [str(python), str(_SCRIPT)], input=data, check=True, capture_output=True, timeout=_RUN_SECONDS_MAX
        )
        return float(json.loads(answer.stdout)["seconds"])
    except (subprocess.SubprocessError, OSError, ValueError, KeyError) as error:
        detail = getattr(error, "stderr", None) or b""
        raise RuntimeError(f"Presidio: {error}: {detail.decode(errors='replace')[-300:]}") from error
