"""A text of many words for a password: the same findings, sooner, or an end where none gives one."""

import pytest

from policies.detection import detect
from policies.many_secrets import MANY
from policies.prefilter import TooDense

_CASES = (
    "附件密码：Ab@12345，请查收。\n",
    "密码我昨天让小王给你重置成Xk39fkw了，收到请回复。\n",
    "密码是您的身份证号后六位，请您查收这一封邮件里的附件。\n",
    "请用Abc12345打开附件，谢谢您的配合与支持！\n",
)


@pytest.mark.parametrize("line", _CASES)
def test_of_many_words_each_is_found_as_of_a_few(line: str) -> None:
    few, many = 5, MANY + 5
    one = [(span.start, span.end, span.type) for span in detect(line * few)][:1]
    found = [(span.start, span.end, span.type) for span in detect(line * many)]
    assert found == [
        (start + line_number * len(line), end + line_number * len(line), kind)
        for line_number in range(many)
        for start, end, kind in one
    ]


def test_a_list_of_accounts_is_looked_through_however_long_it_is() -> None:
    lines = "".join(f"用户{number}，密码：Ab@{number:05}\n" for number in range(6 * MANY))
    assert len(detect(lines)) == 6 * MANY


def test_a_log_of_failures_is_looked_through() -> None:
    line = "Nov 26 10:00:00 host sshd[123]: Failed password for root from 10.0.0.1 port 22\n"
    assert not any(span.type.startswith("PASSWORD") for span in detect(line * 3 * MANY))


@pytest.mark.parametrize("line", ["密码是手机后六位\n", "密码是哪个呢请回答\n"])
def test_word_after_word_without_a_password_is_no_text(line: str) -> None:
    before = "客户 13800138000。\n"
    with pytest.raises(TooDense) as dense:
        detect(before + line * 8 * MANY)
    assert dense.value.found[0].type == "MOBILE"
    assert len(before) < dense.value.place < 8 * MANY * len(line)
