"""A mail redacted as the gateway has it done, for tests to look at."""

import tempfile

from inspection import channel, worker
from inspection.limits import Limits
from inspection.redaction.redactor import redact
from inspection.worker_reply import Redaction
from policies.decision.redaction import is_acted_on
from policies.inspected import Inspection
from policies.model import Selection

ALL = (Selection(),)
KEY = b"k" * 32


def crlf(text: str) -> bytes:
    """Return a message as it stands in the spool."""
    return text.replace("\n", "\r\n").encode()


def applied(content: bytes, redaction: Redaction) -> bytes:
    """Return the octets with the edits made."""
    pieces, at = [], 0
    for edit in redaction.edits:
        pieces += [content[at : edit.start], edit.octets]
        at = edit.end
    return b"".join([*pieces, content[at:]])


def masked(content: bytes, masks: tuple[Selection, ...] = ALL) -> bytes:
    """Return a message with what `masks` select masked."""
    redaction = redact(content, masks, Limits())
    assert redaction.reason == ""
    return applied(content, redaction)


def inspected(content: bytes) -> Inspection:
    """Return what an inspection says of a message."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        job = channel.Job("a", "message", len(content))
        return worker.inspect(file.fileno(), job, Limits(), KEY)


def left(content: bytes, masks: tuple[Selection, ...] = ALL) -> list[str]:
    """Return the masks of what would still have to go."""
    return [each.masked for each in inspected(content).findings if is_acted_on(each, masks)]
