"""The file of an exact-match index (`runtime.signed_file`); its body is as `policies.exact_match.header` says."""

from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.exact_match.header import SCHEMA, Header, IndexInvalid
from runtime import signed_file
from runtime.signed_file import BODY_START, Format, expires
from wire.signature import TrustedKeys

__all__ = ["BODY_START", "FORMAT", "KIND", "MAGIC", "check_successor", "expires", "read", "write"]

KIND = "exact-match-index"
MAGIC = b"ASHEDM1\n"
FORMAT = Format(
    MAGIC,
    KIND,
    "an index",
    "exact-match index",
    "give the file that `edm build` wrote",
    Header,
    SCHEMA,
    "build it again with this version",
    IndexInvalid,
)


def write(path: Path, header: Header, body: Iterable[bytes], key: Ed25519PrivateKey) -> Header:
    """Write an index in place of `path`, durably, for its owner alone; return the header with its digest.

    Raises:
        OSError: the directory is missing, full or not writable; an old file is untouched then.
        IndexInvalid: the header does not fit into its place.
    """
    return signed_file.write(path, FORMAT, header, body, key)


def read(file: BufferedReader, name: str, trusted: TrustedKeys) -> Header:
    """Return the header of an open index file after signature and digest of the body were verified.

    Raises:
        IndexInvalid: no index, signed by a stranger, changed, cut off, or of another schema; `name` is
            how the file is called in the error.
        OSError: it cannot be read.
    """
    return signed_file.read(file, name, FORMAT, trusted)


def check_successor(header: Header, in_force: str) -> None:
    """Check that an index is no older than the one of its name that was built at `in_force` ("" for none).

    Raises:
        IndexInvalid: it is older; somebody may want an old list back.
    """
    if signed_file.is_older(header, in_force):
        raise IndexInvalid(
            f"index {header.name} was built at {header.built_at}, one built at {in_force} was in force; "
            "build it again"
        )
