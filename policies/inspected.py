"""What an inspection hands to a decision: verdict, findings, what was encrypted."""

from enum import StrEnum

import msgspec

from policies.finding import Finding, PlaceStep


class InspectionVerdict(StrEnum):
    """How an inspection ended. There is no fourth way: what was not read is `UNINSPECTABLE`."""

    INSPECTED = "inspected"
    EMPTY_VERIFIED = "empty-verified"
    UNINSPECTABLE = "uninspectable"


class EncryptedPart(msgspec.Struct, frozen=True):
    """An encrypted member; `strength` is `strong`, `weak` or `unknown`.

    `unlocked` says that a candidate password was proved right; whether the content was read as well is
    for the verdict to say.
    """

    place: tuple[PlaceStep, ...]
    format: str  # "zip", "pdf", "smime", "openpgp", "office", …
    strength: str
    unlocked: bool = False


class DocumentMatch(msgspec.Struct, frozen=True):
    """A registered document (contract, form) of which a part was met again."""

    name: str  # as registered
    share: float  # of the registered document's fingerprints, 0.0 to 1.0
    place: tuple[PlaceStep, ...]
    category: str = ""  # as registered
    letters: int = 0  # about so many letters of the document stand there


class TermMatch(msgspec.Struct, frozen=True):
    """A house term (`terms` of a policy) that stands in a part."""

    name: str  # with the name of its policy: `bank/projects`
    count: int
    place: tuple[PlaceStep, ...]


class Inspection(msgspec.Struct, frozen=True):
    """The whole answer of an inspection worker for one message or file.

    `reason` is empty unless the verdict is `UNINSPECTABLE`; then it is a short token such as
    `time-out`, `worker-crash`, `limit:members`, `malformed:zip`, `encrypted:pdf`.
    `sender_encrypted` is true when the whole message is S/MIME or OpenPGP encrypted.
    `unread` names kinds of parts whose pixels or sound were not read, such as `image`, `audio`: a
    small logo must not make a mail uninspectable, and a scanned card must not pass unnoticed, so
    the policy is told and decides.
    `format` is that of the whole, `formats` those of all parts in it, each once, sorted.
    `documents` is None where no register was there to look them up in: then a rule that asks for one
    cannot be decided.
    `proof` holds the values that an edge form of an exact-match index has met, sealed to the console
    (`policies.exact_match.proof`), empty when there are none.
    `amount` is the greatest amount of money in yuan that stands in a part or table, 0 when there is
    none; what leaves the worker is rounded down by `policies.amounts.coarse`.
    """

    verdict: InspectionVerdict
    reason: str
    format: str
    size: int  # octets
    seconds: float
    findings: tuple[Finding, ...] = ()
    encrypted: tuple[EncryptedPart, ...] = ()
    sender_encrypted: bool = False
    unread: tuple[str, ...] = ()
    documents: tuple[DocumentMatch, ...] | None = ()
    terms: tuple[TermMatch, ...] = ()
    formats: tuple[str, ...] = ()
    amount: int = 0
    proof: bytes = b""
