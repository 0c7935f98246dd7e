import pytest

from server.authz import Role
from tests.server.commands.calling import Caller
from tests.server.support import CLIENT


def test_a_person_is_added_and_the_token_printed_once(ready: Caller) -> None:
    said = ready("user", "add", "wang", "--email", "wang@bank.example", "--roles", "security_admin,employee")
    assert said.code == 0
    console = ready.console()
    wang = next(person for person in console.identity.directory() if person.name == "wang")
    assert wang.roles == {Role.SECURITY_ADMIN, Role.EMPLOYEE}
    assert console.identity.redeem_token(str(said.only["token"]), client=CLIENT)
    assert str(said.only["token"]) not in str(said.only["login_url"])
    console.close()


def test_a_new_token_for_someone(ready: Caller) -> None:
    assert ready("user", "token", "admin").only["token"]
    assert ready("user", "token", "nobody-here").code == 1


@pytest.mark.parametrize("roles", ["system_admin,audit_admin", "root", ""])
def test_bad_roles_are_refused(ready: Caller, roles: str) -> None:
    said = ready("user", "add", "wang", "--email", "wang@bank.example", "--roles", roles)
    assert (said.code, said.lines) == (1, [])
    assert said.words
