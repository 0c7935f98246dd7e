"""From a leftover to the question put to its person."""
# Raw octet paths have no Path:
# ruff: noqa: PTH119, PTH120

import os
from collections import defaultdict

from agent.inventory import Leftover
from agent.prompt.base import Found, Question
from agent.records import show_path
from policies.finding import Grade

SAMPLES_MAX = 3
_GRADES = {str(grade): rank for rank, grade in enumerate(Grade)}
_LIKELY = ("RESIDENT_ID", "BANK_CARD", "ID_CARD_IMAGE", "PASSPORT", "BANK_ACCOUNT", "MOBILE", "NAME")


def question_of(leftover: Leftover) -> Question:
    """Return the question for a leftover: masked samples by type, the gravest first."""
    samples: dict[str, list[str]] = defaultdict(list)
    grades: dict[str, int] = defaultdict(int)
    for finding in leftover.findings:
        samples[finding.type].append(finding.masked)
        grades[finding.type] = max(grades[finding.type], _GRADES.get(finding.grade, 0))
    found = tuple(
        Found(kind, len(masked), tuple(dict.fromkeys(masked))[:SAMPLES_MAX])
        for kind, masked in sorted(samples.items(), key=lambda item: (-grades[item[0]], *_likely(item[0])))
    )
    return Question(
        id=leftover.id,
        name=show_path(os.path.basename(leftover.path)),
        folder=show_path(os.path.dirname(leftover.path)),
        size=leftover.size,
        found=found,
        why_zh=leftover.notice_zh.strip() or leftover.reason,
        why_en=leftover.notice_en.strip() or leftover.reason,
        deadline=leftover.deadline,
        allow_vault=leftover.allow_vault,
    )


def _likely(kind: str) -> tuple[int, str]:
    return (_LIKELY.index(kind) if kind in _LIKELY else len(_LIKELY), kind)
