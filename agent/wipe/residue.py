"""Looking afterwards: the name is gone, nothing else has it, and no editor kept a copy beside it.

Copies that are found are not touched here; they are files like any other, will be inspected and
dealt with as such. The record says that they were seen.
"""
# Raw octet paths and open directories have no Path:
# ruff: noqa: PTH118, PTH119, PTH208

import os
from typing import NamedTuple

from agent.destruction import Intent
from agent.wipe import aside
from agent.wipe.refusal import Refusal

EDITOR_COPIES = "editor-copies-beside-it"


class Residue(NamedTuple):
    """Whether nothing of the file is left under its names, and what was seen beside it."""

    gone: bool
    residual_risk: tuple[str, ...]


def verify(intent: Intent) -> Residue:
    """Look for the file in the aside directory and at its own path.

    A new file of the same name is another file: its inode differs, or was given away again after
    the old one was freed, in which case its change time is later; only the aside name counts then.
    """
    gone = not os.path.lexists(os.path.join(intent.aside, intent.id.encode()))
    return Residue(gone, (EDITOR_COPIES,) if _copies(intent) else ())


def _copies(intent: Intent) -> list[bytes]:
    try:
        with aside.opened(aside.open_root(intent.root)) as root:
            inner = aside.relative(intent.root, intent.path)
            with aside.opened(aside.open_parent(root, inner)) as parent:
                names = [os.fsencode(name) for name in os.listdir(parent)]
    except (Refusal, OSError):
        return []  # the folder is gone, and what was in it
    return [name for name in names if name in _copy_names(os.path.basename(intent.path))]


def _copy_names(name: bytes) -> frozenset[bytes]:
    stem, dot, suffix = name.rpartition(b".")
    return frozenset(
        {
            name + b"~",
            name + b".bak",
            b"." + name + b".swp",
            b"." + name + b".swo",
            b"#" + name + b"#",
            b"~$" + name,
            b"~$" + name[2:],
            (stem + b".bak") if dot and suffix else name + b".bak",
        }
    )
