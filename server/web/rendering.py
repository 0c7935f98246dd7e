"""Templates to answers: one Jinja2 environment for each language, escaping everything.

A template gets the visit, the menu that fits the person's roles, and what its handler gives it.
A missing value is an error, not an empty place on the page.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect
from markupsafe import Markup, escape

from runtime.policy_complaints import complaint_in_words
from server.authz import Permission
from server.web import formats, labels, language, trail_words
from server.web.assets import asset_url
from server.web.headers import PAGE_HEADERS
from server.web.language import Language
from server.web.menu import is_current, menu_for
from server.web.notices import notice_of
from server.web.visit import FORM_COOKIE, TOKEN_FIELD, Visit, host_cookie

_HTML = "text/html; charset=utf-8"


@cache
def environment(spoken: Language) -> Environment:
    """Return the template environment of a language."""
    made = Environment(
        loader=PackageLoader("server.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(language.translations(spoken), newstyle=True)  # type: ignore[attr-defined]
    words = _words_in(spoken)
    made.filters |= {
        "when": formats.when,
        "machine_time": formats.machine_time,
        "size": formats.size,
        "tone": lambda token, table: labels.tone(table, str(token)),
        "label": lambda token, table: words(labels.word(table, str(token))),
        "details": labels.details_in_order,
        "detail": lambda value, key: words(", ").join(map(words, labels.detail_words(key, value))),
        "complaint": lambda said: complaint_in_words(said, spoken),
        "of_the_trail": lambda said: trail_words.translated(said, words),
        "words": words,
        "soft": lambda address: escape(address).replace("@", Markup("<wbr>@")),
        "basename": lambda path: PurePosixPath(path.replace("\\", "/")).name,
    }
    made.globals |= {"asset": asset_url, "Permission": Permission, "token_field": TOKEN_FIELD}
    return made


def _words_in(spoken: Language) -> Callable[[str], str]:
    """Return how a text is said in a language; to the empty text gettext has the catalogue's header."""
    catalogue = language.translations(spoken)
    return lambda text: str(catalogue.gettext(text)) if text else ""


def render(visit: Visit, template: str, values: Mapping[str, object]) -> str:
    """Return a rendered template."""
    person = visit.person
    return (
        environment(visit.language)
        .get_template(template)
        .render(
            visit=visit,
            person=person,
            language=visit.language,
            html_language=language.HTML_TAGS[visit.language],
            menu=[(entry, is_current(entry, visit.path)) for entry in menu_for(person)] if person else [],
            notice=notice_of(visit.query.get("done", "")),
            **values,
        )
    )


def page(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response[str]:
    """Return a page. The template sees `visit`, `person`, `language`, `menu`, `notice` and `values`."""
    return Response(
        render(visit, template, values),
        status_code=status,
        media_type=_HTML,
        headers=PAGE_HEADERS,
        cookies=form_cookies(visit),
    )


def form_cookies(visit: Visit) -> list[Cookie]:
    """Return the cookie that a form before log-in is bound to, when the browser has none yet."""
    return [host_cookie(FORM_COOKIE, visit.form_seed)] if visit.new_form_seed else []


def redirect(path: str, *, done: str = "", cookies: list[Cookie] | None = None) -> Redirect:
    """Send the browser to a page after a form was taken (303), with a notice of what was done."""
    mark = "&" if "?" in path else "?"
    target = f"{path}{mark}done={done}" if done else path
    return Redirect(target, status_code=303, headers=PAGE_HEADERS, cookies=cookies)


def to_log_in(path: str) -> Redirect:
    """Send the browser to log in, and from there back to `path`."""
    return redirect(log_in_path(path))


def log_in_path(path: str) -> str:
    """Return the address of the log-in that leads back to `path`."""
    return f"/log-in?next={quote(path, safe='')}"


def local_path(wanted: str, otherwise: str = "/") -> str:
    """Return `wanted` if it is a path of this console, so that a link cannot send people elsewhere."""
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if ours else otherwise


def download(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """Return a file to be saved under `name` (ASCII)."""
    headers = PAGE_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
