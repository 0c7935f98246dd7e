"""Passwords of sealed mails: their sender reads each once, nobody else ever.

Opening the link shows only what will happen; the password comes by a button, so that a link
preview cannot use it up. It is in that one answer and in nothing that can be called up again.
"""

from litestar import Response, get, post
from litestar.params import FromPath

from server.errors import Conflict, Forbidden
from server.web.formats import groups_of_four
from server.web.pages.entry import said
from server.web.rendering import page
from server.web.visit import PageForm, PageVisit, Visit


@get("/secrets", sync_to_thread=True)
def secrets(visit: PageVisit) -> Response[str]:
    """List the passwords of one's own mails."""
    return page(visit, "secrets/list.html", found=visit.console.escrow.mine(visit.actor))


@get("/secrets/{escrow_id:str}", sync_to_thread=True)
def secret(visit: PageVisit, escrow_id: FromPath[str]) -> Response[str]:
    """Say what is there, and whether it was read already."""
    try:
        found = visit.console.escrow.look(visit.actor, escrow_id)
    except Forbidden:
        return _not_theirs(visit)
    return page(visit, "secrets/look.html", found=found, error="")


@post("/secrets/{escrow_id:str}", status_code=200, sync_to_thread=True)
def open_secret(visit: PageVisit, form: PageForm, escrow_id: FromPath[str]) -> Response[str]:  # noqa: ARG001  checked before
    """Show the password, this once."""
    try:
        opened = visit.console.escrow.open(visit.actor, escrow_id)
    except Forbidden:
        return _not_theirs(visit)
    except Conflict as error:
        found = visit.console.escrow.look(visit.actor, escrow_id)
        return page(visit, "secrets/look.html", status=409, found=found, error=said(visit, error))
    return page(visit, "secrets/opened.html", opened=opened, groups=groups_of_four(opened.password))


def _not_theirs(visit: Visit) -> Response[str]:
    return page(visit, "secrets/not_theirs.html", status=403, email=visit.actor.email)


HANDLERS = (secrets, secret, open_secret)
