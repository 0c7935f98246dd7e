"""From a leftover to its question."""

from pathlib import Path

from agent.parts import Parts
from agent.prompt.question import SAMPLES_MAX, question_of
from tests.agent.builders import make_file, make_leftover
from wire.incident import IncidentFinding


def finding(kind: str, masked: str, grade: str = "sensitive") -> IncidentFinding:
    return IncidentFinding(kind, "identity", grade, 0.9, masked, "0" * 32, ())


def test_it_tells_the_gravest_first_with_a_few_masked_samples(parts: Parts, tmp_path: Path) -> None:
    findings = (
        finding("NAME", "王**"),
        *(finding("RESIDENT_ID", f"11010{n}****") for n in range(9)),
        finding("RESIDENT_ID", "110100****"),
        finding("SOMETHING_NEW", "x*"),
    )
    leftover = make_leftover(
        parts, make_file(tmp_path, "桌面/名单.xlsx"), findings=findings, notice_zh=" 请销毁。\n"
    )
    asked = question_of(leftover)
    assert (asked.name, asked.folder) == ("名单.xlsx", str(tmp_path / "root" / "桌面"))
    assert [(one.type, one.count) for one in asked.found] == [
        ("RESIDENT_ID", 10),
        ("NAME", 1),
        ("SOMETHING_NEW", 1),
    ]
    assert len(asked.found[0].samples) == SAMPLES_MAX
    assert asked.why_zh == "请销毁。"
    assert (asked.deadline, asked.allow_vault) == (leftover.deadline, True)


def test_a_graver_grade_is_told_before_a_likelier_type(parts: Parts, tmp_path: Path) -> None:
    findings = (
        finding("MOBILE", "138****", "general"),
        finding("NAME", "王**", "general"),
        finding("CREDIT_REPORT", "A**"),
        finding("NAME", "李**", "restricted"),
        finding("PLATE", "京**", "of-a-newer-version"),
    )
    asked = question_of(make_leftover(parts, make_file(tmp_path), findings=findings))
    assert [one.type for one in asked.found] == ["NAME", "CREDIT_REPORT", "MOBILE", "PLATE"]


def test_without_a_notice_the_rules_reason_is_shown(parts: Parts, tmp_path: Path) -> None:
    leftover = make_leftover(parts, make_file(tmp_path), notice_zh="", notice_en="")
    asked = question_of(leftover)
    assert asked.why_zh == asked.why_en == "The file holds client data."
