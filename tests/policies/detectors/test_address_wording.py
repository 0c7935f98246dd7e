"""The units of addresses."""

import pytest

from policies.detectors import address_wording as wording


@pytest.mark.parametrize(
    ("run", "start"),
    [
        ("浙江省杭州市西湖区文一西路12号", 0),
        ("客户现居北京市朝阳区建国路88号", 4),
        ("杭州分行客户家庭住上海市徐汇区延安西路20弄", 9),
        ("中山路128号", 0),
        ("长江西路111号", 0),
        ("- 中山路128号", 2),
    ],
)
def test_where_an_address_begins(run: str, start: int) -> None:
    assert wording.lead(run) == start


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("北京市朝阳区", {"region"}),
        ("建国路88号", {"road", "number"}),
        ("柳树村3组12号", {"road", "number"}),
        ("阳光花园3栋", {"estate", "number"}),
        ("频道5号", {"number"}),
        ("市场", set()),
        ("小区", {"estate"}),
    ],
)
def test_kinds_of_units(text: str, kinds: set[str]) -> None:
    assert {kind for kind, unit in wording.UNITS if unit.search(text)} == kinds


def test_a_label_that_begins_its_line() -> None:
    assert wording.begins_its_line("一\n  - 地址", 6)
    assert not wording.begins_its_line("请填地址", 2)
