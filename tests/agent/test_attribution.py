"""Who left it: the table of evidence, and what must never happen with "unknown"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.attribution import Accounts, Evidence, attribute

NAMES = {0: "root", 33: "www-data", 1000: "wang", 1001: "li", 1002: "public", 65534: "nobody"}
ACCOUNTS = Accounts(NAMES, {"wang": "王丽"}, frozenset({"public"}))
CLAIMED = Accounts(NAMES, {}, frozenset({"public"}), {"public": "Zhao Min"})
DECLARED = Accounts(NAMES, {"root": "Branch Admin"})


@pytest.mark.parametrize(
    ("evidence", "accounts", "expected"),
    [
        # each kind of evidence, strongest first
        (Evidence(0, process_uid=0, login_uid=1000), ACCOUNTS, ("王丽", "wang", "login-uid", "proven")),
        (Evidence(0, 0, None, "7", "li"), ACCOUNTS, ("li", "li", "session", "strong")),
        (Evidence(0, process_uid=1001), ACCOUNTS, ("li", "li", "process-uid", "strong")),
        (Evidence(1001), ACCOUNTS, ("li", "li", "file-owner", "inferred")),
        (Evidence(0, active_accounts=("li",)), ACCOUNTS, ("li", "li", "active-session", "inferred")),
        # the stronger one wins against the weaker ones
        (Evidence(1001, 1001, 1000, "7", "li", ("li",)), ACCOUNTS, ("王丽", "wang", "login-uid", "proven")),
        (Evidence(1000, 1000, None, "7", "li"), ACCOUNTS, ("li", "li", "session", "strong")),
        (Evidence(1000, process_uid=1001), ACCOUNTS, ("li", "li", "process-uid", "strong")),
        (Evidence(1001, 0, active_accounts=("wang",)), ACCOUNTS, ("li", "li", "file-owner", "inferred")),
        # system accounts name nobody
        (Evidence(0, process_uid=0), ACCOUNTS, ("steward", "", "none", "unknown")),
        (Evidence(33, process_uid=33), ACCOUNTS, ("steward", "", "none", "unknown")),
        (Evidence(65534), ACCOUNTS, ("steward", "", "none", "unknown")),
        (Evidence(0, active_accounts=("wang", "li")), ACCOUNTS, ("steward", "", "none", "unknown")),
        # unless the administrator says whose it is
        (Evidence(0, process_uid=0), DECLARED, ("Branch Admin", "root", "process-uid", "strong")),
        # a shared account names nobody without a claim
        (Evidence(1002, login_uid=1002), ACCOUNTS, ("steward", "public", "shared-account", "unknown")),
        (Evidence(1002, login_uid=1002), CLAIMED, ("Zhao Min", "public", "login-uid+claim", "proven")),
        (
            Evidence(0, active_accounts=("public",)),
            CLAIMED,
            ("Zhao Min", "public", "active-session+claim", "inferred"),
        ),
        # an account that is gone from the user database is still one
        (Evidence(1234), ACCOUNTS, ("uid-1234", "uid-1234", "file-owner", "inferred")),
    ],
)
def test_the_table(evidence: Evidence, accounts: Accounts, expected: tuple[str, ...]) -> None:
    found = attribute(evidence, accounts, "steward")
    assert (found.person, found.account, found.method, found.confidence) == expected


def test_all_evidence_is_told_whatever_decided() -> None:
    found = attribute(Evidence(1001, 0, 1000, "7", "li", ("li", "wang")), ACCOUNTS, "steward")
    assert found.evidence == (
        "login-uid=1000",
        "session=7",
        "session-account=li",
        "process-uid=0",
        "file-owner=1001",
        "active=li,wang",
    )


UIDS = st.one_of(st.none(), st.integers(0, 70_000))


@given(
    owner=st.integers(0, 70_000), process=UIDS, login=UIDS, active=st.lists(st.sampled_from(["public", "li"]))
)
def test_unknown_always_goes_to_the_steward_and_a_shared_account_never_to_anybody_else(
    owner: int, process: int | None, login: int | None, active: list[str]
) -> None:
    found = attribute(Evidence(owner, process, login, active_accounts=tuple(active)), ACCOUNTS, "steward")
    assert (found.confidence == "unknown") == (found.person == "steward")
    assert found.account != "public" or found.confidence == "unknown"
