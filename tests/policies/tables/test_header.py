"""What one header cell says."""

import pytest

from policies.tables.header import read_header
from policies.vocabulary import Topic


@pytest.mark.parametrize(
    ("cell", "topic"),
    [
        ("月收入", Topic.INCOME),
        ("借款人月收入（元）", Topic.INCOME),
        (' "年薪(万元)" ', Topic.INCOME),
        ("月 收 入", Topic.INCOME),
        ("近6个月征信查询次数", Topic.CREDIT_REPORT),
        ("个人住房公积金账号", Topic.HOUSING_FUND),
        ("Annual Income (RMB)", Topic.INCOME),
        ("Risk level", Topic.PROFILE),
        ("身份证号", Topic.RESIDENT_ID),
        ("被保险人身份证号", Topic.RESIDENT_ID),
        ("附件密码", Topic.PASSWORD),
        ("办理日期", Topic.NEUTRAL),
        ("工资卡", Topic.BANK_CARD),
        ("申请人姓名", Topic.NAME),
        ("手机号1", Topic.MOBILE),
        ("> 姓名", Topic.NAME),
        ("CUST_NAME", Topic.NAME),
        ("loan_amount", Topic.LOAN),
        ("acctNo", Topic.ACCOUNT),
        ("应税收入", Topic.TAX),  # 税收 in it is no tax of a country
        ("近6个月查询次数", Topic.CREDIT_REPORT),
        ("户口结余", Topic.PROPERTY),
        ("员工", Topic.NAME),
        ("出险人", Topic.NAME),
        ("现金价值", Topic.PROPERTY),
        ("管理资产规模", Topic.PROPERTY),
        ("经营所得应纳税额", Topic.TAX),
        ("个人养老金扣除", Topic.TAX),  # and no pension
        ("已缴保费", Topic.TRANSACTION),
        ("数字解读", Topic.CREDIT_REPORT),
        ("B卡评分", Topic.CREDIT_REPORT),
        ("Employee 员工", Topic.NAME),
        ("纳税人 Taxpayer", Topic.NAME),
        ("Borrower Name", Topic.NAME),
        ("对方户名", Topic.NAME),
        ("员工编号", Topic.NEUTRAL),  # a number, whoever has it
        ("城建税", Topic.TAX),
        ("继承财产金额", Topic.PROPERTY),
        ("持有份额", Topic.PROPERTY),
        ("信贷评级", Topic.CREDIT_REPORT),
        ("已还期数", Topic.LOAN),
        ("公积金缴存比例", Topic.HOUSING_FUND),
        ("住房状况", Topic.PROFILE),
        ("本人", None),  # what somebody is to somebody
        ("贷款金额/Outstanding loan（元）", Topic.LOAN),
        ("Monthly Income 月收入", Topic.INCOME),
        ("姓名 Name", Topic.NAME),
        ("Monthly Income / CNY", Topic.INCOME),
        ("Income (monthly)", Topic.INCOME),
        ("Base salary (RMB'000)", Topic.INCOME),
        ("Client ID", Topic.NEUTRAL),
        ("累计已预扣预缴税额", Topic.TAX),
        ("工资薪金所得税", Topic.TAX),
        ("24期还款状态 Payment History", Topic.CREDIT_REPORT),
        ("出生日期 DOB", Topic.PROFILE),
        ("MAX_OVD_DAYS", Topic.CREDIT_REPORT),
        ("jyje", Topic.TRANSACTION),
        ("税收收入", None),
        ("风险等级分为五级", None),
        ("公积金缴存总额", None),
        ("税率", None),
        ("贷款利率", None),
        ("营业收入", None),
        ("征信授权方式说明", None),
        ("张三", None),
        ("交易金额超过74", None),
        ("月收入高于一万元的客户请逐户核实并在系统中登记情况说明", None),
        ("", None),
    ],
)
def test_topic_of_a_cell(cell: str, topic: Topic | None) -> None:
    assert read_header(cell)[0] is topic
