"""Columns of client tables: headings as banks write them, and what stands in their cells."""

from collections.abc import Callable
from random import Random

from tests.corpus.heldout import accounts, contacts, names, people

Cell = Callable[[Random], str]


def amount(low: int, high: int) -> Cell:
    """Return a maker of amounts in the usual notations."""

    def cell(rng: Random) -> str:
        number = rng.randint(low, high)
        cents = f".{rng.randint(0, 99):02}"
        return rng.choice((f"{number}", f"{number}{cents}", f"{number:,}{cents}", f"{number:,}"))

    return cell


def of(*words: str) -> Cell:
    """Return a maker that chooses among words."""
    return lambda rng: rng.choice(words)


def number(low: int, high: int) -> Cell:
    """Return a maker of whole numbers."""
    return lambda rng: str(rng.randint(low, high))


def date(rng: Random) -> str:
    """Return a day of the last years."""
    return f"{rng.randint(2019, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def moment(rng: Random) -> str:
    """Return a day and time."""
    return f"{date(rng)} {rng.randint(8, 20):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


COLUMNS: dict[str, tuple[tuple[str, Cell], ...]] = {
    "INCOME": (
        ("月收入", amount(3800, 68000)),
        ("年收入", amount(60000, 1900000)),
        ("税前月薪", amount(5000, 90000)),
        ("税后工资", amount(4000, 60000)),
        ("应发工资", amount(4000, 60000)),
        ("实发工资", amount(4000, 60000)),
        ("家庭年收入", amount(90000, 2500000)),
        ("Annual income", amount(60000, 1900000)),
        ("Monthly salary", amount(3800, 68000)),
        ("月收入(元)", amount(3800, 68000)),
        ("年薪", amount(90000, 900000)),
        ("個人月收入", amount(9000, 90000)),
        ("年終獎金", amount(9000, 90000)),
        ("月均收入", amount(3800, 68000)),
    ),
    "PROPERTY": (
        ("房产估值", amount(800000, 19000000)),
        ("房产评估价", amount(800000, 19000000)),
        ("房屋面积(㎡)", number(38, 320)),
        ("房产价值", amount(800000, 9000000)),
        ("车辆估值", amount(30000, 900000)),
        ("家庭总资产", amount(300000, 39000000)),
        ("Property value", amount(800000, 19000000)),
        ("房產估值", amount(800000, 19000000)),
        ("个人净资产", amount(200000, 9000000)),
        ("房产市值", amount(800000, 19000000)),
        ("Net worth", amount(300000, 9000000)),
    ),
    "TAX": (
        ("个人所得税", amount(120, 98000)),
        ("个税", amount(120, 38000)),
        ("已缴个税", amount(120, 98000)),
        ("应纳税额", amount(120, 98000)),
        ("代扣个税", amount(60, 9000)),
        ("年度纳税额", amount(900, 190000)),
        ("Income tax paid", amount(900, 190000)),
        ("個人所得稅", amount(120, 98000)),
        ("应补(退)税额", amount(10, 9000)),
        ("Individual income tax", amount(120, 98000)),
    ),
    "HOUSING_FUND": (
        ("公积金余额", amount(3000, 480000)),
        ("公积金月缴存额", amount(400, 7600)),
        ("住房公积金缴存基数", amount(3000, 36000)),
        ("住房公积金", amount(400, 7600)),
        ("公积金缴存额", amount(400, 7600)),
        ("Housing fund balance", amount(3000, 480000)),
        ("公積金餘額", amount(3000, 480000)),
        ("个人公积金", amount(200, 3800)),
        ("Housing fund contribution", amount(400, 7600)),
        ("公积金账户余额", amount(3000, 480000)),
    ),
    "LOAN": (
        ("贷款余额", amount(9000, 4800000)),
        ("贷款金额", amount(50000, 6800000)),
        ("月供", amount(1200, 39000)),
        ("剩余本金", amount(9000, 4800000)),
        ("Loan balance", amount(9000, 4800000)),
        ("Loan amount", amount(50000, 6800000)),
        ("逾期本金", amount(900, 68000)),
        ("貸款餘額", amount(9000, 4800000)),
        ("房贷余额", amount(90000, 4800000)),
        ("借款金额", amount(5000, 800000)),
        ("贷款本金", amount(50000, 6800000)),
        ("月还款额", amount(1200, 39000)),
    ),
    "CREDIT_REPORT": (
        ("征信评分", number(380, 890)),
        ("信用评分", number(380, 890)),
        ("征信查询次数", number(0, 19)),
        ("信用分", number(350, 880)),
        ("Credit score", number(350, 880)),
        ("征信逾期次数", number(0, 12)),
        ("徵信評分", number(380, 890)),
        ("个人信用评分", number(380, 890)),
        ("近半年征信查询次数", number(0, 12)),
        ("Credit report score", number(350, 880)),
    ),
    "TRANSACTION": (
        ("交易金额", amount(10, 980000)),
        ("交易日期", date),
        ("交易时间", moment),
        ("转账金额", amount(100, 480000)),
        ("Transaction amount", amount(10, 980000)),
        ("Transaction date", date),
        ("成交金额", amount(1000, 980000)),
        ("交易金額", amount(10, 980000)),
        ("借方发生额", amount(10, 98000)),
        ("贷方发生额", amount(10, 98000)),
        ("消费金额", amount(10, 9800)),
    ),
    "PROFILE": (
        ("风险等级", of("C1", "C2", "C3", "C4", "C5")),
        ("风险偏好", of("保守型", "稳健型", "平衡型", "进取型", "激进型")),
        ("客户等级", of("普通", "金卡", "白金", "钻石", "私人银行")),
        ("客户标签", of("高净值", "价格敏感", "流失预警", "夜间活跃")),
        ("Risk profile", of("conservative", "balanced", "aggressive")),
        ("投资偏好", of("固收类", "权益类", "黄金", "短期理财")),
        ("風險偏好", of("保守型", "穩健型", "進取型")),
        ("风险承受能力", of("C1", "C2", "C3", "C4", "C5")),
        ("Risk tolerance", of("low", "medium", "high")),
        ("消费偏好", of("母婴", "旅游", "数码", "餐饮")),
    ),
    "NAME": (
        ("姓名", names.chinese),
        ("客户姓名", names.chinese),
        ("户名", names.chinese),
        ("Client name", names.romanised),
    ),
    "MOBILE": (("手机号", contacts.mobile), ("联系电话", contacts.mobile), ("Mobile", contacts.mobile)),
    "RESIDENT_ID": (
        ("身份证号", people.resident_id),
        ("证件号码", people.resident_id),
        ("ID No.", people.resident_id),
    ),
    "BANK_CARD": (
        ("卡号", accounts.bank_card),
        ("银行卡号", accounts.bank_card),
        ("Card No.", accounts.bank_card),
    ),
    "BANK_ACCOUNT": (
        ("账号", accounts.bank_account),
        ("银行账号", accounts.bank_account),
        ("Account No.", accounts.bank_account),
    ),
    "EMAIL": (("邮箱", contacts.email), ("E-mail", contacts.email)),
    "ADDRESS": (("地址", names.address), ("家庭住址", names.address)),
    "PASSPORT": (("护照号", people.passport), ("Passport No.", people.passport)),
    "HKM_PERMIT": (("回乡证号", people.hkm_permit), ("港澳居民来往内地通行证号", people.hkm_permit)),
    "TW_PERMIT": (("台胞证号", people.tw_permit),),
    "FPR_CARD": (("外国人永久居留证号", people.fpr_card_old), ("永久居留身份证号", people.fpr_card_2023)),
    "RESIDENT_ID_15": (("旧身份证号", people.resident_id_15), ("15位身份证号", people.resident_id_15)),
    "USCI": (("统一社会信用代码", accounts.usci), ("信用代码", accounts.usci)),
    "CNAPS": (("联行号", accounts.cnaps), ("CNAPS", accounts.cnaps)),
    "PLATE": (("车牌号", contacts.plate),),
    "VIN": (("车架号", contacts.vin), ("VIN", contacts.vin)),
    "SECURITIES_ACCOUNT": (
        ("股东账号", accounts.securities_account),
        ("证券账号", accounts.securities_account),
    ),
    "LANDLINE": (
        ("固定电话", lambda rng: "-".join(contacts.landline(rng))),
        ("座机", lambda rng: "-".join(contacts.landline(rng))),
    ),
}
TABLE_TYPES = ("INCOME", "PROPERTY", "TAX", "HOUSING_FUND", "LOAN", "CREDIT_REPORT", "TRANSACTION", "PROFILE")
IDENTITIES = ("NAME", "MOBILE", "RESIDENT_ID", "BANK_CARD", "BANK_ACCOUNT", "EMAIL", "PASSPORT")
# Columns that tell nothing of a client.
NEUTRAL: tuple[tuple[str, Cell], ...] = (
    ("序号", number(1, 99)),
    ("备注", of("已核", "待补件", "正常", "退回")),
    ("经办机构", of("城西支行", "滨江支行", "高新支行", "营业部")),
    ("Status", of("done", "pending", "open")),
    ("渠道", of("柜面", "手机银行", "网银")),
)
