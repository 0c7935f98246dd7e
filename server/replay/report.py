"""What a replay found, in words for people."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from runtime.policy_words import ACTION, Language, word
from server.replay.comparison import Comparison, Concerned

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rows": (
            "查看了 {rows} 条记录（每个收件人或文件一条）",
            "{rows} rows were looked at (one for each recipient or file)",
        ),
        "incidents": (
            "其中 {incidents} 条来自事件：当时没有规则适用的邮件和文件不在其中，新策略对它们的影响这里看不到",
            (
                "{incidents} of them are from incidents: mails and files for which no rule applied then are not "
                "among them, and what the new policy would do with those is not seen here"
            ),
        ),
        "none": ("没有可用的历史记录", "there is no history to replay"),
        "same": ("结果没有变化", "every outcome stays the same"),
        "counts": ("各种结果的数量（现在 → 新策略）：", "outcomes (now → new policy):"),
        "changes": ("结果改变的记录：", "outcomes that change:"),
        "rules": ("适用范围改变的规则：", "rules that apply to other mails or files than now:"),
        "rule": (
            "{policy}/{rule}：新适用 {newly} 条，不再适用 {no_longer} 条（现在 {before}，新策略 {after}）",
            "{policy}/{rule}: newly {newly}, no longer {no_longer} (now {before}, new policy {after})",
        ),
        "people": ("涉及最多的人：", "people most affected:"),
        "units": (
            "涉及最多的部门（组；未知时为邮件域）：",
            "departments most affected (group; where unknown, mail domain):",
        ),
        "concerned": ("{name}：{rows} 条，其中 {stricter} 条更严", "{name}: {rows}, of which {stricter} more strictly"),
        "unnamed": ("（未知）", "(unknown)"),
        "messages": ("最近的邮件和文件（仅编号）：", "latest mails and files (ids only):"),
        "message": (
            "{id} {at} {recipient}：{before}（{before_rule}）→ {after}（{after_rule}）",
            "{id} {at} {recipient}: {before} ({before_rule}) → {after} ({after_rule})",
        ),
        "no rule": ("无规则", "no rule"),
        "cannot say": (
            "{rows} 条记录的新结果无法确定：历史记录里没有这些规则所需的信息，这里按不适用计算：",
            (
                "of {rows} rows the new outcome is not certain: these rules ask what was not recorded then, and are "
                "counted as not applying:"
            ),
        ),
        "cannot say rule": ("{policy}/{rule}：{cannot_say} 条", "{policy}/{rule}: {cannot_say}"),
    }
)  # fmt: skip


def report(found: Comparison, language: Language) -> Iterator[str]:
    """Yield the lines of a report in Chinese or English."""
    if not found.rows:
        yield _say("none", language)
        return
    yield _say("rows", language, rows=found.rows)
    if found.incidents:
        yield _say("incidents", language, incidents=found.incidents)
    yield from _outcomes(found, language)
    changed = [rule for rule in found.rules if rule.newly or rule.no_longer]
    yield from _listed("rules", (_say("rule", language, **_fields(rule)) for rule in changed), language)
    yield from _listed("people", _concerned(found.people, language), language)
    yield from _listed("units", _concerned(found.units, language), language)
    yield from _listed("messages", _messages(found, language), language)
    if found.cannot_say:
        yield _say("cannot say", language, rows=found.cannot_say)
        unsure = [rule for rule in found.rules if rule.cannot_say]
        yield from (f"  {_say('cannot say rule', language, **_fields(rule))}" for rule in unsure)


def _outcomes(found: Comparison, language: Language) -> Iterator[str]:
    if not found.changes:
        yield _say("same", language)
    yield _say("counts", language)
    for action in ACTION:
        before, after = found.before.get(action, 0), found.after.get(action, 0)
        if before or after:
            yield f"  {_action(action, language)}: {before} → {after}"
    changes = (
        f"{_action(change.before, language)} → {_action(change.after, language)}: {change.rows}"
        for change in found.changes
    )
    yield from _listed("changes", changes, language)


def _concerned(found: Iterable[Concerned], language: Language) -> Iterator[str]:
    for each in found:
        name = each.name or _say("unnamed", language)
        yield _say("concerned", language, name=name, rows=each.rows, stricter=each.stricter)


def _messages(found: Comparison, language: Language) -> Iterator[str]:
    none = _say("no rule", language)
    for each in found.messages:
        words = _fields(each) | {
            "before": _action(each.before, language),
            "after": _action(each.after, language),
            "before_rule": each.before_rule or none,
            "after_rule": each.after_rule or none,
        }
        yield _say("message", language, **words)


def _listed(head: str, lines: Iterable[str], language: Language) -> Iterator[str]:
    found = list(lines)
    if found:
        yield _say(head, language)
        yield from (f"  {line}" for line in found)


def _action(action: str, language: Language) -> str:
    """The first of the words for an action: `sealed`."""
    return word(ACTION, action, language).replace("，", ",").replace(":", ",").split(",")[0]


def _say(what: str, language: Language, **values: object) -> str:
    return word(_WORDS, what, language).format(**values)


def _fields(value: msgspec.Struct) -> dict[str, object]:
    return msgspec.structs.asdict(value)
