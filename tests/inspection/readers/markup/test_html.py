"""HTML as browsers see it, and all that they do not show."""

import base64

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from inspection.readers.markup import html
from inspection.walker import Hint
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import CARD, Alone, split
from tests.inspection.samples import ID

PAGE = "<html><head><title>t</title></head><body>{}</body></html>"


def read(body: str, **options: object) -> Alone:
    return Alone(html.read, PAGE.format(body).encode(), **options)


@settings(max_examples=100, deadline=None)
@given(split("<b>", "</b>", "<i style='color:red'>", "<!-- 9 -->", "<wbr>", "</span>", "<custom-tag>"))
def test_inline_tags_and_comments_do_not_part_a_value(number: str) -> None:
    assert ID in read(f"<p>身份证 {number}</p>").shown


@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};", "&#{:05d};"])
def test_entities_are_the_characters_they_stand_for(form: str) -> None:
    assert ID in read("".join(form.format(ord(digit)) for digit in ID)).shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>1234</p><p>5678</p>", "1234\n5678\n"),
        ("<div>1234</div>5678", "1234\n5678"),
        ("1234<br>5678", "1234\n5678"),
        ("1234<iframe src='x'></iframe>5678", "1234\n5678"),
        ("<ul><li>1234<li>5678</ul>", "1234\n5678"),
        ("<table><tr><td>1234<td>5678<tr><th>90</table>", "1234\t5678\t\n90\t"),
        ("<p>12\r\n  34 &nbsp;5</p>", "12 34 \xa05"),
    ],
)
def test_lines_and_cells_stay_apart(body: str, shown: str) -> None:
    assert shown in read(body).shown


@pytest.mark.parametrize(
    "body",
    [
        f"<p title='{CARD}'>x</p>",
        f"<p title={CARD.replace(' ', '-')}>x</p>",
        f"<p {CARD}>x</p>",
        f"<p title='one' title='{CARD}'>x</p>",
        f"<a href='https://example.com/?a=1&amp;card={CARD}'>x</a>",
        f"<!-- {CARD} -->",
        f"<!--[if mso]><p>{CARD[:7]}<b>{CARD[7:]}</b></p><![endif]-->",
        f"<iframe srcdoc='&lt;p&gt;{CARD[:7]}&lt;b&gt;{CARD[7:]}&lt;/b&gt;'></iframe>",
        f"<noframes>{CARD[:7]}<b>{CARD[7:]}</b></noframes>",
        f"<script>var card = '{CARD}'</script>",
        f"<style>p::before {{ content: '{CARD}' }}</style>",
        f"<?php echo '{CARD}' ?>",
        f"<!whatever {CARD}>",
        f"<textarea>{CARD}</textarea>",
        f"<select><option>{CARD}</select>",
        f"<template><p>{CARD}</p></template>",
        f"<p style='display:none'>{CARD}</p>",
        f"<xmp>{CARD}</xmp>",
    ],
)
def test_what_a_browser_hides_is_read(body: str) -> None:
    reading = read(body)
    assert CARD.replace(" ", "") in reading.text.replace(" ", "").replace("-", "")
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_document_type_is_read() -> None:
    content = f'<!DOCTYPE html PUBLIC "{CARD}"><p>x</p>'.encode()
    assert CARD in Alone(html.read, content).text


def test_the_usual_document_type_is_no_text() -> None:
    assert Alone(html.read, b"<!DOCTYPE html>\n<html></html>").text.strip() == ""


@pytest.mark.parametrize(
    "before",
    [
        "<script>for (i = 0; i<length; i++) {}</script>",
        "<script>a = '</p>' + \"<p\"</script>",
        "<style>a<b{}</style>",
        "<xmp><a \"</xmp><i title='\"'></i>",
        '<i a"b=x>y</i><i c"d=x>y</i>',
        '<p title="\'>">y</p>',
    ],
)
def test_what_looks_like_a_tag_swallows_nothing(before: str) -> None:
    assert f"卡号 {CARD}" in read(f"{before}<p>卡号 {CARD[:7]}<b>{CARD[7:]}</b></p>").shown


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0), mark=st.sampled_from("<>\"'/=&;!-\0 "))
@example(at=36, mark='"')
def test_no_stray_character_of_the_markup_hides_a_number(at: int, mark: str) -> None:
    page = PAGE.format(f'<p class="a">身份证 {ID}</p><!-- c --><p title="b">x</p>')
    places = [place for place in range(len(page)) if not 0 < place - page.index(ID) < len(ID)]
    place = places[at % len(places)]
    content = (page[:place] + mark + page[place:]).encode()
    assert ID in Alone(html.read, content).text


@pytest.mark.parametrize(
    "head", ['<meta charset="gb2312">', "<meta http-equiv=x content='text/html; charset=GBK'>"]
)
def test_the_page_may_name_its_charset(head: str) -> None:
    reading = Alone(html.read, f"{head}<p>鑫燚</p>".encode("gbk"))
    assert "鑫燚" in reading.primary
    assert reading.segments[0].charset == "gb18030"


def test_the_charset_of_the_mail_part_comes_before_that_of_the_page() -> None:
    content = '<meta charset="big5"><p>客户</p>'.encode("gbk")
    segments = Alone(html.read, content, hint=Hint("gb2312")).segments
    assert ("客户" in segments[0].text, segments[0].alternate) == (True, False)


def test_a_second_reading_is_marked() -> None:
    segments = Alone(html.read, '<meta charset="iso-8859-1"><p>客户姓名</p>'.encode("gbk")).segments
    assert [segment.alternate for segment in segments if "客户姓名" in segment.text] == [True]


def test_a_page_too_deep_for_a_tree_is_cut_as_it_stands_and_told() -> None:
    reading = read("<div>" * 100_000 + f"身份证 {ID[:6]}<b>{ID[6:]}</b>")
    assert reading.walk.reason == "limit:markup-depth"
    assert f"身份证 {ID}" in reading.shown


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<div>" * 18, ""),
        ("<div>" * 19, "limit:markup-depth"),
        ("<div></div>" * 30, ""),
        ("<p><li><td><br><img>" * 30, ""),
        ("<script>" + "if (i<n) {}" * 30 + "</script>", ""),
    ],
)
def test_depth_counts_what_is_open_at_once(body: str, told: str) -> None:
    """The page itself has two elements open."""
    assert read(body, limits=Limits(markup_depth=20)).walk.reason == told


@pytest.mark.parametrize(
    "piece", ["<a", "<a '", "<!--", "<!", "<?", "<script ", "<script>", "</script", '="', "<p><"]
)
def test_markup_that_never_closes_ends_soon(piece: str) -> None:
    """An expression that looks to the end from each beginning would take hours here."""
    body = f"<p>{ID}</p>" + piece * 50_000
    assert ID in read(body).text
    assert ID in html.untagged(body)


def test_attributes_that_repeat_are_given_once() -> None:
    assert read(f"<p title='{CARD}'>x</p>" * 3).primary.count(CARD) == 1


def test_what_is_taken_from_the_source_counts_no_second_time() -> None:
    reading = read(f"<table><tr><td>123456<td>{ID}</table><p {ID}>")
    assert [s.alternate for s in reading.segments if ID in s.text] == [False, False, True]


def test_untagged_gives_the_shown_text_only() -> None:
    assert html.untagged(f"{ID[:6]}<b title='x'>{ID[6:]}<!-- y --><script>z</script>&lt;") == f"{ID}<"


def test_what_stands_above_a_line_is_not_in_it() -> None:
    reading = Alone(
        html.read, f"<ruby>{ID[:6]}<rp>(</rp><rt><i>in</i>-ruby</rt><rp>)</rp></ruby>{ID[6:]}".encode()
    )
    assert ID in reading.shown
    assert "in-ruby" in reading.text


@pytest.mark.parametrize("page", ["<script>x = '{}'</script>", "<p onclick='f(\"{}\")'>x</p>", "<p>{}</p>"])
def test_codes_of_characters_are_resolved_in_a_second_reading(page: str) -> None:
    escaped = "".join(f"\\u{ord(digit):04x}" for digit in ID)
    reading = Alone(html.read, page.format(escaped).encode())
    assert [segment.alternate for segment in reading.segments if ID in segment.text] == [True]


@pytest.mark.parametrize(
    "page", ["<a href='data:,{}'>x</a>", "<style>p {{ background: url(data:,{}) }}</style>"]
)
def test_files_in_addresses_are_opened(page: str) -> None:
    assert "embedded" in Alone(html.read, page.format(f"no. {ID}").replace(" ", "%20").encode()).kinds_of(ID)


def test_a_picture_between_attributes_ends_with_its_own() -> None:
    packed = base64.b64encode(f"no. {ID}".encode()).decode()
    page = f'<img src="data:text/plain;base64,{packed}" alt="width" title="height{"x" * 3}"><p>x'
    reading = Alone(html.read, page.encode())
    assert reading.walk.reason == ""
    assert [
        segment.text
        for segment in reading.segments
        if segment.place[-1:] and segment.place[-1].kind == "embedded"
    ] == [f"no. {ID}"]


def test_what_the_tree_loses_comes_in_the_order_of_the_page() -> None:
    values = [f"value-{number:02d}" for number in range(20)]
    page = "".join(f'<p title="kept" title="{value}">x</p>' for value in values)
    dropped = next(each.text for each in read(page).segments if each.alternate and values[0] in each.text)
    assert [line for line in dropped.split("\n") if line in values] == values
