"""`--jsonl`: line in, line out; offsets in code points of any text that JSON can hold."""

import io
import json
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import command_lines
from tests.inspection.command import COMMAND, inspect, lines
from tests.inspection.samples import ID

DOUBTFUL = "订单号 13800138000"


def answers(*requests: bytes, min_confidence: float | None = None) -> tuple[int, list[Any]]:
    sink = io.StringIO()
    code = command_lines.run(io.BytesIO(b"".join(line + b"\n" for line in requests)), sink, min_confidence)
    return code, lines(sink.getvalue().encode())


def request(text: str, identifier: object = 1) -> bytes:
    return json.dumps({"id": identifier, "text": text}).encode()


def test_the_real_command_answers_in_order_and_goes_on_after_a_bad_line() -> None:
    done = inspect("--jsonl", given=request(f"证 {ID}", "a") + b"\nnonsense\n" + request("", "b") + b"\n")
    assert (done.returncode, done.stderr) == (3, b"")
    found, bad, nothing = lines(done.stdout)
    confidence = found["spans"][0]["confidence"]
    assert found == {
        "id": "a",
        "spans": [{"start": 2, "end": 20, "type": "RESIDENT_ID", "confidence": confidence}],
    }
    assert 0.7 <= confidence <= 1.0
    assert bad == {"id": None, "line": 2, "error": "not a JSON value"}
    assert nothing == {"id": "b", "spans": []}


def test_each_answer_is_there_before_the_next_line_is_asked() -> None:
    with subprocess.Popen([*COMMAND, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(request(ID, number) + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=50) == 0


@pytest.mark.parametrize(
    ("written", "before"),
    [
        ("\U0001f389".encode(), 1),
        (rb"\ud83c\udf89", 1),
        (rb"\ud800", 1),
        (rb"\udf89\ud83c", 2),
        (b"\xed\xa0\x80", 1),
        (b"e\xcc\x81", 2),
        (rb"\u0000", 1),
        (b"\xef\xbb\xbf", 1),
    ],
    ids=["astral", "pair", "lone", "reversed", "raw lone", "combining", "nul", "mark"],
)
def test_offsets_are_code_points(written: bytes, before: int) -> None:
    code, [answer] = answers(b'{"id":1,"text":"' + written + f' {ID}"}}'.encode())
    assert code == 0
    assert [(s["start"], s["end"]) for s in answer["spans"]] == [(before + 1, before + 19)]


@given(
    st.text(st.characters(exclude_characters="0123456789")),
    st.text(st.characters(exclude_characters="0123456789")),
)
def test_a_span_is_the_value_whatever_stands_around_it(before: str, after: str) -> None:
    text = f"{before} {ID} {after}"
    _, [answer] = answers(request(text))
    assert ID in {text[s["start"] : s["end"]] for s in answer["spans"]}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"", "not a JSON value"),
        (b'{"id":1,"text":"13800138000', "not a JSON value"),
        (b"[" * 100_000, "not a JSON value"),
        (b'{"id":' + b"1" * 5000 + b',"text":""}', "not a JSON value"),
        (b'{"id":1,"text":"\xff"}', "not UTF-8"),
        (b'["13800138000"]', 'not an object with "id" and a string "text"'),
        (b'{"text":"13800138000"}', 'not an object with "id" and a string "text"'),
        (b'{"id":1}', 'not an object with "id" and a string "text"'),
        (b'{"id":1,"text":13800138000}', 'not an object with "id" and a string "text"'),
        (b'{"id":NaN,"text":""}', 'an "id" that JSON cannot give back'),
        (b'{"id":[1e999],"text":""}', 'an "id" that JSON cannot give back'),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_never_quoted(line: bytes, error: str) -> None:
    code, told = answers(request("x", 1), line, request("x", 2))
    assert code == 3
    assert told == [
        {"id": 1, "spans": []},
        {"id": None, "line": 2, "error": error},
        {"id": 2, "spans": []},
    ]


@pytest.mark.parametrize("identifier", [None, 0, 1.5, "\ud800", ["a", {"b": [True]}]])
def test_any_id_comes_back_as_it_was(identifier: object) -> None:
    assert answers(request("x", identifier)) == (0, [{"id": identifier, "spans": []}])


def test_shown_is_what_policies_act_on_unless_less_is_asked_for() -> None:
    for least, types in ((None, []), (0.7, []), (0.3, ["MOBILE"]), (0.0, ["MOBILE"])):
        _, [answer] = answers(request(DOUBTFUL), min_confidence=least)
        assert [span["type"] for span in answer["spans"]] == types
    shown = inspect("--jsonl", "--min-confidence", "0.3", given=request(DOUBTFUL))
    assert [span["type"] for span in lines(shown.stdout)[0]["spans"]] == ["MOBILE"]


def test_a_detector_that_fails_costs_its_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def detect(text: str, *, min_confidence: float) -> list[object]:
        if text:
            raise RuntimeError(text)
        return []

    monkeypatch.setattr(command_lines, "detect", detect)
    code, told = answers(request(ID), request(""))
    assert code == 3
    assert told == [
        {"id": None, "line": 1, "error": "detection failed: RuntimeError"},
        {"id": 1, "spans": []},
    ]


def test_a_text_of_nothing_but_keywords_is_told_as_that_and_costs_its_line_only() -> None:
    code, (dense, plain) = answers(request("密码" * 300_000), request(f"身份证号 {ID}", 2))
    assert code == 3
    assert dense["line"] == 1
    assert dense["error"].startswith("uninspectable: density, from code point ")
    assert [span["type"] for span in plain["spans"]] == ["RESIDENT_ID"]


def test_a_byte_order_mark_before_the_first_line_is_none_of_it() -> None:
    code, (found,) = answers(b"\xef\xbb\xbf" + request(ID))
    assert code == 0
    assert [span["type"] for span in found["spans"]] == ["RESIDENT_ID"]
