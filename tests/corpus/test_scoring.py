"""How the detection bench counts: exact span and type, misses and false alarms in words, business mail apart."""

import importlib
import json
from pathlib import Path

import pytest

from policies.finding import Span
from tests.benchmarks._detection_quality import aim_of, measure, rows
from tests.corpus.sample import Draft, Label, Sample

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
TEXT = "手机 13800138000，邮箱 a@b.example"
PHONE = Label(3, 14, "MOBILE", "plain")
MAIL = Label(18, 29, "EMAIL", "plain")


def _found(start: int, end: int, kind: str, confidence: float = 0.9) -> Span:
    return Span(start, end, kind, confidence, ("because",))


def _measured(*spans: Span, kind: str = "values", labels: tuple[Label, ...] = (PHONE, MAIL)):
    return measure([Sample("s", TEXT, labels, kind)], lambda _text: spans)


def test_the_span_and_the_type_must_be_exact() -> None:
    quality = _measured(_found(3, 14, "MOBILE"), _found(17, 29, "EMAIL"))
    assert (quality.types["MOBILE"].recall, quality.types["MOBILE"].precision) == (1, 1)
    assert (quality.types["EMAIL"].recall, quality.types["EMAIL"].precision) == (0, 0)
    assert quality.ways["EMAIL", "plain"].missed == 1


def test_what_policies_do_not_act_on_is_missed_and_listed() -> None:
    quality = _measured(_found(3, 14, "MOBILE", 0.5), _found(18, 29, "EMAIL"))
    assert quality.types["MOBILE"].recall == 0
    assert quality.faults == ["miss\tMOBILE\tplain\tonly at 0.50\ts\t手机 ⟦13800138000⟧，邮箱 a@b.example"]


def test_a_fault_says_what_was_found_instead_and_shows_the_invisible() -> None:
    quality = measure(
        [Sample("s", "1\u200b2\n", (Label(0, 3, "MOBILE", "plain"),))], lambda _: [_found(0, 4, "EMAIL")]
    )
    assert quality.faults == [
        "false\tEMAIL\tvalues\t0.90 because\ts\t⟦1\\u200b2\\n⟧",
        "miss\tMOBILE\tplain\tfound EMAIL[+0:+1]\ts\t⟦1\\u200b2⟧\\n",
    ]


def test_false_alarms_count_by_message() -> None:
    quality = _measured(_found(3, 14, "MOBILE"), _found(18, 29, "EMAIL"), kind="business", labels=())
    assert quality.false_alarms == 10_000
    assert _measured(_found(3, 14, "MOBILE", 0.4), kind="business", labels=()).false_alarms == 0


def test_an_error_of_the_engine_is_a_row_and_not_the_end() -> None:
    def fails(_text: str):
        raise ValueError("broken")

    quality = measure([Sample("s", TEXT, (PHONE,))], fails)
    assert quality.types["MOBILE"].missed == 1
    assert ("texts that end in an error", 1, "texts", 0, False, 1) in list(rows(quality))


@pytest.mark.parametrize(("kind", "aim"), [("CNAPS", 0.99), ("PLATE", 0.95), ("LOAN", 0.95), ("NAME", 0.85)])
def test_aims_are_those_of_the_promise(kind: str, aim: float) -> None:
    assert aim_of(kind) == aim


def test_one_type_can_be_looked_at_alone() -> None:
    quality = measure([Sample("s", TEXT, (PHONE, MAIL))], lambda _: [], only="EMAIL")
    assert list(quality.types) == ["EMAIL"]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the command in this process: exit code and rows by case."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    command = importlib.import_module("detection")

    def run(*arguments: str) -> tuple[int, dict[str, float]]:
        monkeypatch.setattr("sys.argv", ["detection.py", "--quality-only", *arguments])
        code = command.main()
        rows = map(json.loads, capsys.readouterr().out.splitlines())
        return code, {row["case"]: row["value"] for row in rows}

    return run


def test_foreign_data_is_measured_by_the_command(bench, tmp_path: Path) -> None:
    span = {"start": 3, "end": 14, "type": "MOBILE"}
    lines = [
        {"id": "1", "text": "手机 13800138001。", "spans": [span]},
        {"id": "2", "text": "各位同事，请知悉。", "spans": []},
    ]
    data, faults = tmp_path / "data.jsonl", tmp_path / "faults"
    data.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    code, cases = bench("--input", str(data), "--list", str(faults))
    assert code == 0
    assert cases["recall MOBILE"] == cases["recall MOBILE given"] == 1
    assert cases["false alarms on business mail"] == 0
    assert not faults.read_text(encoding="utf-8")


def test_an_aim_that_is_not_reached_is_exit_code_1(bench, tmp_path: Path) -> None:
    data, faults = tmp_path / "data.jsonl", tmp_path / "faults"
    span = {"start": 0, "end": 4, "type": "PLATE"}
    data.write_text(json.dumps({"id": "1", "text": "没有车牌", "spans": [span]}), encoding="utf-8")
    code, cases = bench("--input", str(data), "--list", str(faults))
    assert (code, cases["recall PLATE"]) == (1, 0)
    assert faults.read_text(encoding="utf-8") == "miss\tPLATE\tgiven\tnothing\t1\t⟦没有车牌⟧\n"


def test_a_bad_line_of_foreign_data_is_named(bench, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"data\.jsonl:1: KeyError\('spans'\); a line is"):
        bench("--input", str(data))


def test_the_page_keeps_what_stands_around_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(
        "# Figures\n\n<!-- detection -->\noutdated\n<!-- /detection -->\n\nmail\n", encoding="utf-8"
    )
    row = {
        "unit": "share",
        "yardstick": None,
        "yardstick_value": None,
        "aim": 0.95,
        "holds": True,
        "count": 7,
    }
    cases = ("precision PLATE", "recall PLATE", "recall PLATE plain")
    monkeypatch.syspath_prepend(BENCHMARKS)
    write = importlib.import_module("_detection_report").write
    write(page, [row | {"case": case, "value": 0.5} for case in cases], "./dev bench detection")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Figures\n\n<!-- detection -->\n")
    assert text.endswith("<!-- /detection -->\n\nmail\n")
    assert "| PLATE | 7 | 0.5000 | 0.5000 | 0.95 | plain 0.500 |" in text
    assert "outdated" not in text


def test_a_draft_labels_what_it_is_given_as_a_value() -> None:
    sample = Draft().add("电话").value("13800138000", "MOBILE").add("。").sample("s")
    assert sample.labels == (Label(2, 13, "MOBILE", "plain"),)
