"""`ashseal-policy`: exit codes, and what it says where."""

import io
import sys
from pathlib import Path

import pytest

from runtime.builtin_policies import load
from runtime.policy_command import main

BAD = "schema: 1\nname: p\ntitle: {zh: 字, en: words}\nrules:\n  - {name: a, thn: pass, reason: x}\n"
EN = ("--lang", "en")


def test_shipped_policies_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", *EN, "builtin:bank", "builtin:broker"]) == 0
    assert main(["test", *EN, "builtin:observe"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "builtin:broker: policy broker is fine: " in out
    assert out.endswith("builtin:observe: 4 of 4 cases hold\n")


def test_lint_names_file_line_column_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD, encoding="utf-8")
    assert main(["lint", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{file}:5:15: unknown key 'thn' in rules[1] — did you mean 'then'?\n" in err


def test_lint_tells_of_what_has_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.yaml"
    grant = "exceptions: [{owner: a, reason: b, expires: 2026-01-01, applies_to: {senders: a@x.example}}]"
    file.write_text(BAD.replace("thn: pass", f"then: pass, {grant}"), encoding="utf-8")
    assert main(["lint", *EN, str(file)]) == 0
    assert "  note: an exception of rule a ended on 2026-01-01\n" in capsys.readouterr().out


def test_lint_speaks_chinese_and_looks_at_every_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "p.yaml"
    bad.write_text("schema: 1\nschema: 1\n", encoding="utf-8")
    missing = tmp_path / "none.yaml"
    assert main(["lint", "--lang", "zh", str(bad), str(missing), "builtin:bank"]) == 2
    said = capsys.readouterr()
    assert f"{bad}:2:1: 键 'schema' 重复出现 — 请保留其中一个" in said.err
    assert f"没有文件 {missing}：请检查路径" in said.err
    assert "builtin:bank：策略 bank 没有问题" in said.out


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_an_unreadable_file_is_wrong_usage(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    if content:
        file.write_bytes(content)
    assert main(["lint", str(file)]) == 2
    remedy = (
        "no such file: check the path" if content is None else "is not UTF-8 at octet 0: save it as UTF-8"
    )
    said = capsys.readouterr().err
    assert str(file) in said
    assert remedy in said
    assert main(["explain", "builtin:bank", "--text-file", str(file)]) == 2
    assert remedy in capsys.readouterr().err


def test_wrong_usage_is_two() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["polish"])
    assert caught.value.code == 2
    assert main(["lint", "builtin:nothing"]) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "FAILED t: expected seal, got pass by rule a\n{}: 0 of 1 cases hold\nrules that no case tries: b\n",
        ),
        (
            "zh",
            "不成立 t: 预期 seal，实际为 pass（规则 a）\n{}：1 个测试中 0 个成立\n没有任何测试用到的规则：b\n",
        ),
    ],
)
def test_a_failed_case_is_one_and_rules_that_nobody_tried_are_named(
    language: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    untried = "  - {name: b, when: {entity: NAME}, then: pass, reason: x}\n"
    text = BAD.replace("thn", "then") + untried + "tests:\n  - {name: t, expect: seal}\n"
    file.write_text(text, encoding="utf-8")
    assert main(["test", "--lang", language, str(file)]) == 1
    assert capsys.readouterr().out == said.format(file)


def test_explain_says_what_is_found_and_done_without_the_value(capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["--text", "身份证 11010519491231002X", "--text", "密码：Abc@1234，订单13800138000"]
    assert main(["explain", *EN, "builtin:bank", *texts]) == 1
    out = capsys.readouterr().out
    assert "part 1: resident identity number 110105********002X, sensitive identity data, 99% sure" in out
    assert "part 2: mobile number 138****8000, general identity data, 40% sure: too doubtful to act on" in out
    assert "What happens: refused, the mail is not sent\nRule: password-with-client-data (" in out
    assert "Abc@1234" not in out
    assert main(["explain", "builtin:bank", "--text", "下周开会"]) == 0
    assert main(["explain", *EN, "builtin:observe", "--text", "身份证 11010519491231002X"]) == 0
    assert "In force: sealed, the mail leaves encrypted\n" in capsys.readouterr().out


def test_explain_reads_a_text_that_shall_not_stand_among_the_arguments(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("身份证 11010519491231002X".encode())))
    assert main(["explain", "--lang", "zh", "builtin:bank", "--text-file", "-"]) == 1
    assert "处置：加密，邮件加密后发出" in capsys.readouterr().out


def test_explain_takes_circumstances(capsys: pytest.CaptureFixture[str]) -> None:
    id_number = "身份证 11010519491231002X"
    assert main(["explain", *EN, "builtin:bank", "--channel", "file", "--text", id_number]) == 1
    assert main(["explain", *EN, "builtin:bank", "--encrypted-attachment", "zip"]) == 1
    out = capsys.readouterr().out
    assert "Rule: client-data-left-behind" in out
    assert "Rule: not-inspectable" in out


def test_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "builtin:bank", "builtin:bank"]) == 0
    milder = tmp_path / "bank.yaml"
    milder.write_text(load("bank").replace("then: refuse", "then: seal", 1), encoding="utf-8")
    assert main(["diff", *EN, "builtin:bank", str(milder)]) == 1
    assert main(["diff", "--lang", "zh", "builtin:bank", "builtin:observe"]) == 1
    out = capsys.readouterr().out
    assert "~ rule password-with-encrypted-content: then: refuse → seal — milder than before\n" in out
    assert "- 规则 sensitive-client-data —— 比原来宽松\n" in out
    assert "~ 策略: mode: enforce → observe —— 比原来宽松\n" in out
