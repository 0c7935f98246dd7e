"""The first page: what waits, what happened lately, whether the machines enforce the newest policy."""

from collections import Counter

from litestar import Response, get

from server.authz import Permission
from server.destruction.types import RecordFilter
from server.errors import NotFound
from server.identity.types import Person
from server.incidents.types import Filter, IncidentState
from server.paging import PageRequest
from server.policy.types import DraftState
from server.web.chart import bar_chart
from server.web.fleet_words import condition_of
from server.web.menu import OVERVIEW, home_of
from server.web.rendering import page, redirect
from server.web.visit import Visit

_LATEST = PageRequest(number=1, size=6)
_ONE = PageRequest(number=1, size=1)


@get("/", sync_to_thread=True)
def overview(visit: Visit) -> Response[str]:
    """Show the cards that fit the person's roles; who has none goes to their own first page."""
    if not any(visit.actor.may(needed) for needed in OVERVIEW):
        return redirect(home_of(visit.actor))
    people = visit.console.identity.people(visit.actor) if visit.actor.may(Permission.PEOPLE_READ) else None
    values = _incidents(visit, visit.actor) | _fleet(visit, visit.actor) | _policy(visit, visit.actor)
    return page(visit, "overview.html", accounts=people, **values)


def _incidents(visit: Visit, actor: Person) -> dict[str, object]:
    empty: dict[str, object] = {"counts": None, "chart": None, "waiting": (), "destroyed": None}
    if not actor.may(Permission.INCIDENTS_READ):
        return empty
    counts = visit.console.incidents.counts(actor)
    found = visit.console.incidents.page(actor, Filter(state=IncidentState.OPEN), _LATEST)
    values = empty | {"counts": counts, "chart": bar_chart(counts.by_day[-7:]), "waiting": found.rows}
    if actor.may(Permission.RECORDS_READ):
        records = visit.console.destruction.page(actor, RecordFilter(result="destroyed"), _ONE)
        values["destroyed"] = records.total
    return values


def _fleet(visit: Visit, actor: Person) -> dict[str, object]:
    if not actor.may(Permission.FLEET_READ):
        return {"fleet": None, "spread": (), "troubled": ()}
    devices = visit.console.fleet.devices(actor)
    spread = Counter(device.policy_version for device in devices)
    troubled = [(one, condition_of(one)) for one in devices if condition_of(one) not in {"ok", "revoked"}]
    return {
        "fleet": visit.console.fleet.counts(actor),
        "spread": sorted(spread.items(), reverse=True),
        "troubled": troubled,
    }


def _policy(visit: Visit, actor: Person) -> dict[str, object]:
    if not actor.may(Permission.POLICY_READ):
        return {"current": None, "submitted": ()}
    try:
        current = visit.console.policy.current(actor)
    except NotFound:
        current = None
    drafts = visit.console.policy.drafts(actor, DraftState.SUBMITTED, _LATEST)
    return {"current": current, "submitted": drafts.rows}


HANDLERS = (overview,)
