r"""HTML wrapped into RTF comes out as the sender wrote it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.readers.rtf import rtf_html
from tests.inspection.samples import ID

HEAD = r"{\rtf1\ansi\ansicpg936\fromhtml1 \deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset136 X;}}"


def page(body: str) -> str:
    return rtf_html.html((HEAD + body + "}").encode("gb18030"))


@pytest.mark.parametrize(
    ("rtf", "html"),
    [
        (r"{\*\htmltag64 <p title='x'>}text{\*\htmltag72 </p>}", "<p title='x'>text</p>"),
        (r"a\htmlrtf \b hidden\htmlrtf0 b", "ab"),
        (r"a\htmlrtf {\htmlrtf0 b\htmlrtf }\htmlrtf0 c", "abc"),
        (r"{\*\htmltag4 \par }x\par\tab y", "\r\nx\r\n\ty"),
        (r"\{x\}\\ a\~b", "{x}\\ a\u00a0b"),
        (r"\'d6\'a4\'ba\'c5", "证号"),
        ("\\'d6\r\n\\'a4", "证"),
        (r"\f1 \'c3\'d2", "證"),
        (r"{\f1 \'c3\'d2}\'d6\'a4", "證证"),
        (r"\u-30603? \u21495?", "衵 号"),
        (r"\uc2\u35777 \'d6\'a4\u21495 ab!", "证号!"),
        (r"\uc0\u35777 x", "证x"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\*\unknown gone}{\*\mhtmltag84 <a>}{\colortbl;\red0}x", "x"),
        (r"{\*\htmltag84 &quot;}\lquote x\rquote", "&quot;‘x’"),
    ],
)
def test_tags_and_text(rtf: str, html: str) -> None:
    assert page(rtf) == html


def test_an_octet_of_a_character_may_stand_for_itself() -> None:
    """The second octet of 丂 is an `@`, which RTF needs not escape."""
    assert page(r"\'81@") == "丂"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(("", r"\htmlrtf x\htmlrtf0 ", r"{\*\htmltag72 <b>}")), min_size=18, max_size=18)
)
def test_a_number_split_by_anything_is_one_number(between: list[str]) -> None:
    html = page("".join(map("".join, zip(ID, between, strict=True))))
    assert html.replace("<b>", "") == ID


@pytest.mark.parametrize("rtf", [b"{\\rtf1\\ansi\\fromhtml1 x}", b"{\\rtf1 \\fromhtml \\deff0}"])
def test_what_was_made_from_html(rtf: bytes) -> None:
    assert rtf_html.is_encapsulated(rtf)


def test_rtf_of_its_own() -> None:
    assert not rtf_html.is_encapsulated(b"{\\rtf1\\ansi\\fromtext x}")


def test_groups_beyond_any_use_are_a_limit() -> None:
    with pytest.raises(Unreadable, match="limit:depth"):
        rtf_html.html(b"{" * 100_000)


@given(st.text(st.sampled_from(r"{}\*'u1 f9htmltag"), max_size=80))
def test_hostile_rtf_ends(body: str) -> None:
    rtf_html.html(body.encode()).encode()
