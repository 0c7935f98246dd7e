"""ADDRESS: exact spans with and without a label, and places that are none."""

import pytest

from policies.detection import detect
from policies.detectors.address import explain, validate
from policies.detectors.base import Candidate


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "客户现住北京市朝阳区建国路88号阳光花园12号楼3单元1201室，上门面签",
            "北京市朝阳区建国路88号阳光花园12号楼3单元1201室",
        ),
        ("请把合同寄到浙江省杭州市西湖区文一西路12号，收件人：张三", "浙江省杭州市西湖区文一西路12号"),
        ("寄到云南省昆明市五华区翠湖南路8号附12号，收", "云南省昆明市五华区翠湖南路8号附12号"),
        ("寄到天河区体育西路103号维多利广场A塔28楼", "天河区体育西路103号维多利广场A塔28楼"),
        ("地址：苏州工业园区星湖街328号创意产业园5-A3", "苏州工业园区星湖街328号创意产业园5-A3"),
        ("住址：朝阳区望京街10号望京SOHO T3座B1208", "朝阳区望京街10号望京SOHO T3座B1208"),
        ("通讯地址浙江省杭州市西湖区保利香槟7号楼2670室。", "浙江省杭州市西湖区保利香槟7号楼2670室"),
        ("地址、电话：广州市天河区文一西路265号6单元221 0531-83758978", "广州市天河区文一西路265号6单元221"),
        ("地址、电话：广州市天河区文一西路265号 (0531)83758978", "广州市天河区文一西路265号"),
        ("地址：湖北省武汉市武昌区中北路1514号水岸名苑，可上门", "湖北省武汉市武昌区中北路1514号水岸名苑"),
        ("户籍地址广东省广州市天河区体育西路\n103号与现住址不一致。", "广东省广州市天河区体育西路\n103号"),
        ("寄到 浙江省 杭州市 西湖区 文一西路 12号", "浙江省 杭州市 西湖区 文一西路 12号"),
        ("住在中山路128号。", "中山路128号"),
        ("石桥镇柳树村3组12号", "石桥镇柳树村3组12号"),
        ("家住河北省保定市涞水县永阳镇北庄村45号。", "河北省保定市涞水县永阳镇北庄村45号"),
        ("香港九龍彌敦道678號華僑商業中心12樓A室", "香港九龍彌敦道678號華僑商業中心12樓A室"),
        ("台北市大安區忠孝東路四段216巷27弄3號", "台北市大安區忠孝東路四段216巷27弄3號"),
        ("地址：北京市朝阳区", "北京市朝阳区"),
        ("住址：无锡市滨湖区中山路3785号", "无锡市滨湖区中山路3785号"),
        ("家住北京市东城区灯市口大街45号院。", "北京市东城区灯市口大街45号院"),
        ("承租天津市和平区世纪大道2122号和平里小区38#2-552", "天津市和平区世纪大道2122号和平里小区38#2-552"),
        ("抵押物坐落于上海浦东新区锦绣江南27栋682室，面积", "上海浦东新区锦绣江南27栋682室"),
        ("名下有学院路37号中海社区9栋689室", "学院路37号中海社区9栋689室"),
        ("查封北京市东城区南锣鼓巷93号院5号楼592房产", "北京市东城区南锣鼓巷93号院5号楼592"),
        ("1. 长江西路111号望京花园20栋2299室", "长江西路111号望京花园20栋2299室"),
        ("地址：新華街8號阳光花园2单元582\n2. 完成演练", "新華街8號阳光花园2单元582"),
        ("聯絡地址：桃園市中壢區民族路411號10樓之1", "桃園市中壢區民族路411號10樓之1"),
        ("住宅地址：九龍黃大仙慈雲山邨慈安樓2樓132室", "九龍黃大仙慈雲山邨慈安樓2樓132室"),
        ("Address: 46 Queen’s Road Central, Hong Kong. The bank", "46 Queen’s Road Central, Hong Kong"),
        ("Please courier the contract to No. 506 Yishan Road, Shanghai.", "No. 506 Yishan Road, Shanghai"),
        ("The client lives at 2839 Park Drive, Austin, TX 75634.", "2839 Park Drive, Austin, TX 75634"),
        ("住址：青岛市市南区中山北路903号8号楼4门104。", "青岛市市南区中山北路903号8号楼4门104"),
        ("快递：辽宁大连市中山区望京街908号之一，急", "辽宁大连市中山区望京街908号之一"),
        ("寄到长沙县星沙街道长江东街479号丽景苑\n团建地点初定", "长沙县星沙街道长江东街479号丽景苑"),
        ("房产坐落于福建省厦门市思明区古墩路673号\n运营中心\n", "福建省厦门市思明区古墩路673号"),
        ("房屋坐落：和平小区3号楼2单元501", "和平小区3号楼2单元501"),
        ("姓名\t地址\n张三\t上海市静安区五一大道15号\n", "上海市静安区五一大道15号"),
        ("<td>住址</td><td>杭州市余杭区红旗巷8号</td>", "杭州市余杭区红旗巷8号"),
        (
            "Address: Room 12, Building 2, No. 3 Jianguo Road, Chaoyang District, Beijing, please correct it.",
            "Room 12, Building 2, No. 3 Jianguo Road, Chaoyang District, Beijing",
        ),
        (
            "Address: Flat B, 12/F, Tower 3, 88 Queen's Road Central, Hong Kong",
            "Flat B, 12/F, Tower 3, 88 Queen's Road Central, Hong Kong",
        ),
    ],
)
def test_an_address_is_found_from_its_first_unit_to_its_last(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "上海浦东发展银行",
        "浙江省杭州市的经济增速为5%",
        "长江路沿线的网点",
        "本次检查覆盖市区3家支行",
        "3号楼会议室",
        "地铁2号线",
        "A区3号货架",
        "城区12号文",
        "频道5号",
        "人民路支行3号窗口",
        "地址：见附件",
        "地址：见附件3号",
        "IP地址：10.1.2.3",
        "Address: see attachment",
        "Bring the contract to Room 1203, Tower A",
        "机房位于园区3号楼地下一层",
        "无锡市滨湖区的网点",
        "地址栏请填写到门牌号",
    ],
)
def test_places_without_a_number_and_numbers_without_a_place_are_none(text: str) -> None:
    assert found(text) == []


def test_without_a_label_a_place_needs_a_number() -> None:
    assert validate(Candidate("北京市朝阳区", shape="found")) == 0.0
    assert validate(Candidate("北京市朝阳区", shape="label")) > 0.7
    assert validate(Candidate("园区3号楼", shape="found")) < 0.7


def test_its_units_are_a_reason() -> None:
    assert explain(Candidate("朝阳区建国路88号", shape="found")) == (
        "beside:found",
        "address-units",
    )
