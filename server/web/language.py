"""Which language a page is in, and its words (GNU gettext, rendered by Babel).

The words in code and templates are English message ids; `locale/<locale>/LC_MESSAGES/console.po`
holds the words that are shown. The text catalogues are read at start, so that a clean clone needs
no build step and no compiled file can be older than its source. `server.web.catalogues` keeps them
in step with code and templates.
"""

from functools import cache
from importlib import resources
from io import BytesIO
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

Language = Literal["zh", "en"]

COOKIE = "__Host-ashseal-language"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
HTML_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def choose(cookie: str | None, accept: str | None) -> Language:
    """Return the language of the cookie, else the first known one of `Accept-Language`, else Chinese."""
    for known in LANGUAGES:
        if cookie == known:
            return known
    return _preferred(accept or "")


def _preferred(accept: str) -> Language:
    for part in accept.split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        for known in LANGUAGES:
            if tag == known:
                return known
    return "zh"


@cache
def translations(language: Language) -> Translations:
    """Return the catalogue of a language, compiled in memory from its text form."""
    source = resources.files("server.web") / "locale" / LOCALES[language] / "LC_MESSAGES" / "console.po"
    with source.open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain="console")
