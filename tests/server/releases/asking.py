"""What is asked for in tests of releases, and by whom."""

from datetime import timedelta
from typing import Any

import msgspec

from policies.finding import Category
from server.authz import Role
from server.releases.service import ReleaseService
from server.releases.types import Release, Wanted
from tests.server.support import NOW, someone

LI = someone("li", Role.EMPLOYEE, person_id=1)
WANG = someone("wang", Role.REVIEWER, person_id=2)
ZHAO = someone("zhao", Role.REVIEWER, person_id=3)
QIAN = someone("qian", Role.AUDIT_ADMIN, person_id=4)
SUN = someone("sun", Role.EMPLOYEE, person_id=5)
REASON = "the auditors ask for the list of clients"


def wanted(**changes: Any) -> Wanted:
    """Return a request of li for a week from now on."""
    made = Wanted(
        sender="li@bank.example",
        recipients=("chen@audit.example", "law.example"),
        categories=(Category.IDENTITY, Category.PROPERTY),
        purpose="年度审计",
        since=NOW,
        until=NOW + timedelta(days=7),
        reason=REASON,
    )
    return msgspec.structs.replace(made, **changes)


def approved(service: ReleaseService, **changes: Any) -> Release:
    """Return what li asked for and wang approved."""
    asked = service.ask(LI, wanted(**changes))
    return service.approve(WANG, asked.id, "agreed")
