"""Every limit of an inspection, by name. No reader has a bare number of its own for these.

A limit that is reached never shortens an answer silently: the inspection ends as
`uninspectable` with the reason `limit:<name>`, and the policy decides what that means.
"""

import msgspec

from policies.model import InspectionLimits

MEBIBYTE = 1 << 20
_AT_ONCE = (
    8 * MEBIBYTE
)  # for these the seconds are meant; a list of a million clients in plain text takes more
LARGEST_MAIL = 64 * MEBIBYTE  # as a gateway takes it; larger ones are files
_UNPACKED = 4  # octets unpacked for each of its own, of a file larger than a mail
_MEMBER = 4096  # octets of such a file for each member more
_PROCESSOR_SHARE = 0.9  # of the wall clock, as of `cpu_seconds` to `seconds`; more than `reading.CLOCK_SHARE`


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds for one file or message; octets, seconds and counts.

    `output` bounds what is unpacked from containers and decoded from transfer encodings, all
    levels together; a file larger than it may be read in full, since reading amplifies nothing.
    `held` bounds what readers keep of members at one time, all levels together: a larger member is
    read window by window if it is plain text. `ratio` is unpacked over packed octets of one member
    and counts once a member has given `ratio_floor` octets: small members of blanks compress very
    well and harm nobody.
    """

    seconds: float = 20.0  # wall clock, held by the parent, which kills the worker
    cpu_seconds: int = 18  # held by the kernel inside the worker
    address_space: int = 2048 * MEBIBYTE
    output: int = 256 * MEBIBYTE
    held: int = 256 * MEBIBYTE
    dictionary: int = 256 * MEBIBYTE  # what a decoder may keep of what it has unpacked
    members: int = 5_000  # entries of all containers of one file together
    depth: int = 6  # containers within containers
    mime_depth: int = 100  # multiparts within multiparts
    mime_parts: int = 5_000
    ratio: int = 200
    ratio_floor: int = MEBIBYTE
    pdf_ratio: int = 1000  # streams of drawings and masks pack far better than documents
    pdf_stream: int = 32 * MEBIBYTE  # unpacked, of a page's contents: pdfium needs some thirty times as much
    markup_depth: int = 512  # open elements of HTML and XML
    pages: int = 5_000
    findings: int = 1_000  # kept of each type per file; a further one tells a policy nothing new
    window: int = MEBIBYTE  # octets of plain text decoded at a time
    strings: int = 8 * MEBIBYTE  # of an unreadable part searched for strings
    pixels: int = 100_000_000  # of a picture, by its header, before it is decoded
    pictures: int = 100  # of one file whose text is read; frames and scanned pages count as pictures
    picture_seconds: float = 120.0  # in place of `seconds`, where pictures are read
    passwords: int = 50  # candidates for encrypted parts
    password_seconds: float = 3.0  # wall clock of all attempts that fail, of one file
    key_rounds: int = 1 << 20  # of a key derivation; one attempt cannot be interrupted
    pace: int = MEBIBYTE  # octets a second of a file that is larger than most, for which there is more time
    files_per_worker: int = 200
    idle_seconds: float = 60.0


def as_asked(limits: Limits, asked: InspectionLimits) -> Limits:
    """Return limits with what policies ask for in place of their own; pictures keep their time."""
    given = {name: value for name, value in msgspec.structs.asdict(asked).items() if value is not None}
    if asked.cpu_seconds is not None:
        given["seconds"] = asked.cpu_seconds / _PROCESSOR_SHARE
    return msgspec.structs.replace(limits, **given)


def with_pictures(limits: Limits) -> Limits:
    """Return the limits of a worker that reads the text of pictures, which takes more time."""
    seconds = limits.picture_seconds
    return msgspec.structs.replace(
        limits, seconds=seconds, cpu_seconds=max(1, int(seconds * _PROCESSOR_SHARE))
    )


def for_size(limits: Limits, size: int) -> Limits:
    """Return the limits for a file of `size` octets: time grows beyond `_AT_ONCE`, the rest beyond the largest mail."""
    if size <= _AT_ONCE:
        return limits
    more = (size - _AT_ONCE) / limits.pace
    beyond = max(0, size - LARGEST_MAIL)
    return msgspec.structs.replace(
        limits,
        seconds=limits.seconds + more,
        cpu_seconds=limits.cpu_seconds + int(more * _PROCESSOR_SHARE),
        output=max(limits.output, _UNPACKED * size) if beyond else limits.output,
        members=limits.members + beyond // _MEMBER,
    )
