import msgspec
import pytest

from server.authz import Permission, Role
from server.errors import Forbidden
from server.identity.types import LOCAL_OPERATOR, OneTimeToken, PersonState, SetupOffer
from tests.server.support import NOW, someone


@pytest.mark.parametrize("state", [PersonState.INVITED, PersonState.DISABLED])
def test_only_active_people_may_do_anything(state: PersonState) -> None:
    person = someone("li", Role.SECURITY_ADMIN)
    assert person.may(Permission.POLICY_AUTHOR)
    person.require(Permission.POLICY_AUTHOR)
    held_back = msgspec.structs.replace(person, state=state)
    assert not any(held_back.may(permission) for permission in Permission)
    with pytest.raises(Forbidden):
        held_back.require(Permission.POLICY_AUTHOR)


def test_the_local_operator_sets_up_people_and_devices_and_nothing_else() -> None:
    allowed = {permission for permission in Permission if LOCAL_OPERATOR.may(permission)}
    assert Permission.PEOPLE_MANAGE in allowed
    assert not allowed & {Permission.POLICY_APPROVE, Permission.AUDIT_READ, Permission.INCIDENTS_READ}


def test_secrets_have_a_mute_representation() -> None:
    assert "s3cret" not in repr(OneTimeToken("li", "s3cret", "https://x/?token=s3cret", NOW))
    assert "s3cret" not in repr(SetupOffer("li", "otpauth://s3cret", "s3cret"))
