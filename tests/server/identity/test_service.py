from server.identity.accounts import Accounts
from server.identity.log_in import LogIn
from server.identity.service import IdentityService


def test_one_service_holds_both_halves_and_they_do_not_overlap() -> None:
    assert issubclass(IdentityService, LogIn)
    assert issubclass(IdentityService, Accounts)
    own = [{name for name in vars(half) if not name.startswith("__")} for half in (LogIn, Accounts)]
    assert not own[0] & own[1]
