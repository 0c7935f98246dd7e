"""What anybody on the way may see of a sealed mail."""

from io import BytesIO

from smtp_gateway.sealing.header_fields import Header, read_header
from smtp_gateway.sealing.outer_header import protected_fields, trace_fields, visible_fields
from tests.smtp_gateway.sealing import samples


def header() -> Header:
    return read_header(BytesIO(samples.head(Sender="desk@bank.example", Content_Type="text/plain") + b"\r\n"))


def names(fields: tuple[tuple[str, bytes], ...]) -> list[str]:
    return [name for name, _ in fields]


def test_visible_are_people_subject_date_and_thread() -> None:
    assert names(visible_fields(header(), None)) == [
        *("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "sender"),
    ]


def test_a_subject_can_be_replaced_and_nothing_else_changes() -> None:
    shown, hidden = visible_fields(header(), None), visible_fields(header(), b"[...]")
    changed = [(one, other) for one, other in zip(shown, hidden, strict=True) if one != other]
    assert [(one.name, other.raw) for one, other in changed] == [("subject", b"Subject: [...]\r\n")]


def test_protected_are_all_others_but_trace_signature_and_hidden_recipients() -> None:
    protected = names(protected_fields(header()))
    assert "x-client-number" in protected
    assert not {"bcc", "dkim-signature", "received", "content-type", "mime-version"} & set(protected)


def test_received_fields_stay_outside_for_loop_detection() -> None:
    assert names(trace_fields(header())) == ["received"]
