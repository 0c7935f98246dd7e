"""First log-in, log-in, log-out, one's own account, and the language of the pages.

The first log-in is in two steps: a one-time token buys a session that can do nothing but choose a
password and confirm a second factor. The token is redeemed by a button, not by opening the link:
mail scanners open links.
"""

import segno
from litestar import Response, get, post
from markupsafe import Markup

from server.errors import Conflict, ConsoleError, Forbidden, Invalid, NotLoggedIn
from server.identity.types import SetupOffer
from server.web import language
from server.web.formats import groups_of_four
from server.web.menu import home_of
from server.web.rendering import local_path, page, redirect
from server.web.visit import PageForm, PageVisit, Visit, host_cookie, session_cookie

_YEAR = 31_536_000  # seconds
_DIFFERENT = Invalid("两次输入的密码不一致。", "The two passwords are not the same.")


def said(visit: Visit, error: ConsoleError) -> str:
    """Return a service's sentence in the language of the visit."""
    return error.zh if visit.language == "zh" else error.en


@get("/log-in", sync_to_thread=True)
def log_in_page(open_visit: PageVisit) -> Response[str]:
    """Show the log-in; whoever is logged in already goes on."""
    if open_visit.person:
        return redirect(local_path(open_visit.query.get("next", ""), home_of(open_visit.person)))
    return _log_in_form(open_visit, open_visit.query.get("next", ""), name="")


@post("/log-in", status_code=200, sync_to_thread=True)
def log_in(open_visit: PageVisit, form: PageForm) -> Response[str]:
    """Log in with name, password and code, and go to where the person wanted to."""
    identity = open_visit.console.identity
    name, wanted = form.get("name", "").strip(), form.get("next", "")
    code = form.get("code", "").replace(" ", "")
    try:
        secret = identity.log_in(name, form.get("password", ""), code, client=open_visit.client)
    except Forbidden as error:
        return _log_in_form(open_visit, wanted, name=name, error=said(open_visit, error), status=403)
    session = identity.session(secret)
    home = home_of(session.person) if session else "/"
    return redirect(local_path(wanted, home), cookies=[session_cookie(secret)])


def _log_in_form(
    visit: Visit, wanted: str, *, name: str, error: str = "", status: int = 200
) -> Response[str]:
    return page(visit, "entry/log_in.html", status=status, name=name, error=error, next=wanted)


@post("/log-out", sync_to_thread=True)
def log_out(open_visit: PageVisit) -> Response[str]:
    """End the session here and at the server."""
    open_visit.console.identity.log_out(open_visit.secret)
    return redirect("/log-in", done="logged-out", cookies=[session_cookie("")])


@get("/first-login", sync_to_thread=True)
def first_log_in_page(open_visit: PageVisit) -> Response[str]:
    """Explain the first log-in; the token of the link is filled in."""
    return page(open_visit, "entry/first.html", one_time=open_visit.query.get("token", ""), error="")


@post("/first-login", status_code=200, sync_to_thread=True)
def first_log_in(open_visit: PageVisit, form: PageForm) -> Response[str]:
    """Redeem the one-time token."""
    token = form.get("token", "").strip()
    try:
        secret = open_visit.console.identity.redeem_token(token, client=open_visit.client)
    except Forbidden as error:
        return page(open_visit, "entry/first.html", status=403, one_time="", error=said(open_visit, error))
    return redirect("/set-up", cookies=[session_cookie(secret)])


@get("/set-up", sync_to_thread=True)
def set_up_page(open_visit: PageVisit) -> Response[str]:
    """Show the form for the own password and the second factor."""
    return _set_up_form(open_visit, open_visit.console.identity.setup_offer(open_visit.secret))


@post("/set-up", status_code=200, sync_to_thread=True)
def set_up(open_visit: PageVisit, form: PageForm) -> Response[str]:
    """Store password and second factor, and log in."""
    identity = open_visit.console.identity
    try:
        if form.get("password") != form.get("again"):
            raise _DIFFERENT
        secret = identity.complete_setup(
            open_visit.secret,
            form["password"],
            form.get("code", "").replace(" ", ""),
            client=open_visit.client,
        )
    except Invalid as error:
        offer = identity.setup_offer(open_visit.secret)
        return _set_up_form(open_visit, offer, error=said(open_visit, error), status=422)
    session = identity.session(secret)
    home = home_of(session.person) if session else "/"
    return redirect(home, done="welcome", cookies=[session_cookie(secret)])


def _set_up_form(visit: Visit, offer: SetupOffer, *, error: str = "", status: int = 200) -> Response[str]:
    picture = segno.make(offer.totp_uri, error="m").svg_inline(border=2, omitsize=True, dark="#211d1b")
    return page(
        visit,
        "entry/set_up.html",
        status=status,
        offer=offer,
        qr=Markup(picture),  # noqa: S704  drawn by us from a URI; holds only path data
        key_groups=groups_of_four(offer.totp_secret),
        error=error,
    )


@get("/account", sync_to_thread=True)
def account_page(visit: PageVisit) -> Response[str]:
    """Show who one is, and the form to change one's password."""
    return page(visit, "entry/account.html", error="")


@post("/account", status_code=200, sync_to_thread=True)
def change_password(visit: PageVisit, form: PageForm) -> Response[str]:
    """Change one's own password; every session ends with it, this one too."""
    try:
        if form.get("new") != form.get("again"):
            raise _DIFFERENT
        visit.console.identity.change_password(
            visit.actor,
            form.get("old", ""),
            form.get("code", "").replace(" ", ""),
            form["new"],
            client=visit.client,
        )
    except (Forbidden, Invalid, Conflict, NotLoggedIn) as error:
        return page(visit, "entry/account.html", status=error.status, error=said(visit, error))
    return redirect("/log-in", done="password", cookies=[session_cookie("")])


@post("/language", sync_to_thread=True)
def choose_language(form: PageForm) -> Response[str]:
    """Remember the language in this browser and show the page again."""
    wanted = language.choose(form.get("language"), None)
    return redirect(local_path(form.get("next", "")), cookies=[host_cookie(language.COOKIE, wanted, _YEAR)])


HANDLERS = (
    log_in_page,
    log_in,
    log_out,
    first_log_in_page,
    first_log_in,
    set_up_page,
    set_up,
    account_page,
    change_password,
    choose_language,
)
