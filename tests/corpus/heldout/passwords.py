"""Passwords told in mails, hints to them, and sentences about passwords that tell none.

A hint's span is the words that say how to work the password out, without the `密码是` before them.
"""

from random import Random

WORDS = ["Harbor", "Lantern", "Willow", "Maple", "Orchid", "Falcon", "Granite", "Summit", "Pepper", "Cobalt"]
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ"


def password(rng: Random) -> str:
    """Return what people take for a password; the last character is a letter or digit, so that no span is in doubt."""
    year = rng.randint(2011, 2027)
    forms = (
        f"{rng.choice(WORDS)}{rng.choice('@#_-')}{year}",
        f"{rng.randint(100000, 999999)}",
        "".join(rng.choices(LETTERS, k=3))
        + rng.choice("#$%&@*")
        + "".join(rng.choices(LETTERS + "23456789", k=5))
        + "7",
        f"{''.join(rng.choices(LETTERS, k=4)).lower()}{rng.randint(1000, 9999)}",
        f"{rng.choice(WORDS).lower()}_{rng.choice(WORDS).lower()}{rng.randint(10, 99)}",
        f"Zq{rng.randint(10, 99)}!{''.join(rng.choices(LETTERS, k=4))}{rng.randint(0, 9)}",
    )
    return rng.choice(forms)


PASSWORD = (
    "解压密码：{PASSWORD}",
    "附件已加密，密码是{PASSWORD}，请查收。",
    "密码：{PASSWORD}\n\n如无法打开请回复。",
    "打开口令为：{PASSWORD}",
    "压缩包用 {PASSWORD} 解压。",
    "解压用{PASSWORD}",
    "提取码：{PASSWORD}",
    "解压码 {PASSWORD} ，只能内部使用",
    "文件的打开密码如下：\n{PASSWORD}\n",
    "密码\n{PASSWORD}\n谢谢！",
    "pw: {PASSWORD}",
    "pwd={PASSWORD}",
    "PWD：{PASSWORD}",
    "Password: {PASSWORD}",
    "The password for the attached zip is {PASSWORD}",
    "Use the passphrase {PASSWORD} to open the archive.",
    "passcode - {PASSWORD}",
    "The file is protected. Password is as follows:\n\n{PASSWORD}\n\nRegards",
    "Subject: 对账单（密码：{PASSWORD}）",
    "Subject: statement, password {PASSWORD}",
    "附件：客户清单_密码{PASSWORD}.zip",
    "excel密码：{PASSWORD}，两个sheet都是",
    "PDF的密碼是{PASSWORD}，請查收。",
    "開啟密碼：{PASSWORD}",
    "系统初始密码为{PASSWORD}，首次登录请修改。",
    "登录名同工号，登录密码：{PASSWORD}",
    "网盘链接见上，访问密码：{PASSWORD}",
    "帮忙解一下压缩包，密码{PASSWORD}",
    "Zip password = {PASSWORD}",
    "<td>解压密码</td><td>{PASSWORD}</td>",
    "这个文档加了密，password：{PASSWORD}",
    "Unlock the workbook with password {PASSWORD}, sheet 2.",
    "rar密码: {PASSWORD}",
    "口令：{PASSWORD}",
    "p@ssword: {PASSWORD}",
    "Your temporary password is: {PASSWORD}",
)
HINTS = (
    "手机号后六位",
    "您的手机号码后六位",
    "身份证后六位",
    "您身份证号码的最后6位",
    "客户生日八位数字",
    "您的出生年月日",
    "我的工号",
    "身份证号后8位",
    "卡号末四位",
    "贵公司税号后六位",
    "客户号后六位",
    "您登记的手机号最后四位",
    "公司电话后四位",
)
ENGLISH_HINTS = (
    "last six digits of your mobile number",
    "last 4 digits of your card",
    "your date of birth",
    "your staff number",
    "last 6 digits of your ID card",
    "the last eight digits of your phone number",
)
# Words before the hint, the hint's clause with a slot for what to take, words behind it.
HINT_CLAUSES = (
    ("附件已加密，密码为", "{}", "。"),
    ("对账单见附件，解压密码是", "{}", "，请查收。"),
    ("附件已加密，用", "{}", "打开。"),
    ("解压密码：", "{}", ""),
    ("密码：", "{}", "\n谢谢"),
    ("打开密码：", "{}", "。"),
    ("文件做了保护，打开口令是", "{}", "。"),
    ("Subject: 五月对账单（密码为", "{}", "）"),
    ("各位好，附件加了密，密码就是", "{}", "。"),
)
ENGLISH_CLAUSES = (
    ("The file is encrypted. The password is ", "{}", "."),
    ("Password: ", "{}", "\nRegards"),
    ("Statement attached; the password is ", "{}", ".\n"),
    ("Archive password: ", "{}", "."),
)
USUAL = (
    ("附件打不开的话，密码还是", "老规矩", "。"),
    ("密码", "跟上次一样", "，不再另发。"),
    ("文件加密了，密码", "你知道的", "。"),
    ("报表见附件，密码", "同上月", "。"),
    ("附件已加密，密码是", "我们常用的那个", "。"),
    ("Archive attached. ", "The usual password", "."),
    ("Encrypted as always: ", "same password as last time", "."),
    ("The sheet is locked; ", "you know the password", "."),
    ("附件已壓縮，密碼", "同上次", "。"),
    ("File attached. Password is ", "the same as last month", "."),
)


def hint(rng: Random) -> tuple[str, str, str]:
    """Return the words before a hint, its clause, and the words behind."""
    form = rng.random()
    if form < 0.3:
        return rng.choice(USUAL)
    english = form > 0.75
    before, clause, behind = rng.choice(ENGLISH_CLAUSES if english else HINT_CLAUSES)
    return before, clause.format(rng.choice(ENGLISH_HINTS if english else HINTS)), behind


NO_PASSWORD = (
    "附件已加密，密码另发。",
    "解压密码见短信。",
    "密码将以短信方式单独发送。",
    "密码另行通知，请留意电话。",
    "用户名：\n密码：\n验证码：\n",
    "密码：______________",
    "密码：******",
    "Password: ********",
    "Login password: ••••••••",
    "Our password policy was updated: at least 12 characters, changed every 90 days.",
    "《中华人民共和国密码法》自2020年1月1日起施行，请各部门组织学习。",
    "商用密码应用安全性评估的整改将于下月完成。",
    "密码学基础课程本周五下午开课。",
    "忘记密码请到柜面重置，本行员工不会向您索要密码。",
    "请勿将密码与加密文件放在同一封邮件里发送。",
    "The password will follow in a separate message.",
    "I'll text you the password later.",
    "Please call me for the password.",
    "Password reset links expire after 30 minutes.",
    "Passwords must not be written down or shared.",
    "密码错误次数过多，账户已锁定，请次日再试。",
    "密碼將另函通知。",
    "如何修改登录密码？点击右上角“设置”。",
    '<input type="password" name="pwd" value="">',
    "密码管理办法（修订稿）征求意见截止到月底。",
    "密码强度要求：大小写字母、数字及符号。",
    "口令长度不得少于8位，每季度更换一次。",
    "解压密码请致电经办人索取。",
)
