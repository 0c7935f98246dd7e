"""The first page: what waits, what happened lately, whether the machines enforce the newest policy."""

from collections import Counter
from typing import NamedTuple

from litestar import Response, get

from server.authz import Permission
from server.destruction.types import RecordFilter
from server.fleet.types import Device, FleetCounts
from server.identity.types import Person
from server.incidents.types import Filter, IncidentCounts, IncidentRow, IncidentState
from server.paging import PageRequest
from server.policy.types import Draft, DraftState, PolicyVersion
from server.web.chart import BarChart, bar_chart
from server.web.fleet_words import condition_of
from server.web.menu import OVERVIEW, home_of
from server.web.pages.policies import current_policy
from server.web.rendering import page, redirect
from server.web.visit import PageVisit, Visit

_LATEST = PageRequest(number=1, size=6)
_ONE = PageRequest(number=1, size=1)
_CHART_DAYS = 7


class _Incidents(NamedTuple):
    counts: IncidentCounts | None = None
    chart: BarChart | None = None
    waiting: tuple[IncidentRow, ...] = ()
    destroyed: int | None = None


class _Fleet(NamedTuple):
    counts: FleetCounts | None = None
    spread: tuple[tuple[int, int], ...] = ()  # policy version, number of devices
    troubled: tuple[tuple[Device, str], ...] = ()


class _Policy(NamedTuple):
    current: PolicyVersion | None = None
    submitted: tuple[Draft, ...] = ()


@get("/", sync_to_thread=True)
def overview(visit: PageVisit) -> Response[str]:
    """Show the cards that fit the person's roles; who has none goes to their own first page."""
    if not any(visit.actor.may(needed) for needed in OVERVIEW):
        return redirect(home_of(visit.actor))
    return page(
        visit,
        "overview.html",
        accounts=_accounts(visit, visit.actor),
        incidents=_incidents(visit, visit.actor),
        fleet=_fleet(visit, visit.actor),
        policy=_policy(visit, visit.actor),
        releases=visit.console.releases.waiting() if visit.actor.may(Permission.RELEASE_DECIDE) else 0,
        documents=_documents(visit, visit.actor),
    )


def _accounts(visit: Visit, actor: Person) -> tuple[Person, ...] | None:
    return visit.console.identity.people(actor) if actor.may(Permission.PEOPLE_READ) else None


def _documents(visit: Visit, actor: Person) -> int:
    """Return how many changes of the register of documents the person may decide on."""
    if not actor.may(Permission.POLICY_APPROVE):
        return 0
    return sum(not actor.is_called(change.author) for change in visit.console.documents.waiting())


def _incidents(visit: Visit, actor: Person) -> _Incidents:
    if not actor.may(Permission.INCIDENTS_READ):
        return _Incidents()
    counts = visit.console.incidents.counts(actor)
    waiting = visit.console.incidents.page(actor, Filter(state=IncidentState.OPEN), _LATEST).rows
    destroyed = None
    if actor.may(Permission.RECORDS_READ):
        destroyed = visit.console.destruction.page(actor, RecordFilter(result="destroyed"), _ONE).total
    return _Incidents(counts, bar_chart(counts.by_day[-_CHART_DAYS:]), waiting, destroyed)


def _fleet(visit: Visit, actor: Person) -> _Fleet:
    if not actor.may(Permission.FLEET_READ):
        return _Fleet()
    devices = [(one, condition_of(one)) for one in visit.console.fleet.devices(actor)]
    spread = Counter(device.policy_version for device, condition in devices if condition != "revoked")
    return _Fleet(
        visit.console.fleet.counts(actor),
        tuple(sorted(spread.items(), reverse=True)),
        tuple(pair for pair in devices if pair[1] not in {"ok", "revoked"}),
    )


def _policy(visit: Visit, actor: Person) -> _Policy:
    if not actor.may(Permission.POLICY_READ):
        return _Policy()
    return _Policy(
        current_policy(visit), visit.console.policy.drafts(actor, DraftState.SUBMITTED, _LATEST).rows
    )


HANDLERS = (overview,)
