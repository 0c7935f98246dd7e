"""Starts the programs that recipients would use: openssl, qpdf, poppler."""

import subprocess
from pathlib import Path


def run(*command: str | Path, stdin: bytes = b"") -> bytes:
    """Return what the program wrote on stdout; `CalledProcessError` when it refused."""
    return subprocess.run(list(command), input=stdin, check=True, capture_output=True).stdout
