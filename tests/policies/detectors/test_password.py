"""PASSWORD: every wording that gives a password away, and every one that does not."""

import pytest

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.password import LENGTH_MAX, explain, validate

GIVEN = [
    ("邮箱授权码：abcd1234efgh5678", "abcd1234efgh5678"),
    ("密码：Abc@1234，请查收", "Abc@1234"),
    ("帐号密码分别是lisi和813806", "813806"),
    ("credentials: svc_report / huatai2025", "huatai2025"),
    ("The code to open the PDF is 434266", "434266"),
    ("pls open with pw pingan2025", "pingan2025"),
    ("Archive key: 3xwga3f5", "3xwga3f5"),
    ("Key to unlock: 96368940", "96368940"),
    ("凭口令7fbeejtu领取", "7fbeejtu"),
    ("密码您记一下，480501", "480501"),
    ("下载码：z44wjh7a", "z44wjh7a"),
    ("网盘提取码 abkd", "abkd"),
    ("密码:Abc@1234", "Abc@1234"),
    ("密碼：Abc@1234", "Abc@1234"),
    ("口令是 Qwer!234。", "Qwer!234"),
    ("解压密码为Yb2024#abc", "Yb2024#abc"),
    ("附件密码已改为 Zx0099!!", "Zx0099!!"),
    ("密码都是Kp3344ww，谢谢", "Kp3344ww"),
    ("密 码：Abc12345", "Abc12345"),
    ("密码（区分大小写）：AbcD", "AbcD"),
    ("密码“Abc 1234”", None),  # a space inside quotes ends nothing that we would call a value
    ("密码是“芝麻开门吧”", "芝麻开门吧"),
    ("密码：８８６６２２", "８８６６２２"),
    ("密码：8866", "8866"),
    ("名单(密码:Abc#2026).zip", "Abc#2026"),
    ("名单 (password Abc#2026) 请查收", "Abc#2026"),
    ("密码123456", "123456"),
    ("查询密码 ab12cd34", "ab12cd34"),
    ("提取码: x7k2", "x7k2"),
    ("解压码：Gh78", "Gh78"),
    ("解压密码如下：\nXy77##kk\n谢谢", "Xy77##kk"),
    ("打开密码：\n\n  Xy77##kk", "Xy77##kk"),
    ("密码见下行\r\nXy77##kk\r\n", "Xy77##kk"),
    ("解压用Abc2024", "Abc2024"),
    ("解压时请用 Abc2024 即可", "Abc2024"),
    ("打开用 8888", "8888"),
    ("用 Abc2024 解压", "Abc2024"),
    ("请用Abc2024就可以打开附件", "Abc2024"),
    ("use Abc123 to open the file", "Abc123"),
    ("please open with Abc@123.", "Abc@123"),
    ("unzip with qw12ER34", "qw12ER34"),
    ("Password: Summer2024", "Summer2024"),
    ("PASSWORD = Summer2024;", "Summer2024"),
    ("password is Summer2024.", "Summer2024"),
    ("The password for the file is Summer2024!", "Summer2024!"),
    ("the password to open report.zip is Xk39fkw", "Xk39fkw"),
    ("Password as follows:\n\nXk39fkw\n", "Xk39fkw"),
    ("passcode - see below; passphrase: correct-horse-9", "correct-horse-9"),
    ("pwd=hello123", "hello123"),
    ("pw: hello123", "hello123"),
    ("MM：hello123", "hello123"),
    ("PIN: 8866", "8866"),
    ("Password -> Zz9911", "Zz9911"),
    ("password `Zz9911kk` works", None),  # no colon and no verb before the quotes
    ('password: "let me"', None),
    ("password: 'letmein!'", "letmein!"),
    ("密码：zhongguo", "zhongguo"),
    ("用户名/密码：admin/Abc12345", "Abc12345"),
    ("账号密码：admin/Abc12345", "Abc12345"),
    ("https://x.example/login?password=abc12345&next=1", "abc12345"),
    ("username\tpassword\nzhang\tAbc@1234\nli\tDef@5678", "Abc@1234"),
    ("系统,用户名,密码\n网银,zhang,Abc@1234\n", "Abc@1234"),
    ("Abc\u200b@12\u200b34 的密码：Abc\u200b@12\u200b34", "Abc\u200b@12\u200b34"),
]

GIVEN += [
    ("<p>密码：<b>Tiger@7852</b></p>", "Tiger@7852"),
    ("【密码】Spring-maple-2", "Spring-maple-2"),
    ("密码→116River!09", "116River!09"),
    ("附件密码（xiaoyu2385）", "xiaoyu2385"),
    ("客户明细_密码Ho#4890z.rar", "Ho#4890z"),
    ("Extract it using Metro$1991!", "Metro$1991!"),
    ("To open the attachment, enter Blue42Sky.", "Blue42Sky"),
    ("解压码 8899", "8899"),
    ("passwd=3Dsunny4773", "sunny4773"),  # a leftover of quoted-printable
    ("密码：486Tiger！31", "486Tiger！31"),
    ("附件有密码，injguxEb4B", "injguxEb4B"),
    ("系统,附件密码\n网银,Abc@1234\n", "Abc@1234"),
]
GIVEN += [
    ("密码➡️Xin@9494", "Xin@9494"),
    ("密码我设置的是Xin@9494", "Xin@9494"),
    ("附件已加密，Xin@9494是解压密码。", "Xin@9494"),
    ("Xin2026 is the password for the zip", "Xin2026"),
    ("LqrhftGeMQ is the password for the zip", "LqrhftGeMQ"),
    ("UserID is the password for the zip", None),
    ("解压密码:*9fn4&!wt7a", "*9fn4&!wt7a"),
    ("密码: *Abc12345*", "Abc12345"),
    ("不好意思忘发密码了，719344", "719344"),
    ("忘发密码了，20240115", None),
    ("附件密码见下一行\nrisk2021", "risk2021"),
    ("> 密码是多少？\nLiu63#a", "Liu63#a"),
    ("压缩包密码发一下\n李四 10:03\nky5836", "ky5836"),
    ("打开密码“dlp2019”", "dlp2019"),
    ("unlock the PDF with 518696", "518696"),
    ("解压用hwfjCeStGjVq", "hwfjCeStGjVq"),
    ("sftp://ops01:Sunny_2021@10.1.2.3/report", "Sunny_2021"),
    ("密码：Sunny87@", "Sunny87@"),
    ("密码：$wsJ6dfDr8", "$wsJ6dfDr8"),
]
GIVEN += [  # the words in which people tell one
    ("密码发你了，Trust2013", "Trust2013"),
    ("密码我写在这里：hBVjfzwcBH6", "hBVjfzwcBH6"),
    ("忘记给密码了：274001HBm", "274001HBm"),
    ("密码应该是Beijing77x", "Beijing77x"),
    ("密碼如下：Audit@2379", "Audit@2379"),
    ("密码更正：343711ov", "343711ov"),
    ("密码统一用Finance5x", "Finance5x"),
    ("The password you need is 331277YFKm", "331277YFKm"),
    ("三个文件密码相同：Hangzhou1990", "Hangzhou1990"),
    ("密码跟上次一样，loan@3820", "loan@3820"),
    ("密码恢复成Credit2018了", "Credit2018"),
    ("弹出密码框后填TIGER202407", "TIGER202407"),
    ("如提示输入密码，请输入25906538", "25906538"),
    ("要密码的话就填CYSRuIf4", "CYSRuIf4"),
    ("打开要输778290Wdo", "778290Wdo"),
    ("密码设的是59615106", "59615106"),
    ("解压密码请看下面：\n847975MlTm", "847975MlTm"),
    ("用 Abc2024 作为密码打开", "Abc2024"),
    ("Pls use 554979 as the password.", "554979"),
    ("Please key in Dragon@7062 to open the file.", "Dragon@7062"),
    ("请用qahLx#&DyAX打开附件", "qahLx#&DyAX"),
    ('附件用密码"27262xp"打开', "27262xp"),
    ("密码>>67040RVa", "67040RVa"),
    ("密码：<Dragon2018>", "Dragon2018"),
    ("密码：2 9 1 2 0 9", "2 9 1 2 0 9"),
    ("密码是一七三八八九。", "一七三八八九"),
    ("密码:607153RkQJ(首字母大写)", "607153RkQJ"),
    ("密码是Audit#608~", "Audit#608"),
    ("会议 302-118-772 密码 0280", "0280"),
    ("账号密码：admin / 100027LrXK", "100027LrXK"),
    ("PW Trust4860", "Trust4860"),
    ("Decryption key: Spring1990", "Spring1990"),
    ("report_pw_Eyb36383.zip", "Eyb36383"),
]
NOT_GIVEN = [
    "请避免使用连续数字（如123456）作为密码。",
    "credentials: OAuth2/OIDC",
    "Credentials: username/password",
    "The key to unlock: growth 2025",
    "APP下载码：见下图",
    "授权码：482913",  # of a card slip
    "授权码|722368\n申请日期|2025-01-27",
    "密码发您手机了，13812345678",
    "密码已告知，有问题打010-88886666",
    "密码改了，2026-03-01生效",
    "如需密码，请用IE11登录网银",
    "忘记密码，请用App2登录",
    "密码都改成AES256了",
    "密码重置 1523 笔",
    "修改密码 2301",
    "密码 2026 年版",
    "密码是一一对应的",
    "密码为ABC+手机后四位",
    "PASSWORD_MIN_LENGTH=12",
    "5 mm M3x10",
    "opened with //~OpenDatabase//",
    "密码写在readme1.txt",
    "2024是密码学元年。",
    "123456是密码法的条文号",
    "上次修改密码：2023/12/01",
    "password=$DB_PASSWORD",
    "password = %s",
    "密码：zhangsan@",
    "https://user:secret@example.com/",
    "https://img.example.com:8080/a2@3x.png",
    "密码 JavaScript",
    "加密密碼：%2$s",
    "请求使用密钥%%0A  %s",
    "Password:\n_Reject",
    "密钥 0x%s",
    "用Abc123加密",
    "密码我们会另外发给您",
    "密码：13800138000联系我索取",
    "禁止在邮件中发送密码\nuser@",
    "zip密码：last 6 digits of your mobile",
    "取件密码 8842",
    "The file is encrypted with AES-256",
    "密码另发",
    "密码：另发",
    "密码见短信",
    "密码：见短信",
    "密码稍后电话告知您",
    "密码将通过短信发送至您的手机13800138000",
    "密码：******",
    "密码：••••••",
    "password: ********",
    "password: xxxxxxxx",
    "Password: [password]",
    "Password: <your password>",
    "Password: {{password}}",
    "password = getPassword()",
    "password = get(config, 'pw')",
    "password = os.environ['DB_PASSWORD']",
    "password policy 2024",
    "Password policy: minimum 12 characters",
    "Password: minimum eight characters",
    "password length: 8-16",
    "Password: required",
    "The password is incorrect.",
    "The password is displayed.",
    "Your password is about to expire in 14 days",
    "your password has been reset",
    "password reset link: https://x.example/reset",
    "Password: https://x.example/secret",
    "密码法自2020年1月1日起施行",
    "密码学原理2024版",
    "密码为6位数字",
    "密码：6-18位字母或数字",
    "密码 8-16位",
    "密码错误5次将锁定",
    "密码有效期90天",
    "密码：\n确认密码：\n",
    "用户名：\n密码：\n验证码：\n",
    "密码：____________",
    "密码：（请填写）",
    "密码：\n附件：report2024.xlsx",
    "密码：\nreport2024.xlsx",
    "请勿在邮件中写明密码。",
    "修改密码请登录系统",
    "忘记密码？",
    "动态口令牌编号见附表",
    "解压用7-Zip",
    "打开用WPS2019",
    "用WinRAR5解压",
    "open with Excel2016",
    "use Chrome120 to open the page",
    "passage 2024abc",
    "compass: N45E30",
    "Username\nPassword\nLogin",
    "Password:\nRemember me",
    "passwords are bad, 2024 edition",
    "base-passwd (3.6.1) unstable; urgency=medium",
    "* man/passwd.5.xml: one more example",
    "slapd-modules/passwd/sha2",
    "* src/copypass.c (process_copy_pass): Rewritten2",
    "PASS: gdb.base/args.exp: argc for one newline\nPASS: i386 intel16\nFAIL: x86-64 nops",
    "PASS: x86-64 SHA256\nPASS: x86-64 AVX2\n",
    "as HH:MM:SS.sss or [MM:SS.ss]",
    "MM=minutes, HH=hours2",
    "mm: Optimize the flush",
    "files encrypted with 40-bit keys",
    "a warning for data encrypted with 3DES",
    "opened with -ee2 to extract",
    "password: manager/ie7_password.cc",
    "password = &quot;",
    "Don't use strlen on passwords (CVE-2024-29509)",
]


@pytest.mark.parametrize(("text", "value"), GIVEN)
def test_a_given_password_is_found_and_nothing_but_the_value(text: str, value: str | None) -> None:
    found = [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD"]
    assert (found[0] if found else None) == value


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_talk_about_passwords_gives_none(text: str) -> None:
    assert [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD"] == []


def test_every_row_of_a_table_gives_its_password() -> None:
    text = "username\tpassword\nzhang\tAbc@1234\nli\tDef@5678"
    assert [text[span.start : span.end] for span in detect(text)] == ["Abc@1234", "Def@5678"]


def test_every_one_of_several_passwords_is_found() -> None:
    text = "两个附件，密码分别是Abc@1234和Def@5678，谢谢"
    assert [text[span.start : span.end] for span in detect(text)] == ["Abc@1234", "Def@5678"]


def test_an_identity_number_used_as_a_password_is_a_password() -> None:
    assert [span.type for span in detect("密码：11010519491231002X")] == ["PASSWORD"]


@pytest.mark.parametrize(
    ("value", "shape", "at_least", "at_most"),
    [
        ("Abc@1234", "stated", 0.9, 1.0),
        ("sunshine", "stated", 0.7, 0.9),
        ("sunshine", "said", 0.1, 0.69),
        ("SunShine", "said", 0.7, 0.9),
        ("my_secret_word", "stated", 0.1, 0.69),
        ("123456", "adjacent", 0.7, 0.9),
        ("12345", "adjacent", 0.0, 0.0),
        ("abc", "stated", 0.0, 0.0),
        ("a1" * LENGTH_MAX, "stated", 0.0, 0.0),
        ("!!!!####", "stated", 0.0, 0.0),
    ],
)
def test_confidence_depends_on_the_value_and_how_it_is_given(
    value: str, shape: str, at_least: float, at_most: float
) -> None:
    assert at_least <= validate(Candidate(value, shape=shape)) <= at_most


def test_the_reason_tells_nothing_of_the_value() -> None:
    assert explain(Candidate("Abc@1234", shape="stated")) == ("given:stated",)
