"""`ashseal-agent destroy PATH…`: destroy files now, each with a signed record.

Only below the configured roots. On a terminal it asks first, unless `--yes` is given.
"""

import argparse
import sys
from pathlib import Path

from agent import by_hand, destruction
from agent.commands import base
from agent.parts import Parts
from agent.records import show_path
from agent.wipe.refusal import Refusal


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    base.add_settings(parser)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file to destroy")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace) -> int:
    """Destroy each file; 1 when one was kept.

    Raises:
        SettingsError, KeystoreError: settings or keys are unfit.
    """
    if not arguments.yes and not _confirmed(len(arguments.paths)):
        return base.FOUND
    return end_each(arguments, to_vault=False)


def end_each(arguments: argparse.Namespace, *, to_vault: bool) -> int:
    """Destroy or vault each of `arguments.paths` and say how it ended; 0 when all did, 1 else."""
    parts = Parts(base.load(arguments))
    wanted = "vaulted" if to_vault else "destroyed"
    results = [_end(parts, path, to_vault=to_vault) for path in arguments.paths]
    parts.close()
    return base.DONE if all(one == wanted for one in results) else base.FOUND


def _end(parts: Parts, path: Path, *, to_vault: bool) -> str:
    try:
        leftover = by_hand.leftover_at(parts, path)
        intent = parts.destroyer.destroy(leftover, "person", to_vault=to_vault)
    except (Refusal, OSError) as why:
        reason = why.reason if isinstance(why, Refusal) else str(why.strerror)
        base.give({"path": str(path), "result": "kept", "detail": reason, "record": ""})
        return "kept"
    result = destruction.result(intent)
    fields = {
        "path": show_path(leftover.path),
        "result": result,
        "detail": intent.detail,
        "record": intent.id,
    }
    base.give(fields | {"verified": intent.verified, "residual_risk": list(intent.residual_risk)})
    return result


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        base.say("没有确认：请加 --yes。 / Not confirmed: add --yes.")
        return False
    base.say(f"将永久销毁 {count} 个文件，无法恢复。输入 yes 继续。")
    base.say(f"Type yes to destroy {count} file(s) for good.")
    return sys.stdin.readline().strip().lower() == "yes"
