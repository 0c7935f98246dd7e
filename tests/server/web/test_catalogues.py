"""Every text that is marked has its words in both languages, and its gaps are filled alike."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from server.web import catalogues
from server.web.language import LANGUAGES, Language

_GAP = re.compile(r"%\(\w+\)s|%%")


def texts(catalogue: Catalog) -> dict[str, str]:
    """Return message id to translation; of a plural its first form."""
    return {first(message.id): first(message.string) for message in catalogue if message.id}


def first(text: str | list[str] | tuple[str, ...] | None) -> str:
    return (text[0] if isinstance(text, tuple | list) else text) or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_catalogue_has_exactly_the_marked_texts_and_all_have_words(language: Language) -> None:
    known = texts(catalogues.read(language))
    assert set(known) == set(texts(catalogues.extract()))
    assert [text for text, words in known.items() if not words.strip()] == []
    assert [message.id for message in catalogues.read(language) if message.fuzzy and message.id] == []


def test_gaps_of_a_text_are_the_gaps_of_its_words() -> None:
    wrong = [
        text
        for text, words in texts(catalogues.read("zh")).items()
        if set(_GAP.findall(text)) - {"%%"} != set(_GAP.findall(words)) - {"%%"}
    ]
    assert wrong == []


def test_chinese_words_are_chinese() -> None:
    untouched = {"Message-ID", "SHA-256", "v%(version)s", ", ", "%(what)s: %(value)s"}
    latin = {
        text
        for text, words in texts(catalogues.read("zh")).items()
        if not re.search(r"[\u4e00-\u9fff]", words)
    }
    assert latin <= untouched


def test_no_template_holds_words_that_are_not_marked() -> None:
    folder = Path(catalogues.__file__).parent / "templates"
    allowed = {
        "English",
        "中文",
        "⋯",
        "SHA-256",
        "ashseal-agent verify-record destruction-record.json --ca ca.pem",
    }
    loose = []
    for file in folder.rglob("*.html"):
        bare = re.sub(
            r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        bare = re.sub(r"<!doctype html>|<[^<>]*>", "\n", bare)
        loose += [
            (file.name, line.strip())
            for line in bare.split("\n")
            if re.search(r"[A-Za-z\u4e00-\u9fff]{3}", line)
        ]
    assert [(name, line) for name, line in loose if line not in allowed] == []


def test_an_update_keeps_words_brings_new_texts_and_drops_old_ones() -> None:
    wanted, known = Catalog(), Catalog(locale="zh_CN")
    wanted.add("Mail")
    wanted.add("New")
    wanted.add(("%(num)s a", "%(num)s b"))
    known.add("Mail", "邮件")
    known.add("Old", "旧")
    assert texts(catalogues.updated("zh", wanted, known)) == {"Mail": "邮件", "New": "", "%(num)s a": ""}
    assert texts(catalogues.updated("en", wanted, Catalog()))["New"] == "New"


def test_the_files_are_as_the_update_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = {language: tmp_path / language / "console.po" for language in LANGUAGES}
    before = {language: catalogues.path_of(language).read_bytes() for language in LANGUAGES}
    for language, path in paths.items():
        path.parent.mkdir()
        path.write_bytes(before[language])
    monkeypatch.setattr(catalogues, "path_of", paths.__getitem__)
    catalogues.main()
    assert {language: path.read_bytes() for language, path in paths.items()} == before
