"""A password told in a sentence that nobody listed: found by what ends the gap and by how the value looks."""

import pytest

from policies.detection import detect
from policies.detectors.disclosure.password_clause import is_secret


def passwords(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("科技部昨天把附件的解压密码改成了Harbor66，请知悉", "Harbor66"),
        ("登录密码我刚让管理员初始化成了 102594。", "102594"),
        ("密码不是之前那个了，是Qx!77ab", "Qx!77ab"),
        ("密码我写在这里：tb810806", "tb810806"),
        ("密码栏填maple-501即可", "maple-501"),
        ("密码昨天改成了“春风又绿江南岸”。", "春风又绿江南岸"),
        ("Copper66就是尽调资料的解压密码，记得改", "Copper66"),
        ("以『GLIq4nFvm7』为临时密码", "GLIq4nFvm7"),
        ("63thpR85——这是网盘的打开口令", "63thpR85"),
        ("ky7781（解压密码）", "ky7781"),
        ("密码☞Hyti-6059", "Hyti-6059"),
        ("（密码）qrm0279", "qrm0279"),
        ("问：解压密码呢\n答：woai@067", "woai@067"),
        ("[10:22] 小李: 口令是啥\n[10:23] 小王: F84633ZN", "F84633ZN"),
        ("下面是压缩包的解压密码\n\n723405", "723405"),
        ("密码另起一行给你：\n> KA!959x#Lk", "KA!959x#Lk"),
        ("密码 4463 2927。", "4463 2927"),
        ("客户明细.zip（91roBQ49解压）", "91roBQ49"),
        ("When asked for the passcode, type fQs9178.", "fQs9178"),
        ("Please key in Pebble_99 when prompted for the password.", "Pebble_99"),
        ("We changed the passphrase on the archive to sunshine4467 yesterday.", "sunshine4467"),
        ("小李把网银密码改成了granite，请知悉", "granite"),
        ("附件密码sunshine。", "sunshine"),
        ("密码再发一遍 yinhang636", "yinhang636"),
        ("密码由IT统一设置成Xk39fkw！", "Xk39fkw"),
        ("密码；Qwer0764", "Qwer0764"),
        ("密码全是数字，068052", "068052"),
        ("密码见下：\n\n6 4 3 8 9 5", "6 4 3 8 9 5"),
        ("解压密码是春暖花开", "春暖花开"),
        ("忘了说密码：芝麻开门1829", "芝麻开门1829"),
        ("主题：解压密码\n\n各位好：\n\nIEhHfC57\n", "IEhHfC57"),
        ("admin/Boc$727244!（账号/密码）", "Boc$727244!"),
        ("passcode我设的walnut@7298", "walnut@7298"),
    ],
)
def test_a_password_told_in_any_words_is_found(text: str, value: str) -> None:
    assert passwords(text) == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("密码：Tv!325W#AB（对账单）、hengtong8379（薪酬表）", ["Tv!325W#AB", "hengtong8379"]),
        ("网盘的是密码4447jinrong，附件的是duizhang7200", ["4447jinrong", "duizhang7200"]),
        ("各文件密码如下：\n1. 对账单：river-963\n2. 薪酬表：376193\n", ["river-963", "376193"]),
        ("密码1：90497192 密码2：X@9921a", ["90497192", "X@9921a"]),
        ("A.zip的密码是P@ss6431，B.rar的是Zlrz_93974q", ["P@ss6431", "Zlrz_93974q"]),
        ("密码清单\n对账单 Noi5519\n薪酬表 SUMMIT322", ["Noi5519", "SUMMIT322"]),
    ],
)
def test_several_are_found(text: str, values: list[str]) -> None:
    assert passwords(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "密码机SJJ1012扩容",
        "密码重置申请单号：SQ20240918",
        "密码错误，错误码是E1003",
        "密码加密方式为SM4-CBC",
        "密码请致电服务台，工单为INC0012345",
        "财富密码是抄底黄金",
        "增长密码：零售业务",
        "密码：\n顺颂商祺",
        "密码——Teams通知",
        "用密钥KMS01签名",
        "密码过期后设置密码不活动为 INACTIVE",
        "密码重置后共发出 3265 封短信",
        "密码状态改为“正常使用”",
        "密码策略如下：\n1. 最短长度：10\n2. 有效天数：9090",
        "请妥善保管密码。\n\nBest regards,",
        "crypto.pbkdf2(password, salt, iterations)",
        "conn = connect(user=user, password=password)",
        'pw = getenv("PW")',
        "the passwd, group, and gshadow files",
    ],
)
def test_a_clause_that_speaks_of_something_else_tells_none(text: str) -> None:
    assert passwords(text) == []


@pytest.mark.parametrize("value", ["Xk39fkw", "qdUNWdfj", "A$b_2024", "correct-horse-9", "8866"])
def test_secrets_look_like_secrets(value: str) -> None:
    assert is_secret(value, digits=True, least=4)


@pytest.mark.parametrize(
    "value",
    [
        "JavaScript",
        "v2.1.3",
        "20240918",
        "AES256",
        "www.x.cn",
        "user_name",
        "CVE-2026-1381",
        "2,400.00",
        "abc",
    ],
)
def test_words_versions_and_dates_are_no_secrets(value: str) -> None:
    assert not is_secret(value, digits=True, least=4)
