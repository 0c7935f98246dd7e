"""The words that stand before a value and say what it is: labels, table headers, honorifics.

A word belongs to one topic. Topic `OTHER_NUMBER` is the evidence against: an order number, a
tracking number or an amount may look like a mobile or a card.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType


class Topic(StrEnum):
    """What a label says of the value behind it."""

    NAME = "name"
    RESIDENT_ID = "resident id"
    CERTIFICATE = "identity document"  # any kind of it: 证件号码
    PASSPORT = "passport"
    HKM_PERMIT = "Hong Kong and Macau permit"
    TW_PERMIT = "Taiwan permit"
    FPR_CARD = "permanent residence card"
    USCI = "social credit identifier"
    BANK_CARD = "bank card"
    ACCOUNT = "account"  # of a bank, on a card or not
    CNAPS = "bank code"
    SECURITIES_ACCOUNT = "securities account"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PHONE = "phone"  # either of the two
    EMAIL = "e-mail"
    PLATE = "plate"
    VIN = "vehicle number"
    ADDRESS = "address"
    PASSWORD = "password"  # noqa: S105 - the name of a topic
    INCOME = "income"
    PROPERTY = "property"
    TAX = "tax"
    HOUSING_FUND = "housing fund"
    LOAN = "loan"
    CREDIT_REPORT = "credit report"
    TRANSACTION = "transaction"
    PROFILE = "profile"
    OTHER_NUMBER = "other number"
    NEUTRAL = "neutral"  # says only that a row is a header


def words(text: str) -> frozenset[str]:
    """Return the words of a text, which is how long word lists read best."""
    return frozenset(text.split())


CHINESE = MappingProxyType(
    {
        Topic.NAME: (
            "姓名 兹证明 出境人员 参会人员 当事人 被申请人 客户姓名 客户名称 客户名 "
            "客户 户名 账户名称 账户名 开户名 持卡人 持有人 联系人 收款人 付款人 "
            "收件人 开户人 申请人 借款人 担保人 投保人 被保险人 受益人 委托人 代理人 经办人 法定代表人 法人代表 "
            "法人 户主 员工姓名 学生姓名 本人姓名 紧急联系人 联络人 持卡人姓名 联系人姓名 真实姓名 共同借款人 "
            "配偶姓名 配偶 寄件人 收货人 出借人 保证人 抵押人 开户姓名 户主姓名 收款人姓名 经办人姓名 称呼 姓氏 "
            "车主 联络人姓名 被执行人 申请执行人 原告 被告 被告人 报案人 产权人 权利人 共有人 实际控制人 监护人 "
            "继承人 承租人 出租人 买受人 出卖人 转让人 受让人 汇款人 存款人 取款人 驾驶人 受托人 授权人 "
            "被授权人 债务人 债权人 代办人 签署人 领款人 曾用名 出质人 签约人 签收人 来电人 投诉人 举报人 来访人 "
            "主贷人 家属 亲属 授权代表 出租方 承租方 面试人 候选人 实控人 我叫 "
            "访谈人 被访谈人 访谈对象 缴费人 缴款人 代扣人 中签人 要保人 投资人 受益所有人 机主 卡主 所有权人 "
            "房屋所有权人 客户签字 客户签名 尽调对象 姓名拼音 领取人 提货人 受访人 付费人 名字 驾驶员 "
            "共借人 共同还款人 还款人 第三人 受害人 被害人 死者 伤者 乘机人 乘车人 入住人 预订人 预约人 报名人 "
            "参保人 "
            "被保人 立约人 承诺人 声明人 被告知人 申报人 申诉人 申购人 认购人 质押人 受赠人 赠与人 取件人 提款人 "
            "持证人 房主 证人 抵押物所有人 房产所有人 "
            "客户名单 逾期人员 机主姓名 卡主姓名 负责人 对接人 报销人 购房人 参会人 主讲人 保荐代表人 客户经理 "
            "理财经理 股东 同事 "
            "我是 本人 中文名 甲方： 甲方: 乙方： 乙方: 丙方： 丙方: "
            # Whose a row is: heads of columns, and labels of forms.
            "营销员 主申人 主申请人 共同申请人 主借人 主借款人 纳税人 纳税人姓名 纳税义务人 扣缴义务人 扣缴对象 "
            "被扣缴人 查询人 被查询人 被征信人 信息主体 贷款人 受款人 收款方 付款方 "
            "卖方 买方 卖方姓名 买方姓名 对方户名 对方姓名 "
            # Whoever does something, of which there is no end: behind it a colon.
            "员工： 员工: 职工： 职工: "
            "人： 人: 员： 员: 者： 者: 经办： 经办: 复核： 复核: 审核： 审核: 制表： 制表: 记录： 记录: 主持： "
            "主持: 主办： "
            "主办: 填表： 填表: 制单： 制单: 审批： 审批: 编制： 编制: 校对： 校对: 签发： 董事： 董事: 监事："
        ),
        Topic.RESIDENT_ID: (
            "身份证号码 身份证号 身份证 居民身份证 公民身份号码 公民身份证号码 身份证件号码 身份号码 身份证编号 "
            "身分证 身分证号 身分证字号 身份证字号 身份证件号 二代证 二代身份证 一代身份证 老身份证 旧身份证 "
            "港澳台居民居住证 "
            "居住证号码 居住证号 居住证"
        ),
        Topic.CERTIFICATE: "证件号码 证件号 证照号码 证照号 有效证件号 有效证件号码 证件编号 有效证件 证件 身份证件",
        Topic.PASSPORT: "护照号码 护照号 护照 护照编号 中国护照 普通护照 因私护照 因公护照 护照本号 旅行证件号",
        Topic.HKM_PERMIT: (
            "回乡证 回乡证号 回乡证号码 港澳通行证 港澳居民来往内地通行证 来往内地通行证 港澳证件 港澳证件号码 "
            "回乡卡 "
            "通行证号码 通行证号 通行证 往来港澳通行证 港澳来往内地通行证"
        ),
        Topic.TW_PERMIT: (
            "台胞证 台胞证号 台胞证号码 台湾居民来往大陆通行证 来往大陆通行证 台湾通行证 台湾通行证号 "
            "台湾居民通行证 台胞卡"
        ),
        Topic.FPR_CARD: (
            "永久居留证 永久居留身份证 外国人永久居留身份证 外国人永久居留证 永居证 永居卡 外国人永居证 永居证号 "
            "永居证号码 外国人证件 永久居留证号码 永久居留"
        ),
        Topic.USCI: (
            "统一社会信用代码 社会信用代码 统一信用代码 信用代码 纳税人识别号 "
            "税号 纳税识别号 机构信用代码 营业执照号 "
            "营业执照注册号 营业执照 统一代码"
        ),
        Topic.BANK_CARD: (
            "银行卡号 银行卡 卡号 信用卡号 信用卡 借记卡号 借记卡 储蓄卡号 储蓄卡 银行卡号码 结算卡 还款卡 扣款卡 "
            "信用卡卡号 借记卡卡号 银联卡 工资卡 收款卡号 付款卡号 绑定卡号 贷记卡 贷记卡号 主卡 附属卡"
        ),
        Topic.ACCOUNT: (
            "银行账号 银行帐号 银行账户 收款账号 付款账号 收款账户 付款账户 账号 帐号 账户 账户号码 对公账号 "
            "对公账户 结算账户 结算账号 基本户 一般户 公司账号 企业账号 存款账号 活期账号 定期账号 存折号 存单号 "
            "贷款账号 还款账号 扣款账号 保证金账户 内部账号 客户账号 帐户 开户账号 收款帐号 付款帐号 入账账号 "
            "户口号码 银行户口 银行户口号码 转账账号 回款账号 监管账户 活期账户 定期账户 汇款账号 退款账号 "
            "还款账户 扣款账户 理财账号 公司账户 "
            "企业账户"
        ),
        Topic.CNAPS: (
            "联行号 行号 大额行号 支付行号 开户行号 联行行号 银行联号 开户行联行号 清算行号 支付系统行号 "
            "开户行行号 汇入行行号 大额支付行号 银行行号 收款行行号 收款行号 付款行号 付款行行号 联行 "
            "支付联行号 大额支付系统行号"
        ),
        Topic.SECURITIES_ACCOUNT: (
            "股东账号 股东代码 股东卡号 证券账户卡号 证券账户卡 证券账号 证券账户 "
            "股东账户 沪A股东账号 深A股东账号 一码通 一码通账户 "
            "一码通账号 股东卡 沪市股东账号 深市股东账号 上海股东账号 深圳股东账号 股东号 证券账户号码 证券账户号 "
            "股东代码卡 沪股东代码 深股东代码 股东帐号 证券帐号 证券帐户 一码通账户号码 基金账号 资金账号 资金账户 "
            "资金帐号 资金帐户 股东帐户 交易账号 证券资金账号 股票账户 股票账号 上海a股账户 深圳a股账户 沪a账户 "
            "深a账户"
        ),
        Topic.MOBILE: (
            "手机号码 手机号 手机 移动电话 预留手机 预留手机号 联系手机 微信号 微信 预留手机号码 手机电话 "
            "移动号码 绑定手机 本人手机 注册手机号 流动电话 行动电话 手机尾号"
        ),
        Topic.LANDLINE: (
            "座机 固话 固定电话 办公电话 单位电话 住宅电话 家庭电话 传真 公司电话 办公室电话 宅电 座机号 座机号码 "
            "总机 值班电话 传真号码 传真号 市话 办电 固话号码"
        ),
        Topic.PHONE: (
            "联系电话 联系方式 电话号码 电话 紧急联系电话 联络电话 来电 致电 拨打 咨询电话 收件电话 "
            "收件人电话 客户电话 本人电话 联系号码 预留电话 回访电话 来电号码"
        ),
        Topic.EMAIL: "邮箱 电子邮箱 电子邮件 邮件地址 电邮 电子邮箱地址 邮箱地址",
        Topic.PLATE: "车牌号 车牌号码 车牌 号牌号码 号牌 机动车号牌 车号 车辆牌照 牌照 牌照号 车辆号牌",
        Topic.VIN: "车架号 车架号码 车辆识别代号 识别代码 车辆识别代码 车辆识别码 车辆识别号 大架号",
        Topic.ADDRESS: (
            "地址 住址 通讯地址 家庭住址 家庭地址 联系地址 居住地址 户籍地址 收货地址 收件地址 邮寄地址 "
            "单位地址 公司地址 注册地址 联络地址 现住址 现住地址 户口地址 寄送地址 详细地址 房屋坐落 坐落 "
            "房产地址 房产坐落 账单地址 身份证地址 常住地址 办公地址 户籍所在地 住所 住所地 居住地 抵押物地址 "
            "寄件地址 送达地址 经营地址 营业地址 抵押房产"
        ),
        Topic.PASSWORD: (
            "密码 口令 解压码 提取码 访问码 解密码 打开码 开启码 登录密码 查询密码 解压密码 打开密码 文件密码 "
            "初始密码 默认密码 取件密码 邮箱授权码 客户端授权码 pin码 压缩包密码 暗号 密匙 密钥 解锁码 取件码 "
            "宓码 秘码 蜜码 宻码 密玛 密马 蜜马 秘玛 账密 通行码 开包码 下载码"
        ),
        Topic.OTHER_NUMBER: (
            "订单号 订单编号 订单 运单号 快递单号 快递 物流单号 单号 流水号 流水 交易号 交易流水号 编号 合同号 "
            "合同编号 发票号码 发票号 发票代码 批次号 批次 工单号 工单 案号 任务号 序列号 设备号 产品编码 编码 "
            "条码 金额 时间戳 版本号 凭证号 参考号 受理号 申请号 文号 票号 QQ号 QQ 工号 学号 物料号 报文号 "
            "会议号 订单号码 运单 受理编号 保单号 保单号码 客户编号 客户号 单据号 业务编号 交易编号 请求号 追踪号 "
            "追踪码 跟踪号 货号 型号 库存号 资产编号 固资编号 航班号 车次 房间号 会员号 积分 端口 版本 准考证号 "
            "商户号 终端号 商品编码 商品条码 交易参考号 检索参考号 授权号 授权码 回单号 验证码 短信验证码 "
            "校验码 序号 "
            "批号 箱号 提单号 报关单号 日志号 圆通 申通 中通 韵达 极兔 货运单号 物流编号"
        ),
        Topic.NEUTRAL: (
            "用户名 用户 备注 性别 年龄 日期 部门 职务 单位 类型 状态 系统 网点 支行 城市 文件名 文件 开户行 "
            "开户银行 币种 经办 国籍 民族 生日 出生日期 证件类型 关系 职业 学历 婚姻状况 项目 内容 信息 说明 "
            "字段 值 时间 机构"
        ),
    }
)

ENGLISH = MappingProxyType(
    {
        Topic.NAME: (
            "name|full name|employee name|customer name|client name|customer|client|account name|account holder|"
            "card holder|cardholder|contact|contact person|beneficiary|payee|applicant|borrower|"
            "holder|policyholder|insured|guarantor|beneficiary name|contact name|legal representative|"
            "custname|cust_nm|customername|clientname|realname|accountname|acctname|cardholdername|"
            "employee|owner|owner name|property owner|payer|payer name|payee name|taxpayer|taxpayer name|"
            "applicant name|borrower name|insured name|policyholder name|guarantor name|investor name|"
            "member name|staff name|shareholder name|relationship manager"
        ),
        Topic.RESIDENT_ID: (
            "id number|id no|id card|id card number|id card no|identity number|identity card|identity no|"
            "resident id|idcard|idno|idcardno|national id|citizen id|id|identification number|prc id|chinese id|"
            "sfzh|sfzhm"
        ),
        Topic.CERTIFICATE: (
            "id document|zjhm|certno|cert no|document number|document no|certificate no|certificate number"
        ),
        Topic.PASSPORT: "passport|passport number|passport no|passport num|pp no|passport id|travel document no",
        Topic.HKM_PERMIT: (
            "home return permit|hk permit|mainland travel permit|permit no|permit number|permit|"
            "mainland travel permit no|home return permit no|hkm permit|"
            "mainland travel permit for hong kong and macao residents|"
            "mainland travel permit for hong kong and macau residents|home return permit number|"
            "home return card|hrp|hrp no|hrp number|home visit permit|home visit permit no|reentry permit"
        ),
        Topic.TW_PERMIT: "taiwan permit|mtp|mtp no|taiwan compatriot permit|tw permit|taiwan permit no|"
        "taiwan permit number|"
        "mainland travel permit for taiwan residents|taiwan compatriot permit number|"
        "taiwan compatriot permit no|taiwan travel permit|taiwan travel permit no|taiwan resident permit|"
        "tw permit no|taiwan resident travel permit|taiwan resident travel permit no",
        Topic.FPR_CARD: "permanent residence card|fpr card|fpr card number|fpr card no|permanent residence card no|"
        "foreign permanent resident id card|permanent residence card number|permanent resident id|"
        "permanent resident card|fpr|prc card|residence card|pr card|pr card no|pr card number|foreign pr id|"
        "permanent resident id no|permanent residence id|fpr no",
        Topic.USCI: (
            "unified social credit code|social credit code|usci|uscc|credit code|tax id|tax no|tax number|"
            "taxpayer id|unified social credit identifier|nsrsbh|tyshxydm|shxydm"
        ),
        Topic.BANK_CARD: "card number|card no|bank card|credit card|debit card|card|unionpay card|pan|card num|"
        "bank card no|yhkh",
        Topic.ACCOUNT: (
            "bank account|account number|account no|account|a/c|acct|acct no|account num|a/c no|iban|"
            "beneficiary account|beneficiary a/c|payee account|payee a/c|bank acct|:59:/|:59a:/|:59f:/|:50k:/|:50a:/|"
            ":50f:/|bank account number|bank account no|acctno|accountno|bankaccount|bankacctno|"
            "accno|ac no|accountnumber"
        ),
        Topic.CNAPS: "cnaps|cnaps code|cnaps no|bank code|clearing code|bank number|cnaps number",
        Topic.SECURITIES_ACCOUNT: (
            "securities account|stock account|shareholder account|shareholder code|securities account no|"
            "shareholder no|shareholder id|securities account number|securities a/c|securities a/c no|"
            "securities acct|"
            "shareholder a/c|shareholder a/c no|stock acct|stock account no|trading account|trading account no|"
            "trading account number|trading a/c|brokerage account|brokerage account no|fund account|fund account no|"
            "fund acct|zjzh|gddm|gdzh|zqzh"
        ),
        Topic.MOBILE: (
            "mobile|mobile number|mobile no|mobile phone|cell|cell phone|mob|cellphone|handphone|hp|whatsapp|"
            "wechat|sjhm|sjh"
        ),
        Topic.LANDLINE: "landline|fax|office phone|home phone|fax no|fax number|direct line|switchboard",
        Topic.PHONE: (
            "phone|phone number|phone no|tel|telephone|contact number|contact no|tel no|telephone number|"
            "telephone no|phone num"
        ),
        Topic.EMAIL: "email|e-mail|mail|email address|e-mail address",
        Topic.PLATE: "plate|license plate|licence plate|plate number|plate no|car plate|number plate|vehicle no",
        Topic.VIN: "vin|vehicle identification number|vin code|vin no|chassis no|chassis number|frame no|vin number|"
        "vehicle id number|vehicle id no|vehicle identification no",
        Topic.ADDRESS: (
            "address|home address|mailing address|residential address|delivery address|registered address|"
            "correspondence address|shipping address|billing address|addr|ship to|deliver to|registered office|"
            "place of residence|lives at|living at|resides at|residing at|documents to|document to|contract to|"
            "contracts to|original to|originals to|card to|letter to|statement to|statements to|cheque to|"
            "parcel to|package to|agreement to|courier to"
        ),
        Topic.PASSWORD: (
            "password|passwords|passwd|pwd|passcode|passphrase|pass phrase|pass code|pw|pass|mm|pin|"
            "pin code|mima|pswd|passwrd|pass word|pass-word|passcodes|p a s s w o r d|p@ssword|"
            "same pw|decryption key|unlock code|access code|psw|p/w|"
            "credentials|archive key|key to unlock|code to open"
        ),
        Topic.OTHER_NUMBER: (
            "order number|order no|order id|order|tracking number|tracking no|tracking|invoice number|"
            "invoice no|invoice|reference|reference no|ref|ref no|serial number|serial no|serial|ticket|"
            "ticket no|transaction id|transaction no|batch|batch no|timestamp|meeting id|conference id|"
            "version|build|case no|contract no|qq|sku|isbn|request id|trace id|session id|message id|job id|"
            "policy no|waybill|awb|po|po number|purchase order|part no|item no|employee id|staff no|otp|"
            "seq|seq no|offset|sequence no|nonce|msg id|log id|record id|row id|trade no|out trade no|txn id|txn no|"
            "flow no|biz no|request no|batch id|task id|verification code|sn|s/n|uuid|hash|checksum|commit|"
            "booking|flight|case id|user id|uid|amount"
        ),
        Topic.NEUTRAL: (
            "username|user name|user|login|system|host|url|remark|remarks|gender|sex|age|date|"
            "file|type|bank|branch|dob|date of birth|nationality|no|status|department|title|notes|item|value|"
            "field|"
            "currency|time"
        ),
    }
)


def _topics() -> dict[str, Topic]:
    words: dict[str, Topic] = {}
    for topic, chinese in CHINESE.items():
        words.update(dict.fromkeys(chinese.lower().split(), topic))
    for topic, english in ENGLISH.items():
        words.update(dict.fromkeys(english.split("|"), topic))
    return words


TOPIC_OF = MappingProxyType(_topics())
HONORIFICS = tuple(
    words(
        "先生 女士 小姐 太太 夫人 女仕 师傅 同志 经理 总经理 行长 主任 老师 总监 教授 律师 医生 博士 "
        "科长 处长 董事长 会计师 副总 主管 阿姨 同学 "
        # 总 alone is in 总额 and 汇总 too.
        "总， 总您好 总好 总已 总说 总批 总确认 总要求 总来电 总来函 总那边 总、 总，您 总：您 总:您 "
        "mr mrs ms miss dr"
    )
)
OPENERS = (
    "解压|打开|解密|开启|加密|加的密|加了密|查看|解锁|解开|解压缩|登录|登陆|登入|unzip|decrypt|extract|to open|"
    "opens with|open with|unlock|open it|open the|"
    "unlocks|decrypts|unzips|unlocked with|locked with|to view|will open|opened with|decrypted with|extracted "
    "with|protected with|"
    "encrypted with|"
    "secured with|unlocked by|opened using"
)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"


def any_of(words: Iterable[str]) -> str:
    """Return an expression for the longest of some literals: a branch for each first character."""
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in branches.items())


NUMBER_SUFFIXES = ("号码", "编号", "号", " number", " no", " code")
_BARE = re.compile(r"[\s:*\"'：*#.]+")
_NOTE, _CLOSING = re.compile(r"[（(\[].{0,12}[）)\]]$"), "）)]"


@lru_cache(maxsize=1 << 13)
def header_topic(cell: str) -> Topic | None:
    """Return the topic of a table cell that is a label and nothing else.

    >>> header_topic(" 客户姓名* "), header_topic("张三")
    (<Topic.NAME: 'name'>, None)
    """
    bare = _BARE.sub(" ", cell.lower()).strip()
    if bare in TOPIC_OF:
        return TOPIC_OF[bare]
    if bare[-1:] in _CLOSING:
        bare = _NOTE.sub("", bare).strip()
    topic = TOPIC_OF.get(bare)
    if topic is None and bare.endswith(NUMBER_SUFFIXES):
        stems = (bare.removesuffix(suffix).rstrip() for suffix in NUMBER_SUFFIXES if bare.endswith(suffix))
        known = (TOPIC_OF[stem] for stem in stems if stem in TOPIC_OF)
        topic = next((each for each in known if each is not Topic.NAME), None)  # `员工编号` is no name
    return topic
