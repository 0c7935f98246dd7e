"""Every number and text on the wire is bounded: what would poison a database is refused on reading."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire import bounds, bundle, destruction, enrolment, escrow, event_batch, heartbeat, incident, signature
from wire.bounds import COUNT_MAX, Count, Digest, Identifier, Instant, Line


@given(st.integers().filter(lambda number: not 0 <= number <= COUNT_MAX))
def test_a_count_outside_of_its_bounds_is_refused(number: int) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(str(number).encode(), type=Count)


@given(st.integers(0, COUNT_MAX))
def test_a_count_within_its_bounds_is_read(number: int) -> None:
    assert msgspec.json.decode(str(number).encode(), type=Count) == number


@pytest.mark.parametrize(
    "text",
    ["", "-a", "a b", "a/b", "../a", "a\n", "é", "a" * 129, "a\x00"],
)
def test_an_identifier_is_a_plain_short_word(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Identifier)


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01-31T08:00:00", "2026-01-31T08:00:00+08:00", "Z"])
def test_an_instant_is_utc_and_complete(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Instant)


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 129, "g" * 64, "A" * 64])
def test_a_digest_is_lower_case_hexadecimal(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Digest)


def test_a_line_ends_at_its_bound() -> None:
    assert msgspec.convert("字" * 1024, Line) == "字" * 1024
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert("字" * 1025, Line)


def test_no_struct_on_the_wire_has_a_bare_number_text_or_octet_field() -> None:
    """A new field must use a bound; the names below have theirs checked elsewhere."""
    checked_elsewhere = {
        "PolicyBundle.schema",  # must be 1
        "DestructionRecord.schema",
        "EventBatch.schema",
        "Envelope.payload",  # the whole envelope has ENVELOPE_MAX
        "Envelope.signature",
        "SignedRecord.envelope",  # within the envelope of its batch
        "EnrolReply.bundle_keys",  # keys of 32 octets, checked by the keystore
        "EnrolReply.hash_key",
    }
    modules = (bundle, destruction, enrolment, escrow, event_batch, heartbeat, incident, signature, bounds)
    structs = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct)
    }
    bare = {
        f"{struct.__name__}.{field.name}"
        for struct in structs
        for field in msgspec.structs.fields(struct)
        if field.type in {int, float, str, bytes} or field.type == dict[str, bytes]
    }
    assert len(structs) > 10
    assert bare <= checked_elsewhere
