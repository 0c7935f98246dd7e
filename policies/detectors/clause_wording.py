"""The words that make a clause tell a password, and those that make it speak of something else."""

import re

from policies.detectors import password_wording
from policies.lazily import lazily

# Right behind a keyword: the name of a thing, of a deed, or of a property of passwords.
COMPOUND = lazily(
    r"器|键盘|管理(?!员)|法[》律第规的 ]|学|机(?!房|的)|卡|锁|本(?!人|次|月|周|季|年)|箱|柜|信封|模块|算法|服务|"
    r"技术|应用|产品|设备|技能|标准|"
    r"长度|强度|策略|规则|规范|类型|状态|等级|级别|错|校验|验证|重置(?![为成到回是:：])|找回|有效期|过期|到期|"
    r"失效|修改(?![为成到:：])|变更(?![为成到:：])|"
    r"加密|传输|存储|哈希|安全|复杂|位数|最[短长少]|尝试|次数|时间|周期|保护|锁定|泄露|丢失|遗忘|"
    r"输入(?:页|界|次|错)|红包|攻击|猜测|破解|字典|爆破"
)
LINE_ENDS = password_wording.LINE_ENDS + "`>)）》"
ENDS_A_SENTENCE = frozenset("。；！;!")
_CLOSES = r"[”\"'」』】）)\]>*]{0,2}"
_VALUE_NEXT = r"(?=[!-~“‘「『《【])"
GAP = lazily(rf"{_CLOSES}(?:[\u3400-\u9fff，、：:（( ,]|(?:re)?set(?=[\u3400-\u9fff])){{1,24}}+{_VALUE_NEXT}")
# Nothing but a mark.
TIGHT = lazily(
    rf"{_CLOSES}[ \t]{{0,3}}"
    rf"(?P<mark>[^\w\s，。,.;；!！?？/\\+%&@#$\-*\"'“‘「『《【\[(（<`]{{0,2}})[ \t]{{0,2}}{_VALUE_NEXT}"
)
# What ends such a gap.
GIVER = lazily(
    r"(?:(?<![但于不如可算凡而要])[是系](?!否)|(?<![作因认分行成视])为|(?<![完达组分生构])成了?|"
    r"(?<![采专启通信费适应利引作调试])用|启用|沿用|取|[设定用][了个的]|暂?定|填写?|(?<!转)输入?|"
    r"[键打录要敲填]入|敲|写|"
    r"叫做?|默认|统一|[大小]写的?|(?:一样|相同|不变|没变)[，,]|设了?个?|改[了回]?|换了?|回|做|即|"
    r"(?:[给发]你|附上|在此|在这)?[：:]|(?:告诉|发给?|给|回)[你您他她]了?|[，,（(]|(?:一下|这个|下面|以下|后面|"
    r"如下|试试?))[ ]?\Z"
)
LOOSE_GIVERS = frozenset("，,（(")
# In such a gap: it is not told here, or something else is.
ELSEWHERE = lazily(
    r"(?<!不)另[行外发附函]|单独|短信|微信|电话|邮寄|致电|联系|咨询|询问|索取|领取|获取|请问|多少|什么|哪|吗|"
    r"工单|单号|编号|编码|链接|网址|地址|日期|时间|时长|期限|类型|类别|方式|算法|强度|长度|位数|次数|数量|比例|"
    r"金额|占比|[总笔户人件条份]数|"
    r"(?<![写发打给])(?<!别输)错|失败|异常|拒绝|策略|规则|规定|要求|规范|等级|版本|型号|代码|周期|有效|过期|到期|失效|"
    r"不得|不[能可允]|不应|请勿|勿|禁止|严禁|避免|防止|例如|比如|譬如|类似|诸如|举例|"
    r"账号|账户|帐号|用户名?(?![把的])|登录名|工号[为是：:]|会议号|申请|应当|必须|至少|不少于|大于|小于|"
    r"包[含括]|由.{0,6}组成|"
    r"返回|提示[为：:]|状态|参数|字段|变量|函数|文件名|附件名|页面|网站|服务器|系统[为：:]|平台[为：:]|热线|客服"
)
IN_A_SENTENCE = lazily(r"[ ][a-z]{2,}")
ENDS = lazily(r"[ \t]*(?:[（(][^()（）\n]{1,12}[）)]|谢谢|请|收到|麻烦|[吧吗呢嘛咯噢、]|[—～-]|，|\Z)")
# What a text in quotes may be, where it is no secret: `状态改为“正常使用”`.
NO_QUOTATION = lazily(
    r"提示|信息|显示|名称|标题|文案|口号|按钮|标签|字样|界面|栏|框|主题|类|项|功能|选项|制度|办法|原则|意识"
)
QUOTED_NO_WORDS = lazily(r"密码|口令|请|正常|成功|失败|错误|锁定|登录|不|[，。：:！？]")
# A value, what connects it, what it opens, and the word for a password.
VALUE_BEFORE = lazily(
    r"(?<![!-~])(?:[\"'“‘「『《【\[(（`<]|"
    r"\*\*(?=[!-~]{4,32}\*\*))?(?P<value>[!-~]{4,32}?)(?:[\"'”’」』》】\])）`>]|\*\*)?[ ]?"
    r"(?:(?:就|便|才)?是|系|即为?|作为?|当作?|为|(?P<mark>[，,（(=]|←|<-{1,2})|-{1,2}(?:这?就?是|这为)?|(?:来|"
    r"去)?做的?)[ ]?"
    r"(?:[\u3400-\u9fff]{0,12}|[\u3400-\u9fff]{0,8}[A-Za-z]{1,8}[\u3400-\u9fff]{0,6})\Z"
)
OF_IT = lazily(r"[的之]|\S{0,3}(?:不对|错误|无效|打不开)")

KEYWORD = lazily(r"[码令匙]")  # in what parts two values: the second is told by a keyword of its own
BETWEEN = lazily(
    r"[\"'”’」』】]?(?:[（(][^（）()\n]{1,12}[）)])?[ ]?(?P<mark>[、，,；;/或和与及]|以及|或者)[ ]?"
    r"(?P<name>(?:[\u3400-\u9fff]{1,10}|[A-Za-z]{1,6}[\u3400-\u9fff]{1,6})?(?:的?[是为]|"
    r"的?[：:])[ ]?)?(?=[!-~“‘「『【])"
)

# --- in English
ENGLISH_GAP = lazily(
    r"(?:'s|(?:,?[ ][A-Za-z][A-Za-z'\-]{0,11}){0,8}?,?[ ](?:is|was|to|as|be|use|enter|type|with|"
    r"remains)[:]?)[ ]{1,2}[\"'(（“‘]?"
    r"(?=[!-~“‘「『【《])|[ ](?:protected )?[\"'(（“‘「『【《](?=[!-~])",
    re.IGNORECASE,
)
ENGLISH_BEFORE = lazily(
    r"(?:key(?:ing)? in|enter(?:ing)?|typ(?:e|ing)|us(?:e|ing)|with|put in|"
    r"supply)[ ][\"'(（“‘]?(?P<value>[!-~]{4,32}?)[\"')）”’]?[ ]"
    r"(?:when|as|if|once|for|at|in|into|to)\b(?:[ ][a-z]{1,10}){0,5}[ ]\Z",
    re.IGNORECASE,
)
ENGLISH_ELSEWHERE = lazily(
    r"\b(?:not|never|least|must|cannot|expires?|polic(?:y|ies)|link|call|sms|text|e-?mail|phone|separate(?:ly)?|"
    r"length|contains?|"
    r"such|examples?|like|hash|stored?|files?|errors?|fail(?:s|ed)?|wrong|incorrect|invalid|version|if|unless|"
    r"whether|options?|"
    r"command|default[ ]to|variable|function|added|support|changes?|similar|equal|prior|up|due|how|want|need|"
    r"try|able|order|fields?|prompt|method|scheme)\b",
    re.IGNORECASE,
)

# --- on the next line
_LINE = r"[ \t]{0,8}(?:\r?\n[ \t>|*]{0,8}){1,2}"
_SPEAKER = (
    r"(?:[^\n]{1,24}?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?[ ]?(?:\r?\n[ \t>]{0,4})?)?"
    r"(?:[^\n：: ]{1,8}[：:][ ]?)?+"
)
_ASKING = r"(?:[\u3400-\u9fff]{0,4}(?:多少|什么|啥|呢|几)[\u3400-\u9fff]{0,3}|(?:发|给)我?一?下?[吧呗哦]?|啊|呀|来着)"
ASKED = lazily(
    rf"[”\"」』】]?(?:{_ASKING}[ ]?[?？]?|[ ]?[?？])[”\"」]?(?:{_LINE}{_SPEAKER}|(?<=[?？”\"」])[“\"「 ]{{0,2}})(?=\S)"
)
BELOW = lazily(
    rf"(?:{_CLOSES}[\u3400-\u9fff（）()，,：: ]{{0,14}}+[^\w\s。！？.!?]{{0,3}}|[ ](?:you|we|I|that|as|is|for|"
    rf"below)[A-Za-z' ]{{0,24}}:?){_LINE}(?=\S)"
)
ANNOUNCES = lazily(r"below|清单|列表|一览|[：:=是为下行↓👇⬇】—-]")
ANNOUNCES_BEFORE = lazily(r"(?:下面|以下|下列|如下|这)[^\n]{0,16}\Z")
LISTED = lazily(
    r"[ \t>|]{0,4}(?:[-*•·]|[（(]?[0-9]{1,2}[)）.、]{1,2}|[一二三四五六七八][、.])?[ ]?"
    r"(?P<name>[^\n:：=\t]{1,20}?)[ ]?(?:[：:=\t]|-{1,2}>?|"
    r" )[ ]?(?P<value>[!-~]{3,31}[^\s,.;:!?])[ \t；;，,。]{0,3}(?:\r?\n|\Z)"
)

# Looks like a value and is none: versions, forms, standards, tools, sums, dates, codes of documents, host names.
NO_SECRET = lazily(
    r"[vV]?\d+(?:\.\d+)+\w{0,3}|\d+(?:[.,:/-]\d+)+%?|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|"
    r"[A-Z]{1,3}-?\d{1,3}|[a-z]+\.[a-z.]+|(?i:(?:aes|rsa|sha|md|des|sm|utf|gb|tls|ssl|win|ip|iso|http|office|"
    r"excel|word|"
    r"java|python|oracle|mysql|ios|android|wifi|usb)[\d\-._]*\w{0,4})|.*[({].*|https?:.*|[A-Za-z_]+[=:].*|"
    r"[A-Za-z]+(?:[_.][A-Za-z]+)+|"
    r"[\-'./].*|[^@#$%^&*!]*/.*|_?[a-z0-9]+(?:_+[a-z0-9]+){2,}_*|(?i:cve)-.*|[a-z]+\.\d{1,2}"
)
WORDS = lazily(
    r"[A-Z]?[a-z]+(?:[A-Z][a-z]{2,})*|[A-Z]+(?:[a-z]{1,2})?|[a-z]{1,2}[A-Z]+|(?:[A-Z][a-z]*){2}SQL"
)
