import pytest

from policies.finding import Category, Grade
from server.authz import Role
from server.destruction.types import Verification
from server.escrow.types import EscrowState
from server.identity.types import PersonState
from server.incidents.types import Disposition, IncidentState
from server.policy.types import DraftState
from server.releases.types import ReleaseState
from server.web.labels import TABLES, detail_words, details_in_order, tone, word


@pytest.mark.parametrize(
    ("table", "tokens"),
    [
        ("role", Role),
        ("role-help", Role),
        ("incident-state", IncidentState),
        ("disposition", Disposition),
        ("disposition-help", Disposition),
        ("policy-state", DraftState),
        ("verification", Verification),
        ("escrow-state", EscrowState),
        ("person-state", PersonState),
        ("release-state", ReleaseState),
        ("category-help", Category),
        ("document-deed", ["register", "replace", "withdraw"]),
    ],
)
def test_every_token_of_the_console_has_a_word(table: str, tokens: list[str]) -> None:
    assert {str(token) for token in tokens} <= set(TABLES[table])


def test_an_audit_entry_is_told_in_an_order_that_reads_well() -> None:
    details = {"after": "b", "before": "a", "comment": "", "of-a-newer-console": "x", "reason": "because"}
    assert details_in_order(details) == [
        ("before", "a"),
        ("after", "b"),
        ("reason", "because"),
        ("of-a-newer-console", "x"),
    ]


def test_details_are_told_in_words_and_in_the_time_of_the_pages() -> None:
    assert detail_words("categories", "identity property") == ["Identity", "Property"]
    assert detail_words("until", "2026-05-11T08:00:00.000000Z") == ["2026-05-11 16:00"]
    assert detail_words("until", "some day") == ["some day"]


def test_a_graver_grade_looks_graver() -> None:
    assert [tone("grade", grade) for grade in Grade] == ["sky", "seal", "solid"]


def test_an_unknown_token_is_shown_as_it_is_and_without_alarm() -> None:
    assert word("outcome", "quarantined-by-a-newer-edge") == "quarantined-by-a-newer-edge"
    assert tone("outcome", "quarantined-by-a-newer-edge") == "ash"
    assert tone("severity", "critical") == "solid"
