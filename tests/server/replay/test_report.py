from server.replay.comparison import Change, Comparison, Concerned, Message, RuleChange
from server.replay.report import report

FOUND = Comparison(
    rows=10,
    incidents=3,
    before={"pass": 4, "seal": 6},
    after={"pass": 4, "seal": 3, "refuse": 3},
    changes=(Change("seal", "refuse", 3),),
    rules=(RuleChange("bank", "stricter", after=3, newly=3), RuleChange("bank", "rich", cannot_say=2)),
    people=(Concerned("li@bank.example", 2, 2), Concerned("", 1, 1)),
    units=(Concerned("bank.example", 3, 3),),
    messages=(Message("m-1", "2026-05-04T08:00:00Z", "a@b.example", "seal", "old", "refuse", ""),),
    cannot_say=2,
)

PARTIAL = (
    "3 of them are from incidents: mails and files for which no rule applied then are not among them, "
    "and what the new policy would do with those is not seen here"
)
UNCERTAIN = (
    "of 2 rows the new outcome is not certain: these rules ask what was not recorded then, and are "
    "counted as not applying:"
)


def test_a_report_reads_well_in_english() -> None:
    assert list(report(FOUND, "en")) == [
        "10 rows were looked at (one for each recipient or file)",
        PARTIAL,
        "outcomes (now → new policy):",
        "  passed: 4 → 4",
        "  sealed: 6 → 3",
        "  refused: 0 → 3",
        "outcomes that change:",
        "  sealed → refused: 3",
        "rules that apply to other mails or files than now:",
        "  bank/stricter: newly 3, no longer 0 (now 0, new policy 3)",
        "people most affected:",
        "  li@bank.example: 2, of which 2 more strictly",
        "  (unknown): 1, of which 1 more strictly",
        "departments most affected (group; where unknown, mail domain):",
        "  bank.example: 3, of which 3 more strictly",
        "latest mails and files (ids only):",
        "  m-1 2026-05-04T08:00:00Z a@b.example: sealed (old) → refused (no rule)",
        UNCERTAIN,
        "  bank/rich: 2",
    ]


def test_and_in_chinese() -> None:
    said = list(report(FOUND, "zh"))
    assert "  加密 → 拒绝: 3" in said
    assert "  bank/stricter：新适用 3 条，不再适用 0 条（现在 0，新策略 3）" in said
    assert not any("{" in line for line in said)


def test_an_empty_history_is_said_to_be_empty() -> None:
    empty = Comparison(0, 0, {}, {}, (), (), (), (), (), 0)
    assert list(report(empty, "en")) == ["there is no history to replay"]
