"""Identity as one face: getting in and staying in (`LogIn`), and who may change whom (`Accounts`)."""

from server.identity.accounts import Accounts
from server.identity.log_in import LogIn


class IdentityService(LogIn, Accounts):
    """Accounts and sessions. All methods block; call them from a thread."""
