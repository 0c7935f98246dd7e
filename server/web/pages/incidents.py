"""Incidents: what was found where, what was done for whom and why, and the work on it."""

from collections.abc import Callable, Mapping

from litestar import Response, get, post
from litestar.params import FromPath

from server.authz import Permission
from server.errors import Conflict, ConsoleError, Forbidden, Invalid, NotFound
from server.incidents.types import Disposition, Filter, IncidentState
from server.web import formats
from server.web.lists import is_narrowed, page_request, pager
from server.web.pages.entry import said
from server.web.rendering import download, page, redirect
from server.web.rule_words import rule_words
from server.web.visit import Fields, Form, PageForm, PageVisit, Visit
from server.web.wire_words import SEVERITY

OUTCOMES = (
    "refused",
    "held",
    "sealed-smime",
    "sealed-pdf",
    "redacted",
    "passed",
    "destroyed",
    "vaulted",
    "kept",
)
_TEXT_LENGTH = 200
_DONE = {"comment": "commented", "assign": "assigned", "close": "closed", "reopen": "reopened"}


def filter_of(query: Mapping[str, str]) -> Filter:
    """Return the filter of an address; a value that is not known does not narrow."""
    state = query.get("state", "")
    channel = query.get("channel", "")
    return Filter(
        state=IncidentState(state) if state in list(IncidentState) else None,
        severity=query.get("severity", "") if query.get("severity") in SEVERITY else "",
        channel="mail" if channel == "mail" else "file" if channel == "file" else "",
        outcome=query.get("outcome", "") if query.get("outcome") in OUTCOMES else "",
        assignee=query.get("assignee", "")[:_TEXT_LENGTH],
        text=query.get("text", "").strip()[:_TEXT_LENGTH],
        since=formats.day_start(query.get("since", "")),
        until=formats.day_end(query.get("until", "")),
    )


@get("/incidents", sync_to_thread=True)
def incidents(visit: PageVisit) -> Response[str]:
    """List incidents; htmx asks for the rows alone when a filter changes."""
    found = visit.console.incidents.page(visit.actor, filter_of(visit.query), page_request(visit.query))
    return page(
        visit,
        "incidents/rows.html" if visit.fragment else "incidents/list.html",
        found=found,
        pager=pager(found, "/incidents", visit.query),
        narrowed=is_narrowed(visit.query),
        query=visit.query,
        severities=tuple(reversed(SEVERITY)),
        outcomes=OUTCOMES,
        states=tuple(IncidentState),
        assignees=_assignees(visit),
    )


def _assignees(visit: Visit) -> tuple[str, ...]:
    works = visit.actor.may(Permission.INCIDENTS_WORK)
    return visit.console.incidents.assignees(visit.actor) if works else ()


@get("/incidents.csv", sync_to_thread=True)
def export(visit: PageVisit) -> Response[bytes]:
    """Download the filtered incidents as CSV."""
    content = visit.console.incidents.export_csv(visit.actor, filter_of(visit.query))
    return download(content, "incidents.csv", "text/csv; charset=utf-8")


@get("/incidents/{incident_id:str}", sync_to_thread=True)
def incident(visit: PageVisit, incident_id: FromPath[str]) -> Response[str]:
    """Show one incident."""
    return _detail(visit, incident_id)


def _detail(
    visit: Visit,
    incident_id: str,
    *,
    error: ConsoleError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response[str]:
    """Show one incident; `typed` keeps, by action, what the person wrote when it was refused."""
    works = visit.actor.may(Permission.INCIDENTS_WORK)
    found = visit.console.incidents.detail(visit.actor, incident_id)
    return page(
        visit,
        "incidents/detail.html",
        status=error.status if error else 200,
        found=found,
        error=said(visit, error) if error else "",
        assignees=_assignees(visit),
        dispositions=tuple(Disposition),
        works=works,
        typed=Fields(typed or {}),
        words=rule_words(visit, found.incident),
    )


@post("/incidents/{incident_id:str}/{action:str}", status_code=200, sync_to_thread=True)
def work(
    visit: PageVisit, form: PageForm, incident_id: FromPath[str], action: FromPath[str]
) -> Response[str]:
    """Comment on, assign, close or reopen an incident."""
    service, actor, text = visit.console.incidents, visit.actor, form["text"].strip()
    actions: dict[str, Callable[[], None]] = {
        "comment": lambda: service.comment(actor, incident_id, text),
        "assign": lambda: service.assign(actor, incident_id, form["assignee"]),
        "close": lambda: service.close(actor, incident_id, _disposition(form), text),
        "reopen": lambda: service.reopen(actor, incident_id, text),
    }
    if action not in actions:
        raise NotFound
    try:
        actions[action]()
    except (Invalid, Conflict, Forbidden) as error:
        return _detail(visit, incident_id, error=error, typed={action: text})
    return redirect(f"/incidents/{incident_id}", done=_DONE[action])


def _disposition(form: Form) -> Disposition:
    try:
        return Disposition(form.get("disposition", ""))
    except ValueError:
        raise Invalid("请选择结案结论。", "Please choose how the incident ends.") from None


HANDLERS = (incidents, export, incident, work)
