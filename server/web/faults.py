"""What a page shows when something is refused, missing or broken: plain words and a way on."""

import logging
from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandler

from server.errors import ConsoleError, Forbidden, NotFound, NotLoggedIn
from server.web import rendering
from server.web.marks import N_
from server.web.menu import home_of
from server.web.visit import PageRequest, Visit, visit_of

_log = logging.getLogger("server.web")

TITLES: dict[int, str] = {
    400: N_("This request could not be understood"),
    401: N_("Please log in"),
    403: N_("This is not open to you"),
    404: N_("There is nothing at this address"),
    405: N_("This request could not be understood"),
    409: N_("This cannot be done now"),
    413: N_("That is too large"),
    422: N_("This cannot be taken as it is"),
    500: N_("Something went wrong in the console"),
}
_REFUSED = N_("This was refused")  # for a reason of its own, which the sentence tells
ADVICE: dict[int, str] = {
    403: N_("Menus show what your roles allow. If you need more, ask a system administrator for the role."),
    404: N_("It may have been removed, or the link is incomplete. Use the menu to find your way."),
    500: N_("The fault was written to the log. Nothing was half done. Please try again in a minute."),
}


_TITLE_SAYS_IT = {Forbidden().en, NotFound().en}


def refused(request: PageRequest, error: ConsoleError) -> Response[str] | Response[bytes]:
    """Answer what a service refused; without a session, lead to log-in and back."""
    visit = visit_of(request)
    if isinstance(error, NotLoggedIn):
        return fault_page(request, 401, "") if visit.fragment else rendering.to_log_in(visit.here)
    sentence = error.zh if visit.language == "zh" else error.en
    return fault_page(request, error.status, "" if error.en in _TITLE_SAYS_IT else sentence)


def not_served(request: PageRequest, error: HTTPException) -> Response[str]:
    """Answer a request that has no page, or not in this form."""
    return fault_page(request, error.status_code, "")


def broken(request: PageRequest, error: Exception) -> Response[str]:
    """Answer a fault of ours; its text goes to the log, never to the page."""
    _log.error("page-failed", exc_info=error, extra={"path": request.url.path})
    return fault_page(request, 500, "")


def fault_page(request: PageRequest, status: int, sentence: str) -> Response[str]:
    """Return the page of a fault: title and advice by its status, and the service's own sentence.

    A request for a part of a page gets a note to stand there: what a person has typed beside it stays.
    """
    visit = visit_of(request)
    title, advice = TITLES.get(status, TITLES[400 if status < 500 else 500]), ADVICE.get(status, "")  # noqa: PLR2004
    if sentence and status == Forbidden.status:
        title, advice = _REFUSED, ""
    values = {"title": title, "sentence": sentence, "advice": advice, "home": _way_on(visit)}
    template = "fault_note.html" if visit.fragment else "fault.html"
    return rendering.page(visit, template, status=status, code=status, **values)


def _way_on(visit: Visit) -> str:
    if visit.person:
        return home_of(visit.person)
    return rendering.log_in_path(visit.here) if visit.fragment else "/log-in"


EXCEPTION_HANDLERS: "Mapping[type[Exception], ExceptionHandler[Any]]" = {
    ConsoleError: refused,
    HTTPException: not_served,
    Exception: broken,
}
