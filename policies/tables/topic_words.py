"""Header words of the table types: what the columns of lists of clients are called.

The words follow JR/T 0171-2020 (annex A), the data items of the People's Bank's personal credit
report, the wage and tax forms of the State Taxation Administration, and statements of accounts. A
Chinese header need only contain a word (`借款人月收入（元）`); an English one is the words. Keys are the
names of topics. Words of more than one strength are listed at the strongest.
"""

from collections.abc import Mapping
from types import MappingProxyType

# Unmistakably about a person, whatever stands beside.
PERSONAL: Mapping[str, str] = MappingProxyType(
    {
        "INCOME": (
            "月收入 年终奖金 年收入 月薪 年薪 薪资 年终奖 家庭收入 个人收入 税前收入 税后收入 月均收入 "
            "实发工资 应发工资 工资收入 基本工资 绩效工资 岗位工资 月工资 税前工资 税后工资 劳务报酬 "
            "绩效奖金 应发合计 实发合计 底薪 每月入息 年度收入 退休金 养老金 可支配收入 家庭总收入 工资薪金 "
            "代发工资 到手工资"
        ),
        "PROPERTY": (
            "个人资产 家庭资产 家庭总资产 房产估值 不动产权证 房产证 产权证号 个人净资产 家庭净资产 名下房产 "
            "房屋面积 房产评估价 房产评估 名下车辆 房产价值 房产市值 车辆估值 车辆价值 保单现金价值 客户资产 "
            "不动产价值 不动产估值 房产评估价值 物业估值 物业市值 物业价值 不动产证 房屋所有权证 房屋产权证 "
            "房产情况 车产情况 车产 房屋价值"
        ),
        "TAX": "个税 个人所得税 专项附加扣除 代扣税额 薪俸税 应课税入息",
        "HOUSING_FUND": "公积金 住房公积金",
        "LOAN": "月供 房贷 车贷 消费贷余额 助学贷款 按揭余额 月还款额 每月还款额 按揭供款",
        "CREDIT_REPORT": "征信 个人信用 信用评分 信贷评分 信用报告 信贷报告 五级分类 芝麻分",
        "TRANSACTION": "消费金额 取现金额 取款金额 提款金额 刷卡金额",
        "PROFILE": (
            "客户标签 客户画像 风险承受 投资偏好 风险偏好 客户价值 客户等级 客户级别 客户分层 客户层级 "
            "客户评级 风险测评 会员等级 贵宾等级 消费偏好 消费习惯 理财偏好 投资经验 流失概率 "
            "客群标签 营销标签 投资者类型 风险类型 投资风格 VIP等级 投资意愿 购买意向 "
            "购买意愿 兴趣爱好 流失倾向 消费能力"
        ),
    }
)

# Of persons and of companies: count unless the table is one of a company's figures.
USUAL: Mapping[str, str] = MappingProxyType(
    {
        "INCOME": "收入金额 工资 薪酬 代发金额 实发金额 应发金额 总收入",
        "PROPERTY": (
            "户口结余 账户结余 帐户余额 存款结余 管理资产 托管资产 资产合计 月日均余额 日均余额 资产总额 "
            "总资产 金融资产 AUM 存款余额 资产余额 理财余额 持仓市值 证券市值 基金市值 股票市值 "
            "净资产 账户余额 活期余额 定期余额 存款总额 理财金额 抵押物估值 抵押物价值 房屋评估价 "
            "日均资产 持有份额 持仓份额 信托规模 持有市值 "
            "管理资产规模 可用余额 理财持仓 资产市值 评估价值 活期存款 定期存款 存款金额 持仓金额 资产净值"
        ),
        "TAX": (
            "纳税额 应纳税额 已缴税额 应纳税所得额 扣缴税额 已纳税额 纳税金额 "
            "缴税金额 应补(退)税额 应补（退）税额 应补退税额 应补税额 应退税额 完税金额 "
            "应税收入 计税收入 已缴税款 应缴税款 实缴税款 已扣税额 预扣税额 应缴税额 累计纳税 缴纳税额 扣税 "
            "实缴税额 缴税额 经营所得应纳税额"
        ),
        "HOUSING_FUND": "月缴存额 缴存基数 个人缴存额 单位缴存额",
        "LOAN": (
            "个人贷款 贷款余额 贷款金额 剩余本金 逾期金额 借款金额 应还金额 未还本金 贷款本金 贷款期限 "
            "剩余期数 剩余期限 还款期数 逾期天数 逾期期数 逾期本金 逾期利息 授信额度 信用额度 已用额度 "
            "可用额度 还款金额 每月还款 应还本金 应还利息 应还本息 已还本金 已还金额 欠款金额 欠款余额 "
            "结清金额 放款金额 最低还款额 账单金额 分期金额 负债总额 总负债 贷款额度 借款余额 借款期限 "
            "拖欠金额 本期应还 当期应还 应还款额 应还总额 供款额 信贷额度 未偿还本金 未偿本金 未偿还余额 "
            "批复金额 透支金额 贷款总额 审批额度 审批金额 授信金额 授信余额 批复额度 待还金额 待还本金 "
            "融资负债 融券负债 已还期数 未还期数 待还期数 已供期数 未供期数 总期数 还款总期数"
        ),
        "CREDIT_REPORT": (
            "累计逾期期数 连续逾期期数 最高逾期期数 逾期月数 逾期次数 信用等级 信用评级 不良记录 还款记录 "
            "逾期记录 信用分 信贷评级 信贷等级 资信评级 资信等级 贷款分类 最长逾期 累计逾期"
        ),
        "TRANSACTION": (
            "发生金额 清算金额 转账时间 转账日期 汇款日期 交易金额 交易日期 交易时间 发生额 交易额 转账金额 "
            "转入金额 转出金额 "
            "存入金额 支取金额 汇款金额 "
            "充值金额 提现金额 入账金额 出账金额 成交金额 成交日期 成交时间 记账日期 入账日期 交易日 "
            "交易后余额 记账金额 支出金额 付款金额 收款金额 成交额 申购金额 赎回金额 认购金额 扣款金额 划转金额"
        ),
        "PROFILE": "风险等级 风险级别 价值等级 价值评级",
    }
)

# Everyday words: count only where the table shows that its rows are persons.
WITH_PERSONS: Mapping[str, str] = MappingProxyType(
    {
        "INCOME": (
            "收入 奖金 提成 津贴 补贴 佣金 入息 实发 应发 基薪 餐补 加班费 误餐费 年终奖 绩效 "
            "双薪 定薪 补助 销售提成 实际发放 应实发 稿酬 租金 分红"
        ),
        "PROPERTY": (
            "余额 结余 财产 遗产 面积 资产 房产 存款 估值 评估价 市值 资产规模 盈亏 浮盈 建面 车价 房价 现金价值 "
            "账户价值 可取金额 时点余额"
        ),
        "TAX": "税额 税款 契税",
        "LOAN": "期供 额度 贷款 期限 逾期 负债 欠款 欠息 罚息 复利",
        "HOUSING_FUND": "公积金缴存比例 公积金缴费比例 公积金比例 缴存比例",
        "TRANSACTION": "借方金额 贷方金额 缴费金额 缴款金额 保费 已缴保费",
        "CREDIT_REPORT": "查询次数 评分 失信 数字解读",
        "PROFILE": "标签 等级 偏好 风险评级",
    }
)

# What a client is like, in a table of clients; in running text it only tells who is meant, and is not searched for.
ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "PROFILE": (
            "学历 最高学历 文化程度 教育程度 受教育程度 教育水平 学历层次 婚姻 婚姻状况 婚姻状态 婚姻情况 "
            "婚否 职业 职业类别 职业类型 职业名称 从事职业 从业行业 政治面貌 客户民族 出生 宗教信仰 民族 "
            "健康状况 健康告知 既往病史 吸烟情况 子女数 子女人数 子女情况 供养人数 抚养人数 "
            "家庭人口 家庭人数 家庭成员数 "
            "兴趣 住房状况 住房情况 居住状况 居住情况 "
            "投资年限 投资经历 爱好 客户偏好 偏好产品 出生日期 出生年月 出生年月日 生日 客户生日 客户星级 "
            "客户分类 财富等级 适当性等级 风测等级 反洗钱等级 资产等级 资产区间 资产层级 信用卡等级 "
        ),
    }
)

# Whose a row is, in a head or a form; in running text these are everywhere, and not searched for.
OF_PERSONS: Mapping[str, str] = MappingProxyType(
    {"NAME": "员工 职工 雇员 投资者 出险人 催收员 离职人员 借款人名称 纳税人名称"}
)

# What the rows of a list of clients or employees are numbered by: searched for, so that the list is seen at all.
ROW_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "OTHER_NUMBER": (
            "客户代码 客户号码 核心客户号 人员编号 员工编号 职工编号 员工号 职员编号 客户编码 会员编号 khh khbh "
            "khdm rybh ygbh yhkh zhhm sfzhm sjhm lxdh"
        )
    }
)
ENGLISH_ROW_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "OTHER_NUMBER": (
            "cust id|cust no|customer id|customer no|client id|client no|cif no|ecif no|emp no|"
            "emp id|txn dt|tran date|cus name|cus no|cstnm|card num|cert code|party id|member id|employee no"
        )
    }
)

# The initials of their pinyin, as older core systems of banks name columns.
INITIALS: Mapping[str, str] = MappingProxyType(
    {
        "NAME": "xm khxm khmc",
        "RESIDENT_ID": "sfzh",
        "CERTIFICATE": "zjhm",
        "INCOME": "ysr nsr gz yfgz sfgz sfje yfhj jbgz gwgz jxgz jj nzj jtbt jbf qtsr",
        "PROPERTY": "fczh bdcqzh pgjz pgj fcjz fwzj jzmj fwmj zzc zcze jrzc ckye cljz clgzj dywjz fcts",
        "TAX": "gs ynse yjse sjse ybtse grsds ynssde",
        "HOUSING_FUND": "gjj gjjjce gjjgr gjjdw gjjye gjjtqe gjjjs yjce",
        "LOAN": "qx dkje dkye jkje fkje sybj yg yhke yhbj yhlx yqbj sxed",
        "CREDIT_REPORT": "xypf zxpf yqcs yqts yqje cxcs zcyqys wjqbs wjfl hkzt24 sxze",
        "TRANSACTION": (
            "jyje jyrq jysj jffse dffse cjje cjjg cjsl qsje fsje xfje sgje qrje qrfe zqsz ccsl "
            "fdyk zhye zjye gfye"
        ),
        "PROFILE": "fxdj khdj khjb khbq hyzk csrq xl mz sr zns zcgm tzjy jkzk zzmm",
    }
)

ENGLISH_PERSONAL: Mapping[str, str] = MappingProxyType(
    {
        "INCOME": (
            "monthly income|annual income|household income|gross salary|net salary|annual salary|"
            "monthly salary|"
            "income (monthly)|income (annual)|performance bonus|base salary|basic salary|salary|take-home pay|"
            "gross pay|net pay|yearly income"
        ),
        "PROPERTY": (
            "net worth|real estate value|investable assets|property value|house value|title deed no|client assets"
        ),
        "TAX": "income tax|income tax paid|individual income tax|iit|tax withheld|personal income tax",
        "HOUSING_FUND": (
            "housing fund|housing provident fund|provident fund|housing fund account|housing fund balance|"
            "hpf|hpf balance|hpf contribution|housing fund base|housing fund contribution|provident fund account|"
            "provident fund balance|hpf account"
        ),
        "LOAN": (
            "mortgage balance|mortgage|mortgage payment|monthly instalment|monthly installment|monthly repayment"
        ),
        "CREDIT_REPORT": (
            "credit score|credit report score|credit inquiries|credit record|credit report|credit report no|"
            "credit history|fico|credit rating score|number of inquiries|credit enquiries|"
            "fico score|credit bureau score|credit report number"
        ),
        "PROFILE": (
            "risk profile|risk tolerance|client tag|client tags|customer tag|investment preference|"
            "client segment|"
            "customer segment|client tier|customer tier|client grade|client rating|customer rating|"
            "investor type|"
            "risk appetite of client|customer risk level|client risk level|customer profile|client profile"
        ),
    }
)
ENGLISH_USUAL: Mapping[str, str] = MappingProxyType(
    {
        "INCOME": "bonus|wage|wages|compensation",
        "PROPERTY": "total assets|financial assets|aum|deposit balance|account balance|portfolio value|"
        "market value",
        "TAX": "tax paid|tax amount|tax payable|taxable income",
        "LOAN": (
            "instalment|installment|repayment amount|amount past due|past due amount|credit line|approved limit|"
            "approved amount|loan principal|outstanding amount|outstanding mortgage|outstanding debt|"
            "loan outstanding|"
            "amount overdue|loan amount|"
            "loan balance|outstanding principal|overdue amount|outstanding balance|"
            "monthly payment|credit limit|days past due|loan term|overdue days|remaining term|amount due|"
            "remaining principal|outstanding loan"
        ),
        "CREDIT_REPORT": (
            "credit rating|credit grade|credit status|times past due|loan classification|delinquencies|"
            "times overdue|overdue count"
        ),
        "TRANSACTION": (
            "transaction amount|txn amount|transaction date|transaction time|trade amount|debit amount|credit amount|"
            "value date|txn date|transaction value|deposit amount|transfer amount|trade date|posting date|"
            "withdrawal amount|trade time"
        ),
        "PROFILE": "risk appetite|risk level|risk rating|risk category|risk grade",
    }
)
ENGLISH_WITH_PERSONS: Mapping[str, str] = MappingProxyType(
    {
        "INCOME": (
            "overtime|take home|income|allowance|allowances|subsidy|commission|incentive|director fee|"
            "13th month|year-end bonus|year end bonus|"
            "deferred bonus"
        ),
        "TAX": "paye|pit|pit amt|tax adj",
        "HOUSING_FUND": "contribution base",
        "PROPERTY": (
            "available balance|pnl|p&l|unrealized p/l|profit/loss|appraised value|valuation|"
            "net assets|assets|balance|deposits|total deposits|average balance|cash balance|"
            "real estate"
        ),
        "LOAN": "dpd|loan|principal|emi|out bal|arrears|payment due|credit amount|remaining balance|month pay",
        "CREDIT_REPORT": (
            "inquiries|enquiries|five-tier classification|five class|five cls|loan class|longest delinquency|"
            "public records|bankruptcies|bankruptcy|judgments|judgements|charge-offs|charge offs|defaults"
        ),
        "PROFILE": (
            "schooling|vocation|edu|kids num|family size|cust risk|segment|tier|education|education level|"
            "edu level|edu cd|highest degree|degree|qualification|marital status|"
            "marital|mar stat|marriage|occupation|occup cd|profession|employment|ethnicity|ethnic|nation|"
            "political status|political|politic status|religion|health|health status|no of dependants|"
            "no. of dependants|dependants|dependents|"
            "children|child num|child cnt|investment experience|invest exp|years of investing|invest years|"
            "interests|hobbies|"
            "hobby|tags|preference|preferences|aum band|asset band|asset size|asset lvl|date of birth|dob|"
            "birth date|birth dt|"
            "birthday|customer grade|cust grade|cust lvl|cust seg|vip level|cust risk lvl|aml risk|risk lvl"
        ),
    }
)

# Headers that are known and mean nothing here: with them a row is told to be a header.
NEUTRAL = (
    "客户代码 客户号码 核心客户号 人员编号 员工编号 职工编号 产品 产品名称 产品代码 办理日期 申请日期 "
    "开户日期 登记日期 签约日期 渠道 客户类型 客户类别 客户经理 "
    "所属机构 所属支行 "
    "经办网点 摘要 对方户名 对方账号 交易对手 交易类型 用途 利率 执行利率 到期日 还款日 起息日 邮编 岗位 岗位名称 "
    "入职日期 学校 专业 职称 职位 级别 分行 地区 省份 审批状态 跟进人 班级 民族 工作单位 从事职业 职业类别 婚姻 "
    "婚否 婚姻情况 文化程度 最高学历 教育程度 业务类型 交易渠道 交易方式 交易摘要 "
    "交易类别 买卖方向 证券代码 证券名称 成交数量 成交价格 成交均价 "
    "单位性质 行业 年份 月份 入账日期 账期 期数 工龄 编制 "
    "branch remark remarks channel product category"
)

ENGLISH_NEUTRAL = (
    "cif no|ecif no|emp no|emp id|cust no|client id|customer id|cust id|client no|customer no|"
    "customer number|employee no|staff id|member id|counterparty|"
    "counterparty name|occupation|profession|job|job title|employer|education|education level|degree|marital|"
    "marital status|ethnicity|ethnic group|interest rate|rate|term|tenor|description|narrative|transaction type|"
    "txn type|side|relationship manager|open date|maturity date|birthday|position|region|city"
)

# Words around a core that make it something else: a rate, a rule, a sum over many.
NOT_A_VALUE = (
    "利率 税率 比率 收益率 不良率 逾期率 完成率 比例 占比 人均 平均 政策 制度 办法 规模 同比 环比 "
    "增长 增速 说明 方式 授权 营业 主营 利息收入 手续费 中间业务 非息 销售 经营 财政 税收 证明 编码 "
    "上限 下限 系数 目标 机构 标准 贷款人 中心 卡号 工资卡 条线 专员 经理 系统 缴存总额"
)
