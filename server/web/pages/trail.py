"""The audit trail for auditors, and the alerts that were mailed."""

from collections.abc import Mapping

from litestar import Response, get

from server.audit.types import AuditFilter
from server.authz import Permission
from server.web import formats
from server.web.console_words import AUDIT_OBJECT
from server.web.lists import is_narrowed, page_request, pager
from server.web.rendering import download, page
from server.web.visit import PageVisit

_TEXT_LENGTH = 200


def filter_of(query: Mapping[str, str]) -> AuditFilter:
    """Return the filter of an address."""
    outcome = query.get("outcome", "")
    return AuditFilter(
        actor=query.get("actor", "").strip()[:_TEXT_LENGTH],
        action=query.get("action", "").strip()[:_TEXT_LENGTH],
        object=query.get("object", "").strip()[:_TEXT_LENGTH],
        outcome=outcome if outcome in {"done", "refused"} else "",
        since=formats.day_start(query.get("since", "")),
        until=formats.day_end(query.get("until", "")),
    )


@get("/audit", sync_to_thread=True)
def audit(visit: PageVisit) -> Response[str]:
    """List the trail; the whole page also says whether the trail still gives its signed head."""
    # Before the list: it seals what the list then shows.
    state = None if visit.fragment else visit.console.audit.state(visit.actor)
    found = visit.console.audit.page(visit.actor, filter_of(visit.query), page_request(visit.query))
    return page(
        visit,
        "audit/rows.html" if visit.fragment else "audit/list.html",
        found=found,
        pager=pager(found, "/audit", visit.query),
        narrowed=is_narrowed(visit.query),
        query=visit.query,
        state=state,
        same_object=AUDIT_OBJECT,
        may_export=visit.actor.may(Permission.AUDIT_EXPORT),
    )


@get("/audit/export", sync_to_thread=True)
def export(visit: PageVisit) -> Response[bytes]:
    """Download the whole trail, which `ashseal-console verify-audit` checks with no console."""
    return download(visit.console.audit.export(visit.actor), "audit-trail.jsonl", "application/octet-stream")


@get("/alerts", sync_to_thread=True)
def alerts(visit: PageVisit) -> Response[str]:
    """List alerts."""
    found = visit.console.alerts.page(visit.actor, page_request(visit.query))
    return page(visit, "alerts/list.html", found=found, pager=pager(found, "/alerts", visit.query))


HANDLERS = (audit, export, alerts)
