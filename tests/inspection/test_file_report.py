"""What people and programs are shown: counts, a bar or lines, one JSON value a file."""

import io
import json
import os
from pathlib import Path

import pytest

from inspection import file_report
from inspection.file_report import Progress, Summary, line_of, shown
from policies.finding import Category, Finding, Grade, PlaceStep
from policies.inspected import Inspection, InspectionVerdict

FOUND = Finding(
    "MOBILE",
    Category.IDENTITY,
    Grade.SENSITIVE,
    0.123456,
    "138****8000",
    "f" * 32,
    (PlaceStep("member", "a"),),
)
CLEAN = Inspection(
    InspectionVerdict.INSPECTED, "", "text", 1_500_000, 0.12345678, (FOUND, FOUND), (), unread=("image",)
)
REFUSED = Inspection(InspectionVerdict.UNINSPECTABLE, "unreadable", "", 0, 0.0)


class Screen(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def progress(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, every: float) -> tuple[Progress, Screen]:
    screen = Screen(terminal=terminal)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(file_report, "_REDRAW" if terminal else "_LINE_EVERY", every)
    return Progress(4), screen


def test_a_line_holds_the_mask_but_not_the_hash() -> None:
    line = line_of("a.txt", CLEAN)
    assert json.loads(json.dumps(line)) == {
        "path": "a.txt",
        "verdict": "inspected",
        "reason": "",
        "format": "text",
        "size": 1_500_000,
        "seconds": 0.123457,
        "findings": [
            {
                "type": "MOBILE",
                "category": "identity",
                "grade": "sensitive",
                "confidence": 0.1235,
                "masked": "138****8000",
                "place": [{"kind": "member", "name": "a"}],
            }
        ]
        * 2,
        "unread": ["image"],
    }


def test_a_summary_counts_files_values_and_reasons() -> None:
    summary = Summary()
    for inspection in (CLEAN, CLEAN, REFUSED):
        summary.add(inspection)
    counts = summary.as_dict()
    assert 0 <= counts.pop("seconds") < 60  # type: ignore[operator]
    assert counts == {
        "files": 3,
        "findings": 4,
        "octets": 3_000_000,
        "by_verdict": {"inspected": 2, "uninspectable": 1},
        "by_reason": {"unreadable": 1},
        "by_format": {"text": 2, "none": 1},
        "by_type": {"MOBILE": 4},
    }


def test_the_table_for_people_puts_the_most_frequent_first() -> None:
    summary = Summary()
    for inspection in (REFUSED, CLEAN, CLEAN):
        summary.add(inspection)
    head, *rows = summary.table().splitlines()
    assert head.startswith("3 files, 3.0 MB, ")
    assert head.endswith(" s, 4 found")
    assert [row.split() for row in rows] == [
        ["verdict", "inspected", "2"],
        ["verdict", "uninspectable", "1"],
        ["reason", "unreadable", "1"],
        ["type", "MOBILE", "4"],
        ["format", "text", "2"],
        ["format", "none", "1"],
    ]


def test_on_a_terminal_a_bar_grows_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    bar, screen = progress(monkeypatch, terminal=True, every=0)
    bar.step()
    bar.step()
    bar.say("a.txt: 1 found")
    bar.end()
    first, second, rest = screen.getvalue().split("\r", 2)
    assert first == ""
    assert second == "[" + "#" * 7 + "." * 23 + "] 1/4 files"
    assert rest == "[" + "#" * 15 + "." * 15 + "] 2/4 files\r\033[Ka.txt: 1 found\n\r\033[K"


def test_elsewhere_lines_say_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    steps, screen = progress(monkeypatch, terminal=False, every=0)
    steps.step()
    steps.say("a.txt: 1 found")
    steps.step()
    steps.end()
    assert screen.getvalue() == "1/4 files\na.txt: 1 found\n2/4 files\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_quick_work_is_not_talked_about(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    steps, screen = progress(monkeypatch, terminal=terminal, every=1000)
    for _ in range(4):
        steps.step()
    assert screen.getvalue() == ""


def test_paths_are_shown_as_text() -> None:
    assert shown("客户.txt") == "客户.txt"
    assert shown(Path(os.fsdecode(b"a/\xff\xe5\xae"))) == r"a/\xff\xe5\xae"
