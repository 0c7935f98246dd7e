"""What a worker answers besides an inspection: the end of an extraction, the edits of a redaction."""

from collections.abc import Mapping

import msgspec

from policies.inspected import EncryptedPart, InspectionVerdict


class Conclusion(msgspec.Struct, frozen=True, tag="conclusion"):
    """How an extraction ended, told apart from segments by its tag.

    The fields mean what they mean in `policies.inspected.Inspection`.
    """

    verdict: InspectionVerdict
    reason: str
    format: str
    encrypted: tuple[EncryptedPart, ...]
    unread: tuple[str, ...]


class Edit(msgspec.Struct, frozen=True):
    """Octets to be put in place of those from `start` to `end` of a file."""

    start: int
    end: int
    octets: bytes


class Redaction(msgspec.Struct, frozen=True):
    """The edits that mask a mail, ascending and not overlapping, and how many masks of each type they hold.

    With a `reason` (`signed:dkim`, `malformed:message`, `limit:edits`, `time-out`, `worker-crash`) there are none.
    """

    edits: tuple[Edit, ...] = ()
    counts: Mapping[str, int] = {}
    reason: str = ""
