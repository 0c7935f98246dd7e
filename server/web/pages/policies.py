"""Policies: what is in force, what was before, what changed between, and how to go back."""

from litestar import Response, get, post
from litestar.params import FromPath

from server.authz import Permission
from server.errors import Conflict, Invalid, NotFound
from server.paging import PageRequest
from server.policy.types import DiffLine, Draft, DraftState, PolicyVersion
from server.web.lists import page_request, pager
from server.web.pages.entry import said
from server.web.rendering import page, redirect
from server.web.visit import PageForm, PageVisit, Visit

_DRAFTS = PageRequest(number=1, size=50)


@get("/policies", sync_to_thread=True)
def policies(visit: PageVisit) -> Response[str]:
    """Show what is in force, what waits, one's own drafts and the versions before."""
    service, actor = visit.console.policy, visit.actor
    found = service.versions(actor, page_request(visit.query))
    editing = service.drafts(actor, DraftState.EDITING, _DRAFTS).rows
    return page(
        visit,
        "policies/list.html",
        found=found,
        pager=pager(found, "/policies", visit.query),
        current=current_policy(visit),
        submitted=service.drafts(actor, DraftState.SUBMITTED, _DRAFTS).rows,
        mine=tuple(draft for draft in editing if draft.author_id == actor.id),
    )


def current_policy(visit: Visit) -> PolicyVersion | None:
    """Return the version in force; None before anything was published."""
    try:
        return visit.console.policy.current(visit.actor)
    except NotFound:
        return None


@get("/policies/versions/{number:int}", sync_to_thread=True)
def version(visit: PageVisit, number: FromPath[int]) -> Response[str]:
    """Show one published version and what it changed."""
    return _version(visit, number)


def _version(visit: Visit, number: int, *, error: str = "", status: int = 200) -> Response[str]:
    service = visit.console.policy
    found = service.version(visit.actor, number)
    current = current_policy(visit)
    return page(
        visit,
        "policies/version.html",
        status=status,
        found=found,
        current=current,
        difference=_change_to(visit, number),
        may_restore=visit.actor.may(Permission.POLICY_AUTHOR)
        and current is not None
        and current.version != number,
        error=error,
    )


def _change_to(visit: Visit, number: int) -> tuple[DiffLine, ...]:
    try:
        return visit.console.policy.diff_versions(visit.actor, number - 1, number)
    except NotFound:
        return ()


@get("/policies/compare", sync_to_thread=True)
def compare(visit: PageVisit) -> Response[str]:
    """Show the difference between two published versions."""
    old, new = (_number(visit.query.get(name, "")) for name in ("old", "new"))
    difference = visit.console.policy.diff_versions(visit.actor, old, new)
    return page(visit, "policies/compare.html", old=old, new=new, difference=difference)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004  well inside a bigint
        raise NotFound
    return int(text)


@post("/policies/versions/{number:int}/restore", status_code=200, sync_to_thread=True)
def restore(visit: PageVisit, form: PageForm, number: FromPath[int]) -> Response[str]:
    """Ask for the documents of an older version to be published again."""
    try:
        draft = visit.console.policy.roll_back(visit.actor, number, form.get("reason", "").strip())
    except (Invalid, Conflict) as error:
        return _version(visit, number, error=said(visit, error), status=error.status)
    return redirect(draft_path(draft), done="submitted")


@post("/policies/drafts", sync_to_thread=True)
def create_draft(visit: PageVisit) -> Response[str]:
    """Start a draft from what is in force."""
    return redirect(draft_path(visit.console.policy.create_draft(visit.actor)))


def draft_path(draft: Draft) -> str:
    """Return the address of a draft."""
    return f"/policies/drafts/{draft.id}"


HANDLERS = (policies, version, compare, restore, create_draft)
