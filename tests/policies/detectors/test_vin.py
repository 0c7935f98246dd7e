"""VIN: the check character at place 9, and the ways in which people write the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detectors.base import Candidate
from policies.detectors.vin import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.corpus import check_digits
from tests.policies.detectors.found import found

FOUND = [
    ("LSVAU2A34N2183294", "LSVAU2A34N2183294"),
    ("lsvau2a34n2183294", "lsvau2a34n2183294"),
    ("抵押车辆1HGCM82633A004352已入库", "1HGCM82633A004352"),
    ("车架号：LSV AU2A34 N2183294", "LSV AU2A34 N2183294"),
    ("车架号LSV-AU2A34-N2183294", "LSV-AU2A34-N2183294"),
    ("车架号 L S V A U 2 A 3 4 N 2 1 8 3 2 9 4", "L S V A U 2 A 3 4 N 2 1 8 3 2 9 4"),
    ("ＬＳＶＡＵ２Ａ３４Ｎ２１８３２９４", "ＬＳＶＡＵ２Ａ３４Ｎ２１８３２９４"),
    ("LSVAU2A34\u200bN2183294", "LSVAU2A34\u200bN2183294"),
    ("车架号：LSVAU2A34N\n2183294", "LSVAU2A34N\n2183294"),
    ("车架号：LSVAU2A34N2=\r\n183294", "LSVAU2A34N2=\r\n183294"),
    ("VIN: LSVAU2A34N2183294.", "LSVAU2A34N2183294"),
    ("vin=1hgcm82633a004352&x=1", "1hgcm82633a004352"),
    ("车架号\t车牌\nLSVAU2A34N2183294\t京A12345\n", "LSVAU2A34N2183294"),
    ("<td>车架号</td><td>LSVAU2A34N2183294</td>", "LSVAU2A34N2183294"),
    ("車輛識別代號：LSVAU2A34N2183294", "LSVAU2A34N2183294"),
    ("姓名,车架号\n张三,LSV  AU2A34  N2183294\n", "LSV  AU2A34  N2183294"),
    ("姓名;VIN\n张三;L S V A U 2 A 3 4 N 2 1 8 3 2 9 4\n", "L S V A U 2 A 3 4 N 2 1 8 3 2 9 4"),
]
LOOK_ALIKES = [
    "借据号JK202614801542235",
    "9482390350x363175",
    "LSVAU2A38N2183294",
    "车架号：LSVAU2A38N2183294",
    "LSVAU2A34N21832941",
    "XLSVAU2A34N2183294",
    "LSVAU2A34N218329I",
    "订单号 LSVAU2A34N2183294",
    "11111111111111111",
    "LSVAU2A3",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_vehicle_number_is_found_as_written(text: str, value: str) -> None:
    assert found("VIN", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("VIN", text) == []


BODY = r"L[A-HJ-NPR-Z]{2}[0-9A-HJ-NPR-Z]{10}[0-9]{4}"


@given(st.from_regex(BODY, fullmatch=True))
def test_exactly_one_character_fits_at_place_nine(body: str) -> None:
    numbers = [body[:8] + check + body[9:] for check in "0123456789X"]
    fitting = [each for each in numbers if validate(Candidate(each))]
    assert fitting == [body[:8] + check_digits.vin(body) + body[9:]]
    assert found("VIN", f"车辆{fitting[0]}，") == fitting


@pytest.mark.parametrize("letter", "IOQ")
def test_letters_that_do_not_occur(letter: str) -> None:
    assert validate(Candidate(f"LSVA{letter}2A34N2183294", label=Topic.VIN)) == 0.0


def test_labels_and_reasons() -> None:
    labelled, bare, order = (
        validate(Candidate("LSVAU2A34N2183294", label=label))
        for label in (Topic.VIN, None, Topic.OTHER_NUMBER)
    )
    assert labelled > bare >= ACT_CONFIDENCE > order > 0.0
    assert explain(Candidate("LSVAU2A34N2183294", label=Topic.VIN)) == (
        "check-digit:gb-16735",
        "label:vehicle number",
    )
