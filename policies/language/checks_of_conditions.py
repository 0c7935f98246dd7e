"""What conditions must fulfil beyond their form: that they say something, and nothing that cannot be."""

from collections.abc import Iterator

from policies.amounts import is_coarse
from policies.decision.conditions import asks_findings
from policies.language.errors import Fault, Path
from policies.model import Condition, Selection

_SELECTING = (*Selection.__struct_fields__, "beyond_agreement", "count", "distinct")
_OF_MAIL = ("cumulative", "partner", "beyond_agreement", "approved", "encrypted_by_sender")


def condition_faults(
    condition: Condition, path: Path, *, terms: set[str], for_files: bool
) -> Iterator[Fault]:
    """Yield the faults of a condition and of all within it; `terms` are those that the policy lists."""
    if condition == Condition(within=condition.within):
        yield path, "the condition says nothing", "add a key such as `entity`, or take `when` away"
    yield from _together_faults(condition, path)
    yield from _register_faults(condition, path, terms)
    yield from _mail_faults(condition, path, for_files=for_files)
    for key in ("all", "any"):
        for index, each in enumerate(getattr(condition, key)):
            yield from condition_faults(each, (*path, key, index), terms=terms, for_files=for_files)
    if condition.not_ is not None:
        yield from condition_faults(condition.not_, (*path, "not"), terms=terms, for_files=for_files)


def _together_faults(condition: Condition, path: Path) -> Iterator[Fault]:
    if condition.within != "medium" and not condition.together:
        yield (*path, "within"), "`within` belongs to `together`", "add `together` or take `within` away"
    if len(condition.together) == 1:
        yield (*path, "together"), "together needs at least two selections", "add another"
    for index, each in enumerate(condition.together):
        if not _only_selects(each):
            remedy = "use entity, grade, category, confidence, count, distinct"
            yield (*path, "together", index), "only findings can be together", remedy


def _only_selects(condition: Condition) -> bool:
    selection = Condition(**{key: getattr(condition, key) for key in _SELECTING})
    return asks_findings(condition) and selection == condition


def _register_faults(condition: Condition, path: Path, terms: set[str]) -> Iterator[Fault]:
    for index, name in enumerate(condition.term):
        if name not in terms:
            yield (
                (*path, "term", index),
                f"no term {name!r}",
                f"known here: {', '.join(sorted(terms)) or 'none'}",
            )
    if condition.amount is not None and not is_coarse(condition.amount):
        yield (
            (*path, "amount"),
            "an amount has at most two digits before its zeros",
            "write a round figure such as 350000",
        )


def _mail_faults(condition: Condition, path: Path, *, for_files: bool) -> Iterator[Fault]:
    for key in _OF_MAIL:
        if for_files and getattr(condition, key) not in {None, ()}:
            yield (*path, key), f"`{key}` belongs to mail", f"take `{key}` away"
    cumulative = condition.cumulative
    if cumulative is None:
        return
    path = (*path, "cumulative")
    if (cumulative.count is None) is (cumulative.distinct is None):
        yield path, "`cumulative` needs one limit", "add `count` or `distinct`, not both"
