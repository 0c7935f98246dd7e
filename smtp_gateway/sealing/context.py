"""What sealing needs to know about its installation; the same for every message."""

from dataclasses import dataclass, field
from pathlib import Path

from runtime.clock import Clock
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.sealing.pdf_font import BUNDLED_FONT


@dataclass(frozen=True, slots=True)
class SealingContext:
    """Certificates, the gateway's signing identity, the font of PDF files, the time.

    Holds paths and no secrets, and can be sent to a worker process.
    """

    key_directory: KeyDirectory
    signing_identity: SigningIdentity
    font: Path = BUNDLED_FONT
    clock: Clock = field(default_factory=Clock)
