"""What stands around a clause that says how a password can be found, in Chinese and English."""

import re

from policies.detectors import label_gap as gap
from policies.lazily import lazily

FORBIDDEN_REACH = 24
# What a rule says of passwords is no hint: 禁止, 不得, 请勿 … 作为密码.
FORBIDDEN = lazily(
    r"(?:不得|不要|不能|不可|不宜|不建议|不允许|不准|不应|是否|请勿|勿|禁止|避免|严禁|切忌|再次|发现|存在|部分|个别|有的|不少|很多|"
    r"如果|若|常用|常以|习惯|喜欢|爱用|容易|别)[^，。；\n]{0,10}\Z"
    r"|\b(?:don't|do not|never|avoid)[^.;\n]{0,18}\Z",
    re.IGNORECASE,
)
SAYS = lazily(
    rf"码?(?:提示|(?:生成|组成|设置)?规则|组成|格式|说明| hint)?{gap.CLOSED}{gap.NOTE}[ \t]?"
    rf"(?:{gap.MARK}|--|默认[是为]?|(?:初始化|恢复)(?:为|成)|to (?=(?:your|my|our|the|his|her) )|"
    rf"(?:[嘛呢哈呀啊]?(?:目前|统一|全部|默认|暂时|都|均|已|仍|还|现|暂|也|就|全)){{0,2}}(?:{gap.CHANGED}|是|为|"
    rf"系|即|取|由|按)[:：]?|"
    r"[ \t]?(?:(?:for|to|of) [^\n.,;:：]{1,40} )?(?:is|was|are|will be|has been|set to|reset to|remains|"
    r"stays)(?![A-Za-z])[:：]?|[ ](?=has(?: not|n['’]t) changed)|"
    r"[嘛呢哈呀啊]就?|我们?(?:用|设)的是?|(?:还|仍|就)?用(?!户名)|[还仍也都](?=[和跟与同])|"
    rf"(?=[和跟与同][您你]?的?(?:登录)?(?:[账帐][号户]|用户名|工号|登录名))|[ \t])?"
    rf"[ \t]?(?:set to|still)?{gap.VALUE_NEXT}(?:(?<=[:：为是])[ \t]{{0,4}}\r?\n[ \t]{{0,4}})?"
)
NO_PROOF = ("加密", "查看")  # 身份证号加密存储, 输入工号查看考勤
OF_A_PART = lazily(r"[位码]|[加+]|[前后末尾]|拼音|字母|全拼|生日|日期|个|倒")
EXPLICIT = lazily(
    r"[:：=是为用系即取]|--|->|→|is|was|be"
)  # without one of these a bare fact is the next label of a form

# What ends the words between a keyword and a hint, whatever they are, and what shows that they lead to none.
OF_HINTS = lazily(r"(?:提示|(?:生成|组成|设置)?规则|组成|格式|说明)[是为：:如]")
GIVER = lazily(
    r"(?:(?:就|还|仍|-{1,2})(?![是为])|(?<![但于不如可算凡])[是系](?!否)|(?<![作因认分行成])为|"
    r"(?<![完达组分生构])成了?|(?<![专启通信费适应利引])用(?!户)|"
    r"填写?|输入?|敲|取|按|以|由|即|做|[：:，,（(])[ ]?(?=[^\s，：:,])"
)
OPEN_GAP = lazily(r"[”\"'」』】）)\]]{0,2}[\u3400-\u9fff，、：:（( \-]{1,18}")
ELSEWHERE = lazily(
    r"忘|找回|核[对实]|提供|登录(?!密|口)|(?<!不)另[行外发附]|短信|微信|致电|联系|索取|错|失败|不得|不[能可允]|"
    r"勿|禁止|"
    r"避免|别[用再]|[?？]|(?:账号|用户名|登录名)[为是：:]"
)

# `enter your postcode as the password`
AS_THE_PASSWORD = lazily(r"[ ]as (?:the|your|a) (?:[a-z]{1,10} )?\Z", re.IGNORECASE)
# `身份证后六位就是密码`
IS_PASSWORD = lazily(
    r"[ ]?[（(][\u3400-\u9fff]{0,6}\Z|(?:就是|[即是为系]|作为?|当作?|做)(?:[\u3400-\u9fff]{0,8}|.{0,6}的)\Z"
)
CLAUSE_BEGINS = lazily(r"(?:\A|[\n\t，。；：:,“\"（( ]|[用以把将]|附件|文件)")
ENDS_CLAUSE = lazily(r"[”\"」）)]?(?:[，。；！,.;!~～\s]|\Z|[哦啊哈吧])")

_BEFORE_MAX = 16
_USUAL_BEFORE = lazily(
    r"(?:(?:(?<![a-z])(?:the|our|same|your) )?(?:usual|same|old) $"
    r"|you (?:already |all )?know (?:the |our )?$"
    r"|(?:老|(?:平时|以前|上次|常用|之前|约定|约好)的?)$)",
    re.IGNORECASE,
)
_USUAL_ENDS = (*"老的时前次用定好", "usual ", "same ", "old ", "know ", "know the ", "know our ")


def usual_before(text: str, start: int) -> re.Match[str] | None:
    """Return the words before one for a password, at `start`, that say it is the usual one; None where none do."""
    before = text[max(0, start - _BEFORE_MAX) : start]
    # Asked first, because it is a tenth of the price.
    if before.removesuffix("\n").casefold().endswith(_USUAL_ENDS):
        return _USUAL_BEFORE.search(before)
    return None


AS_BEFORE = lazily(
    r" as (?:in |for )?(?:the )?(?:before|last [a-z]{3,6}|always|usual|yesterday|previous(?: one)?)(?![a-z])",
    re.IGNORECASE,
)
# 老密码已失效 opens nothing, `old password:` labels a field, and 老密码Abc123 tells it.
FORMER = lazily(
    r"[已失作不?？]|[\u3400-\u9fff，：: ]{1,4}[!-~]*[0-9]| (?:polic|rule|requirement|guid|standard|protect|"
    r"field|format|length|manage|reset)|"
    r"(?: (?:has|is|was|will|expired|no))|[ ]?[:：]|[!-~]*[0-9]"
)
USING = lazily(
    r"(?:[ ][A-Za-z][A-Za-z'\-]{0,11}){1,4},[ ](?:please )?(?:use|enter|type)[ ]|"
    r"[ \t]?(?:[\u3400-\u9fff]{1,10}(?=请|需))?(?:时|请|需){0,2}(?:(?:文件|"
    r"附件|压缩包)?请?(?:用|使用|输入?|填写?|键入|敲|凭)|(?:方式|方法)(?:是|为|：|:)|[a-z ]{0,10}?(?:with|"
    r"using|by(?: using)?|is)|(?:密码|口令)(?:是|为|：|:)?)[ \t]?",
    re.IGNORECASE,
)
# `附件（密码：…）` gives it behind a mark; here the bracket is the mark: `密码（身份证后六位）`.
TOLD = lazily(
    r"[，, ]{1,2}[仍还就是用为依然]{0,3}[ “「\"]{0,2}(?:[!-~]*[0-9]|(?<=[“「\"]))"
)  # 密码没变，还是Abc123 tells it
OPENING_BRACKETS, CLOSING_BRACKETS = frozenset("（(【"), frozenset("）)】")
# `请以身份证后六位作为密码`: what is told to be used.
AS_PASSWORD = lazily(r"(?:作为?|做|当)(?:文件|附件|解压|打开)?\Z")
AS_PASSWORD_ENDS = frozenset("作为做当件压开")
TOLD_TO_USE = lazily(r"(?:请|烦请|麻烦|需要?|统一|一律|附件|文件)[^，。；\n]{0,6}?(?:使用|用|以|输入)\Z")
USED_REACH = 80
SURELY = ("就是", "即")
IS = ("为", "是", "系")
BRACKET_BEFORE = lazily(r"[（(【]")
USED = lazily(
    r"(?:用|使用|输入|输(?![入出])|键入|以|凭|拿|填|(?<![A-Za-z])(?:use|with|using|enter|type) )[ \t]?",
    re.IGNORECASE,
)
TO_OPEN = lazily(
    r"[ \t\"”']{0,3}(?:来|去|以|即可|可以|可|就能|就可以|进行|便可|就|后)?[ \t]?(?:(?:as the password |as "
    r"password )?to )?(?:(?:作为?|做|当|为)(?:[\u3400-\u9fff]{0,3}(?:密码|口令|码)))?",
    re.IGNORECASE,
)
