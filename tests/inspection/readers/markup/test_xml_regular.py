"""Documents as nearly all programs write them: told from others, and cut as a parser cuts them."""

import html
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from inspection.readers.markup import xml_regular
from inspection.readers.markup.xml_regular import body, cut, resolved, unescaped

TAG = re.compile(rb"<(/?)([^\s/>]+)([^>]*)>([^<]*)")


@pytest.mark.parametrize(
    ("document", "inside"),
    [
        ("<?xml version='1.0'?>\r\n<a>x</a>\r\n", "<a>x</a>"),
        ("\ufeff<?xml version='1.0'?><a/>", "<a/>"),
        ("<p:a xmlns:p='u' b=\"'\">张</p:a>", "<p:a xmlns:p='u' b=\"'\">张</p:a>"),
    ],
)
def test_a_regular_document_is_given_without_its_declaration(document: str, inside: str) -> None:
    assert body(document.encode()) == inside.encode()


@pytest.mark.parametrize(
    "document",
    [
        "<a><!-- x --></a>",
        "<a><![CDATA[x]]></a>",
        "<!DOCTYPE a><a/>",
        "<a><?x y?></a>",
        "<a b='>'/>",
        "<a>x\ry</a>",
        "<a><b></a></b>",
        "<a>x",
        "<p:a/>",
        "<a>&b;</a>",
        "<a b='' b=''/>",
        "x",
        "",
    ],
)
def test_what_is_written_otherwise_or_damaged_is_not(document: str) -> None:
    assert body(document.encode()) is None


def test_octets_that_are_no_utf_8_are_damage() -> None:
    assert body(b"<a>\xff</a>") is None


@pytest.mark.parametrize(("deep", "found"), [(20, True), (21, False)])
def test_depth_is_bounded(deep: int, found: bool) -> None:
    document = f"<?xml version='1.0'?>{'<a>' * deep}<b/><b/>{'</a>' * deep}"
    assert (body(document.encode(), 21) is not None) is found


def test_a_large_document_is_left_to_the_parser_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_regular, "_OCTETS_MAX", 10)
    assert body(b"<a>123</a>") == b"<a>123</a>"
    assert body(b"<a>1234</a>") is None


def test_tags_are_cut_alike_wherever_a_piece_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<a><b c='d'>张三</b><e/>1</a>".encode() * 5
    whole = list(cut(text, TAG))
    assert whole == TAG.findall(text)
    for size in range(1, 30):
        monkeypatch.setattr(xml_regular, "_CUT_AT_ONCE", size)
        assert list(cut(text, TAG)) == whole


PIECES = ["&lt;", "&amp;", "#", "49;", "&#49;", "&#x5F20;", "&#24352;", "&#128;", "&#38;", "lt;", "张", "x"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_references_are_resolved_as_a_parser_resolves_them(text: str) -> None:
    assert resolved(text) == (etree.parse(io.BytesIO(f"<a>{text}</a>".encode())).getroot().text or "")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, "&nbsp;", "&#9999", "&#55296;", "&", "&#0;"]), max_size=6).map("".join)
)
def test_references_of_html_are_resolved_as_the_standard_library_does(text: str) -> None:
    assert unescaped(text) == html.unescape(text)
