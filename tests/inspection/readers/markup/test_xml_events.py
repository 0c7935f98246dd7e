"""XML as events: no entities, no document types, no depth without end, and nothing left aside."""

import pytest

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.markup import xml_events
from tests.inspection.samples import ID


def names(data: bytes, *, doctype_allowed: bool = False, depth: int = 512) -> list[str]:
    walk = extractor.new_walk(Limits(markup_depth=depth))
    found = xml_events.events(data, walk, doctype_allowed=doctype_allowed)
    return [f"{event} {xml_events.local(element)}" for event, element in found]


def texts(data: bytes) -> list[str]:
    found = xml_events.events(data, extractor.new_walk(Limits()))
    return [element.text or "" for event, element in found if event == "end"]


def test_elements_begin_and_end_without_their_namespaces() -> None:
    data = b"<w:a xmlns:w='urn:x'><w:b/><c/></w:a>"
    assert names(data) == ["start a", "start b", "end b", "start c", "end c", "end a"]


def test_no_element_has_no_name() -> None:
    assert xml_events.local(None) == ""


@pytest.mark.parametrize("between", ["<!-- -->", "<?x y?>", "<![CDATA[]]>", "<!-- a --><?b c?><!-- d -->"])
def test_comments_and_instructions_do_not_part_a_text(between: str) -> None:
    assert texts(f"<a>{ID[:6]}{between}{ID[6:]}</a>".encode()) == [ID]


def test_character_references_and_sections_are_text() -> None:
    assert texts(b"<a>&#49;&#x32;&amp;<![CDATA[<3>]]></a>") == ["12&<3>"]


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0' encoding='gb2312'?><a>身份证</a>".encode("gbk"),
        "<?xml version='1.0' encoding=\"GB18030\" ?><a>身份证</a>".encode("gb18030"),
        "<?xml version='1.0' encoding='utf-16'?><a>身份证</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='utf-8'?><a>身份证</a>".encode("utf-16-le"),
        "<?xml version='1.0' encoding='utf-8'?><a>身份证</a>".encode("utf-16-be"),
        "<?xml version='1.0'?><a>身份证</a>".encode("utf-32"),
        "\ufeff<?xml version='1.0' encoding='utf-8'?><a>身份证</a>".encode(),
        "<?xml version='1.0' encoding='utf-7'?><a>身份证</a>".encode("utf-7"),
    ],
)
def test_every_charset_is_read(content: bytes) -> None:
    assert texts(content) == ["身份证"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'b.txt'>]><a>&b;</a>", "limit:entities"),
        ("<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/hostname'>%b;]><a/>", "limit:entities"),
        ("<!DOCTYPE a [<!ENTITY b '&b;'>]><a>&b;</a>", "limit:entities"),
        ("<!DOCTYPE a SYSTEM 'x.dtd'><a>&b;</a>", "limit:entities"),
        ("<a>&b;</a>", "malformed:xml"),
        ("<a><b></a>", "malformed:xml"),
        ("<a>", "malformed:xml"),
        ("<a/>text", "malformed:xml"),
        ("<a/><b/>", "malformed:xml"),
        ("", "malformed:xml"),
        ("<b:a/>", "malformed:xml"),
        ("<a>" * 6 + "</a>" * 6, "limit:markup-depth"),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_what_is_refused(content: str, reason: str, charset: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        names(content.encode(charset), doctype_allowed=True, depth=5)


def test_whoever_knows_no_names_may_allow_prefixes_without_a_namespace() -> None:
    walk = extractor.new_walk(Limits())
    found = xml_events.events(b"<m:a m:b='1'><m:c/></m:a>", walk, any_prefix=True)
    assert [event for event, _ in found] == ["start", "start", "end", "end"]
    with pytest.raises(Unreadable, match="malformed:xml"):
        list(xml_events.events(b"<m:a><m:c></m:a>", walk, any_prefix=True))


def test_depth_up_to_the_limit_is_read() -> None:
    assert len(names(b"<a>" * 5 + b"</a>" * 5 + b"", depth=5)) == 10
    assert len(names(b"<r>" + b"<a></a>" * 50 + b"</r>", depth=5)) == 102
    with pytest.raises(Unreadable, match="limit:markup-depth"):
        names(b"<r>" + b"<a></a>" * 50 + b"<a>" * 5 + b"</a>" * 5 + b"</r>", depth=5)


def test_a_text_of_any_length_is_read() -> None:
    """By itself the parser stops at 10 MB."""
    assert len(texts(b"<a>" + b"x" * 11_000_000 + b"</a>")[0]) == 11_000_000


def test_a_document_type_is_allowed_only_where_the_caller_says_so() -> None:
    data = b"<!DOCTYPE a SYSTEM 'x.dtd'><a>&amp;</a>"
    assert names(data, doctype_allowed=True) == ["start a", "end a"]
    with pytest.raises(Unreadable, match="limit:entities"):
        texts(data)


def test_a_freed_element_keeps_what_stands_behind_it() -> None:
    tails: list[str | None] = []
    for event, element in xml_events.events(b"<a><b>x<c/></b>tail<d/></a>", extractor.new_walk(Limits())):
        if event == "end":
            tails += [child.tail for child in element]
            xml_events.forget(element)
            assert element.text is None
            assert len(element) == 0
    assert tails == [None, "tail", None]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_what_no_element_holds_is_handed_over_apart(charset: str) -> None:
    content = (
        "<?xml version='1.0'?><!DOCTYPE a SYSTEM '1'><?pi 2?><a><!-- 3 -\n-->4<?xml-style 5?></a><!--6-->"
    )
    assert xml_events.aside(content.encode(charset)) == ["a SYSTEM '1'", "pi 2", "3 -", "xml-style 5", "6"]


@pytest.mark.parametrize("content", [b"<?xml version='1.0'?><a>x</a>", b"<a><b/></a>", b"<!----><a/>"])
def test_nothing_is_apart_in_plain_xml(content: bytes) -> None:
    assert xml_events.aside(content) == []


def test_only_the_elements_asked_for_cost_anything() -> None:
    data = b"<a xmlns='urn:x'><b><c>1</c></b><d/></a>"
    walk = extractor.new_walk(Limits(markup_depth=1))
    found = xml_events.events(data, walk, tags=("c", "d"))
    assert [f"{event} {xml_events.local(element)}" for event, element in found] == [
        "start c",
        "end c",
        "start d",
        "end d",
    ]
    with pytest.raises(Unreadable, match="limit:markup-depth"):
        list(xml_events.events(b"<a>" * 3000 + b"</a>" * 3000, walk, tags=("b",)))


def test_the_rough_text_of_broken_xml() -> None:
    assert xml_events.rough_text(f"<a>身份证<b x='y'>{ID}<".encode()).split() == ["身份证", ID + "<"]


def test_an_ampersand_in_a_section_is_no_reference() -> None:
    data = b"<!DOCTYPE a SYSTEM 'x.dtd'><a><![CDATA[b && c & d]]></a>"
    assert names(data, doctype_allowed=True) == ["start a", "end a"]


@pytest.mark.parametrize(
    ("document", "plain"),
    [
        ("<?xml version='1.0'?><a/>", True),
        ("<a>Really? Yes!</a>", True),
        ("<?xml version='1.0'?><a>?<!-- --></a>", False),
        ("<?xml version='1.0'?><a><?b?></a>", False),
        ("<a><?b?></a>", False),
        ("<a><![CDATA[b]]></a>", False),
    ],
)
def test_a_plain_document_has_tags_and_text_only(document: str, plain: bool) -> None:
    assert xml_events.is_plain(document.encode()) is plain
