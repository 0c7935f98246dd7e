"""The wordings in which a password is given, and the words that look like one and are none.

Every repetition is bounded: an expression that may look 40 characters ahead costs 40 steps a
keyword, however the text is made.
"""

import re

from policies.vocabulary import words

# --- between the word for a password and its value
_NOTE = r"(?:[ \t]?(?:\([^()\n]{0,16}\)|（[^（）\n]{0,16}）|\[[^\[\]\n]{0,16}\]))?"
_PURPOSE = r"(?:[ \t]?(?:for|to open|of)(?: [A-Za-z0-9._\-]{1,30}){1,4}?)?"
_MARK = r"[ \t]{0,4}(?:[:：=|]{1,2}>?|->|=>|\t)"
_CHINESE_VERB = (
    r"[ \t]?(?:仍然|已经|现在|目前|统一|統一|全部|默认|暂时|[都均已仍还现暂也就])?"
    r"(?:是|为|設為|设为|设置为|设成|改为|改成|更改为|修改为|重置为|换成)[:：]?"
)
_ENGLISH_VERB = r"[ \t]{1,2}(?:is|was|are|will be|set to|reset to|changed to)(?![A-Za-z])[:：]?"
_GAP = r"[ \t]{0,6}"
STATED = re.compile(rf"{_NOTE}{_PURPOSE}(?:{_MARK}|{_CHINESE_VERB}){_GAP}")
SAID = re.compile(rf"{_NOTE}{_PURPOSE}{_ENGLISH_VERB}{_GAP}")
NEXT_LINE = re.compile(
    rf"{_NOTE}{_PURPOSE}(?:{_MARK}|{_CHINESE_VERB}|{_ENGLISH_VERB}|如下|见下行| as follows| below)?"
    r"(?: as follows)?[:：]?[ \t]*+(?:\r?\n[ \t>]*+){1,3}"
)
ADJACENT = re.compile(rf"{_NOTE}[ \t]{{0,3}}")
WEAK_KEYWORDS = words("pass Pass PASS MM PIN pw PW")  # ordinary words too: they need a colon or a verb
ACCOUNT_BEFORE = re.compile(
    r"(?:账号|帐号|账户|用户名|用户|[Aa]ccount|[Uu]ser(?:name)?|[Ll]ogin)[ ]?[/和与及&、+]?[ ]?$"
)

# --- beside a word for opening
USED_BEHIND = re.compile(
    r"[ \t]?(?:(?:时|時|请|請){0,2}(?:用|使用|输入|輸入)|with|using|by(?: using)?|(?:密码|口令))"
    r"[ \t]{0,2}[:：]?[ \t]{0,2}"
)
USED_BEFORE = re.compile(
    r"(?:用|使用|输入|[Uu]se|[Ww]ith|[Uu]sing|[Ee]nter|[Tt]ype)[ \t]{0,2}([!-~]{4,64})[ \t]{0,2}"
    r"(?:来|去|to|即可|可以|可|就能|就可以|进行)?[ \t]{0,2}$"
)

# --- the value
OPENING_QUOTES = "\"'“‘「『【《`*"
BRACKETS = "[<"  # may hold a value, or the name of what to fill in
VALUE = re.compile(r"[!-~]{1,64}")  # visible ASCII; a Chinese character or a space ends it
VALUE_END = re.compile(r"[\[({]*[,;<>\"'`|]|[.:?)\]}*]+$")
QUOTED = re.compile(r"[^\s\"'“”‘’「」『』【】\[\]<>]{4,32}(?=[\"'”’」』】\]>`])")

# --- what looks like a value and is none
MASK = re.compile(r"[*xX•●_\-.#?$=~/\\]+|.*\*{3}.*|[xX*]{3,}.*")
PLACEHOLDER = re.compile(
    r"[{<$%(\[].*[})>\]%]?|.*[()].*|\d{1,2}[\-~]\d{1,2}|https?:.*|www\..*|[^@\s]+@[a-z0-9\-]+\.[a-z]{2,4}"
    r"|.*\.(?:xlsx?|docx?|pptx?|pdf|zip|rar|7z|txt|csv|html?|png|jpe?g|py|js|java)|\d+(?:\.\d+)?%",
    re.IGNORECASE,
)
IDENTIFIER = re.compile(r"[A-Za-z]+(?:[._\-][A-Za-z]+)+")
TOOLS = re.compile(
    r"(?:7-?zip|7z|win(?:rar|zip|dows)?[\d.]*|office|word|excel|wps|ppt|powerpoint|ie|edge|chrome|adobe|acrobat|pdf|"
    r"utf-?|gbk?|foxit|bandizip|360(?:zip|压缩)?|ios|android|python|java|outlook|firefox)[\w.\-]*",
    re.IGNORECASE,
)
UNIT_BEHIND = re.compile(
    r"\s?(?:位|个|次|天|分钟|小时|字符|秒|月|年|"
    r"-?\s?(?:characters|chars|digits|days|times|letters|minutes|hours|attempts)\b)"
)
NEXT_WORD = re.compile(r"[ \t]+[a-z']+")
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
    "displayed shown undefined default yes login logon username user account submit cancel remember"
)
