"""Header words that tell what the others of their table mean: whose rows they are, what an everyday word stands for.

What the words themselves stand for is in `topic_words`.
"""

# The columns of a statement: count as transactions beside a day and an account or a counterparty.
OF_STATEMENTS = (
    "提款 付方金额 支出额 金额 支出 存入 转入 转出 借方 贷方 余额 借方金额 贷方金额 结余 当前结余 本次结余 当日余额 "
    "本次余额 当前余额 账面余额 "
    "本次金额 剩余金额 资金余额 后资金额 可用资金 存款金额 取款金额 人民币金额 申请金额 还款金额 投资金额 代扣金额 "
    "支出金额 成交数量 成交价格 成交均价 委托数量 委托价格 股数 份额 剩余数量 借方(支出) 贷方(收入) ye je fse"
)
ENGLISH_OF_STATEMENTS = (
    "amount|amt|debit|credit|balance|bal|dr|cr|withdrawal|withdrawals|deposit|deposits|money in|"
    "money out|paid in|paid out|"
    "running balance|ledger balance|closing balance|ending balance|debits|credits|payments|receipts|"
    "balance after|bal after|curr bal|post balance|"
    "fund bal|fund balance|payment amount|pay amt|price|avg price|quantity|qty|shares|units|consideration|"
    "turnover|net proceeds|net amount|position|vol"
)
# What comes in, where something goes out in the same row.
OF_INFLOWS = "收入 收入金额 收入额 进账额 收方金额 存款"
# What belongs to the housing fund beside another column of it, what only in a table of nothing else,
# and what to the credit report in a table of one.
OF_FUNDS = "个人部分 单位部分 个人 单位 上年结转余额 上年结转 补缴金额 缴费基数 月应缴额 基数 月缴额 个人缴费 单位缴费"
OF_FUNDS_ALONE = "账户余额 余额 个人账户余额 提取金额 支取金额 本年余额 结息金额 提取额 支取额"
OF_REPORTS = "zhzt zhs 账户状态 当前账户状态 账户数 账户数合计 查询次数 还款状态 五级分类 授信总额 已用额度"
# What tells of a person beside what he is like otherwise, and in a list of staff only who does what.
OF_PROFILES = (
    "职务 职称 职位 专业 所学专业 行业 所属行业 所在行业 单位性质 单位类型 企业性质 籍贯 国籍 血型 身高 体重"
)
ENGLISH_OF_PROFILES = "job title|job|industry|major|nationality|height|weight|blood type|blood group"
# What is paid in a list of who pays whom.
OF_PAYMENTS = "金额 付款金额 收款金额"
ENGLISH_OF_PAYMENTS = "amount|amt|payment amount"
ENGLISH_OF_REPORTS = "account status|acct status|no of accounts|acct cnt|accounts"

# What the rows are of when the first column is called so: no person, unless another column names one.
ROWS_OF_NOBODY = (
    "部门 分行 支行 机构 机构名称 网点 网点名称 月份 产品 指标 指标名称 项目 项目名称 供应商 供应商名称 条线 区域 "
    "贷款产品 贷款品种 理财产品 渠道 行业 地区 省份 城市 期限 品种 业务品种 科目 科目名称 产品类型 产品类别 "
    "经营机构 branch department region industry "
    "vendor supplier product"
)
# The same where no word of the other columns can make them persons.
ROWS_OF_THINGS = (
    "项目 地区 指标 指标名称 考核项 预算科目 报表项目 科目 科目名称 会计科目 科目代码 科目编号 岗位 "
    "岗位名称 招聘岗位 职级 产品 产品名称 贷款品种 "
    "理财产品 基金名称 信托计划 企业名称 公司名称 公司 上市公司 证券简称 字段 字段名 列名 参数 中文名 "
    "年龄段 客群 收入区间 期限 年限 贷款年限 "
    "级数 档次 级次 城市 险种 系统 平台 设备 设备编号 主机 作业 接口 任务名 资产名称 资产编号 楼盘 "
    "小区 品名 物料名称 发票号码 "
    "证券名称 股票名称 证券代码 股票代码 名称 代码 指数 发票号 供应商 费用项目 投保年龄 课程 球队"
)
ENGLISH_ROWS_OF_THINGS = (
    "item|line item|metric|kpi|budget item|product|product name|prod name|grade|position|job title|"
    "company|issuer|field|"
    "column|column name|parameter|age group|age grp|segment|term|tenor|years|city|scheme|fund|"
    "fund name|device|host|job|api|"
    "service|team|brch|branch|region|unit|org name|subject name|subj cd|security|symbol|ticker|code|"
    "stock name|stock code|sec name|sec code|index|asset|asset no|supplier|category|currency|gl code|"
    "gl name|account code|level|bracket|project|district"
)
# What persons, companies, books and databases have alike.
OF_ANYBODY = "投资者 纳税人名称 借款人名称 account id 收款方 付款方 卖方 买方 对方户名 对方姓名 信息主体"
ENGLISH_OF_ANYBODY = "owner|payer|relationship manager"
# Signs in a header that the rows are a company's figures and not persons.
OF_COMPANIES = (
    "同比 环比 较年初 较上 占比 增速 增幅 规模 预算 行业 部门 指标 公司 企业 单价 数量 税率 营业 "
    "利润 项目 人均 人数 笔数 户数 收益率 年化 起购 发票 不含税 价税 供应商 本月 上月 上年 去年 "
    "收盘 开盘 涨跌 指数 换手率 成交量 市盈率 计划 完成率 目标 季度 机构数 对公 业绩比较基准 本期 上期 主营 "
    "成本 费用 科目 净值 revenue profit "
    "budget department company price quantity qty project vat invoice headcount region yoy quarter "
    "forecast target cost 不良率 逾期率 不良贷款 拨备 户均 完成数 计划数"
)
