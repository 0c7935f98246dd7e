import pytest

from server.authz import Role
from server.web.menu import ENTRIES, home_of, is_current, menu_for
from tests.server.support import someone


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (Role.SYSTEM_ADMIN, ["/", "/devices", "/people", "/alerts", "/secrets"]),
        (Role.SECURITY_ADMIN, ["/", "/policies", "/documents", "/devices", "/secrets"]),
        (
            Role.AUDIT_ADMIN,
            ["/", "/policies", "/documents", "/devices", "/people", "/audit", "/secrets", "/releases"],
        ),
        (
            Role.REVIEWER,
            ["/", "/incidents", "/records", "/policies", "/documents", "/alerts", "/secrets", "/releases"],
        ),
        (Role.EMPLOYEE, ["/secrets", "/releases"]),
    ],
)
def test_each_role_sees_what_it_may_do(role: Role, paths: list[str]) -> None:
    assert [entry.path for entry in menu_for(someone("zhao", role))] == paths
    assert home_of(someone("zhao", role)) == paths[0]


def test_who_has_no_role_has_an_account_page() -> None:
    assert menu_for(someone("zhao")) == ()
    assert home_of(someone("zhao")) == "/account"


def test_one_entry_is_current_on_each_page() -> None:
    for path in ("/", "/incidents", "/incidents/mail-1", "/policies/drafts/3", "/secrets/x"):
        assert len([entry for entry in ENTRIES if is_current(entry, path)]) == 1
