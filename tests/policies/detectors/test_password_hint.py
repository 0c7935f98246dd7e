"""PASSWORD_HINT: clauses from which a password can be worked out."""

import pytest

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.password_hint import explain, validate


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("密码是您手机号后六位", "您手机号后六位"),
        ("打开密码为身份证后6位。", "身份证后6位"),
        ("密码：您的生日", "您的生日"),
        ("密码是您的出生日期（8位）", "您的出生日期（8位）"),
        ("密码为身份证号码最后六位（X用0代替）", "身份证号码最后六位（X用0代替）"),
        ("密码为身份证号中的出生日期", "身份证号中的出生日期"),
        ("密码为您生日的月日四位数字", "您生日的月日四位数字"),
        ("密码是咱们部门的通用密码", "咱们部门的通用密码"),
        ("默认密码为您的员工编号", "您的员工编号"),
        ("密碼是貴公司統編", "貴公司統編"),
        ("Password: as before", "as before"),
        ("Password: you know which one", "you know which one"),
        ("Password is the project code name.", "the project code name"),
        ("密码是出生年月日", "出生年月日"),
        ("解压密码为卡号末四位数字", "卡号末四位数字"),
        ("密码还是老样子", "老样子"),
        ("密码同上次", "同上次"),
        ("密码跟以前一样", "跟以前一样"),
        ("老密码", "老密码"),
        ("附件用手机号后六位解压", "手机号后六位"),
        ("用您的生日打开", "您的生日"),
        ("密码：姓名拼音+手机后四位", "姓名拼音+手机后四位"),
        ("密码和上个月的一样", "和上个月的一样"),
        ("附件已以您的身份证后六位加密", "您的身份证后六位"),
        ("密碼為閣下身份證號碼後六位", "閣下身份證號碼後六位"),
        ("密码是咱们常用的那个", "咱们常用的那个"),
        ("密码\t身份证后六位", "身份证后六位"),
        ("系统\t密码\n网银\t身份证后六位\n", "身份证后六位"),
        ("<p>密码为<b>您手机号后六位</b></p>", "您手机号后六位"),
        ("密码is your birthday", "your birthday"),
        ("password: last 6 digits of the account number", "last 6 digits of the account number"),
        ("The password is the one we used last time", "the one we used last time"),
        ("The password is your date of birth.", "your date of birth"),
        ("password: the last 6 digits of your phone number", "the last 6 digits of your phone number"),
        ("the usual password", "the usual password"),
        ("密码（身份证后六位）", "身份证后六位"),
        ("密码提示：手机号后六位", "手机号后六位"),
        ("请以身份证号后6位作为密码。", "身份证号后6位"),
        ("请使用您证件号码的后六位作为密码打开", "您证件号码的后六位"),
        ("密码为ABC+手机后四位", "ABC+手机后四位"),
        ("密码是前面加abc后面加生日", "前面加abc后面加生日"),
        ("密码是上次开会说的那个", "上次开会说的那个"),
        ("密碼為閣下手提電話號碼最後四位數字", "閣下手提電話號碼最後四位數字"),
        ("密碼為您的身分證字號", "您的身分證字號"),
        ("pw is your HKID number without the bracket", "your HKID number without the bracket"),
        ("The password is the same as last time", "the same as last time"),
        ("密码我没写在邮件里，是法人座机最后四位", "法人座机最后四位"),
        ("密码规则：公司简称小写加发文日期", "公司简称小写加发文日期"),
        ("合同编号倒数6位就是解压密码。", "合同编号倒数6位"),
        ("问：密码多少？\n答：您的车牌后四位", "您的车牌后四位"),
        ("密码前台墙上贴的那个", "前台墙上贴的那个"),
        ("密码没改过，投保人的成立年份", "投保人的成立年份"),
        ("解压请输部门拼音缩写连上工号", "部门拼音缩写连上工号"),
        ("密码：六个8", "六个8"),
        ("密码是123456倒过来", "123456倒过来"),
        ("附件已加密，您手机号后六位", "您手机号后六位"),
        ("名单.zip（手机号后六位解压）", "手机号后六位"),
        ("凭贵公司税号后六位打开附件", "贵公司税号后六位"),
        ("解压老规矩", "老规矩"),
        ("口令用咱俩的老暗号", "咱俩的老暗号"),
        ("密码：9月那个", "9月那个"),
        ("密码由本人入行日期组成", "本人入行日期"),
        ("密码是机构号+日期", "机构号+日期"),
        ("今天的日期就是密码", "今天的日期"),
        ("您家小狗的名字就是密码", "您家小狗的名字"),
        ("請輸入客戶編號後四位以開啟檔案", "客戶編號後四位"),
        ("密碼為您的出生日期（DDMMYYYY）", "您的出生日期（DDMMYYYY）"),
        ("I set the password to your initials plus 2024.", "your initials plus 2024"),
        ("The password is the name of your first pet.", "the name of your first pet"),
        ("Please enter your postcode as the password.", "your postcode"),
        ("pwd is company name in lower case plus 2024", "company name in lower case plus 2024"),
        ("密码和账号相同", "和账号相同"),
        ("密码就是文件名", "文件名"),
        ("密码:发票号码", "发票号码"),
        ("密码是我们上次约定的", "我们上次约定的"),
        ("密码是我的分机号重复两次", "我的分机号重复两次"),
        ("用上周发你的密码解压", "上周发你的密码"),
        ("出生年月日为查询密码", "出生年月日"),
        ("密码是用户名后面加123", "用户名后面加123"),
        ("解压密码为两个字母加公司电话", "两个字母加公司电话"),
        ("same pw as usual", "same pw as usual"),
        ("The password has not changed since last month.", "has not changed since last month"),
        ("Pwd = contract number", "contract number"),
        ("Password hint: your mobile number, last 6 digits", "your mobile number, last 6 digits"),
        ("初始密码为身份证后六位(X大写)", "身份证后六位(X大写)"),
        ("初始密码为身份证后六位（区分大小写）", "身份证后六位"),
    ],
)
def test_a_hint_is_found(text: str, clause: str) -> None:
    assert [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD_HINT"] == [clause]


@pytest.mark.parametrize(
    "text",
    [
        "密码不得使用手机号后六位",
        "Connections re-use the same credentials for each of them.",
        "请使用部门统一密码策略",
        "密码与员工编号不得相同",
        "请勿使用生日作为密码",
        "请勿用身份证后六位作为密码打开文件",
        "部分员工使用身份证后六位作为密码，存在隐患",
        "The usual password rules apply.",
        "Same password policy as last year.",
        "两次输入的密码一样的话再提交",
        'password: ""\n手机号：17921277830',
        "用户名\t密码\t手机号\n",
        "密码输错三次后到柜面凭身份证重置",
        "老密码已失效",
        "密码另发",
        "密码见短信",
        "密码政策",
        "password policy",
        "密码将发送至您的手机",
        "password is required",
        "Never use your birthday as a password.",
        "Do not reuse the same password across systems.",
        "切勿以生日、电话号码后六位作为密码",
        "输入工号查看考勤",
        "请自行设置密码。\n老规矩，每周五开例会",
        "请用本人账号登录系统",
        "客户常用手机号后六位当密码，存在风险",
        "密码我改了，你别用旧的了",
        "密码(全小写)：",
        "Is the password the same as last time?",
        "Do you know the password?",
        "解密钥匙密码（区分大小写）",
        "密码与账号相同的，须立即修改",
        "系统不允许密码和用户名相同",
        "请检查密码是否和账号相同。",
        "如密码与账号相同，请立即修改",
        "Your password has not been changed since last year.",
        "Password:\nMobile number\nSubmit",
        "Do not reuse the same pw for two systems.",
        "手机号为登录账号，密码另发",
    ],
)
def test_talk_about_passwords_is_no_hint(text: str) -> None:
    assert detect(text) == []


def test_what_is_told_right_away_needs_no_hint() -> None:
    assert [span.type for span in detect("密码没变，还是Abc12345")] == ["PASSWORD"]


def test_a_fact_is_surer_than_a_habit() -> None:
    assert validate(Candidate("您手机号后六位", shape="derived")) > validate(
        Candidate("老样子", shape="usual")
    )
    assert explain(Candidate("老样子", shape="usual")) == ("hint:usual",)
