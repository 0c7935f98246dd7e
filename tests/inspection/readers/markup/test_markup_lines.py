"""Lines of a part, cut by an expression and gathered from a parser: the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.markup import markup_lines

PIECES = [
    "<p>", "</p>", "<t>", "</t>", "<t/>", "<r>", "</r>", "<tr>", "</tr>", "<tc>", "</tc>", "<br/>", "<tab/>",
    "<tabs>", "</tabs>", "<moveFrom>", "</moveFrom>", "<delText>", "</delText>", "<sym char='31'/>", "<fldChar/>",
    "<instrText>", "</instrText>", "<Fallback>", "</Fallback>", "1&lt;2", " ", "张",
]  # fmt: skip


def parsed(document: bytes) -> markup_lines.Part | None:
    part = markup_lines.Part()
    failure = markup_lines.gather(part, document, extractor.new_walk(Limits()))
    return None if failure else part


def test_texts_outside_of_runs_are_told_by_their_elements() -> None:
    found = markup_lines.gathered(b"<a><p><t>x</t></p><b c='d'>&#x5F20;</b><q:e> y </q:e></a>")
    assert found
    assert (found[0].lines, found[1]) == (["x"], [("b", "张"), ("e", "y")])


@pytest.mark.parametrize("inside", ["x<b/>", "<b/>x", "<b>y</b>x", "<t>y</t>x", "<t/>x", "x<t>y</t>"])
def test_text_beside_elements_is_not_for_an_expression(inside: str) -> None:
    assert markup_lines.gathered(f"<a>{inside}</a>".encode()) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_an_expression_gathers_what_the_parser_gathers(pieces: list[str]) -> None:
    document = f"<a>{''.join(pieces)}</a>".encode()
    part = parsed(document)
    found = markup_lines.gathered(document) if part is not None else None
    if found is not None:
        assert found[0] == part
