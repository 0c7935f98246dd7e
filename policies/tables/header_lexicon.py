"""The parts that headers of the table types are made of: `累计已预扣预缴税额` is 累计, 已, 预扣, 预缴 and 税额.

Banks, brokers and tax offices compose such headers freely, so no list of whole headers is ever complete.
Each part belongs to one kind; what kinds together mean is told in `header_grammar`. The parts follow the
forms named in `topic_words`.
"""

from collections.abc import Mapping
from types import MappingProxyType

# `plain` is what may stand in any header and does not change what it is about. First what is measured,
# then what it is about, each with the parts that only go with it.
CHINESE: Mapping[str, str] = MappingProxyType(
    {
        "plain": (
            "是否 存在 有无 本月 当月 上月 每月 次月 逐月 月 年 季 日 本年 当年 上年 上年度 本年度 年度 全年 "
            "半年 近 最近 过去 "
            "以来 个月 内 月度 季度 年末 月末 期末 期初 期 本期 上期 当期 当前 每期 单月 历史 首次 最新 截至 末 "
            "新 旧 现 每 单 各 1 2 3 4 5 6 7 8 9 0 一 两 二 三 五 六 七 十二 应 实 已 未 待 须 需 预 可 累计 "
            "合计 总 总共 平均 月均 日均 年均 最高 最低 最长 最大 最多 连续 单笔 首笔 末次 个人 家庭 客户 本人 "
            "借款人 主借人 主借款人 员工 职工 单位 配偶 名下 申请人 投资者 自有 其中 税前 税后 扣税前 扣税后 "
            "含税 固定 基本 基础 其他 一次性 人民币 外币 折合 折人民币 原 后 前 次 笔 的 及 和 与 或"
        ),
        "money": "总值 总计额 价款 变动 净额 金额 额 余额 总额 小计 总计 款 款项 数 数额 发生数 结余 结存",
        "count": "期次 张数 量 数 套数 次数 笔数 期数 月数 月份数 天数 个数 数量 股数 机构数 账户数 家数 信息",
        "worth": (
            "价值 估价 价 总价 现值 净值 残值 现价 估值 评估值 评估价 评估价值 市值 市价 房价 车价 裸车价 网签价 "
            "购置价 成交价"
        ),
        "area": "面积 建面 坪数 建坪",
        "deed": "权属证号 证书编号 编号 证号 证 证书号 权证号 证明号 号 号码 权证",
        "price": "价格 均价 单价",
        "day": "日期 时间",
        "state": "状态 状况 情况 记录 结果 标志 命中",
        "fund": "公积金 强积金 住房公积金 汇缴 月缴 缴存 月缴存",
        "fund part": "工资 入息 雇员 雇主 员工 公司 提取 补缴 补充 基数 部分 上年结转 结转 冲贷",
        "tax": (
            "城建税 城市维护建设税 土地增值税 土地使用税 消费税 遗产税 赠与税 地价税 房屋税 地税 教育费附加 "
            "车辆购置税 购置税 个调税 契税 增值税 房产税 印花税 车船税 税费 个税 个人所得税 所得税 税款 税额 税金 "
            "税 纳税 完税 应纳 缴税 "
            "扣税 退税 补税 补退税 应纳税"
        ),
        "tax part": (
            "汇算 年度汇算 综合 扣款 计税 代扣 代缴 预缴 预扣 扣缴 入库 汇算清缴 应补退 补退 应补 应退 缴 "
            "扣 退 补 退还"
        ),
        "taxable": "应纳税所得 应税所得 计税所得 应税工资 应税收入 计税工资 计税收入",
        "deduction": "扣除 扣除额 抵扣",
        "deducted": (
            "子女教育 继续教育 大病医疗 住房租金 住房贷款利息 房贷利息 赡养老人 婴幼儿照护 个人养老金 专项附加 "
            "附加 专项 "
            "商业健康保险 税延养老保险 捐赠"
        ),
        "pay": (
            "加给 本薪 应领 实领 加班工资 过节费 过节 奖励金 年终绩效 补贴费 打卡 工资 薪资 薪酬 薪金 薪水 薪 "
            "月薪 年薪 底薪 基薪 "
            "奖金 年终奖 津贴 补贴 补助 提成 绩效 绩效奖 加班费 餐补 车补 房补 话补 劳务报酬 劳务费 稿酬 讲课费 "
            "课酬 顾问费 养老金 退休金 租金 分红 酬金 奖励 奖 季度奖 考核奖 收入 报酬 薪俸 入息 花红 佣金 餐费"
        ),
        "pay part": (
            "专项 留任 项目 伙食 车辆 职工 主要 岗位 职级 职务 薪级 等级 交通 通讯 住房 住宿 高温 误餐 驻外 "
            "业绩 考核 目标 延期支付 延期 递延 效益 独董 董事 工龄 全勤 值班 夜班 取暖 防暑 职业 劳务 股息 红利 "
            "利息 经营 投资 工作 生产 驻点 技能 学历 应发 实发 应付 实付 到手 补发 代发 发放 所得 加班"
        ),
        "paid": "实际发放 应付薪 打卡 应实发 应发 实发 到手 代发 补发",
        "loan": (
            "公积金贷款 组合贷款 期供 在贷 申贷 未偿 贷款 借款 放款 按揭 房贷 车贷 消费贷 经营贷 信贷 个贷 网贷 "
            "本金 本息 罚息 欠息 "
            "已出账单 未出账单 信用卡欠款 信用卡额度 复利 月供 供款 欠款 结欠 欠 借据 透支 垫款 分期 "
            "批贷 授信 额度 负债 债务 融资 最低还款 欠本"
        ),
        "loan part": (
            "对外担保 批准 循环 卡片 固定 预授信 临时 下期 初始 偿 违约 应收 用款 余 还款 归还 偿还 还 审批 核准 批复 "
            "申请 合同 担保 对外 到期 剩余 尚欠 尚 发放 利息 利 收 拖欠 不良 正常 逾期 表内 表外 可用 已用 使用 "
            "支用 账单 贷 首付 结清 提前 拨付 冻结 房屋 住房 共享"
        ),
        "repay": "批准 未偿 应还款 待还款 还款 归还 偿还 应还 已还 待还 未还 实还 尚欠 审批 核准 批复 账单",
        "overdue": "逾期 迟缴 拖欠 违约 延滞",
        "query": "查询 硬查询",
        "query part": "授信审批 授信 征信 类 审批 贷款审批 信用卡审批 贷后管理 担保资格审查 本人",
        "credit account": (
            "贷款机构 放贷机构 贷记卡 信用卡 经营贷 小额贷款 未结清贷款 账户 未结清 未销户 授信机构 发卡机构 "
            "查询机构 机构 对外担保"
        ),
        "loan account": "贷款账户 信用卡账户 贷记卡账户 信贷账户 征信账户 借贷账户",
        "credit part": (
            "正常类 小额 房贷 车贷 经营贷 M1 M2 贷记卡 信用卡 准贷记卡 贷款 信贷 业务 审批 个月以上 天以上"
        ),
        "credit": (
            "法院执行 特殊交易 硬查询 连三累六 是否连三累六 "
            "民事判决 民事判决记录 强制执行 行政处罚 行政处罚记录 还款责任 相关还款责任 欠税 "
            "五级 还款情况 资产分类 征信 五级分类 风险分类 资产质量分类 失信 失信被执行人 黑名单 被执行 "
            "欠税记录 强制执行记录 公共记录 呆账 还款状态 还款记录"
        ),
        "credit lead": "A卡 B卡 C卡 申请 联征 内部 行为 信贷 分类 人行 百行 综合 是否 二代 央行",
        "score": "评估分 评分 得分 信用分 分数 数字解读 分值",
        "standing": "信用 资信 芝麻",
        "deal": (
            "交易 成交 发生 借方 贷方 转账 转入 转出 汇入 汇出 汇款 存入 支取 取款 支出 收支 收付 应收付 清算 "
            "交收 交割 委托 申购 赎回 认购 定投 确认 消费 支付 付款 收款 入账 出账 记账 购买 扣款 代扣 充值 "
            "购汇 结汇 赔款 退款 提现 订单 付出 取出 存取 刷卡 交易后 发生后 资金发生 买入 卖出 理赔 赔付 给付 "
            "核赔 结案 份额 份数 "
            "流水 支用 结算"
        ),
        "profit": "盈亏 浮盈 浮亏 盈利 损益",
        "interest": "利息 利",
        "gain": "所得",
        "deal part": "资金 联机 账户 申请 基金 理财 证券 卡 转 存 支 收 借 贷 收入 支出 手续 对账",
        "holding": "股权 股数 限售 持仓 持有 持股 股份 证券 股票",
        "holding part": "浮动 库存 浮 参考 实现 摊薄 成本 买入 卖出 可用 份 冻结 组合 产品 基金",
        "wealth": "财产 遗产 理财资产 资产 净资产 金融资产 存款 活期 定期 大额存单 理财 AUM 财富 资金 储蓄 存单 基金",
        "wealth part": (
            "可用 时点 继承 受赠 赠与 行内 可投资 投资 保险 金融 管理 家庭 理财 存 余 持有 持仓 规模 通知 结构性 "
            "信托 国债 银行"
        ),
        "estate": (
            "使用权 建物 房产 不动产 房屋 物业 抵押物 押品 抵质押品 抵质押物 质押物 质物 担保物 抵押 车辆 机动车 车 "
            "汽车 住房 商铺 车位 土地 宅基地 产权 他项权 购房 购车"
        ),
        "estate part": (
            "使用 占地 产证 权属 价款 建筑 套内 使用权 评估 认定 处置 购置 登记 所有权 成交 市场 新车 二手车 "
            "首次 套 总价 "
            "套数"
        ),
        "bare estate": (
            "产证面积 登记面积 房屋评估总价 房屋价款 评估净值 权证号码 大额存单 处置价值 认定价值 二手车评估价 "
            "新车购置价 评估价 评估价值 评估总价 评估值 建筑面积 套内面积 产权面积 购置价 裸车价 车价 房价 建面 "
            "抵押价值 网签价 购房总价"
        ),
        "trait": (
            "行业 学历 学位 教育 文化程度 婚姻 婚育 婚史 婚否 职业 民族 生日 出生 出生日期 子女 爱好 兴趣 "
            "家庭结构 "
            "家庭成员 赡养 抚养 供养 健康 吸烟"
        ),
        "trait part": (
            "代码 性质 等级 状况 情况 状态 信息 背景 程度 最高 水平 层次 类别 类型 身份 名称 日期 年月 年月日 "
            "人数 个数 数 "
            "成员 人口 关系 从事 行业 受 经历 史 阳历 现 既往 病史"
        ),
        "whose": (
            "品种 权益 客户 会员 贵宾 VIP 投资者 投资人 财富 用户 服务 风险 洗钱 反洗钱 风险承受能力 风险承受 承受能力 "
            "投资 理财 营销 产品 适当性 测评 风险测评 风测 价值"
        ),
        "rank": (
            "分级 等级 级别 层次 层级 分层 分类 星级 评级 评定 级 标签 画像 特征 偏好 目标 经验 意愿 类型 结果 期限 "
            "经历"
        ),
        "leaning": (
            "忠诚度 活跃度 信赖度 贡献度 生命周期 生命周期阶段 购买力 还款意愿 响应概率 渠道偏好 偏好渠道 行为标签 "
            "关注领域 分群 流失概率 购买偏好 性格"
        ),
        "leaning part": "流失 活跃 忠诚 潜力 营销 消费 购买 复购 兴趣 人群",
        "degree": "风险 预警 概率 机率 评分 水平 等级 级别 标签 意向 意愿 偏好 倾向",
    }
)
LATIN: Mapping[str, str] = MappingProxyType(
    {
        "plain": (
            "monthly mth month annual ann yearly year ytd avg average daily total tot max min highest longest "
            "latest current curr cur due net gross of the per no number cust customer client emp employee "
            "employer household family personal individual last first m a 6m 12m 24m 24 6 12 base basic in "
            "(24m) (6m) real rem remaining remain open closing opening running closed outstanding out times cd "
            "v l mon actual available avail active"
        ),
        "money": "proceeds amount amt bal balance value val sum total amounts price",
        "count": "count cnt times number no days months num payments checks cards dpd delinquency delinquencies",
        "worth": "mv value val valuation price worth est estimated appr appraised appraisal",
        "area": "area gfa sqm",
        "deed": "deed cert certificate ownership",
        "price": "price prices",
        "day": "date dt time",
        "state": "pattern status stat history hist record records",
        "fund": "hpf hf gjj fund housing provident",
        "fund part": (
            "indiv ind emp contribution contributions deposit draw withdrawal withdrawn withdraw corp comp "
            "company unit "
            "person base part share ee er salary deduction payment payments account acct bal"
        ),
        "tax": "tax iit paye",
        "taxable": "taxable",
        "tax detail": (
            "paid payable withheld withhold withholding prepaid refund refundable ind liability income deducted "
            "deduction adj already additional personal"
        ),
        "pay": (
            "salary sal wage wages pay payroll income inc bonus commission comm allowance allow overtime "
            "earnings earning remuneration compensation earn ot subsidy incentive dividend rent rental"
        ),
        "pay part": (
            "total monthly annual kpi quarter quarterly car shift sales retention credited payable allow amount "
            "post perf performance meal transport housing deferred other director fee take home paid"
        ),
        "loan": (
            "loan mortgage principal prin instalment installment instalments installments arrears emi lent lend "
            "repay repayment repaid pmt interest int penalty disbursed disb credit limit debt quota"
        ),
        "loan part": (
            "left next period card original orig sanctioned facility line quota lines portion past approved "
            "approve contract apply payment paid unpaid used owe ovd overdue due guarantee guar"
        ),
        "overdue": "overdue ovd delinquency delinquencies dlq delq dpd past late",
        "overdue part": "payments payment due days day cnt worst status",
        "query": "checks inquiry inquiries enquiry enquiries inq query pulls",
        "query part": "hard credit recent loan",
        "credit account": "accounts account acct loans cards",
        "payment": "repayment repay payment pay pay24 pays",
        "credit": "blacklist blacklisted classification five",
        "score": "score scr fico",
        "standing": "zx credit crdt bureau tu pboc behaviour behavior rating",
        "deal": (
            "post posting transaction txn tran trans trade trx deal debit dr credit cr withdrawal withdrawals "
            "deposit deposits consideration settlement settle settled clear billed purchase purchased invested "
            "invest charge spend debits credits receipts payments traded executed filled match occur ack trans. "
            "book booking entry acct bill subscription subs redemption redeem confirmed confirm order consume "
            "payment transfer entrust hold"
        ),
        "deal part": "fee business net proceeds in out paid after acct account",
        "holding": "qty quantity holding holdings position hold shares units market mkt mv",
        "profit": "pnl pl profit loss",
        "holding part": "share shares qty post hold quantity stock float profit loss",
        "wealth": "time fixed wm asset assets wealth aum deposit deposits dep savings portfolio",
        "wealth part": "fin financial net worth client",
        "estate": (
            "housing build home living residential property properties prop house estate vehicle veh car "
            "collateral coll pledged pledge title bldg building floor saleable"
        ),
        "estate part": "purchase market eval gross appraisal appraised appr estimated cert no",
        "trait": (
            "education edu academic schooling qualification degree marital marriage marry mar occupation occup "
            "vocation profession employment ethnic birth born birthday dob children kids dependents dependants"
        ),
        "trait part": (
            "name desc background status stat state level type date size num no of number highest cd info count cnt"
        ),
        "whose": (
            "client customer cust member membership investor invest investment risk service vip user aml "
            "product prod kyc behaviour"
        ),
        "rank": (
            "tier level lvl rating rank grade class category segment tag tags preference prefer objective goal "
            "horizon experience appetite tolerance profile band exp"
        ),
        "leaning": "lifecycle",
        "leaning part": "churn propensity loyalty attrition",
        "degree": "probability prob likelihood risk score tier level stage",
    }
)
# The initials of pinyin syllables, of which core systems make up the names of columns: `gjjjcjs` is 公积金缴存基数.
INITIALS: Mapping[str, str] = MappingProxyType(
    {
        "plain": "l gr dw grz dwz zh y n dq bq lj hj zg sj bn sn ys bz qy",
        "money": "yue jine je ye ze yjc hj zje zye",
        "count": "cs bs ts ys qs",
        "worth": "jz jg gz sz zz gj",
        "area": "mj",
        "fund": "gjj jc gjjjc yjc jce yjce",
        "fund part": "zye js jcjs tq tqe bj yjs gjjs",
        "tax": "gs sds grsds se ns yns yk ks nse ynse sk",
        "tax part": "dk yk dkdj ykyj kj yb yt ybt",
        "taxable": "ynssde nssde",
        "pay": "gz jj jt bt xc jx xz gzze tc yj ysr nsr",
        "pay part": "jb gw yf sf dk jx zw nz jbgz gwgz",
        "loan": "dk jk fk bj lx yg sx hk qk qx syjbj wycbj fx edu ed",
        "loan part": "ht sy wh yh yq yhbj syj wc sq hb",
        "overdue": "yq",
        "query": "cx",
        "credit": "zx wjfl zxpf zxf xyf xydj zxfs",
        "score": "pf fs",
        "standing": "xy zx",
        "deal": "jf df sr zc jyh jy cj fs zf hk zz cz xf sg sh qr wt",
        "holding": "cc cg zq gp gf jj",
        "holding part": "ky fd cb",
        "profit": "yk",
        "wealth": "zc ck lc jr zzc jzc lczc jrzc cx",
        "estate": "fc fw bdc dyw cl yp",
        "deed": "zh qzh",
        "trait": "zy cyzy zymc hyqk hyzt xldm xl whcd hy hyzk mz csrq jycd zylx zhiye xueli",
        "whose": "kh fx tz",
        "rank": "dj jb fl xj pj bq",
    }
)
