"""Whatever a file or mail is called, what an incident says of it fits the wire."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from policies.finding import Category, Finding, Grade, ListMatch, PlaceStep
from policies.inspected import DocumentMatch, Inspection, InspectionVerdict
from runtime.incidents import LINE_MAX, TOKEN_MAX, clip, documents_of, from_inspection, line, masked_in, token
from tests.runtime.conftest import make_incident
from wire.bounds import Line, Token
from wire.event_batch import decode_event, encode_event
from wire.incident import DOCUMENTS_MAX, FINDINGS_MAX, LISTS_MAX, MASKED_MAX, ListMention, PlaceName

ANY_TEXT = st.text(st.characters(codec=None))  # lone surrogates too


def finding(
    kind: str = "BANK_CARD", grade: Grade = Grade.SENSITIVE, confidence: float = 0.9, *names: str
) -> Finding:
    place = tuple(PlaceStep("member", name) for name in names)
    return Finding(kind, Category.PROPERTY, grade, confidence, "6222 **** 0123", "ab" * 16, place)


def inspection(*findings: Finding) -> Inspection:
    return Inspection(InspectionVerdict.INSPECTED, "", "eml", 10, 0.1, findings)


@given(ANY_TEXT, ANY_TEXT, st.floats(-1, 2), st.integers(0, 60))
def test_registered_documents_are_told_as_the_wire_carries_them(
    name: str, category: str, share: float, count: int
) -> None:
    met = DocumentMatch(name, share, (PlaceStep("member", name),) * 20, category, 300)
    said = documents_of(msgspec.structs.replace(inspection(), documents=(met,) * count))
    assert len(said) == min(count, DOCUMENTS_MAX)
    event = msgspec.structs.replace(make_incident("a"), documents=said)
    assert decode_event(encode_event(event)) == event


def test_nothing_is_said_of_documents_where_nobody_could_look_for_any() -> None:
    assert documents_of(msgspec.structs.replace(inspection(), documents=None)) == ()


def test_a_finding_is_told_masked_with_its_place() -> None:
    (told,), count = from_inspection(inspection(finding("MOBILE", Grade.GENERAL, 0.8, "a.zip", "客户.xlsx")))
    assert count == 1
    assert (told.type, told.category, told.grade) == ("MOBILE", "property", "general")
    assert told.masked == "6222 **** 0123"
    assert told.place == (PlaceName("member", "a.zip"), PlaceName("member", "客户.xlsx"))


def test_a_finding_is_told_with_the_lists_that_know_it_within_bounds() -> None:
    one = ListMatch("clients", ("mobile", "名" * 500), certain=False, consent=True)
    (told,), _ = from_inspection(inspection(msgspec.structs.replace(finding(), matches=(one,) * 40)))
    assert told.lists == (ListMention("clients", ("mobile", "名" * 127 + "…"), False, True),) * LISTS_MAX
    raw = encode_event(msgspec.structs.replace(make_incident("a"), findings=(told,), finding_count=1))
    assert decode_event(raw).findings == (told,)  # type: ignore[union-attr]


def test_what_is_cut_off_is_what_matters_least() -> None:
    many = [finding("MOBILE", Grade.GENERAL, 0.99)] * FINDINGS_MAX
    told, count = from_inspection(inspection(*many, finding("NAME", Grade.SENSITIVE, 0.5), finding()))
    assert count == FINDINGS_MAX + 2
    assert len(told) == FINDINGS_MAX
    assert [item.type for item in told[:3]] == ["BANK_CARD", "NAME", "MOBILE"]


def test_restricted_data_comes_before_surer_sensitive_data() -> None:
    told, _ = from_inspection(
        inspection(finding("MOBILE", Grade.GENERAL, 1.0), finding(), finding("NAME", Grade.RESTRICTED, 0.5))
    )
    assert [item.grade for item in told] == ["restricted", "sensitive", "general"]


def test_long_names_do_not_make_an_event_that_no_batch_can_hold() -> None:
    deep = finding("NAME", Grade.SENSITIVE, 0.9, *["字" * 2000] * 40)
    told, count = from_inspection(inspection(*[deep] * FINDINGS_MAX))
    assert count == FINDINGS_MAX
    assert 10 < len(told) < FINDINGS_MAX
    raw = encode_event(msgspec.structs.replace(make_incident("a"), findings=told, finding_count=count))
    assert len(raw) < 2 * 1024 * 1024


def test_nothing_found_is_nothing_told() -> None:
    assert from_inspection(inspection()) == ((), 0)


@given(name=ANY_TEXT, confidence=st.floats(allow_nan=False))
def test_any_name_and_any_confidence_make_an_event_the_console_reads(name: str, confidence: float) -> None:
    told, count = from_inspection(inspection(finding(name, Grade.SENSITIVE, confidence, name)))
    incident = msgspec.structs.replace(make_incident("a"), findings=told, finding_count=count)
    assert decode_event(encode_event(incident)) == incident


@given(ANY_TEXT)
def test_a_line_and_a_token_always_fit(text: str) -> None:
    assert msgspec.convert(line(text), Line) == line(text)
    assert msgspec.convert(token(text), Token) == token(text)
    assert len(line(text).splitlines()) <= 1
    line(text).encode()


def test_what_fits_is_left_as_it_is() -> None:
    assert line("客户 资料 🙂.xlsx") == "客户 资料 🙂.xlsx"
    assert line("x" * LINE_MAX) == "x" * LINE_MAX
    assert token("x" * TOKEN_MAX) == "x" * TOKEN_MAX


def test_what_does_not_fit_is_seen_to_be_cut() -> None:
    assert clip("abcdef", 4) == "abc…"
    assert clip("a\r\nb\x00", 10) == "a  b "
    assert clip("报\udcff表", 20) == "报\\udcff表"


@given(st.dictionaries(ANY_TEXT, st.integers(-5, 1 << 70), max_size=100))
def test_masked_values_are_told_by_type_most_first_as_the_wire_carries_them(counts: dict[str, int]) -> None:
    said = masked_in(counts)
    assert len(said) == min(len(counts), MASKED_MAX)
    assert sorted(said, key=lambda each: -each.count) == list(said)
    event = msgspec.structs.replace(make_incident("a"), masked=said)
    assert decode_event(encode_event(event)) == event
