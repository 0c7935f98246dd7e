"""`ashseal-policy`: exit codes, and what it says where."""

from pathlib import Path

import pytest

from runtime.policy_command import main

BAD = "schema: 1\nname: p\ntitle: {zh: 字, en: words}\nrules:\n  - {name: a, thn: pass, reason: x}\n"


@pytest.mark.parametrize(
    "arguments", [["lint", "builtin:bank"], ["test", "builtin:bank"], ["test", "builtin:observe"]]
)
def test_shipped_policies_are_fine(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert not capsys.readouterr().err


def test_lint_names_file_line_column_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD, encoding="utf-8")
    assert main(["lint", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{file}:5:15: unknown key 'thn' in rules[1] — did you mean 'then'?\n" in err


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_an_unreadable_file_is_wrong_usage(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    if content:
        file.write_bytes(content)
    assert main(["lint", str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_wrong_usage_is_two() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["polish"])
    assert caught.value.code == 2
    assert main(["lint", "builtin:nothing"]) == 2


def test_a_failed_case_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.yaml"
    text = BAD.replace("thn", "then") + "tests:\n  - {name: t, expect: seal}\n"
    file.write_text(text, encoding="utf-8")
    assert main(["test", str(file)]) == 1
    assert capsys.readouterr().out == "FAILED  t: expected seal, got pass by rule a\n0 of 1 cases hold\n"


def test_explain_says_what_is_found_and_done_without_the_value(capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["--text", "身份证 11010519491231002X", "--text", "密码：Abc@1234，订单13800138000"]
    assert main(["explain", "builtin:bank", *texts]) == 1
    out = capsys.readouterr().out
    assert (
        "text 1: RESIDENT_ID 110105********002X: sensitive identity data, confidence 0.99 (check-digit:mod-11-2"
        in out
    )
    assert "text 2: MOBILE 138****8000: general identity data, confidence 0.40, too doubtful to act on" in out
    assert "action: refuse\nrule: password-with-client-data — " in out
    assert "Abc@1234" not in out
    assert main(["explain", "builtin:bank", "--text", "下周开会"]) == 0
    assert main(["explain", "builtin:observe", "--text", "11010519491231002X"]) == 0
    assert "action: pass\nin mode enforce: seal\n" in capsys.readouterr().out


def test_explain_takes_circumstances(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "builtin:bank", "--channel", "file", "--text", "11010519491231002X"]) == 1
    assert main(["explain", "builtin:bank", "--encrypted-attachment", "zip"]) == 1
    assert "rule: client-data-left-behind" in (out := capsys.readouterr().out)
    assert "rule: not-inspectable" in out


def test_diff(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "builtin:bank", "builtin:bank"]) == 0
    assert main(["diff", "builtin:bank", "builtin:observe"]) == 1
    assert "- rules: sensitive-client-data\n" in capsys.readouterr().out
