"""Destruction records: who destroyed what, how, and whether the signature holds."""

from collections.abc import Mapping
from typing import Literal

from litestar import Response, get
from litestar.params import FromPath

from server.destruction.types import RecordFilter, Verification
from server.web import formats
from server.web.lists import is_narrowed, page_request, pager
from server.web.rendering import download, page
from server.web.visit import PageVisit

_TEXT_LENGTH = 200
_Result = Literal["", "destroyed", "vaulted", "kept"]
_RESULTS: dict[str, _Result] = {"destroyed": "destroyed", "vaulted": "vaulted", "kept": "kept"}


def filter_of(query: Mapping[str, str]) -> RecordFilter:
    """Return the filter of an address; a value that is not known does not narrow."""
    result = _RESULTS.get(query.get("result", ""), "")
    verification = query.get("verification", "")
    return RecordFilter(
        result=result,
        verification=verification if verification in list(Verification) else "",
        text=query.get("text", "").strip()[:_TEXT_LENGTH],
        since=formats.day_start(query.get("since", "")),
        until=formats.day_end(query.get("until", "")),
    )


@get("/records", sync_to_thread=True)
def records(visit: PageVisit) -> Response[str]:
    """List records; htmx asks for the rows alone when a filter changes."""
    found = visit.console.destruction.page(visit.actor, filter_of(visit.query), page_request(visit.query))
    return page(
        visit,
        "records/rows.html" if visit.fragment else "records/list.html",
        found=found,
        pager=pager(found, "/records", visit.query),
        narrowed=is_narrowed(visit.query),
        query=visit.query,
        verifications=tuple(Verification),
    )


@get("/records/{record_id:str}", sync_to_thread=True)
def record(visit: PageVisit, record_id: FromPath[str]) -> Response[str]:
    """Show one record with what the console checked."""
    found = visit.console.destruction.detail(visit.actor, record_id)
    return page(visit, "records/detail.html", found=found)


@get("/records/{record_id:str}/signed", sync_to_thread=True)
def signed(visit: PageVisit, record_id: FromPath[str]) -> Response[bytes]:
    """Download the signed record, which `ashseal-agent verify-record` checks with no console."""
    content = visit.console.destruction.signed_file(visit.actor, record_id)
    return download(content, "destruction-record.json", "application/json")


HANDLERS = (records, record, signed)
