"""Keeps the text catalogues in step with code and templates.

`python -m server.web.catalogues` reads every marked text and writes both catalogues anew: known
translations stay, new texts come in untranslated (English ones as they are), old ones go. A test
fails while a text is untranslated.
"""

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from server.web.language import LANGUAGES, LOCALES, Language

_FOLDER = Path(__file__).parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_KEYWORDS = DEFAULT_KEYWORDS | {"N_": None}
_OPTIONS = {"templates/**.html": {"trimmed": "true"}}
_WIDTH = 0  # no line breaks inside a text: a change of one word is a change of one line


def extract() -> Catalog:
    """Return every text that code and templates mark, without translations."""
    found = Catalog()
    for _, _, text, _, context in extract_from_dir(
        str(_FOLDER), method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS
    ):
        found.add(text, context=context)
    return found


def read(language: Language) -> Catalog:
    """Return the catalogue of a language as it stands in its file."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=LOCALES[language])


def path_of(language: Language) -> Path:
    """Return the file of a language's catalogue."""
    return _FOLDER / "locale" / LOCALES[language] / "LC_MESSAGES" / "console.po"


def updated(language: Language, wanted: Catalog, known: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the texts of `wanted`."""
    made = Catalog(locale=LOCALES[language], project="Ashseal", version="1", fuzzy=False)
    for message in wanted:
        if message.id:
            made.add(message.id, _translation(language, message, known))
    return made


def _translation(language: Language, message: Message, known: Catalog) -> str | list[str] | tuple[str, ...]:
    if language == "en":
        return message.id
    key = message.id[0] if isinstance(message.id, tuple) else message.id
    found = known.get(key)
    return (found.string if found else "") or ""


def main() -> None:
    """Write both catalogues anew."""
    wanted = extract()
    for language in LANGUAGES:
        path = path_of(language)
        known = read(language) if path.exists() else Catalog()
        path.parent.mkdir(parents=True, exist_ok=True)
        made = updated(language, wanted, known)
        with path.open("wb") as file:
            write_po(file, made, width=_WIDTH, no_location=True, omit_header=True, sort_output=True)


if __name__ == "__main__":
    main()
