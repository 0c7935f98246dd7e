"""`ashseal-agent verify-record FILE --ca FILE`: check a destruction record without a server.

Standard output gets one line of JSON with the verdict and the record; standard error says it in
Chinese and English.
"""

import argparse
from pathlib import Path

import msgspec

from agent import verify_record
from agent.commands import base

_WORDS = {
    "": ("记录真实有效。", "The record is genuine."),
    "no-record": ("这不是销毁记录，或文件已损坏。", "This is no destruction record, or it is damaged."),
    "no-authority": ("--ca 文件不是 PEM 格式的证书。", "The --ca file holds no certificate in PEM."),
    "self-signed": (
        "记录完整，但签名设备没有任何机构为其担保（设备尚未登记）。",
        "The record is whole, but it is signed by a device that no authority vouches for (not enrolled).",
    ),
    "other-authority": (
        "签名设备的证书不是由该机构签发的。",
        "The certificate of the signing device was not issued by this authority.",
    ),
    "not-valid": (
        "签署记录时，设备证书不在有效期内。",
        "The certificate of the device was not valid when the record was signed.",
    ),
    "signature": (
        "签名无效：记录在签署之后被改动过，或由别的密钥签署。",
        "The signature does not hold: the record was changed after signing, or signed by another key.",
    ),
    "mismatch": (
        "记录与证书不符：设备名或编号不同。",
        "Record and certificate do not belong together: device or id differ.",
    ),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="record, as in STATE_DIR/records")
    parser.add_argument(
        "--ca", type=Path, required=True, metavar="FILE", help="authority's certificate (PEM)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the record; 0 genuine, 1 not, 2 when a file cannot be read."""
    try:
        raw, authority = arguments.file.read_bytes(), arguments.ca.read_bytes()
    except OSError as error:
        base.say(f"{error.filename}: {error.strerror}")
        return base.USAGE
    found = verify_record.check(raw, authority)
    record = msgspec.to_builtins(found.record) if found.record is not None else None
    base.give({"ok": not found.failure, "failure": found.failure, "record": record})
    for words in _WORDS[found.failure]:
        base.say(words)
    return base.FOUND if found.failure else base.DONE
