"""Segments to findings: masked, hashed, counted once, and nothing plain in any field."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import analysis as module
from inspection.analysis import Analysis, value_hash
from inspection.segment import Place, Segment, step
from policies.finding import Finding, Grade
from policies.masking import HIDDEN
from tests.inspection.samples import ID, OTHER_ID

KEY = b"k" * 32
MOBILE = "13800138000"


def findings(*segments: Segment, per_type: int = 1000) -> list[Finding]:
    analysis = Analysis(KEY, per_type)
    for segment in segments:
        analysis.take(segment)
    return analysis.findings


def header(name: str) -> Place:
    return step(step((), "part", "1"), "header", name)


def types(text: str, place: Place, origin: str = "metadata") -> set[str]:
    return {finding.type for finding in findings(Segment(place, text, origin=origin))}  # type: ignore[arg-type]


def test_a_finding_carries_mask_hash_and_place() -> None:
    place = step((), "page", "3")
    [finding] = findings(Segment(place, f"身份证 {ID}。"))
    assert (finding.type, finding.grade, finding.masked) == (
        "RESIDENT_ID",
        Grade.SENSITIVE,
        "110101********4514",
    )
    assert finding.value_hash == value_hash(KEY, "RESIDENT_ID", ID)
    assert finding.place == place
    assert finding.confidence >= 0.7


@given(st.sampled_from([f"{ID}.txt", f"客户 {ID}", f"{ID}_{OTHER_ID}.zip", f"a/{ID}/b"]), st.booleans())
def test_no_field_holds_the_value_not_even_the_name_of_the_place(name: str, in_name: bool) -> None:
    place = step(step((), "member", name), "sheet", "1")
    found = findings(Segment(place, name if in_name else ID))
    assert found
    said = msgspec.json.encode(found).decode()
    assert ID not in said
    assert OTHER_ID not in said
    assert "110101********4514" in found[0].place[0].name


def test_a_hint_at_a_password_is_resolved_by_what_another_part_holds() -> None:
    hint = Segment((), "附件的解压密码是客户手机号后六位，请查收。")
    analysis = Analysis(KEY, 1000)
    for segment in (hint, Segment(step((), "member", "a.csv"), f"手机：{MOBILE}")):
        analysis.take(segment)
    [found] = [each for each in analysis.conclude() if each.type == "PASSWORD_HINT"]
    assert (found.confidence, found.reasons[0]) == (0.97, "resolved:MOBILE")
    assert findings(hint)[0].confidence < found.confidence


def test_a_picture_of_a_card_is_a_finding_besides_what_stands_on_it() -> None:
    text = f"姓名 张三\n性别 男 民族 汉\n出生 1990年3月7日\n住址 北京市\n公民身份号码 {ID}"
    found = findings(Segment((), text, origin="ocr"), Segment((), text, origin="ocr", alternate=True))
    assert [finding.type for finding in found].count("ID_CARD_IMAGE") == 1
    [card] = [finding for finding in found if finding.type == "ID_CARD_IMAGE"]
    assert (card.grade, card.masked, card.confidence) == (Grade.SENSITIVE, HIDDEN, 0.95)
    assert "RESIDENT_ID" in {finding.type for finding in found}
    assert "ID_CARD_IMAGE" not in {finding.type for finding in findings(Segment((), text))}


def test_a_place_without_values_stays_as_it_is() -> None:
    place = step(step((), "member", "客户名单 2024.xlsx"), "sheet", "Sheet1")
    assert findings(Segment(place, ID))[0].place == place


def test_a_value_before_the_extension_of_a_file_name_is_found_and_masked() -> None:
    name = "名单(密码Abc2026).zip"
    [finding] = findings(Segment(step((), "name", name), name, origin="name"))
    assert finding.type == "PASSWORD"
    assert "Abc2026" not in finding.place[0].name
    bare = "密码Abc2026.zip"
    assert types(bare, step((), "name", bare), "name") == {"PASSWORD"}
    assert "Abc2026" not in findings(Segment(step((), "member", bare), ID))[0].place[0].name


def test_a_name_that_cannot_be_searched_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def detect(_text: str) -> list[object]:
        raise RuntimeError

    monkeypatch.setattr(module, "detect", detect)
    assert [each.name for each in Analysis(KEY, 1).shown(step((), "member", f"{ID}.zip"))] == ["******"]


def test_a_second_reading_of_the_same_bytes_is_not_a_second_value() -> None:
    first, again = Segment((), ID), Segment((), f"{ID} {OTHER_ID}", alternate=True)
    assert [finding.masked[-4:] for finding in findings(first, again)] == ["4514", "109X"]
    assert len(findings(first, first)) == 2


def test_a_value_only_the_second_reading_shows_counts() -> None:
    assert len(findings(Segment((), ID, alternate=True))) == 1


def test_many_values_of_one_type_do_not_push_out_another() -> None:
    many = Segment((), "\n".join([ID] * 20))
    found = findings(many, Segment((), "密码:Abc@1234"), per_type=5)
    assert [finding.type for finding in found] == ["RESIDENT_ID"] * 5 + ["PASSWORD"]


def test_one_value_has_one_hash_however_written_under_one_key() -> None:
    plain = value_hash(KEY, "RESIDENT_ID", OTHER_ID)
    assert len(plain) == 32
    assert value_hash(KEY, "RESIDENT_ID", "110101 19900307 109x") == plain
    assert value_hash(b"other", "RESIDENT_ID", OTHER_ID) != plain
    assert value_hash(KEY, "RESIDENT_ID", ID) != plain
    assert len(value_hash(KEY, "PASSWORD", "\ud800")) == 32


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("to", {"RESIDENT_ID", "MOBILE"}),
        ("subject", {"RESIDENT_ID", "MOBILE", "EMAIL"}),
        ("x-anything", {"RESIDENT_ID", "MOBILE", "EMAIL"}),
        ("message-id", {"RESIDENT_ID"}),
        ("x-ms-thread", {"RESIDENT_ID"}),
        ("arc-seal", {"RESIDENT_ID"}),
    ],
)
def test_a_header_field_decides_what_means_anything_in_it(name: str, expected: set[str]) -> None:
    assert types(f"{ID}, {MOBILE}, a@example.com", header(name)) == expected


def test_elsewhere_everything_counts() -> None:
    everything = {"RESIDENT_ID", "MOBILE", "EMAIL"}
    text = f"{ID}, {MOBILE}, a@example.com"
    assert types(text, step((), "member", "message-id")) == everything
    assert types(text, (), "text") == everything
    assert types(text, header("content-type"), "name") == everything
