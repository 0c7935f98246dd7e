"""Runs a piece of code in a process of its own, since a fence is never left again."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

PRELUDE = """
import ctypes, errno, fcntl, json, mmap, os, resource, signal, socket, sys, threading, time
from inspection import sandbox
from inspection.limits import Limits

def outcome(action):
    try:
        action()
    except (OSError, MemoryError, RuntimeError, ValueError) as error:
        return getattr(error, "errno", None) or type(error).__name__
    return "allowed"

def tell(value):
    os.write(1, json.dumps(value).encode())
"""


def run(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run `code` behind the prelude; its output is a pipe, for a fenced process writes to no file."""
    command = [sys.executable, "-I", "-B", "-c", PRELUDE + textwrap.dedent(code), *arguments]
    return subprocess.run(command, capture_output=True, timeout=50, check=False)


def told(code: str, *arguments: str | Path) -> Any:
    """Return what `code` told, once it has ended well."""
    done = run(code, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)
