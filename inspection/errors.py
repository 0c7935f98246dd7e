"""Why a part could not be read. Raised by readers, turned into reasons by the walk."""


class Unreadable(Exception):
    """One part could not be read; the walk goes on with the others.

    `reason` is a short token for policies and people: `malformed:zip`, `limit:ratio`,
    `encrypted:pdf`. It never carries content.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BudgetSpent(Unreadable):
    """A limit of the whole walk is reached: nothing more is read."""
