"""Options of `explain` are a test case."""

import argparse
from pathlib import Path

from policies.finding import Category
from policies.model import Channel, DocumentShown, TestCase
from runtime.policy_circumstances import add_options, case_of


def case(*arguments: str) -> TestCase:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return case_of(parser.parse_args(arguments))


def test_what_is_not_given_is_as_in_a_test_case() -> None:
    assert case() == TestCase(name="explain", expect=case().expect)


def test_every_circumstance(tmp_path: Path) -> None:
    file = tmp_path / "body.txt"
    file.write_text("身份证号", encoding="utf-8")
    made = case(
        *("--text", "主题", "--text-file", str(file), "--channel", "file", "--sender", "li@bank.example"),
        *("--encrypted-attachment", "zip", "--uninspectable", "limit:depth", "--encrypted-by-sender"),
        *("--document", "借款合同", "--document", "表", "--document-share", "0.3"),
        *("--sent-before", "49", "--approved-for", "identity", "--approved-for", "credit"),
        *("--recipient", "a@x.example", "--person", "li", "--path", "/home/li/a", "--direction", "internal"),
    )
    assert made.texts == ("主题", "身份证号")
    assert (made.channel, made.direction, made.sender) == (Channel.FILE, "internal", "li@bank.example")
    assert (made.encrypted_attachment, made.uninspectable, made.encrypted_by_sender) == (
        "zip",
        "limit:depth",
        True,
    )
    assert made.documents == (DocumentShown("借款合同", 0.3), DocumentShown("表", 0.3))
    assert (made.sent_before, made.approved_for) == (49, (Category.IDENTITY, Category.CREDIT))
    assert (made.recipient, made.person, made.path) == ("a@x.example", "li", "/home/li/a")
