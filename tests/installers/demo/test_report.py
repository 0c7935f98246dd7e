import json

from installers.demo.report import Seen, as_json, as_table

GOOD = Seen("plain", "mail", "client@mail.example", "passed", "passed", ok=True, detail="identical")
BAD = Seen("客户名单.xlsx", "file", None, "destroyed", "kept", ok=False, detail="still there")


def test_the_line_for_programs_is_ok_only_when_every_sample_is():
    assert json.loads(as_json([GOOD], 1.234))["ok"] is True
    assert json.loads(as_json([GOOD, BAD], 1.0))["ok"] is False
    assert json.loads(as_json([], 1.0))["ok"] is False


def test_each_entry_has_the_fields_that_programs_read():
    entry = json.loads(as_json([BAD], 1.0))["samples"][0]
    assert entry == {
        "name": "客户名单.xlsx",
        "kind": "file",
        "recipient": None,
        "expected": "destroyed",
        "actual": "kept",
        "ok": False,
        "detail": "still there",
    }


def test_the_table_shows_what_was_expected_where_it_differs():
    table = as_table([GOOD, BAD])
    assert "✓" in table
    assert "kept (expected destroyed)" in table


def test_columns_line_up_when_a_name_is_chinese():
    header, _, chinese = as_table([GOOD, BAD]).splitlines()
    assert header.index("what happened") == chinese.index("kept") + len("客户名单")
