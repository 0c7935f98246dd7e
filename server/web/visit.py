"""One visit of one page: who comes, in which language, with which form; refused before a page runs.

Forms carry a token that is bound to a cookie only this browser and this console know (the session,
or before log-in a random one), and a request that another site caused is refused by its
`Sec-Fetch-Site` or `Origin`. Handlers are plain functions that run in a thread: the services block.
"""

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from litestar import Request
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from server.assembly import Console
from server.errors import Forbidden, NotLoggedIn
from server.identity.types import Person, Session, Stage
from server.web import language
from server.web.language import Language

SESSION_COOKIE = "__Host-ashseal-session"
FORM_COOKIE = "__Host-ashseal-form"
TOKEN_FIELD = "csrf"  # noqa: S105  the name of a field

PageRequest = Request[object, object, State]
Form = Mapping[str, str]


class Fields(dict[str, str]):
    """Fields of a form or an address; one that was not sent is an empty text, as in the page's inputs."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True, repr=False)
class Visit:
    """What a page handler is given. `person` is None before log-in."""

    console: Console
    person: Person | None
    language: Language
    path: str  # of the page; for a posted form, of the page it stood on
    query: Mapping[str, str]
    client: str  # the caller's address
    secret: str  # of the session, "" without one
    form_seed: str  # what the form token is bound to
    new_form_seed: bool  # must be set as a cookie with the answer
    fragment: bool  # asked for by htmx: only the part of the page that changes

    @property
    def actor(self) -> Person:
        """The person, on pages that need one.

        Raises:
            NotLoggedIn: nobody is logged in.
        """
        if self.person is None:
            raise NotLoggedIn("请先登录。", "Please log in first.")
        return self.person

    @property
    def here(self) -> str:
        """Path and query of this page, to come back to."""
        query = urlencode({name: value for name, value in self.query.items() if name != "done"})
        return f"{self.path}?{query}" if query else self.path

    @property
    def form_token(self) -> str:
        """The token that forms of this visit carry."""
        return _token(self.form_seed)


def _token(seed: str) -> str:
    return hmac.new(seed.encode(), b"ashseal-form", sha256).hexdigest()


PageVisit = NamedDependency[Visit]  # how a handler asks for its visit
# And for the fields that were posted: not validated, which would copy `Fields` into a plain dict.
PageForm = SkipValidation[NamedDependency[Form]]


async def open_visit(request: PageRequest) -> Visit:
    """Provide the visit of a page that needs no log-in."""
    return await asyncio.to_thread(visit_of, request)


async def provide_visit(request: PageRequest) -> Visit:
    """Provide the visit of a page for people who are logged in.

    Raises:
        NotLoggedIn: no session, or its set-up is not finished.
    """
    visit = await open_visit(request)
    _ = visit.actor
    return visit


def visit_of(request: PageRequest) -> Visit:
    """Return the visit; blocks for the look-up of the session."""
    console: Console = request.app.state.console
    secret = request.cookies.get(SESSION_COOKIE, "")
    session = console.identity.session(secret) if secret else None
    seed = secret or request.cookies.get(FORM_COOKIE, "")
    return Visit(
        console=console,
        person=_person(session),
        language=language.choose(
            request.cookies.get(language.COOKIE), request.headers.get("accept-language")
        ),
        path=_page_path(request),
        query=Fields(request.query_params.multi_items()),
        client=request.client.host if request.client else "",
        secret=secret,
        form_seed=seed or secrets.token_urlsafe(32),
        new_form_seed=not seed,
        fragment=request.headers.get("hx-request") == "true",
    )


def _page_path(request: PageRequest) -> str:
    if request.method == "GET":
        return request.url.path
    return urlsplit(request.headers.get("referer", "")).path or "/"


def _person(session: Session | None) -> Person | None:
    return session.person if session is not None and session.stage is Stage.ACTIVE else None


async def provide_form(request: PageRequest) -> Form:
    """Provide the fields of a posted form; line ends are LF, repeated fields are joined by a space."""
    data = await request.form()
    fields = Fields()
    for name, value in data.multi_items():
        text = str(value).replace("\r\n", "\n")
        fields[name] = f"{fields[name]} {text}" if name in fields else text
    return fields


async def refuse_forged(request: PageRequest) -> None:
    """Pass when a changing request comes from one of our own forms; runs before every handler.

    Raises:
        Forbidden: another site caused it, or the form is from before the last log-in.
    """
    if request.method in {"GET", "HEAD"}:
        return
    form = await provide_form(request)
    seed = request.cookies.get(SESSION_COOKIE) or request.cookies.get(FORM_COOKIE, "")
    held = bool(seed) and hmac.compare_digest(form.get(TOKEN_FIELD, ""), _token(seed))
    if not (held and _same_site(request)):
        raise Forbidden(
            "此表单已过期，或不是由本控制台发出。请返回上一页，刷新后重试。",
            "This form is out of date or not from this console. Go back, reload the page and try again.",
        )


def _same_site(request: PageRequest) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def session_cookie(secret: str) -> Cookie:
    """Return the cookie of a session; gone when the browser is closed. An empty secret deletes it."""
    return host_cookie(SESSION_COOKIE, secret, max_age=None if secret else 0)


def host_cookie(name: str, value: str, max_age: int | None = None) -> Cookie:
    """Return a cookie that scripts cannot read and other sites cannot send."""
    return Cookie(name, value=value, path="/", secure=True, httponly=True, samesite="strict", max_age=max_age)
