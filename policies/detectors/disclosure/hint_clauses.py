"""The clauses that say how a password can be found: a fact about somebody, or that it is the usual one.

Compiling a fragment costs as much each time it is written, so what ends a fact stands behind all of them at once.
"""

import re

from policies.lazily import lazily

# --- facts about somebody or something, in Chinese
_WHOSE = (
    r"(?:您|你们?|(?:(?![是为即填输用以取请设改就按系成由])[\u3400-\u9fff]){1,5}(?:人|经理|主管|行长)|贵单位|"
    r"阁下|贵司|贵方|贵公司|"
    r"贵(?=公司)|貴(?:公司|司|行|單位)|开户|要保人|经办|对方|客户|本人|我|我司|我方|我们|我們|咱们|收件人|收款人|借款人|"
    r"申请人|他|她|持卡人|户主|公司|法人|联系人|经办人|"
    r"投保人|员工|项目|本次|本邮件|这封邮件|主题|标题|正文|该|上述|附件|邮件|双方|老板|领导|[总分支本我]行|"
    r"办公室|部门|"
    r"女儿|儿子|孩子|宝宝|[老太妻爱丈][婆公太子人夫]|父亲|母亲|爸爸|妈妈)"
    r"{0,2}(?:尾号[0-9]{0,4}|本人|自己|公司|单位|名下|预留|登记|的|之|那张|在[我本][行司]|[里中上]的){0,3}"
)
_THING = (
    r"(?:手[机提](?:电话)?号?码?|电话号?码?|座机号?码?|身[份分]证件?(?:字号|号码?)?|证件号?码?|"
    r"护照号?码?|银行卡号?码?|员工编号|柜员号|组织机构代码|統一?編號?|统编|"
    r"信用卡号?|卡号?|账号|帐号|账户号?|工号|学号|员工号|生日|出生日期|出生年月日?|"
    r"出生年份|统一社会信用代码|社会信用代码|信用代码|税号|"
    r"车牌号?码?|合同编?号码?|客户编?号码?|保单号码?|订单号码?|单号|(?:文件|附件|压缩包|用户|登录)名称?|项目(?:编号|"
    r"代码|名称|简称)|流水号|姓名|名字|公司名称?|公司简称|"
    r"公司(?:的)?电话|邮编|门牌号|QQ号|微信号|工龄|司龄|年龄|小名|昵称|乳名|总机号?码?|行号|代号|分机号?|"
    r"学历证号|座右铭|爱称|邮箱(?:前缀|地址)?|今天的?日期|当天的?日期|当日日期|"
    r"发送日期|今日日期|日期|年份|月份|基金代码|股票代码|产品代码|机构号|"
    r"资金账号|股东号|编号|纪念日|房间?号|会员号|发票号码?|统一编号|(?:账单|所属|当前?|本)月(?:月?份)?|营业执照(?:编?号|"
    r"注册号)?|"
    r"(?:入职|成立|注册|上市|签约|开户|开会|会议|合同|到期|生效|发行|下单|投保)(?:日期|时间))"
)
_PART = (
    r"(?:的?(?:最后|末尾|尾号?|前|后|首(?!字)|末位?|倒数|尾数|"
    r"中间)的?(?:[0-9一二三四五六七八九十两]{1,2})?(?:[位个码](?:数字?|字母)?)?"
    r"|的?[0-9一二三四五六七八九十]{1,2}[位个]?(?:数字?|字母)|的?[0-9一二三四五六七八九十]{1,2}[位码]"
    r"|的?(?:全拼|拼音|首字母|大写|小写|缩写|简拼|姓氏|尾号|尾数|后缀|前缀|英文名|简称|号码|数字)"
    r"|[中里]?的?(?:出生(?:日期|年月日?)|生日|年?月日)){0,3}"
)
_AND = r"(?:(?:再|后面?再?)?[加接跟连](?:上|着)?|[和+＋与&@#\-_、]|空格|下划线){1,2}"
# Whatever has a number of places, or is spelt in some way: `发文编号倒数6位`, `公司英文名首字母`.
_PLACES = (
    r"(?:最后|末尾|尾号?|前面?|后面?|首|末位?|倒数|尾数|开头|"
    r"中间)的?[0-9一二两三四五六七八九十]{1,2}(?:[位个码](?:数字?|字母|号码|字)?|字母|数字)"
)
_SPELT = r"(?:全拼|简拼|拼音|首字母|(?<!大)[大小]写|缩写)"
_NO_FACT = (
    r"(?!全(?![拼称国])|均|为了|不|否|要|需|应|必|禁|勿|错|输|忘|区分|注意|首字母|字母|[大小]写|请|就|即|系|取|"
    r"按|以|由|切|框|栏|"
    r"的|规则|格式|默认|统一(?!社)|生成|设(?!备)|还|仍|都)"
)
_PARTED = (
    rf"{_NO_FACT}(?:(?![是为即填输敲以取勿由按系]|用(?![户代卡])|改成|设成)[\u3400-\u9fff]){{1,12}}?的?(?:{_PLACES}|"
    rf"{_SPELT})"
)
_DATED = (
    rf"{_NO_FACT}(?!.{{0,4}}(?:修改|到期|有效|更新|失效|过期|"
    rf"重置))(?:(?![是为即填输用以取勿由按])[\u3400-\u9fff]){{0,6}}?(?:日期|年月日|纪念日|生日|年份|"
    rf"[订署约效息立业行售]日)(?:[0-9八六]位)?"
)
_LITERAL = (
    r"(?:[0-9A-Za-z@#!_$%&*.]{1,12}(?![0-9A-Za-z])|[一二两三四五六七八九十]个[\u3400-\u9fff]{1,3}|(?:大写|"
    r"小写)(?:字母)?[A-Za-z]?|年份)"
)
_AFTER = (
    r"(?=[\s，。；;,.!！?？)）】」』”’\"'<|`*]|$|解压|打开|解密|加密|即可|就|来|哦|哈|呀|吧|啦|了|（|\(|作为|"
    r"开启|查看|登录|，|～|~|可|设的|设置|组成|来设|回车)"
)
_AFTER_FACT = rf"(?:{_AFTER}|(?=[是为即当做组作系以]|加的?密|[（(]))"
# `女儿的小名`, `您家小狗的名字`: whatever is somebody's.
_OWNED = (
    r"(?:您|你|我|他|她|咱|公司|部门|本行|单位)(?:们|家)?(?:(?![是为即填输用以取设改成])[\u3400-\u9fff]){0,6}?的?"
    r"(?:名字|小名|昵称|生日|英文名|花名|车牌|门牌|学号|缩写|简称|代号)"
)
_CORE = rf"{_WHOSE}{_THING}|{_PARTED}|{_WHOSE}{_DATED}|{_OWNED}"
# What is one of several parts may be anything that has a number or a name: `机构号+日期`, `前6位+生日`.
_NAMED = (
    rf"(?:{_NO_FACT}(?:(?![是为即填输敲用以取勿加])[\u3400-\u9fff]){{1,8}}?(?:号码?|编号|代[号码]|名称?|名字|"
    rf"简称|缩写|电话|"
    rf"年份|尾数|后缀|前缀){_PART}|{_PLACES})(?={_AND})"
)
_TURNED = (
    r"(?:的?(?:倒(?:过来|着|序|写)|反过来|反着)(?:写|输|念|排)?|"
    r"的?(?:重复|连着|连续)?[写输打]?[两二三2-4][遍次])?"
)
# `（YYYYMMDD）`, `（如19800101）`, `（X大写）`
_FORMAT = (
    r"(?:[（(](?:[YMDymd]{4,8}|(?:例?如|比如|例)[：:]?[ ]?[0-9A-Za-z]{2,16}|"
    r"[0-9六八]位|[Xx](?:用|以|按|改|换)[\u3400-\u9fff0-9]{1,6}|"
    r"(?!区分|注意|不分|不区)[\u3400-\u9fffA-Za-z]{0,8}[大小][写寫])[）)])?"
)
_CHINESE_FACT = (
    rf"(?:{_NAMED}|(?:{_CORE}){_PART})(?>{_AND}(?:(?:{_CORE}|"
    rf"{_NO_FACT}[\u3400-\u9fff]{{1,6}}?(?:号码?|名称?|日期|年份|月份|生日|电话|缩写)){_PART}|{_LITERAL})){{0,3}}"
    rf"{_TURNED}{_AFTER_FACT}{_FORMAT}"
)
# `六个8`, `1到8`, `123456倒过来`: told in words.
_COUNTED = (
    rf"(?:[0-9两三四五六七八九十]{{1,2}}个(?:数字)?[0-9零〇一二三四五六七八九]|[0-9一]到[0-9八九六]|"
    rf"[0-9A-Za-z]{{4,12}}倒(?:过来|着|序)(?:写|输|念)?)"
    rf"{_AFTER_FACT}"
)
# `ABC+手机后四位`, `前面加abc后面加生日`: characters that are told, and a fact.
_THEN = r"[，, ]?(?:然后|再|后面?)?(?:[+＋加]上?|接|跟)"
# `两个字母加…`, `abc加…`, `开头是abc再加…`
_AFFIX = (
    rf"(?:(?:(?:前面?|开头)(?:加上?|是))?[0-9A-Za-z@#$_.]{{1,12}}|"
    rf"[一二两三四五六](?:个|位)(?:大写|小写|英文)?(?:字母|数字)){_THEN}"
)
_WHEN = (
    r"(?:上次|上回|上一?次|以前|此前|先前|以往|之前|往常|平时|平常|往年|往期|上个?月|上周|昨天|去年|前几次|第一次|"
    r"上期|上季度|上一?版|上封|上一封|前一封|老|旧|原来|原先|惯例|常用)"
)
# `密码和账号相同`, and not what a rule says of it: `密码与账号相同的，须立即修改`.
_AS_THE_ACCOUNT = (
    r"[和跟与同][您你]?的?(?:登录)?(?:[账帐][号户]|用户名|工号|登录名)(?:是|都)?(?:一样|相同|一致)的?"
    r"(?=[。！!\r\n]|\Z|[，,；;](?!请?[尽立]|[请须应需易属存有建必及不]|风险))"
)
_SHARED = (
    r"(?:(?:[咱我][们們]|您|你们?)(?:部门|公司|团队|单位|科室|组)?|部门|公司|团队|单位|科室)的?(?:内部)?的?"
    r"(?:通用|统一|公用|共用)的?(?:密码|口令)"
)
_USUAL = (
    rf"(?:{_AS_THE_ACCOUNT}|{_SHARED}|老样子|老规矩|老密码|旧密码|原密码|(?:(?:咱[俩们]|我们|你我|大家)的?)?老(?:一套|办法|规矩|暗号|法子|"
    rf"套路|传统)|[你您大]家?[都应该]{{0,3}}(?:懂|知道)的?那?个?|不变|没变|未变|"
    rf"没有变化?|照旧|依旧|"
    rf"一切照旧|如旧|同前|同上(?!述)次?|按惯例|按老规矩|"
    r"(?:你|您|大家|你们|贵方)(?:都|应该)?(?:知道|清楚|懂|晓得)的?|"
    rf"一样的|那一?个|{_WHEN}[\u3400-\u9fff]{{0,4}}?(?:说|讲|给|发|用|定)过?(?:[你您]们?|大家|贵司)?的(?:那个|那串|一个)?(?:密码)?|"
    rf"(?:跟|与|同|和|按|照|沿用)?{_WHEN}的?(?:邮件|那封|那次|那个|发的|给的|用的|说的|约定的?)?(?:里|"
    rf"中)?的?(?:那个|密码)?(?:一样|一个样|相同|一致|一个)?|"
    rf"(?:我们|咱们|我們|咱們|大家|双方|你我|咱俩|[你您]们?)(?:都)?(?:的)?(?:上次|上回|以前|之前|先前|当时|原先|早先|昨天|那天|电话里)?(?:知道|常用|约定|约好|熟悉|老|之前|商量好|"
    rf"平时用|以前用|惯用|说好|说过|老规矩|惯例)的?(?:那个|密码|口令|那串|一个)?|"
    r"(?:部门|公司|行里|科里|大家|我们)?(?:常用|约定|约好|惯用|平时用|默认|固定|通用)的?(?:那个|那串|密码|老密码)|"
    r"[你您](?:识|知)[㗎嘅]?[啦的]|"
    r"(?:[和跟与同按照依]|沿用|参照|参考)(?![^，。]{0,8}(?:不|账号|勿))[\u3400-\u9fffA-Za-z0-9]{1,14}?(?:一样|"
    r"相同|一致|那个|嗰个|那串|那次|规矩|惯例)|"
    r"(?:沿用|跟|同)[\u3400-\u9fff]{2,8}的|"
    r"(?!就|还是|仍|口令|密码|[^，。]{0,8}(?:不|错|哪|问|微信|短信|验证码))[\u3400-\u9fffA-Za-z0-9]{1,12}?(?:那个|那串|"
    r"那组|那套|那一个|嗰个|"
    r"(?:约|商量|说|讲|定)好的?)|(?:一直|从来|始终)?没[改变]过?)" + _AFTER
)

# --- the same in English
_PORTION = (
    r"(?:the )?(?:last|first|final) (?:[a-z0-9]{1,8} )?(?:digits?|characters?|numbers?|letters?|figures?|"
    r"[0-9]{1,2}) (?:of|from|in) "
)
_OWNER = r"(?:(?:your|his|her|my|our|their|the|this|today's|[a-z]{3,10}'s|the [a-z]{3,10}'s) )"
_NOUN = (
    r"(?:(?:own|registered|postal|company|hkid|mobile|cell|cellphone|telephone|phone|id|identity|national|card|"
    r"bank|credit|"
    r"passport|account|employee|staff|"
    r"contract|policy|customer|client|order|invoice|project|case|plate|licen[cs]e|tax|post|zip|office|desk|"
    r"first|last|full|family|"
    r"company's|birth|certificate|document|member|registration|reference|usual|pet's|mother's|maiden) ){0,3}"
    r"(?:mobile|cell|phone|hkid|ssn|reference|id|card|passport|account|number|no\.?|birthday|birth ?date|"
    r"date of birth|dob|"
    r"birthdate|birth year|year of birth|date|name of (?:your|my|our|the) [a-z]{2,10}(?: (?!to |as |and |"
    r"when )[a-z]{2,10})?|name|"
    r"initials|code(?: name)?|plate|postcode|extension|surname|email|anniversary|"
    r"ticker)(?: (?:number|no\.?|card|numbers|card number))?"
)
_ENGLISH_FACT = (
    rf"(?:{_PORTION}{_OWNER}?{_NOUN}|(?:your|his|her|my|our|the|today's|the client's|the customer's|(?:the "
    rf")?recipient's|the borrower's) {_NOUN})"
    rf"(?:(?:'s|,) (?:the )?(?:last|first|final) (?:[a-z0-9]{{1,8}} )?(?:digits?|characters?|numbers?|letters?))?"
    rf"(?:(?: and| plus| \+| followed by) (?:{_OWNER}?(?:{_NOUN}|(?:current )?(?:year|month|day)(?![a-z]))|"
    rf"(?!(?:the|your|our|my) )[0-9A-Za-z@#!]{{2,8}}(?=[\s.,;)])))?"
    r"(?: (?:\([DMYdmy]{4,8}\)|in [DMYdmy]{4,8}(?: format)?))?"
    r"(?: without (?:the )?(?:brackets?|letters?|spaces?|dash(?:es)?|hyphens?))?(?![A-Za-z])"
)
_ENGLISH_USUAL = (
    r"(?:(?:the )?same (?:one |password )?as (?:in |for )?(?:the )?(?:before|last time|last (?:week|month|year|"
    r"mail|email|report|one)|always|usual|"
    r"previous(?: one| mail| email| time)?|yesterday|earlier|ever)|"
    r"(?:the |our |your )?(?:usual|regular|normal|customary|old|previous)(?: one| password| passcode| pwd| "
    r"code)|(?:the )?same pwd? as (?:usual|always|before|last time)|"
    r"has(?: not|n['’]t) changed since (?:the |our )?(?:last|previous) [a-z]{3,8}|"
    r"the usual|as (?:usual|always|before|last time|yesterday)|you know (?:which|what)(?: one)?|unchanged|"
    r"(?:the )?(?:one|password) (?:we|you) (?:always |usually |both )?(?:used?|agreed(?: on| upon)?|know|"
    r"discussed)(?: last time| before)?|"
    r"the one from (?:last time|before|last (?:week|month|mail|email)))(?![A-Za-z])"
)
BARE = lazily(_THING)
# `Pwd = contract number`: nobody's, and nothing but that.
BARE_ENGLISH = lazily(
    r"(?:contract|policy|invoice|order|account|customer|client|staff|employee|member|mobile|phone|passport|id|"
    r"registration|certificate|project|case) (?:number|no\.?|code)(?=[.,;!]?[ \t]*(?:[\r\n]|\Z))"
)
CLAUSES_CHINESE = (
    (lazily(rf"{_COUNTED}|(?:{_AFFIX})?{_CHINESE_FACT}"), "derived"),
    (lazily(_USUAL), "usual"),
)
_ENGLISH_ENDS = r"(?=[.,;:!\r\n)\"]|\Z| please| to | as | when | and (?:let|please|do|is))"
_CASED = (
    r"(?:in (?:lower|upper|small|capital|caps)[a-z\- ]{0,14}?|in [DMYdmy]{4,8}(?: format)?|\([DMYdmy]{4,8}\))"
)
# `first four letters of your surname in capitals plus birth year`, `company name in lower case plus 2024`
_COMPOSED = (
    rf"(?:{_PORTION}[A-Za-z][A-Za-z' ]{{2,40}}?|(?:(?:your|our|the|"
    rf"my) )?[a-z][a-z']{{2,10}}(?: [a-z']{{2,10}}){{0,5}}? {_CASED})"
    rf"(?: {_CASED})?(?: (?:plus|and|followed by|\+|"
    rf"then) [A-Za-z0-9][A-Za-z0-9' ]{{1,30}}?(?: {_CASED})?){{0,2}}{_ENGLISH_ENDS}"
)
_ENGLISH_LIKE = (
    rf"(?:the )?same (?:(?:one |password )?as|(?:one|password) (?=we |you |I |that |"
    rf"from )) ?[a-z][A-Za-z0-9' ]{{2,30}}?{_ENGLISH_ENDS}|"
    rf"the one (?:that )?(?:you|we|I|from (?!the))[a-z0-9' ]{{3,30}}?{_ENGLISH_ENDS}"
)
CLAUSES_LATIN = (
    (lazily(f"{_COMPOSED}|{_ENGLISH_FACT}", re.IGNORECASE), "derived"),
    CLAUSES_CHINESE[0],  # `ABC+手机后四位`, `123456倒过来`
    (lazily(f"{_ENGLISH_LIKE}|{_ENGLISH_USUAL}", re.IGNORECASE), "usual"),
)


def clauses(first: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the expressions of a hint, and how each gives it, that a clause with this first character can match."""
    if not first.isascii():
        return CLAUSES_CHINESE
    return (*CLAUSES_LATIN, CLAUSES_CHINESE[1]) if first.isdigit() else CLAUSES_LATIN
