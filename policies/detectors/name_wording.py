"""The words beside names, and those that look like one and are none."""

import re

from policies.code_points import CHINESE_DIGITS
from policies.detectors import label_gap as gap
from policies.detectors.surnames import IN_LATIN
from policies.lazily import lazily
from policies.vocabulary import HONORIFICS, TOPIC_OF, any_of, words

_HAN = "\u3400-\u9fff"
HAN = lazily(f"[{_HAN}]")

# --- behind a label
_WHO = r"(?:[ \t]?(?:on file|of record|name)|(?:基本)?(?:情况|信息|名单))?"
BEHIND_LABEL = lazily(
    rf"[ ]{{0,8}}+(?:</(?:b|strong|font|label)>)?{gap.CLOSED}{_WHO}{gap.NOTE}[ ]{{0,8}}+"
    rf"(?:[:：=|\t→]{{1,2}}>?|-{{1,2}}>|\.{{2,12}}|…{{1,2}}|-{{1,2}} |{gap.VERB}|系(?!统)|--(?=[{_HAN}])|is |"
    rf"to (?=[A-Z])|"
    rf"{gap.SOME_MARKUP}|{gap.ATTRIBUTE}|(?<=】)|(?<=   )|(?<=[：:])|>)"
    rf"[ \t|>*]{{0,6}}+{gap.MARKUP}[ \t]{{0,3}}+(?:\r?\n[ \t>]{{0,6}}(?:1[.、)）]|[\-*•·](?!-))?[ ]?)?(?=\S)"
)
SPACED = lazily(rf"[{_HAN}][ \u3000]{{1,3}}[{_HAN}](?![{_HAN}])")
ADJACENT = lazily(rf"[{_HAN}]{{1,8}}[·•][{_HAN}]{{1,8}}|[{_HAN}]{{2,4}}")
NEXT_OF_LIST = lazily(
    rf"[ ]?[、和及与，,/][ ]?([{_HAN}]{{2,4}}|"
    rf"[{_HAN}]{{1,8}}·[{_HAN}]{{1,8}})(?=[ ]?(?:[、和及与等，。；（(\r\n/]|\Z))"
)
# The next line of a list of names: `2. 李四`.
NEXT_OF_LINES = lazily(
    rf"[ \t\r]*+\n[ \t>]{{0,6}}(?:[0-9]{{1,2}}[.、)）]|[\-*•·])[ ]?([{_HAN}]{{2,4}}|"
    rf"[{_HAN}]{{1,8}}·[{_HAN}]{{1,8}})(?=[ \t]*(?:[\r\n（(，,]|\Z))"
)
NEXT_LINE = lazily(r"[ \t]{0,3}\r?\n(?=\S)")
LINE_ENDS = lazily(r"[ \t\r]*+(?:\n|\Z)")
BOUNDARY = lazily(
    r"[ \t]{0,3}(?:[，,；;。（()）、/|\n\r_.\-]|\Z|身份证|手机|电话|卡号|证件|账号|帐号|"
    r"先生|女士|小姐|太太|男|女|资料|信息|的|之|补充|申请|办理|于|在|驾驶|名下)"
    r"|[ \t]{0,3}(?:性别|民族|出生|国籍)|[ \t]{1,3}(?:年龄|联系|地址|住址|职业|学历|单位|职务|邮箱|护照|账户|"
    r"金额|备注)"
)
EVIDENCE = lazily(
    r"\s{0,3}性别|[ \t]{0,3}[，,（(、：: ]{0,2}(?:(?:公民|居民)?身份|手机|电话|座机|卡号|证件|账号|护照|先生|女士|"
    r"小姐|同志|男[，,性（]|女[，,性（]|(?:上海|深圳|[沪深])?股东|证券账|资金账|[1-9][0-9]{10}|[1-9][0-9]{5}[ \-]|"
    rf"[{CHINESE_DIGITS}]{{6}})"
)
# A document's number right behind a name is evidence like a label: 李梅（身份证号：…）.
DOCUMENT_VALUE = lazily(
    rf"(?:号码?)?[）)]?[ ]{{0,2}}[:：为是]?[ ]{{0,2}}(?:[A-Z]?[0-9]{{5}}|[0-9]{{3,6}}[ \-]|[{CHINESE_DIGITS}]{{6}})"
)
BEFORE_DOCUMENT = lazily(
    rf"(?P<run>[{_HAN}]{{2,8}})[ ]?(?:[，,]?[男女])?[（(，,、；;][ ]?(?:其|居民|公民)?\Z"
)
# What else ends a name that looks like one by all its characters.
STRONG_BOUNDARY = lazily(
    r"[ ]?(?:来电|来访|来函|致电|投诉|反映|反馈|咨询|称|表示|要求|前来|前往|到[店访行]|自愿|承诺|同意|提出|"
    r"共同|与|和|及|因|持[有本卡证]|向[我本]行|名下|本人|系[我本]|诉|逾期|拖欠|欠[款息]|借款|合同|提交|递交|签署|出具|支付|偿还|"
    r"去世|死亡|病故|收(?![入到益款])|[未已于拟曾现需将被没系是为]|代[为办班]|出资|持股|变更|签字|账户|提供|"
    r"购买|退[保款还]|"
    r"补[缴交]|办理|[交缴]纳|[交缴]清|参[加会]|担[任保]|发起|负责|牵头|休假)"
)
STRONG_BOUNDARY_OF_TWO = lazily(
    r"(?:来电|来访|致电|投诉|反映|前来|到[店访]|已(?:签[字约署]|缴费|还[款清])|逾期(?=[0-9]))"
)
RATHER_FAMILIES = frozenset("房管")  # of the ambiguous family names
# `本人邵雪飞，申请变更受益人`: how a declaration goes on.
DECLARES = lazily(
    r"[ ]?[，,、（(][ ]?(?:申请|自愿|承诺|现[申因委将就向]|因|同意|委托|授权|特[此申授委]|声明|身份证|系|于|已[阅知]|"
    r"就职|任职|持有|男|女|[1-9][0-9]{5})"
)
VAGUE_LABELS = words(
    "股东 同事 我是 客户经理 理财经理 负责人 对接人 中文名 客户 名字 本人 兹证明 茲证明 法人 配偶 称呼 当事人 "
    "原告 被告 纳税人 查询人 信息主体 收款方 付款方 卖方 买方 对方户名 employee owner payer taxpayer"
)

COMPANY = lazily(
    rf"[{_HAN}（）()]{{2,24}}?(?:公司|银行|集团|事务所|基金|支行|分行|信托|证券|保险|中心|学校|医院|合作社|"
    rf"工厂|商行|委员会|部(?!门))"
)
CHINESE = lazily(
    rf"[{_HAN}][ \u3000]{{1,3}}[{_HAN}](?:[ \u3000]{{1,3}}[{_HAN}])?(?![{_HAN}])|"
    rf"[{_HAN}]{{1,8}}(?:[·•.][{_HAN}]{{1,8}}){{0,3}}"
)
_WORD = r"[A-Z](?:'[A-Z])?[a-z]{1,20}"
_LATIN = (
    rf"{_WORD}(?:[ \-](?:[A-Z]\.|(?:de|van|von|bin|al)(?= )|{_WORD})){{0,2}}[ \-]{_WORD}(?![A-Za-z])"
    rf"|[A-Z]{{2,15}}, ?{_WORD}(?:[ \-]{_WORD})?(?![A-Za-z])|{_WORD}, {_WORD}(?: {_WORD})?(?![A-Za-z])"
    rf"|(?:{'|'.join(sorted(IN_LATIN, reverse=True))}) {_WORD}(?:[ \-]{_WORD})?(?![A-Za-z])"
    r"|[A-Z]{2,15}(?:,? |-)[A-Z]{2,20}(?:[ \-][A-Z]{2,20})?(?![A-Za-z])"
)
LATIN = lazily(_LATIN)
MINORITY = lazily(rf"[{_HAN}]{{1,8}}(?:[·•.][{_HAN}]{{1,8}})+")

# `File Name: Annual Report` names no person.
OF_A_THING = lazily(
    r"(?:file|user|host|domain|project|product|server|bank|company|display|event|meeting|class|table|column|field|"
    r"brand|branch|department|system|sheet|document|task|variable|function|path|code|nick|screen|fund|plan|team|"
    r"report|"
    r"template|service|app|application|campaign|package|module|job|database|folder|group)[ _\-]?$",
    re.IGNORECASE,
)
CHINESE_THINGS = ("公司", "单位", "产品", "项目", "企业", "机构", "系统", "部门", "开户行", "文件")
NO_PERSONS = words(
    "Service Services Department Team Center Centre Bank Office Support Limited Ltd Inc Company Group Manager "
    "Customer Client "
    "Sales Finance Branch Report Project Number Address Phone Email Details Information Account Name The And "
    "For Please See "
    "Dear Attached Attachment Data Desk System Street Road Holdings Corp Corporation Trust Fund Capital "
    "Securities Insurance "
    "Technology Technologies Trading International Global Partners Management Operations Risk Compliance Audit "
    "Treasury Helpdesk "
    "Sir Madam Colleague Colleagues All Everyone Id No Date Mobile Monday Tuesday Wednesday Thursday Friday "
    "Operating Income Walk Investor Relations Above Below Advised Be As Same Front Total Beijing Shanghai Shenzhen "
    "Guangzhou China "
    "Annual General Meeting Retail Banking Various Clients Corporate Entity Tax Bureau Authority Ministry Board "
    "Committee Council Association Institute University School Hospital Government National Commercial Investment "
    "Savings Payment Payments Transfer Deposit Settlement Exchange Stock Market Markets Private Public Internal "
    "External Conference Workshop Training Review Test Testing Sample Example Form Application Request Response "
    "Update Release Version Draft Final Summary Analysis Plan Policy Procedure Process Engineering Software "
    "Hardware Network Server Cloud Platform Solution Solutions Systems Energy Motors Foods Pharma Properties "
    "Property Construction Logistics Express Airlines Hotel Media News Research Consulting Advisory Associates "
    "Enterprise Enterprises Ventures Equity Asset Assets Wealth Credit Loan Loans Mortgage Leasing Factoring "
    "Transaction Transactions Amount Balance Currency Quantity "
    "Value Type Status New Command Line Table Default Defaults Connection Folder Query"
)
ENDS_NAME = lazily(
    any_of([word for word in TOPIC_OF if not word.isascii() and len(word) > 1])
    + "|的账户|性别|年龄|出生|地址|职务|部门|单位|民族|日期|先生|女士|小姐|太太"
    "|到店|到访|来访|投诉|反映|咨询|经理|主任|行长|老师|总监|处长|科长|部长|主管|同志|律师|医生|教授|资料|补充|"
    "扫描|材料|身份|电话|申请|"
    "办理|由旧|变更"
)

# --- beside an honorific
# 方平辉总已经…: 总 alone ends many words too (余额汇总，您…).
BOSSES = words("总， 总您好 总好 总已 总说 总批 总确认 总要求 总来电 总来函 总那边 总、 总，您 总：您 总:您")
TITLES = BOSSES | words(
    "科长 处长 董事长 会计师 副总 主管 阿姨 同学 经理 行长 主任 老师 总监 总经理 教授 律师 医生 "
    "博士 夫人 女仕 师傅 同志"
)
IN_BRACKETS = ("先生）", "女士）", "先生)", "女士)")
# Behind these stands a trade or a school as often as a name: 宿管阿姨, 高中同学.
FAMILIAR = words("阿姨 同学")
TITLE_LABELS = ("董事长：", "董事长:")
RESPECTED = lazily(rf"尊敬的[ ]?(?P<name>[{_HAN}]{{2,4}})\Z")
TITLE = lazily(r"(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ](?=[A-Z])")
BEHIND_TITLE = lazily(r"\.?[ \u3000]{1,2}")
OTHER_BEFORE = lazily(
    rf"(?<![{_HAN}·])(?:[{_HAN}]{{0,6}}(?:[请由和与及向找给陪同系谢的户人到为是有于致据代替帮]|"
    r"通知|告知|告诉|转告|回访|拜访|走访|致电|接待|提醒|邀请|协助|委托|授权))?"
    rf"(?P<name>[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,8}}){{1,3}}) {{0,2}}\Z"
    rf"|(?<![A-Za-z])(?P<latin>{_LATIN}) {{0,2}}\Z"
)
RUN_BEFORE = lazily(rf"[{_HAN}][ \u3000]{{1,3}}[{_HAN}] {{0,2}}\Z|[{_HAN}]{{1,5}} {{0,2}}\Z")
END_LIKE_NAMES = words(
    "感谢 致谢 答谢 多谢 谢谢 届时 屆时 及时 准时 随时 暂时 同时 当时 面向 一向 转向 联席 由于 关于 "
    "对于 位于 至于 原任 时任 现任 担任 委任 聘任 前任 继任 责任 附和 总和 应和 上门 部门 专门 通过 "
    "经过 安全 成都 公安 平安 公司 支行 分行 今年 去年 明年 需要 主要 重要 必要 方能 可能 不能 只能 "
    "均应 供应 相应 对应 反应 响应 请于 将于 定于 已于 便于"
)
SMALL_WORDS = "告烦邀络托访有系请由和与及向找给让跟对是的到同为经致谢送户、"
RANKS = frozenset("总某工董局处科老")  # behind a family name alone: 王总
NO_ENDS = (
    "高中",
    *(word for word in HONORIFICS if not word.isascii()),
    "先生",
    "女士",
    "小姐",
    "经理",
    "公司",
    "银行",
    "支行",
    "分行",
    "有限",
)
