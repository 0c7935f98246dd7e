"""The wordings in which people say how a password can be found, in Chinese and English."""

import re

from policies.detectors import label_gap as gap
from policies.lazily import lazily

FORBIDDEN_REACH = 24
# What a rule says of passwords is no hint: 禁止, 不得, 请勿 … 作为密码.
FORBIDDEN = lazily(
    r"(?:不得|不要|不能|不可|不宜|不建议|请勿|勿|禁止|避免|严禁|切忌|再次|发现|存在|部分|个别|有的|不少|很多|"
    r"如果|若)[^，。；\n]{0,10}\Z"
    r"|\b(?:don't|do not|never|avoid)[^.;\n]{0,18}\Z",
    re.IGNORECASE,
)
SAYS = lazily(
    rf"码?(?:提示|(?:生成|组成|设置)?规则|组成|格式|说明| hint)?{gap.CLOSED}{gap.NOTE}[ \t]?"
    rf"(?:{gap.MARK}|(?:目前|统一|全部|默认|暂时|都|均|已|仍|还|现|暂|也|就)?(?:{gap.CHANGED}|是|为)[:：]?|"
    r"[ \t]?(?:(?:for|to|of) [^\n.,;:：]{1,40} )?(?:is|was|are|will be|has been|set to|reset to|remains|"
    r"stays)(?![A-Za-z])[:：]?|"
    r"(?:还|仍|就)?用|[还仍也都](?=[和跟与同])|[ \t])?"
    rf"[ \t]?(?:set to|still)?{gap.VALUE_NEXT}(?:(?<=[:：为是])[ \t]{{0,4}}\r?\n[ \t]{{0,4}})?"
)
NO_PROOF = ("加密", "查看")  # 身份证号加密存储, 输入工号查看考勤
EXPLICIT = lazily(
    r"[:：=是为用]|->|→|is|was|be"
)  # without one of these a bare fact is the next label of a form

# What ends the words between a keyword and a hint, whatever they are, and what shows that they lead to none.
OF_HINTS = lazily(r"(?:提示|(?:生成|组成|设置)?规则|组成|格式|说明)[是为：:如]")
GIVER = lazily(
    r"(?:(?:就|还|仍|-{1,2})(?![是为])|(?<![但于不如可算凡])[是系](?!否)|(?<![作因认分行成])为|"
    r"(?<![完达组分生构])成了?|(?<![专启通信费适应利引])用|"
    r"填写?|输入?|敲|取|按|以|由|即|做|[：:，,（(])[ ]?(?=[^\s，：:,])"
)
OPEN_GAP = lazily(r"[”\"'」』】）)\]]{0,2}[\u3400-\u9fff，、：:（( \-]{1,18}")
ELSEWHERE = lazily(
    r"忘|找回|核[对实]|提供|登录(?!密|口)|(?<!不)另[行外发附]|短信|微信|致电|联系|索取|错|失败|不得|不[能可允]|勿|禁止|"
    r"避免|[?？]|(?:账号|用户名|登录名)[为是：:]"
)

# --- facts about somebody or something, in Chinese
_WHOSE = (
    r"(?:您|你们?|(?:(?![是为即填输用以取请设改就按系成])[\u3400-\u9fff]){1,5}人|贵单位|阁下|贵司|贵方|贵公司|"
    r"贵(?=公司)|开户|要保人|经办|对方|客户|本人|我|我司|我方|我们|我們|咱们|收件人|收款人|借款人|"
    r"申请人|他|她|持卡人|户主|公司|法人|联系人|经办人|"
    r"投保人|员工|项目|本次|本邮件|这封邮件|主题|标题|正文|该|上述|附件|邮件|双方|老板|领导|[总分支本我]行|办公室|部门|"
    r"女儿|儿子|孩子|宝宝|[老太妻爱丈][婆公太子人夫]|父亲|母亲|爸爸|妈妈)"
    r"{0,2}(?:尾号[0-9]{0,4}|本人|自己|公司|单位|名下|预留|登记|的|之|那张|在[我本][行司]|[里中上]的){0,3}"
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
_AND = r"(?:(?:再|后面?再?)?[加接跟连](?:上|着)?|[和+＋与&@#\-_、]|空格|下划线){1,2}"
_FACT = rf"{_THING}{_PART}"
# Whatever has a number of places, or is spelt in some way: `发文编号倒数6位`, `公司英文名首字母`.
_PLACES = (
    r"(?:最后|末尾|尾号?|前面?|后面?|首|末位?|倒数|尾数|开头|"
    r"中间)的?[0-9一二两三四五六七八九十]{1,2}(?:[位个码](?:数字?|字母|号码|字)?|字母|数字)"
)
_SPELT = r"(?:全拼|简拼|拼音|首字母|(?<!大)[大小]写|缩写)"
_NO_FACT = (
    r"(?!为了|不|否|要|需|应|必|禁|勿|错|输|忘|区分|注意|首字母|字母|[大小]写|请|就|即|系|取|按|以|由|切|框|栏|"
    r"的|规则|格式|默认|统一(?!社)|生成|设(?!备)|还|仍|都)"
)
_PARTED = (
    rf"{_NO_FACT}(?:(?![是为即填输敲以取勿]|用(?![户代卡])|改成|设成)[\u3400-\u9fff]){{1,12}}?的?(?:{_PLACES}|"
    rf"{_SPELT}){_PART}"
)
_DATED = (
    rf"{_NO_FACT}(?!.{{0,4}}(?:修改|到期|有效|更新|失效|过期|"
    rf"重置))(?:(?![是为即填输用以取勿])[\u3400-\u9fff]){{0,6}}?(?:日期|年月日|纪念日|生日|年份)(?:[0-9八六]位)?"
    rf"{_PART}"
)
_LITERAL = (
    r"(?:[0-9A-Za-z@#!_$%&*]{1,12}(?![0-9A-Za-z])|[一二两三四五六七八九十]个[\u3400-\u9fff]{1,3}|(?:大写|"
    r"小写)(?:字母)?[A-Za-z]?|年份)"
)
_AFTER = (
    r"(?=[\s，。；;,.!！?？)）】」』”’\"'<|`*]|$|解压|打开|解密|加密|即可|就|来|哦|哈|呀|吧|啦|了|（|\(|作为|"
    r"开启|查看|登录|，|～|~)"
)
_AFTER_FACT = rf"(?:{_AFTER}|(?=[是为即当做组]|加的?密))"
_PIECE = rf"(?:{_WHOSE}{_FACT}|{_PARTED}|{_WHOSE}{_DATED})"
_CHINESE_FACT = (
    rf"{_PIECE}(?>{_AND}(?:{_WHOSE}{_FACT}|{_PARTED}|{_WHOSE}{_DATED}|{_LITERAL})){{0,3}}{_AFTER_FACT}"
)
# `ABC+手机后四位`, `前面加abc后面加生日`: characters that are told, and a fact.
_AFFIXED = rf"[0-9A-Za-z@#$_.]{{1,12}}[，, ]?(?:然后|再|后面?)?(?:[+＋加]上?|接|跟){_CHINESE_FACT}"
_WHEN = (
    r"(?:上次|上回|上一?次|以前|此前|先前|以往|之前|往常|平时|平常|往年|往期|上个?月|上周|昨天|去年|前几次|第一次|"
    r"上期|上季度|上封|上一封|前一封|老|旧|原来|原先|惯例|常用)"
)
_USUAL = (
    rf"(?:老样子|老规矩|老密码|旧密码|原密码|[你您大]家?[都应该]{0, 3}(?:懂|知道)的?那?个?|不变|没变|未变|"
    rf"没有变化?|照旧|依旧|"
    rf"一切照旧|如旧|同前|同上(?!述)次?|按惯例|按老规矩|"
    r"(?:你|您|大家|你们|贵方)(?:都|应该)?(?:知道|清楚|懂|晓得)的?|"
    rf"一样的|那一?个|{_WHEN}[\u3400-\u9fff]{{0,4}}?(?:说|讲|给|发|用|定)过?的(?:那个|那串|一个)?(?:密码)?|"
    rf"(?:跟|与|同|和|按|照|沿用)?{_WHEN}的?(?:邮件|那封|那次|那个|发的|给的|用的|说的|约定的?)?(?:里|"
    rf"中)?的?(?:那个|一个|密码)?(?:一样|相同|一致)?|"
    rf"(?:我们|咱们|我們|咱們|大家|双方|你我|咱俩|[你您]们?)(?:都)?(?:的)?(?:知道|常用|约定|约好|熟悉|老|之前|商量好|"
    rf"平时用|以前用|惯用|说好|说过|老规矩|惯例)的?(?:那个|密码|口令|那串|一个)?|"
    r"(?:常用|约定|约好|惯用|平时用|默认|固定|通用)的?(?:那个|那串|密码|老密码)|"
    r"(?:[和跟与同按照依]|沿用|参照|参考)(?![^，。]{0,8}(?:不|账号|勿))[\u3400-\u9fffA-Za-z0-9]{1,14}?(?:一样|"
    r"相同|一致|那个|嗰个|那串|那次|规矩|惯例)|"
    r"(?:沿用|跟|同)[\u3400-\u9fff]{2,8}的|"
    r"(?!就|还是|仍|[^，。]{0,8}(?:不|错|哪|问))[\u3400-\u9fffA-Za-z]{1,12}?(?:那个|那串|那组|那套|那一个|嗰个|"
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
    r"(?:mobile|cell|phone|hkid|id|card|passport|account|number|no\.?|birthday|birth ?date|date of birth|dob|"
    r"birthdate|birth year|year of birth|date|name|"
    r"initials|code|plate|postcode|extension|surname|email|anniversary|ticker)(?: (?:number|no\.?|card|numbers|"
    r"card number))?"
)
_ENGLISH_FACT = (
    rf"(?:{_PORTION}{_OWNER}?{_NOUN}|(?:your|his|her|my|our|the|today's|the client's|the customer's|(?:the "
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
_ENGLISH_ENDS = r"(?=[.,;:!\n)\"]|\Z| please| to | as | when | and (?:let|please|do|is))"
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
    rf"(?:the )?same (?:one |password )?as [a-z][A-Za-z' ]{{2,30}}?{_ENGLISH_ENDS}|the one (?:that )?(?:you|we|"
    rf"I)[a-z' ]{{3,30}}?{_ENGLISH_ENDS}"
)
CLAUSES_LATIN = (
    (lazily(f"{_COMPOSED}|{_ENGLISH_FACT}|{_AFFIXED}", re.IGNORECASE), "derived"),
    (lazily(f"{_ENGLISH_LIKE}|{_ENGLISH_USUAL}", re.IGNORECASE), "usual"),
)
# `enter your postcode as the password`
AS_THE_PASSWORD = lazily(r"[ ]as (?:the|your|a) (?:[a-z]{1,10} )?\Z", re.IGNORECASE)
# `身份证后六位就是密码`
IS_PASSWORD = lazily(r"(?:就是|[即是为]|作为|当|做)(?:[\u3400-\u9fff]{0,8}|.{0,6}的)\Z")
CLAUSE_BEGINS = lazily(r"(?:\A|[\n，。；：:,“\"（( ]|[用以把将]|附件|文件)")
ENDS_CLAUSE = lazily(r"[”\"」）)]?(?:[，。；！,.;!~～\s]|\Z|[哦啊哈吧])")

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
    r"(?:[ ][A-Za-z][A-Za-z'\-]{0,11}){1,4},[ ](?:please )?(?:use|enter|type)[ ]|"
    r"[ \t]?(?:[\u3400-\u9fff]{1,10}(?=请|需))?(?:时|请|需){0,2}(?:(?:文件|"
    r"附件|压缩包)?请?(?:用|使用|输入?|填写?|键入)|[a-z ]{0,10}?(?:with|"
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
USED = lazily(r"(?:用|使用|输入|以|(?<![A-Za-z])(?:use|with|using|enter|type) )[ \t]?", re.IGNORECASE)
TO_OPEN = lazily(
    r"[ \t\"”']{0,3}(?:来|去|即可|可以|可|就能|就可以|进行|便可|就|后)?[ \t]?(?:(?:as the password |as "
    r"password )?to )?(?:(?:作为?|做|当)(?:密码|口令))?",
    re.IGNORECASE,
)
