"""A conclusion and a segment are told apart on the wire, and nothing else is taken for either."""

import msgspec
import pytest

from inspection.segment import Segment, step
from inspection.worker_reply import Conclusion
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict

CONCLUSION = Conclusion(
    InspectionVerdict.UNINSPECTABLE,
    "encrypted:zip",
    "zip",
    (EncryptedPart(step((), "member", "a"), "zip", "weak"),),
    ("image",),
)


@pytest.mark.parametrize("frame", [CONCLUSION, Segment(step((), "page", "1"), "text")])
def test_each_arrives_as_what_it_is(frame: Segment | Conclusion) -> None:
    received = msgspec.msgpack.decode(msgspec.msgpack.encode(frame), type=Segment | Conclusion)
    assert received == frame


def test_anything_else_is_refused() -> None:
    inspection = Inspection(InspectionVerdict.INSPECTED, "", "", 0, 0.0)
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode(inspection), type=Segment | Conclusion)
