"""`ashseal-agent vault put|list|restore`: files that must be kept, sealed.

`put PATH…` seals files and wipes the open ones. `list` prints one line of JSON a file. `restore ID
--to FILE` opens one again; when it was sealed to the console, only with the console's key.
"""

import argparse
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from agent.commands import base, destroy
from agent.parts import Parts
from agent.records import show_path
from agent.vault import VaultDamaged
from runtime.private_file import read_private


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    chosen = parser.add_subparsers(required=True, metavar="put|list|restore")
    put = chosen.add_parser("put", help="seal files and wipe the open ones")
    put.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    listing = chosen.add_parser("list", help="list what the vault holds")
    restore = chosen.add_parser("restore", help="write a file of the vault to a new place")
    restore.add_argument("id", metavar="ID", help="as `vault list` gives it")
    restore.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="file to write; must not exist"
    )
    restore.add_argument("--key", type=Path, metavar="FILE", help="X25519 private key, 32 octets")
    for sub, work in ((put, _put), (listing, _list), (restore, _restore)):
        base.add_settings(sub)
        sub.set_defaults(vault_work=work)


def run(arguments: argparse.Namespace) -> int:
    """Do what was chosen.

    Raises:
        SettingsError, KeystoreError: settings or keys are unfit.
    """
    return int(arguments.vault_work(arguments))


def _put(arguments: argparse.Namespace) -> int:
    return destroy.end_each(arguments, to_vault=True)


def _list(arguments: argparse.Namespace) -> int:
    parts = Parts(base.load(arguments))
    for header in parts.vault.headers():
        intent = parts.journal.intent(header.id)
        known = (
            {"path": show_path(intent.path), "size": intent.size, "person": intent.person} if intent else {}
        )
        base.give({"id": header.id, "sealed_at": header.sealed_at, "sealed_to": header.sealed_to, **known})
    parts.close()
    return base.DONE


def _restore(arguments: argparse.Namespace) -> int:
    parts = Parts(base.load(arguments))
    try:
        key = X25519PrivateKey.from_private_bytes(read_private(arguments.key)) if arguments.key else None
        parts.vault.restore(arguments.id, arguments.to, key)
    except (VaultDamaged, OSError, ValueError) as error:
        base.say(f"ashseal-agent: {error}")
        return base.FAILED
    finally:
        parts.close()
    base.give({"id": arguments.id, "restored_to": str(arguments.to)})
    return base.DONE
