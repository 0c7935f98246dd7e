"""Values that are passwords by their looks, beside a word for one in any sentence."""

import pytest

from policies.detection import detect
from policies.detectors.disclosure.password_certain import is_certain


def passwords(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("邮箱密码重置完成→Spdb#183q", ["Spdb#183q"]),
        ("盾的PIN码我改好了，Xyyh@188q，麻烦转告客户", ["Xyyh@188q"]),
        ("如果打不开就试试Zaq1@9578这个密码", ["Zaq1@9578"]),
        ("> 请提供密码\nCmbc#432496q，请查收", ["Cmbc#432496q"]),
        ("【10:05】密码\n【10:06】Hxzq*506A", ["Hxzq*506A"]),
        ("各网点密码——城东：Hxzq&68176，城西：Icbc$24674A", ["Hxzq&68176", "Icbc$24674A"]),
        ("The default password, Qwer@089, must be changed at first logon.", ["Qwer@089"]),
        ("The archive will ask for a password; it is Zlrz-8477.", ["Zlrz-8477"]),
        ("login ops pw Zaq1#0191", ["Zaq1#0191"]),
        ("Same zip, pass P@ssw0rd@249", ["P@ssw0rd@249"]),
    ],
)
def test_it_needs_no_verb_beside_the_word(text: str, values: list[str]) -> None:
    assert passwords(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "密码平台二期合同 HT2024-118",
        "密码请联系 a.li2@mail.bank.com.cn 修改",
        "密码忘了，账号是 zhang@2024",
        "密码示例：如 Abc@1234 这样的",
        "PASSWORD_MIN_LENGTH=12",
        "别再用Abc@1234当密码了",
        "the password reset fee is HK$5000",
        "Canon EF 70-300mm F4-5.6 IS USM",
    ],
)
def test_what_belongs_to_another_thing_is_none(text: str) -> None:
    assert passwords(text) == []


@pytest.mark.parametrize("value", ["Xk#39fkw", "7FH0-VYB2-MUK3", "Passw0rd8458", "aP=M*jVnew8"])
def test_letters_digits_and_signs_are_mixed_in_it(value: str) -> None:
    assert is_certain(value)


@pytest.mark.parametrize(
    "value",
    [
        "HT2024-118",
        "Harbor66",
        "US$1,200",
        "S&P500",
        "a=1&b=2",
        "x2@y.cn",
        "name=v2",
        "2024Q3",
        "$" + "{PW1}",
    ],
)
def test_numbers_addresses_and_names_are_not(value: str) -> None:
    assert not is_certain(value)
