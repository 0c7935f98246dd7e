"""The last frame of an extraction, told apart from segments by its tag."""

import msgspec

from policies.inspected import EncryptedPart, InspectionVerdict


class Conclusion(msgspec.Struct, frozen=True, tag="conclusion"):
    """How an extraction ended; the fields mean what they mean in `policies.inspected.Inspection`."""

    verdict: InspectionVerdict
    reason: str
    format: str
    encrypted: tuple[EncryptedPart, ...]
    unread: tuple[str, ...]
