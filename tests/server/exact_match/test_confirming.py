"""An edge thought it possible: the console looks for the client whose values were met."""

import pytest

from server.exact_match.confirming import answers, asked_of
from server.exact_match.store import Question
from tests.policies.exact_match.made import index_of
from tests.server.events import mail_incident
from wire.incident import Incident, IncidentFinding, ListMention

ROWS = [("11010519491231002X", "13800138000"), ("110101199003074514", "13900139000")]
PAIRS = {"clients": index_of(["RESIDENT_ID", "MOBILE"], ROWS)}
SINGLES = {"clients": index_of(["RESIDENT_ID", "MOBILE"], ROWS, least=1)}
WITH_NAMES = {"clients": index_of(["MOBILE", "NAME"], [("13800138000", "张三")])}


def incident(*values: tuple[str, str], certain: bool = False, cut: bool = False) -> Incident:
    """Return an incident of possible matches; the value itself stands for its hash."""
    said = (ListMention("clients", ("MOBILE",), certain),)
    findings = tuple(
        IncidentFinding(kind, "identity", "sensitive", 0.9, "*", value, (), said) for kind, value in values
    )
    return mail_incident(findings=findings, finding_count=len(findings) + cut)


def told(one: Incident, indexes) -> list[bool | None]:  # type: ignore[no-untyped-def]
    values = {finding.value_hash: finding.value_hash for finding in one.findings}
    found = answers(asked_of(one), one, values, indexes)
    return [found.get(Question(number, "clients")) for number in range(len(one.findings))]


@pytest.mark.parametrize(
    ("indexes", "values", "said"),
    [
        (SINGLES, [("MOBILE", "13800138000"), ("MOBILE", "13700137000")], [True, False]),
        (SINGLES, [("RESIDENT_ID", "13800138000")], [False]),  # in another column
        (PAIRS, [("RESIDENT_ID", ROWS[0][0]), ("MOBILE", ROWS[0][1])], [True, True]),
        (PAIRS, [("RESIDENT_ID", ROWS[0][0]), ("MOBILE", ROWS[1][1])], [False, False]),  # of two clients
        (PAIRS, [("MOBILE", ROWS[0][1]), ("MOBILE", ROWS[0][1])], [False, False]),  # one value twice
        (WITH_NAMES, [("MOBILE", "13800138000")], [True]),  # the edge form holds no names
    ],
)
def test_as_many_values_of_one_client_are_needed_as_at_the_edge(indexes, values, said) -> None:  # type: ignore[no-untyped-def]
    assert told(incident(*values), indexes) == said


def test_where_findings_were_cut_off_the_rest_of_a_client_may_be_among_them() -> None:
    one = incident(("MOBILE", ROWS[0][1]), ("MOBILE", "13700137000"), cut=True)
    assert told(one, PAIRS) == [None, False]


def test_what_is_certain_is_not_asked() -> None:
    assert asked_of(incident(("MOBILE", "13800138000"), certain=True)) == ()


def test_without_the_index_or_the_value_nothing_is_told() -> None:
    one = incident(("MOBILE", "13800138000"))
    assert told(one, {}) == [None]
    assert answers(asked_of(one), one, {}, SINGLES) == {}
