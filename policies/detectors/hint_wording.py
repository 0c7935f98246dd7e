"""The wordings in which people say how a password can be found, in Chinese and English."""

import re

from policies.detectors import label_gap as gap
from policies.lazily import lazily

FORBIDDEN_REACH = 12
# What a rule says of passwords is no hint: 禁止, 不得, 请勿 … 作为密码.
FORBIDDEN = lazily(
    r"(?:不得|不要|不能|不可|请勿|勿|禁止|避免|严禁|再次|don't|do not|never)[^，。；\n]{0,10}$", re.IGNORECASE
)
# What may stand right behind a keyword with a hint: most have none, and this is told at one glance.
MAY_FOLLOW = lazily(
    r"\Z|[^\u3400-\u9fff]|"
    r"[码仍已现現目统全默暂都均还也就是为系设改换填请变更修重登写用和同跟与按沿照老不没未依常旧原上平"
    r"以之往您你贵对客本我咱收身手生卡打解开即可吧来提一前]"
)
SAYS = lazily(
    rf"(?:提示| hint)?{gap.CLOSED}{gap.NOTE}[ \t]?"
    rf"(?:{gap.MARK}|(?:目前|统一|全部|默认|暂时|都|均|已|仍|还|现|暂|也|就)?(?:{gap.CHANGED}|是|为)[:：]?|"
    r"[ \t]?(?:(?:for|to|of) [^\n.,;:：]{1,40} )?(?:is|was|are|will be|has been|set to|reset to|remains|"
    r"stays)(?![A-Za-z])[:：]?|"
    r"(?:还|仍|就)?用|[还仍也都](?=[和跟与同])|[ \t])?"
    rf"[ \t]?(?:set to|still)?{gap.VALUE_NEXT}(?:(?<=[:：为是])[ \t]{{0,4}}\r?\n[ \t]{{0,4}})?"
)
ENCRYPTED = "加密"
EXPLICIT = lazily(
    r"[:：=是为用]|->|→|is|was|be"
)  # without one of these a bare fact is the next label of a form

# --- facts about somebody or something, in Chinese
_WHOSE = (
    r"(?:您|你|阁下|贵司|贵方|贵公司|贵(?=公司)|开户|要保人|经办|对方|客户|本人|我|我司|我方|我们|我們|咱们|收件人|收款人|借款人|"
    r"申请人|他|她|持卡人|户主|公司|法人|联系人|经办人|"
    r"投保人|员工|项目|本次|本邮件|这封邮件|该|上述|附件|邮件|双方|老板|领导|[总分支本我]行|办公室|部门|"
    r"女儿|儿子|孩子|宝宝|[老太妻爱丈][婆公太子人夫]|父亲|母亲|爸爸|妈妈)"
    r"{0,2}(?:尾号[0-9]{0,4}|本人|自己|公司|单位|名下|预留|登记|的|之|那张|在[我本][行司]){0,3}"
)
_THING = (
    r"(?:手[机提](?:电话)?号?码?|电话号?码?|座机号?码?|身[份分]证件?(?:字号|号码?)?|证件号?码?|"
    r"护照号?码?|银行卡号?码?|"
    r"信用卡号?|卡号?|账号|帐号|账户号?|工号|学号|员工号|生日|出生日期|出生年月日?|"
    r"出生年份|统一社会信用代码|社会信用代码|信用代码|税号|"
    r"车牌号?码?|合同编?号码?|客户编?号码?|保单号|订单号|单号|项目(?:编号|"
    r"代码|名称|简称)|流水号|姓名|名字|公司名称?|公司简称|"
    r"公司(?:的)?电话|邮编|门牌号|QQ号|微信号|邮箱(?:前缀|地址)?|今天的?日期|当天的?日期|当日日期|"
    r"发送日期|今日日期|日期|年份|月份|基金代码|股票代码|产品代码|机构号|"
    r"资金账号|股东号|编号|纪念日|房间?号|会员号|发票号|统一编号|(?:账单|所属|当前?|本)月份?|营业执照(?:编?号|注册号)?|"
    r"(?:入职|成立|注册|上市|签约|开户|开会|会议|合同|到期|生效|发行|下单|投保)(?:日期|时间))"
)
_PART = (
    r"(?:的?(?:最后|末尾|尾号?|前|后|首|末位?|倒数|尾数|"
    r"中间)的?(?:[0-9一二三四五六七八九十两]{1,2})?(?:[位个码](?:数字?|字母)?)?"
    r"|的?[0-9一二三四五六七八九十]{1,2}[位个]?(?:数字?|字母)|的?[0-9一二三四五六七八九十]{1,2}[位码]"
    r"|的?(?:全拼|拼音|首字母|大写|小写|缩写|简拼|姓氏|尾号|尾数|后缀|前缀|英文名|简称|号码|数字)){0,3}"
)
_AND = r"(?:[加和+＋与跟]|再加|连着|空格|下划线|@|#|-|、){1,2}"
_FACT = rf"{_THING}{_PART}"
_AFTER = (
    r"(?=[\s，。；;,.!！?？)）】」』”’\"'<|`*]|$|解压|打开|解密|加密|即可|就|来|哦|哈|呀|吧|啦|了|（|\(|作为|"
    r"开启|查看|登录|，|～|~)"
)
_CHINESE_FACT = (
    rf"{_WHOSE}{_FACT}(?:{_AND}{_WHOSE}(?:{_FACT}|[0-9A-Za-z]{{1,8}}(?![0-9A-Za-z]))){{0,3}}{_AFTER}"
)
# `ABC+手机后四位`, `前面加abc后面加生日`: characters that are told, and a fact.
_AFFIXED = rf"[0-9A-Za-z@#$_.]{{1,12}}[，, ]?(?:然后|再|后面?)?(?:[+＋加]上?|接|跟){_CHINESE_FACT}"
_WHEN = (
    r"(?:上次|上回|上一?次|以前|此前|先前|以往|之前|往常|平时|平常|往年|往期|上个?月|上周|昨天|去年|前几次|第一次|"
    r"上期|上季度|上封|上一封|前一封|老|旧|原来|原先|惯例|常用)"
)
_USUAL = (
    rf"(?:老样子|老规矩|老密码|旧密码|原密码|不变|没变|未变|没有变化?|照旧|依旧|"
    rf"一切照旧|如旧|同前|同上(?!述)次?|按惯例|按老规矩|"
    r"(?:你|您|大家|你们|贵方)(?:都|应该)?(?:知道|清楚|懂|晓得)的?|"
    rf"一样的|那一?个|{_WHEN}[\u3400-\u9fff]{{0,4}}?(?:说|讲|给|发|用|定)过?的(?:那个|那串|一个)?(?:密码)?|"
    rf"(?:跟|与|同|和|按|照|沿用)?{_WHEN}的?(?:邮件|那封|那次|那个|发的|给的|用的|说的|约定的?)?(?:里|"
    rf"中)?的?(?:那个|一个|密码)?(?:一样|相同|一致)?|"
    rf"(?:我们|咱们|我們|咱們|大家|双方|你我|咱俩|[你您]们?)(?:都)?(?:的)?(?:知道|常用|约定|约好|熟悉|老|之前|商量好|"
    rf"平时用|以前用|惯用|说好|说过|老规矩|惯例)的?(?:那个|密码|口令|那串|一个)?|"
    r"(?:常用|约定|约好|惯用|平时用|默认|固定|通用)的?(?:那个|那串|密码|老密码))" + _AFTER
)

# --- the same in English
_PORTION = (
    r"(?:the )?(?:last|first|final) (?:[a-z0-9]{1,8} )?(?:digits?|characters?|numbers?|letters?|figures?|"
    r"[0-9]{1,2}) (?:of|from|in) "
)
_OWNER = r"(?:(?:your|his|her|my|our|their|the|this|today's|[a-z]{3,10}'s|the [a-z]{3,10}'s) )"
_NOUN = (
    r"(?:(?:own|registered|company|hkid|mobile|cell|cellphone|telephone|phone|id|identity|national|card|bank|credit|"
    r"passport|account|employee|staff|"
    r"contract|policy|customer|client|order|invoice|project|case|plate|licen[cs]e|tax|post|zip|office|desk|"
    r"first|last|full|family|"
    r"company's|birth|certificate|document|member|registration|reference|usual|pet's|mother's|maiden) ){0,3}"
    r"(?:mobile|cell|phone|hkid|id|card|passport|account|number|no\.?|birthday|birth ?date|date of birth|dob|"
    r"birthdate|birth year|year of birth|date|name|"
    r"initials|code|plate|postcode|extension|surname|email|anniversary|ticker)(?: (?:number|no\.?|card|numbers|"
    r"card number))?"
)
_ENGLISH_FACT = (
    rf"(?:{_PORTION}{_OWNER}?{_NOUN}|(?:your|his|her|my|our|today's|the client's|the customer's|(?:the "
    rf")?recipient's|the borrower's) {_NOUN})"
    rf"(?:'s (?:last|first|final) (?:[a-z0-9]{{1,8}} )?(?:digits?|characters?|numbers?|letters?))?(?:(?: and| "
    rf"plus| \+| followed by) {_OWNER}?{_NOUN})?"
    r"(?: without (?:the )?(?:brackets?|letters?|spaces?|dash(?:es)?|hyphens?))?(?![A-Za-z])"
)
_ENGLISH_USUAL = (
    r"(?:(?:the )?same (?:one |password )?as (?:in |for )?(?:the )?(?:before|last time|last (?:week|month|year|"
    r"mail|email|report|one)|always|usual|"
    r"previous(?: one| mail| email| time)?|yesterday|earlier|ever)|"
    r"(?:the |our |your )?(?:usual|regular|normal|customary|old|previous)(?: one| password| passcode| pwd| "
    r"code)|the usual|as usual|as always|unchanged|"
    r"(?:the )?(?:one|password) (?:we|you) (?:always |usually |both )?(?:used?|agreed(?: on| upon)?|know|"
    r"discussed)(?: last time| before)?|"
    r"the one from (?:last time|before|last (?:week|month|mail|email)))(?![A-Za-z])"
)
BARE = lazily(_THING)
CLAUSES_CHINESE = (
    (lazily(rf"{_CHINESE_FACT}|(?:前面?|开头)(?:加上?|是){_AFFIXED}"), "derived"),
    (lazily(_USUAL), "usual"),
)
CLAUSES_LATIN = (
    (lazily(f"{_ENGLISH_FACT}|{_AFFIXED}", re.IGNORECASE), "derived"),
    (lazily(_ENGLISH_USUAL, re.IGNORECASE), "usual"),
)

BEFORE_MAX = 16
USUAL_BEFORE = lazily(
    r"(?:(?:(?<![a-z])(?:the|our|same|your) )?(?:usual|same|old) $"
    r"|you (?:already |all )?know (?:the |our )?$"
    r"|(?:老|(?:平时|以前|上次|常用|之前|约定|约好)的?)$)",
    re.IGNORECASE,
)
AS_BEFORE = lazily(
    r" as (?:in |for )?(?:the )?(?:before|last [a-z]{3,6}|always|usual|previous(?: one)?)(?![a-z])",
    re.IGNORECASE,
)
# 老密码已失效 opens nothing, `old password:` labels a field, and 老密码Abc123 tells it.
FORMER = lazily(
    r"[已失作不]| (?:polic|rule|requirement|guid|standard|protect|field|format|length|manage|reset)|"
    r"(?: (?:has|is|was|will|expired|no))|[ ]?[:：]|[!-~]*[0-9]"
)
USING = lazily(
    r"[ \t]?(?:时|请){0,2}(?:(?:文件|附件|压缩包)?请?(?:用|使用|输入)|[a-z ]{0,10}?(?:with|"
    r"using|by(?: using)?|is)|(?:密码|口令)(?:是|为|：|:)?)[ \t]?",
    re.IGNORECASE,
)
# `附件（密码：…）` gives it behind a mark; here the bracket is the mark: `密码（身份证后六位）`.
TOLD = lazily(r"[，, ]{1,2}(?:还是|仍是|就是|是|用)?[ ]?[!-~]*[0-9]")  # 密码没变，还是Abc123 tells it
OPENING_BRACKETS, CLOSING_BRACKETS = frozenset("（(【"), frozenset("）)】")
# `请以身份证后六位作为密码`: what is told to be used.
AS_PASSWORD = lazily(r"(?:作为?|做|当)(?:文件|附件|解压|打开)?\Z")
AS_PASSWORD_ENDS = frozenset("作为做当件压开")
TOLD_TO_USE = lazily(r"(?:请|烦请|麻烦|需要?|统一|一律|附件|文件)[^，。；\n]{0,6}?(?:使用|用|以|输入)\Z")
USED_REACH = 64
USED = lazily(r"(?:用|使用|输入|以|(?<![A-Za-z])(?:use|with|using|enter|type) )[ \t]?", re.IGNORECASE)
TO_OPEN = lazily(
    r"[ \t\"”']{0,3}(?:来|去|即可|可以|可|就能|就可以|进行|便可|就|后)?[ \t]?(?:(?:as the password |as "
    r"password )?to )?(?:(?:作为?|做|当)(?:密码|口令))?",
    re.IGNORECASE,
)
