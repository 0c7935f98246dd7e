"""First contact: what is asked and what is answered, both bounded."""

import msgspec
import pytest

from wire.enrolment import EnrolReply, EnrolRequest

REQUEST = EnrolRequest("t" * 40, "gateway", "gw-1", "pem")


def test_request_and_reply_come_back_as_they_were() -> None:
    reply = EnrolReply("pem", "authority", {"ab" * 16: b"\x01" * 32}, b"\x02" * 32, b"")
    assert msgspec.json.decode(msgspec.json.encode(REQUEST), type=EnrolRequest) == REQUEST
    assert msgspec.json.decode(msgspec.json.encode(reply), type=EnrolReply) == reply


@pytest.mark.parametrize(
    ("field", "value"),
    [("component", "console"), ("device", "../gw"), ("token", "t" * 129), ("request_pem", "x" * 65_537)],
)
def test_a_request_out_of_bounds_is_refused(field: str, value: str) -> None:
    raw = msgspec.json.encode(msgspec.structs.replace(REQUEST, **{field: value}))
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=EnrolRequest)
