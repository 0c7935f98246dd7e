"""The wordings in which a password is given, and the words that look like one and are none.

Every repetition is bounded: an expression that may look 40 characters ahead costs 40 steps a
keyword, however the text is made.
"""

import re

from policies.code_points import CHINESE_DIGITS
from policies.detectors import label_gap as gap
from policies.lazily import lazily
from policies.vocabulary import words

# --- between the word for a password and its value
_NOTE = (
    r"(?:[ \t]?(?:\([^()\n]{0,16}\)|（[^（）\n]{0,16}）|[\[【][^\[\]【】\n]{0,16}[\]】])|"
    r"(?<=[码令])[0-9一二三四五A-E](?=[:：]))?"
)
_PURPOSE = (
    r"(?: required| needed| you (?:will )?need| to use|"
    r"[ \t]?(?:for|to|to open|of)(?: (?!is )[A-Za-z0-9._\-]{1,30}){1,4}?)?"
)
_MARK = (
    rf"[码了]?(?:</(?:b|strong|font|label)>)?{gap.CLOSED}[ \t]{{0,6}}"
    rf"(?:[:：=|]{{1,2}}>?|(?<=[码令])(?:>{{2,3}}|-{{2,4}})|"
    rf"-{{1,2}}>|=>|>(?=[^<\s]{{4,64}}</)|[→➡➜⇒➔]{{1,3}}|\t| - | – |…{{1,6}}|\.{{3,24}}|{gap.SOME_MARKUP})"
)
_CHINESE_VERB = (
    r"[ \t]?(?:仍然|已经|现在|目前|统一|全部|默认|暂时|一律|分别|依次|[都均已仍还现暂也就])?"
    rf"(?:[是为系]用?|(?:我们?)?(?:设置?|改|用|填)的是|设定为|设成|改成|换成|一栏填|一栏填写|填|请用|请输入|"
    rf"{gap.CHANGED})[ ]?[:：]?"
)
_ENGLISH_VERB = (
    r"[ \t]{0,2}(?:is(?: (?:now|still))?|was|are|will be|has been set (?:to|as)|set (?:to|as)|has been reset to|"
    r"has been changed to|reset to|changed to|"
    r"should be|remains)(?![A-Za-z])[:：]?"
)
_IN_BRACKETS = r"<(?=[^<>\s]{0,31}[0-9])[^<>\s/]{4,32}>(?:[\s，。；]|\Z)"  # 密码：<Abc1234> is no tag
_GAP = rf"(?:(?<==)3D)?[ \t]{{0,6}}[|*]{{0,2}}(?:(?={_IN_BRACKETS})|{gap.MARKUP})[ \t]{{0,2}}"
# What may stand right behind a keyword that has a value: most have none, and this is told at one glance.
MAY_FOLLOW = lazily(
    r"[^\u3400-\u9fff]|[码仍已现現目均为系设填修登應由多了分依是时框栏我们发给默全都统暂定一改换请如见在下这还就用]"
)
STATED = lazily(rf"{_NOTE}{_PURPOSE}(?:{_MARK}|{_CHINESE_VERB}|{gap.ATTRIBUTE}){_GAP}")
SAID = lazily(
    rf"{_NOTE}{_PURPOSE}(?:{_ENGLISH_VERB}|(?<=password)(?: field)? to(?= [^ \n]{{0,40}}[0-9!@#$%])){_GAP}",
    re.IGNORECASE,
)
NEXT_LINE = lazily(
    rf"{_NOTE}{_PURPOSE}(?:(?:{_MARK}|{_CHINESE_VERB}|{_ENGLISH_VERB})?(?:(?:[如见在]|请?看)下(?:一?行|方|面|边)?|"
    rf" as follows| below| here)?[:：]?|(?:是?(?:多少|什么)|(?:发|给)我?一?下?)[?？吧呗]?|[】」』\])*]{{1,3}})"
    r"[ \t]*+(?:\r?\n[ \t>*]*+(?:-{1,2}[ ]?)?){1,3}"
    r"(?:[^\n]{1,24}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[ \t]*\r?\n)?"  # who answers
    r"(?![A-Za-z0-9]{1,6}[：:])"
)
ANNOUNCED = lazily(
    r"[:：=是为下方面]|follow|below|here|is|was"
)  # else the next line belongs to it only when it stands alone
_REMARK = (
    r"(?:[ \t]?[（(][^()（）\n]{0,12}[\u3400-\u9fff][^()（）\n]{0,12}[)）])?"  # in words: 密码（区分大小写）
)
ADJACENT = lazily(
    rf"{_REMARK}(?:(?<=[码令])[~^/→〕]{{1,3}}|[】」』\])*_\-]{{0,3}})"
    rf"(?:(?<=[码令])\.(?=[!-~]{{6}}))?[ \t]{{0,3}}(?:[（(【\[，“「『《]|"
    rf"(?<=[码令])[\"'])?"
)
# `pw Abc2026`, `名单_pw_Abc2026.zip`
WEAK_ADJACENT = lazily(
    r"[ ]{1,3}(?=[!-~]{4})|[_\-](?=[!-~]{4,32}\.(?:zip|rar|7z|pdf|xlsx?|docx?|pptx?))", re.IGNORECASE
)
_PW = lazily(
    r"(?<![0-9A-Za-z+/_])(?:pw(?![0-9A-Za-z@])|pass(?=[ ][0-9A-Za-z]{1,16}[@#$%^&*!][0-9A-Za-z]))",
    re.IGNORECASE,
)
BEGINS_A_CLAUSE = lazily(r"(?:\A|[\n，。；：:,(（>\u3400-\u9fff]|(?<=[^ ])[_\-])[ ]{0,2}\Z")
NO_SECRET = lazily(r"1[3-9][0-9]{9}|[0-9]{3,4}-[0-9\-]{4,12}|(?:19|20)[0-9]{2}")  # telephone numbers, years
ANNOUNCES_A_LINE = frozenset("：:下行面方是为")
YEAR = lazily(r"(?:19|20)[0-9]{2}")
NEXT_OF_SEVERAL = lazily(r"[ ]?(?:[和与及、，,；;/]|and|&)[ ]?(?=[!-~])")
SEVERAL = lazily(r"分别|依次|respectively")
OF_NO_USE = ("弱", "常见", "简单", "商用", "国家")  # 弱口令: tells of what somebody uses
BEGINS_A_LINE = frozenset(["", "\n", "\t", "|", ">", "。", "；"])
OF_FILES = words("解压 提取 解锁 打开 访问 开启")
WEAK_KEYWORDS = words(
    "pass mm pin pw code key credentials"
)  # ordinary words too: they need a colon or a verb
WEAK_BUT_PLAIN = words("mm pw")  # or to begin a clause
OF_PROSE_TOO = frozenset({"key to unlock", "code to open", "archive key"})
ACCOUNT_BEFORE = lazily(
    r"(?:账号|帐号|账户|用户名|用户|登录名|[Aa]ccount|[Uu]ser(?:name)?|[Ll]ogin|[Ii][Dd])[ ]?[/和与及&、+]?[ ]?$"
)

# 账号密码：admin / Abc1234, 账号密码分别是admin和Abc1234
BEHIND_ACCOUNT = lazily(
    r"[ ]?(?:/|和|与|及|、|，|,|;|；|[ ]{1,3}(?=[!-~]))[ ]?([!-~]{4,64})(?=[\s，。；,;]|\Z)"
)
OF_PARCELS = lazily(r"取件")

# What shows that a keyword is part of a name in a program, a clock's face or the verdict of a test.
CLOCK_BEFORE = lazily(r"[Hh]{2}\]?:\[?$|::$")  # HH:MM:SS, ExtUtils::MM
VERDICT = lazily(r"^(?:PASS|FAIL|XFAIL|UNTESTED|UNSUPPORTED)[:=]", re.MULTILINE)
VERDICT_REACH = 200  # code points before and behind a PASS: in which another verdict stands
NAME_BEFORE = "_-/."
NAME_BEHIND = lazily(r"[./]\w|\)|[ ]?\(?\d+\.\d+")  # passwd.5, (expect_pass): removed, base-passwd (3.6)

# --- beside a word for opening
USED_BEHIND = lazily(
    r"[ \t]?(?:(?:[\u3400-\u9fff]{1,10}(?=请|需))?(?:的?时候?|请|文件|附件|档案|该|需要?|要|得){0,3}(?:用|使用|"
    r"输入?|填|键入|敲)|(?:[ \t]?(?:it|them|the|this|"
    r"attached|attachment|files?|archive|zip|report|document|pdf|PDF|"
    r"excel|Excel|workbook|spreadsheet|statement)){0,3} ?(?:(?: [A-Za-z\-]{1,12}){1,4}(?=,? (?:with|using|use) ))?"
    r",? ?(?:please )?(?:with|using|use|enter|type|input|by(?: using| entering)?)(?: (?:the )?(?:password|code|pwd?))?|"
    r"(?:密码|口令)|(?<=[开压锁zk])[ ]?[Cc]ode(?=[ ]?[:：]))"
    r"[ \t]{0,2}[:：]?[ \t]{0,2}"
)
USED_BEFORE = lazily(
    r"(?:用|使用|输入|键入|填|以|凭|敲|[Uu]se|[Ww]ith|[Uu]sing|[Ee]nter(?:ing)?|[Tt]yp(?:e|ing)|[Kk]ey(?:ing)? in)[ "
    r"\t]{0,2}[“‘「【『《（]?([!-~]{4,64})[”’」】』》）]?[ \t]{0,2}"
    r"(?:来|去|to|and|即可|可以|可|就能|就可以|进行|便可|方可|才可|后|就|才能|"
    r"(?:作为?|做|当)(?:密码|口令)|as the password to)?[ \t]{0,2}\Z"
)

# `客户明细.zip（Abc2024解压）`
CLOSING_BRACKETS = frozenset("）)】]")
IN_BRACKETS_BEFORE = lazily(r"[（(【\[]([!-~]{4,64})[ ]?(?:来|可|可以)?\Z")
# The other way about: `Abc@1234是解压密码`, `Abc@1234 is the password`.
VALUE_BEFORE = lazily(
    r"(?<![!-~])([!-~]{4,32})[ ]?(?:(?:就?是|为|即)(?:附件|文件)?的?[ ]?|"
    r"(?:作为?|做|当)(?:附件|文件)?的?|is (?:the|your) |as (?:the|a|your) )\Z"
)
CLAUSE_ENDS = lazily(r"[ \t]*(?:[，。；！,.;!~～)）\r\n哦啊哈]|\Z|for |to open)")
LINE_ENDS = " \t\r.。;；,，\"'”’」』】]*"  # what may stand behind a value that has its line for itself
VALUE_ENDS = lazily(
    r"[ \t]*(?:[，。；！,.;!~～)）（”」\"\r\n<]|\Z|打开|解压|查看|登[录入陆]|下载|进入|访问|开启|查询|即可|"
    r"[就试哦啊哈吧了别勿]|谢谢|请|收到|麻烦|注意|全部?[大小]写)"
)
# A user's secret in an address: `sftp://report:Abc@1234@10.1.2.3`.
IN_ADDRESS = lazily(r"://[^\s:/@]{1,40}:([^\s/?#]{4,40})\Z")
CODE = lazily(r"[A-Z]{1,5}-?\d{1,3}")  # 用密钥KMS01签名
HAN = lazily(r"[\u3400-\u9fff]")
DAY = lazily(r"(?:19|20)\d{2}[\-/.]\d{1,2}[\-/.]\d{1,2}")
CHANGED_BEFORE = lazily(r"(?:修改|更改|变更|更换|重置|设置)(?:登录|交易|支付)?\Z")

# --- the value
OPENING_QUOTES = "\"'“‘「『【《`*"
ROUND = "(（"
BRACKETS = "[<" + ROUND  # may hold a value, or the name of what to fill in
VALUE = lazily(
    r"[!-~]{1,64}(?:[！？：][0-9A-Za-z][!-~]{0,31}){0,2}"
)  # visible ASCII; a Chinese character or a space ends it
VALUE_END = lazily(r"[=\-]{2,}$|[\[({]*[,;<>\"'`|]|[.:?)\]}*~]+$")
QUOTED = lazily(r"[^\s\"'“”‘’「」『』【】《》\[\]<>]{4,32}(?=[ ]?[\"'”’」』】》\]>`])")
IN_ROUND = lazily(r"[!-'*-~]{4,32}(?=[ ]?[)）])")
# Spread out (`A 1 b 2`), in groups (`463 247`), a word and a number, or spelt in Chinese numerals.
SPREAD = lazily(
    r"(?:(?:[!-~] ){3,15}[!-~]|[0-9]{3,4}(?: [0-9]{3,4}){1,3}|[A-Z]?[a-z]{2,12} [0-9]{3,6})(?![!-(*-\\^-~ ])|"
    rf"[{CHINESE_DIGITS}]{{4,16}}(?![\u3400-\u9fff])"
)
SPREAD_OUT = lazily(r"(?:[!-~] ){3,15}[!-~](?![!-(*-\\^-~ ])")
IN_GROUPS = lazily(r"[0-9]{3,4}(?: [0-9]{3,4}){1,3}(?![!-(*-\\^-~]|[ ][0-9])")

# --- what looks like a value and is none
MASK = lazily(r"[*xX•●_\-.#?$=~/\\]+|.*\*{3}.*|[xX*]{3,}.*")
PLACEHOLDER = lazily(
    r"[{<(\[].*[})>\]]?|[$%](?:[{(].*|[a-z_]+%?)|%%.*|.*%(?:\d\$)?[sd]|.*%0A.*|_[a-z]+|.*[()].*|"
    r"\d{1,2}[\-~]\d{1,2}|https?:.*|www\..*|[^@\s]+@[a-z0-9\-]+\.[a-z]{2,4}|[a-z]+@|"
    r"n/?a|tbd|(?:aes|rsa|sha|sm|3?des)-?\d{1,4}|</?[a-z].*"
    r"|.*\.(?:xlsx?|docx?|pptx?|pdf|zip|rar|7z|txt|log|csv|html?|png|jpe?g|py|js|java)(?:：.*)?|\d+(?:\.\d+)?%"
    r"|[\w.+\-]*/[\w.+/\-]*\.[a-z]{1,4}|(?:/[a-z][\w.\-]{0,24}){2,8}|\*+[&;].*|&[a-z]+;?|cve-\d{4}-\d+"
    r"|__.*|![a-z]+|[`'\"]?--[a-z\-]+[`'\"]?",  # paths, entities, numbers of weaknesses, masks, tags
    re.IGNORECASE,
)
WITH_SIGNS = lazily(  # qahLx#&DyAX, but not R&D
    r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^/]+[@#$%^&*!][^/]+\Z).{8,32}"
)
CHANGES_CASE = lazily(r"[a-z][A-Z]")
IDENTIFIER = lazily(r"[A-Za-z]+(?:[._\-][A-Za-z]+)+")
TOOLS = lazily(
    r"(?:aes|rsa|3?des|camellia|blowfish|\d+-?bits?|sm[234]|sha|md5|ssl|tls|bitlocker|pgp|gpg|vpn|7-?zip|7z|"
    r"win(?:rar|zip|dows)?[\d.]*|office|app|"
    r"word|excel|wps|ppt|powerpoint|ie|edge|chrome|adobe|acrobat|pdf|"
    r"utf-?|gbk?|foxit|bandizip|360(?:zip|压缩)?|ios|android|python|java|outlook|firefox)(?:[\d._\-][\w.\-]*)?",
    re.IGNORECASE,
)
# `账号密码分别是admin和Abc1234`
OTHER_BEHIND = lazily(r"[ ]?[和与及、][ ]?(?=[!-~]{4})")
UNIT_BEHIND = lazily(
    r"[ \t]?(?:倒过来|倒着|倒序|反过来|联系|索取|索要|获取|询问|位|个|次|天|分钟|小时|字符|秒|月|年|"
    r"-?\s?(?:characters|chars|digits|days|times|letters|minutes|hours|attempts)\b)"
)
NEXT_WORD = lazily(r"[ \t]+(?:[a-z']+|[0-9]+ [a-z]+)")
FILE_ENDING = lazily(r"\.(?:zip|rar|7z|tar|gz|pdf|xlsx?|docx?|pptx?|csv|txt)\Z", re.IGNORECASE)
STOP_WORDS = words(
    "required optional policy policies reset resets resetting protected protection null none true false "
    "string varchar manager must should shall will would cannot can't with from your their this that "
    "these those here below above attached separate separately sent send sending being been have they "
    "there when which what where please enter entered type change changed changing changes expired "
    "expires expire expiring incorrect wrong invalid valid correct needed need missing empty blank "
    "unknown hidden secret secure strong weak case-sensitive sensitive same different another about "
    "after before only also following minimum maximum least characters letters digits field fields input "
    "form hint hints forgotten forgot recovery rules rule length complexity history age strength "
    "generator authentication encrypted encryption provided available confirm confirmation repeat verify "
    "verification again later soon via over under through not-set unchanged stored saved open opens "
    "unzip extract decrypt text file files document word excel sms wechat phone email mail number "
    "management based free less hash hashed managers storage safe safely communicated shared delivered "
    "last first your birthday follow follows kept known given placeholder redacted masked removed omitted "
    "displayed shown undefined default yes login logon username user account submit cancel remember"
)


def is_pw(text: str, start: int) -> bool:
    """Return whether `pw` stands there, which is short for nothing else, or `pass` before what no ticket is."""
    return bool(_PW.match(text, start))
