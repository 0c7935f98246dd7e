"""Releases: mail with client data that is asked for, and decided on, before it is sent (row R28)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from litestar import Response, get, post
from litestar.params import FromPath

from policies.finding import Category
from server.authz import Permission
from server.errors import Conflict, ConsoleError, Forbidden, Invalid, NotFound
from server.releases.types import Release, Wanted
from server.web import formats
from server.web.lists import page_request, pager
from server.web.pages.entry import said
from server.web.rendering import page, redirect
from server.web.visit import Fields, Form, PageForm, PageVisit, Visit

_BETWEEN = re.compile(r"[\s,;，；、]+")
_MOMENT = timedelta(microseconds=1)
_DONE = {"approve": "release-approved", "reject": "release-rejected", "withdraw": "release-withdrawn"}


@get("/releases", sync_to_thread=True)
def releases(visit: PageVisit) -> Response[str]:
    """List releases: one's own, or all for who may read them; those that wait come first."""
    found = visit.console.releases.page(visit.actor, page_request(visit.query))
    return page(visit, "releases/list.html", found=found, pager=pager(found, "/releases", visit.query))


@get("/releases/new", sync_to_thread=True)
def new_release(visit: PageVisit) -> Response[str]:
    """Show the form by which a release is asked for."""
    if not visit.actor.may(Permission.RELEASE_ASK):
        raise Forbidden
    return _form(visit, Fields(sender=visit.actor.email))


@post("/releases/new", status_code=200, sync_to_thread=True)
def ask(visit: PageVisit, form: PageForm) -> Response[str]:
    """Ask for a release."""
    try:
        made = visit.console.releases.ask(visit.actor, _wanted(form))
    except (Invalid, Forbidden) as error:
        return _form(visit, form, error=error)
    return redirect(_path(made.id), done="release-asked")


def _form(visit: Visit, form: Form, *, error: ConsoleError | None = None) -> Response[str]:
    return page(
        visit,
        "releases/new.html",
        status=error.status if error else 200,
        error=said(visit, error) if error else "",
        form=form,
        categories=tuple(Category),
        ticked=_ticked(form),
        for_others=visit.actor.may(Permission.RELEASE_DECIDE),
        days=visit.console.releases.term_days,
    )


def _wanted(form: Form) -> Wanted:
    until = formats.day_end(form["until"])
    if until is None:
        raise Invalid("请选择截止日期。", "Choose the last day.")
    since = formats.day_start(form["since"])
    return Wanted(
        sender=form["sender"],
        recipients=tuple(_BETWEEN.split(form["recipients"])),
        categories=_ticked(form),
        purpose=form["purpose"],
        since=since or datetime.fromtimestamp(0, formats.BEIJING),
        until=until - _MOMENT,
        reason=form["reason"],
    )


def _ticked(form: Form) -> tuple[Category, ...]:
    ticked = form["categories"].split()
    return tuple(category for category in Category if category in ticked)


@get("/releases/{release_id:int}", sync_to_thread=True)
def release(visit: PageVisit, release_id: FromPath[int]) -> Response[str]:
    """Show one release and the mail that used it."""
    return _detail(visit, release_id)


def _detail(
    visit: Visit, release_id: int, *, error: ConsoleError | None = None, typed: Form | None = None
) -> Response[str]:
    """Show one release; `typed` keeps what the person wrote when it was refused."""
    service, actor = visit.console.releases, visit.actor
    found = service.release(actor, release_id)
    uses = service.uses(actor, release_id, page_request(visit.query))
    return page(
        visit,
        "releases/detail.html",
        status=error.status if error else 200,
        error=said(visit, error) if error else "",
        found=found,
        standing=service.standing(found),
        uses=uses,
        pager=pager(uses, _path(release_id), visit.query),
        typed=typed or Fields(),
        may_decide=service.may_decide(actor, found),
        may_withdraw=service.may_withdraw(actor, found),
        own=actor.id == found.asked_by_id or actor.email == found.wanted.sender,
    )


@post("/releases/{release_id:int}/{action:str}", status_code=200, sync_to_thread=True)
def act(visit: PageVisit, form: PageForm, release_id: FromPath[int], action: FromPath[str]) -> Response[str]:
    """Approve, reject or withdraw a release."""
    service, actor = visit.console.releases, visit.actor
    actions: dict[str, Callable[[], Release]] = {
        "approve": lambda: service.approve(actor, release_id, form["comment"]),
        "reject": lambda: service.reject(actor, release_id, form["comment"]),
        "withdraw": lambda: service.withdraw(actor, release_id, form["reason"]),
    }
    if action not in actions:
        raise NotFound
    try:
        actions[action]()
    except (Invalid, Conflict) as error:
        return _detail(visit, release_id, error=error, typed=form)
    return redirect(_path(release_id), done=_DONE[action])


def _path(release_id: int) -> str:
    return f"/releases/{release_id}"


HANDLERS = (releases, new_release, ask, release, act)
