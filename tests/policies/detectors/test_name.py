"""NAME by label, column and honorific, and words that are no names."""

import pytest

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.name import explain, validate

NAMES = [
    ("姓名：张三", ["张三"]),
    ("姓 名：张三", ["张三"]),
    ("姓　名：张三", ["张三"]),
    ("姓名: 张 三", ["张 三"]),
    ("客户姓名：欧阳修文 先生", ["欧阳修文"]),
    ("姓名：张三身份证号：110105", ["张三"]),
    ("姓名：张三，性别：男", ["张三"]),
    ("姓名\n李小龙\n", ["李小龙"]),
    ("请填写姓名\n李小龙\n", []),
    ("姓名孙永平，身份证号", ["孙永平"]),
    ("客户王霞（身份证号：1）已完成", ["王霞"]),
    ("户名扎西·多吉资料补充", ["扎西·多吉"]),
    ("<td>收款人</td><td>何若然</td>", ["何若然"]),
    ('<input placeholder="投保人" value="蒋辉">', ["蒋辉"]),
    ("Account holder - 高飞", ["高飞"]),
    ("Name: ZHANG LIHUA, ID No.: 1", ["ZHANG LIHUA"]),
    ("Name: ZHANG, San", ["ZHANG, San"]),
    ("Beneficiary: LI XIAO MING", ["LI XIAO MING"]),
    ("感谢徐  超先生的信任", ["徐  超"]),
    ("感谢崔强先生的信任", ["崔强"]),
    ("尊敬的于晓杰女士：", ["于晓杰"]),
    ("陪同的还有扎西·多吉先生", ["扎西·多吉"]),
    ("请联系Mei Ling Huang先生。", ["Mei Ling Huang"]),
    ("姓名：\n李小龙\n", ["李小龙"]),
    ("户名：阿卜杜拉·买买提", ["阿卜杜拉·买买提"]),
    ("持卡人【王五】", []),
    ("持卡人：【王五】", ["王五"]),
    ("联系人是赵六，电话", ["赵六"]),
    ("Name: John Smith", ["John Smith"]),
    ("CARDHOLDER: LI WEI", ["LI WEI"]),
    ("姓名\t张三\n手机\t13800138000", ["张三"]),
    ("姓名\t身份证号\t手机\n张三\t\t\n李四光\t\t", ["张三", "李四光"]),
    ("序号,客户姓名,金额\n1,孙七,30\n2,周八,50\n", ["孙七", "周八"]),
    ("| 姓名 | 手机 |\n| --- | --- |\n| 吴九 | 1 |\n", ["吴九"]),
    ("尊敬的张三先生：", ["张三"]),
    ("请王小明女士和李四先生到场", ["王小明", "李四"]),
    ("司马光小姐", ["司马光"]),
    ("甲方（出借人）：王志宇", ["王志宇"]),
    ("被执行人：王志宇，男", ["王志宇"]),
    ("本人王志宇（身份证号：110101）委托李梅（护照E12345678）", ["王志宇", "李梅"]),
    ("联系人安春，座机", ["安春"]),
    ("客户姓名 王伟 性别 男", ["王伟"]),
    ('{"custName":"王志宇"}', ["王志宇"]),
    ("尊敬的于康栋先生", ["于康栋"]),
    ("关于次仁·旺堆先生", ["次仁·旺堆"]),
    ("请通知买买提·吐尔逊女士", ["买买提·吐尔逊"]),
    ("借款人：张三、李四和王五", ["张三", "李四", "王五"]),
    ("客户李玉梅来电投诉", ["李玉梅"]),
    ("客户王霞来电", ["王霞"]),
    ("借款人郑颖彦与配偶共同申请", ["郑颖彦"]),
    ("借款人基本情况：公孙华义，男，45岁", ["公孙华义"]),
    ("姓名孟琴钰性别女民族汉", ["孟琴钰"]),
    ("投诉人：姚强杰", ["姚强杰"]),
    ("机主姓名吐尔洪·热合曼", ["吐尔洪·热合曼"]),
    ("Name: CHEN Xiaoming", ["CHEN Xiaoming"]),
    ("Cardholder name: CHEUNG Wai Kit", ["CHEUNG Wai Kit"]),
    ("联系人解淑立，座机", ["解淑立"]),
    ("姓名：隋国鹏", ["隋国鹏"]),
    ("借款人：毛凯，吕玉华。", ["毛凯", "吕玉华"]),
    ("借款人名单：\n1. 戴静\n2. 朱宏图\n", ["戴静", "朱宏图"]),
    ("付款人系朱超，已核验", ["朱超"]),
    ("感谢严永康主管的支持", ["严永康"]),
    ("经周秀兰经理同意", ["周秀兰"]),
    ("我叫段明，是你们的客户", ["段明"]),
    ('<label>客户名</label><input name="q" value="汪国梅"/>', ["汪国梅"]),
]

NO_NAMES = [
    "陈列经理岗",
    "连任董事长",
    "任命科长一名",
    "联系人：客服，马上回复",
    "客户高度认可，客户江南分行",
    "客户常常反映排队问题",
    "客户文明服务在持续改进",
    "客户：高净值",
    "客户：华为",
    "收款人：国库",
    "联系人：王总",
    "姓名（盖章）：",
    "申请人、经办人、复核人",
    "借款人基本情况：经营正常",
    "客户情况：高新企业为主",
    "<td>姓名</td><td>应补(退)税额</td>",
    "函数的名字储存在变量中",
    "Name: Annual General Meeting",
    "Name: IBM Cloud",
    "Payee: Tax Bureau",
    "字体：ＭＳ 明朝",
    "MS 黑体",
    "姓名：如下",
    "姓名：____",
    "姓名\t班级\t学历",
    "姓名\t金额\n",
    "户名：张家口银行股份有限公司",
    "客户：高端客户",
    "联系人：张经理",
    "客户：平安银行",
    "户名：东方恒业信息技术有限公司",
    "白金客户 | 周周盈 | 1",
    "申请人须知",
    "经办人高度重视，",
    "请查收\n先生卡、小姐卡产品设计",
    "客户是上帝",
    "尊敬的客户先生女士",
    "女士们、先生们",
    "File Name: Annual Report",
    "Username: Zhang San",
    "filename: Big File",
    "Name: Customer Service",
    "各位先生",
    "王先生",
    "王经理，身份证号：110101",
    "申请人（身份证号：110101）",
    "补充材料（台胞证号：92900297）",
    "<投保人></投保人><车牌>1</车牌>",
    "<td>姓名</td><td>年龄</td>",
    "持有人姓名\n代发卡号\n",
    "客户家里电话0755-36447779",
    "请致电经办人索取。",
    "个人姓名：\n管道\n",
    "Name: \nNew Query\n",
    "NAME\nName\nName or service not known\nNiels Moller",
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_are_found_without_label_and_honorific(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in detect(text) if span.type == "NAME"] == names


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_are_no_names(text: str) -> None:
    assert [text[span.start : span.end] for span in detect(text) if span.type == "NAME"] == []


@pytest.mark.parametrize(
    ("value", "shape", "sure"),
    [
        ("张三", "label", True),
        ("欧阳", "label", False),
        ("张三丰李", "label", False),
        ("金额", "column", False),
    ],
)
def test_a_name_needs_a_family_name_and_a_given_one(value: str, shape: str, *, sure: bool) -> None:
    assert bool(validate(Candidate(value, shape=shape))) is sure


def test_reasons_name_what_stood_beside() -> None:
    assert explain(Candidate("张三", shape="column")) == ("beside:column", "family-name")
    assert explain(Candidate("John Smith", shape="label")) == ("beside:label", "capitalised")
