"""The words that make a clause tell a password, and those that make it speak of something else."""

import re

from policies.detectors.disclosure import password_wording
from policies.lazily import lazily

# What a rule forbids, or warns of, is told to nobody.
PROHIBITED = lazily(
    r"(?:别再?|勿|不要|不得|不能|禁止|严禁|避免|不应|不宜|切忌)[^，。；\n]{0,8}?|弱(?:密码|口令)|简单密码|"
    r"\b(?:never|avoid|not)\b",
    re.IGNORECASE,
)
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
GAP = lazily(
    rf"{_CLOSES}(?:[\u3400-\u9fff㗎，、：:（( ,]|(?:[A-Za-z]{{2,6}}|"
    rf"U盾)(?=[\u3400-\u9fff])){{1,24}}+[-~…]{{0,2}}{_VALUE_NEXT}"
)
# Nothing but a mark.
TIGHT = lazily(
    rf"{_CLOSES}[ \t]{{0,3}}"
    rf"(?P<mark>[^\w\s，。,.;；!！?？/\\+%&@#$\-*\"'“‘「『《【\[(（<`]{{0,2}})[ \t]{{0,2}}{_VALUE_NEXT}"
)
# The password of a thing that is opened, and not of success or of wealth.
OF_A_THING = lazily(
    r"(?:解压缩?|压缩包?|打开|附件|文件|登[录陆入]|初始|默认|开机|查看|查阅|阅读|编辑|修改|访问|提取|解密|解锁|"
    r"保护|加密|"
    r"档案|表格|文档|会议|[Ww]i-?[Ff]i|无线|新|临时|网盘|邮箱|系统|账[号户]|锁屏|外层|里层|开启|查询|PDF|ZIP|zip|rar|"
    r"[Ee]xcel|包)的?(?:密码|口令|码)\Z"
)
_IS = (
    r"(?:[（(\[【][^()（）\[\]【】\n]{0,12}[)）\]】]|[\u3400-\u9fff，]{1,6}?)?[”\"」』】）)\]]{0,2}[ \t]{0,2}"
    r"(?:[：:=]{1,2}|-{2}|(?:就|还|统一|已?[设改换]|重置)?[是为系成][：:]?|如下[：:]?|见下[：:]?)"
)
GIVEN_SOON = lazily(r"[：:=是为系成下]|--")
_LINE_BELOW = (
    r"[ \t]*(?:(?<=[下：:])(?<!码：)(?<!码:)(?:\r?\n[ \t>]*){1,2})?"  # 如下： and not an empty field
)
_PHRASE_ENDS = r"(?=[ \t]*(?:[，。；！,;!~（）()\r\n…]|\Z|谢谢|请))"
PHRASE_AND_NUMBER = lazily(rf"{_IS}{_LINE_BELOW}(?P<value>[\u3400-\u9fff]{{2,8}}[0-9]{{1,8}}){_PHRASE_ENDS}")
PHRASE = lazily(
    rf"{_IS}{_LINE_BELOW}(?P<value>[\u3400-\u9fff]{{4,5}}|"
    rf"[\u3400-\u9fff]{{7}}){_PHRASE_ENDS}"
)
# What tells where the password is, how it is made or what became of it, and is no password itself.
OF_AN_OFFICE = lazily(
    r"[发送知信电告见询问联系取领管理保设置改更无略未不已待后另各自统需请由按本人用户客密码账号同上前次规矩默认"
    r"机随输入错误正确失效过期重登录短邮件附说明下方面图示例如详生日期位数字母部公司行号证票卡名姓拼音首尾末"
    r"简称缩写老旧原样以与跟和一致为准的了在到第版年月级条项分类型格式要求安全办法通用常我你您他她它还那]"
)
# What ends such a gap.
GIVER = lazily(
    r"(?:(?<![但于不如可算凡而要])[是系](?!否)|(?<![作因认分行成视])为|(?<![完达组分生构])成了?|(?:一律|仲)用?|"
    r"打(?!印|开|包)|"
    r"(?<![采专启通信费适应利引作调试])用|启用|沿用|取|[设定用][了个的]|暂?定|填写?|(?<!转)输入?|"
    r"[键打录要敲填]入|敲|写|"
    r"[记收]一?下[，,]|叫做?|默认|统一|[大小]写的?|(?:一样|相同|不变|没变)[，,]|设了?个?|改[了回]?|换了?|回|做|即|共|"
    r"(?:[给发]你|附上|在此|在这)?[：:]|(?:告诉|发给?|给|回)[你您他她]了?|[，,（(]|(?:一下|这个|下面|以下|后面|"
    r"如下|试试?|[拿收记附奉补贴写留放][去好上下全这]|(?:一|两|几)[遍次回]|这[里儿]|[这那]串|来了|请收|应该|"
    r"好像))[ ]?\Z"
)
LOOSE_GIVERS = frozenset("，,（(")
# Behind these a value may be a plain word: `密码改成了sunshine`.
WORD_GIVER = lazily(r"(?:[是系为即成]了?个?|改[了用回]|叫做?|设了个?|输入?|填写?|敲|键入|[：:])[ ]?\Z")
# In such a gap: it is not told here, or something else is.
ELSEWHERE = lazily(
    r"(?<!不)另[行外发附函]|单独|短信|微信|电话|邮寄|致电|联系|咨询|询问|索取|领取|获取|请问|多少|什么|哪|吗|"
    r"工单|单号|编号|编码|链接|网址|地址|日期|时间|时长|期限|类型|类别|方式|算法|强度|长度|位数(?!字)|次数|数量|比例|"
    r"金额|占比|[总笔户人件条份]数|"
    r"(?<![写发打给没])(?<!别输)错|失败|异常|拒绝|策略|规则|规定|要求|规范|等级|版本|型号|代码|周期|有效|过期|"
    r"到期|失效|"
    r"不得|不[能可允]|不应|请勿|勿|禁止|严禁|避免|防止|例如|比如|譬如|类似|诸如|举例|"
    r"账号|账户|帐号|用户名?(?![把的])|登录名|工号[为是：:]|会议号|申请|应当(?![是为])|必须|至少|不少于|大于|小于|"
    r"模式|认证|活动|协议|属性|格式|权限|同步|"
    r"包[含括]|由.{0,6}组成|"
    r"返回|提示[为：:]|状态|参数|字段|变量|函数|文件名|附件名|页面|网站|服务器|系统[为：:]|平台[为：:]|热线|客服"
)
IN_A_SENTENCE = lazily(r"[ ][a-z]{2,}")
ENDS = lazily(r"[ \t]*(?:[（(][^()（）\n]{1,12}[）)]|谢谢|请|收到|麻烦|[吧吗呢嘛咯噢呀、…]|[—～-]|，|\Z)")
# Behind a value that is none of a word any Chinese goes on, but what is counted or named by it.
GOES_ON = lazily(
    r"[ ]?(?!算法|加密|协议|标准|型|版|系|编|工单|文件|接口|字段|"
    r"[位次个分年月日时秒元万台套条项级号款类])[\u3400-\u9fff]"
)
# What a text in quotes may be, where it is no secret: `状态改为“正常使用”`.
NO_QUOTATION = lazily(
    r"提示|信息|显示|名称|标题|文案|口号|按钮|标签|字样|界面|栏|框|主题|类|项|功能|选项|制度|办法|原则|意识"
)
QUOTED_NO_WORDS = lazily(r"密码|口令|请|正常|成功|失败|错误|锁定|登录|不|[，。：:！？]")
# `避免使用连续数字（如123456）作为密码`: one that is named as an example.
EXAMPLE_BEFORE = lazily(r"(?:例?如|比如|譬如|像)[：:]?[ ]?[\"'“‘「]?\Z")
# A value, what connects it, what it opens, and the word for a password.
VALUE_BEFORE = lazily(
    r"(?<![!-~])(?:[\"'“‘「『《【\[(（`<]|"
    r"\*\*(?=[!-~]{4,32}\*\*))?(?P<value>[!-~]{4,32}?)(?:[\"'”’」』》】\])）`>]|\*\*)?[ ]?"
    r"(?:[，,]?这?个?(?:就|便|才)?是|系|即为?|作为?|当作?|为|(?P<mark>[，,（(=]|←|<-{1,2}|这[个串组])|"
    r"-{1,2}(?:这?就?是|这为)?|(?:来|"
    r"去)?做的?)[ ]?"
    r"(?:(?:账号|帐号|用户名|登录名)[/、和与及+]|[\u3400-\u9fff]{0,12}|"
    r"[\u3400-\u9fff]{0,8}[A-Za-z]{1,8}[\u3400-\u9fff]{0,6})\Z"
)
PAIRS = frozenset("/、和与及+")  # between the words for an account and for its password
OF_IT = lazily(r"[的之]|\S{0,3}(?:不对|错误|无效|打不开)")

KEYWORD = lazily(r"[码令匙]")  # in what parts two values: the second is told by a keyword of its own
BETWEEN = lazily(
    r"[\"'”’」』】]?(?:[（(][^（）()\n]{1,12}[）)])?[ ]?(?P<mark>[、，,；;/或和与及]|以及|或者)[ ]?"
    r"(?P<name>[^\n，,；;。：:=]{0,24}?(?:的?[是为]|的?[：:]|试试?|换|用|输入?)[ ]?)?(?=[!-~“‘「『【])"
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
    r"(?:-{1,2}[ ]?)?(?:[^\n]{1,24}?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?[ ]?(?:\r?\n[ \t>]{0,4})?)?"
    r"(?:[^\n：: ]{1,8}[：:][ ]?)?+"
)
_ASKING = (
    r"(?:[\u3400-\u9fff]{0,4}(?:多少|什么|啥|呢|几|是(?=[?？]))[\u3400-\u9fff]{0,3}|"
    r"(?:发|给)我?一?下?[吧呗哦]?|啊|呀|来着)"
)
ASKED = lazily(
    rf"[”\"」』】]?(?:{_ASKING}[ ]?[?？]?|[ ]?[?？])[”\"」]?(?:{_LINE}{_SPEAKER}|(?<=[?？])[ ]?答[：:][ ]?|"
    rf"(?<=[?？”\"」])[“\"「 ]{{0,2}})"
    r"(?=\S)"
)
BELOW = lazily(
    rf"(?:{_CLOSES}[\u3400-\u9fff（）()，,：: ]{{0,14}}+[^\w\s。！？.!?]{{0,3}}|[ ](?:you|we|I|that|as|is|for|"
    rf"below)[A-Za-z' ]{{0,24}}[:.]?){_LINE}(?=\S)"
)
ANNOUNCES = lazily(r"below|清单|列表|一览|[：:=是为下行↓👇⬇】—-]")
# The subject of a mail says what its first line is: `主题：附件密码`, an empty line, `Abc#2026`.
SUBJECT = lazily(r"(?:Subject|主题|標題|主旨|标题)[:：][^\n]{0,40}", re.IGNORECASE)
UNDER_SUBJECT = lazily(
    r"[^\n：:=]{0,24}\r?\n(?:[ \t\r]*\n)?(?:(?:[^\n]{0,8}[好们][：:，,!！]?|Hi[^\n]{0,12}|Dear[^\n]{0,16}|"
    r"Hello[^\n]{0,12})"
    r"[ \t\r]*\n(?:[ \t\r]*\n)?)?[ \t]{0,4}(?=[!-~])",
    re.IGNORECASE,
)
# A mark that was mistyped for a colon: `密码；Abc#2026`.
MISTYPED = lazily(r"[；;。][ ]?(?=[!-~])")
CLAUSE_BEFORE = lazily(r"(?:\A|[\s，。：:,>（(、])[^，。：:,\n]{0,6}\Z")
# What was forgotten follows at once, if of digits only: `忘发密码了，719344`.
FORGOTTEN = lazily(
    r"(?:[忘漏]|没有?|补)[了记]?(?:[发写附给说提贴带](?:送|诉|上)?|告诉)[了你您大家]{0,3}"
    r"(?:(?:附件|文件|解压)的?)?(?:密码|口令|解压码)\Z"
)
OF_DIGITS = lazily(r"数字|[0-9一二三四五六八]位")
ANNOUNCES_BEFORE = lazily(r"(?:下面|以下|下列|如下|这)[^\n]{0,16}\Z|(?:清单|名称|列表|文件)[及和与]其?\Z")
LISTED = lazily(
    r"[ \t>|]{0,4}(?:[-*•·]|[（(]?[0-9]{1,2}[)）.、]{1,2}|[一二三四五六七八][、.])?[ ]?"
    r"(?P<name>[^\n:：=\t]{1,20}?)[ ]?(?:[：:=\t]|-{1,2}>?|"
    r" )[ ]?(?P<value>[!-~]{3,31}[^\s,.;:!?])[ \t；;，,。]{0,3}(?:\r?\n|\Z)"
)

# Looks like a value and is none: versions, forms, standards, tools, sums, dates, codes of documents, host names.
NO_SECRET = lazily(
    r"[A-Z]{2,3}\$[\d,.]+[a-z]?|[A-Z]{2,}#\d{1,3}|"
    r"[vV]?\d+(?:\.\d+)+\w{0,3}|\d+(?:[.,:/-]\d+)+%?|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|"
    r"[A-Z]{1,3}-?\d{1,3}|[a-z]+\.[a-z.]+|(?i:(?:aes|rsa|sha|md|des|sm|utf|gb|tls|ssl|win|ip|iso|http|office|"
    r"excel|word|bcrypt|pbkdf|chacha|base|rc|ecdh|ecc|u|"
    r"java|python|oracle|mysql|ios|android|wifi|usb)[\d\-._]*\w{0,4})|.*[({].*|https?:.*|(?:[a-z_]+|[A-Z_]+)=.*|"
    r"[A-Za-z_]+:.*|"
    r"[A-Za-z]+(?:[_.][A-Za-z]+)+|"
    r"[\-'./].*|[^@#$%^&*!]*/.*|_?[a-z0-9]+(?:_+[a-z0-9]+){2,}_*|(?i:cve)-.*|[a-z]+\.\d{1,2}"
)
WORDS = lazily(
    r"[A-Z]?[a-z]+(?:[A-Z][a-z]{2,})*|[A-Z]+(?:[a-z]{1,2})?|[a-z]{1,2}[A-Z]+|(?:[A-Z][a-z]*){2}SQL"
)
