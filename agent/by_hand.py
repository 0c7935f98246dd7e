"""A file that a person names on the command line, as a leftover that can be destroyed or vaulted.

The rules of the service hold here too: only below the roots, only regular files, and whoever asks
is on the record. What the inventory knows of the file is kept; a file it does not know becomes an
entry of its own.
"""
# Raw octet paths have no Path:
# ruff: noqa: PTH118

import os
import secrets
from pathlib import Path

import msgspec

from agent import dirty, triage
from agent.attribution import Attribution, attribute
from agent.inventory import Leftover
from agent.parts import Parts
from agent.scanner import open_safely
from agent.watchers.full_scan import version
from agent.watchers.writer import Writers
from agent.wipe import refusal
from agent.wipe.aside import opened
from agent.wipe.fingerprint import fingerprint
from agent.wipe.refusal import Refusal
from wire import instant

RULE = "by-hand"


def leftover_at(parts: Parts, path: Path) -> Leftover:
    """Return the file at `path` as a leftover of whoever runs this command, and write it down.

    Raises:
        Refusal: outside of the roots, not there, or no regular file with content.
    """
    settings = parts.settings
    raw = os.path.join(os.fsencode(path.parent.resolve()), os.fsencode(path.name))
    root = triage.beneath(raw, settings.roots())
    if root is None or not triage.is_watched(raw, settings.roots(), settings.excluded()):
        raise Refusal(refusal.OUTSIDE_ROOTS)
    with opened(open_safely(root, raw)) as handle:
        status = os.fstat(handle)
        if not triage.worth_reading(status.st_mode, status.st_size):
            raise Refusal(refusal.NOT_A_FILE)
        with opened(os.open(f"/proc/self/fd/{handle}", os.O_RDONLY | os.O_CLOEXEC)) as content:
            mark = fingerprint(content, parts.keystore.fingerprint_key())
    leftover = _leftover(parts, raw, root, status, mark)
    parts.inventory.put(leftover)
    return leftover


def _leftover(parts: Parts, path: bytes, root: bytes, status: os.stat_result, mark: str) -> Leftover:
    seen = version(status)
    known = parts.inventory.known(path, seen.dev, seen.inode, mark)
    asking = _asking(parts)
    if known is not None:
        whose = known.attribution if known.attribution.confidence != "unknown" else asking
        current = {"dev": seen.dev, "inode": seen.inode, "size": seen.size, "fingerprint": mark, "path": path}
        return msgspec.structs.replace(known, attribution=whose, **current)
    return Leftover(
        id=secrets.token_hex(16),
        root=root,
        path=path,
        dev=seen.dev,
        inode=seen.inode,
        size=seen.size,
        fingerprint=mark,
        found_at=instant.render(parts.clock.now()),
        deadline="",
        attribution=asking,
        rule=RULE,
        severity="info",
        reason="",
        notice_zh="",
        notice_en="",
        mode="enforce",
        allow_vault=True,
        policy_version=0,
        finding_count=0,
        findings=(),
    )


def _asking(parts: Parts) -> Attribution:
    """Return who runs this command: they ask for it, so the account stands even if it is root's."""
    writer: dirty.Writer | None = Writers().get(os.getpid())
    evidence = parts.people.evidence(os.getuid(), writer)
    found = attribute(evidence, parts.people.accounts(evidence), parts.people.steward)
    if found.confidence != "unknown":
        return found
    account = parts.people.platform.account(os.getuid())
    return Attribution(account, account, evidence.session, "command-line", "strong", found.evidence)
