"""What extraction is measured beside: kreuzberg and xberg in environments of their own, and bare libraries."""

import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import libarchive
import pypdfium2

PEERS: Mapping[str, str] = {"kreuzberg": "kreuzberg==4.10.4", "xberg": "xberg==1.3.9"}
_KEPT = Path(__file__).resolve().parents[2] / "var/bench"
_SCRIPT = Path(__file__).with_name("_extraction_peer.py")
_INSTALL_SECONDS_MAX = 900


class Peer:
    """Another extractor, warm, in a process of its own, until closed."""

    def __init__(self, name: str, *, install: bool) -> None:
        """Start it.

        Raises:
            RuntimeError: it is not installed and may not or cannot be.
        """
        python = _KEPT / name / "bin/python"
        try:
            if not python.exists():
                if not install:
                    raise RuntimeError(f"{PEERS[name]} is not installed; a run without --quick installs it")
                venv.create(_KEPT / name, with_pip=True)
                command = [str(python), "-m", "pip", "install", "-q", PEERS[name]]
                subprocess.run(command, check=True, capture_output=True, timeout=_INSTALL_SECONDS_MAX)
        except (OSError, subprocess.SubprocessError) as error:
            raise RuntimeError(f"{name}: {error}") from error
        self.name = name
        self.numbers: dict[Path, set[str]] = {}  # what looks like an identity number in the text of a file
        self._python = python
        self._process = self._started()

    def _started(self) -> subprocess.Popen[str]:
        command = [str(self._python), "-I", str(_SCRIPT), self.name]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, text=True, **pipes)

    def close(self) -> None:
        """End its process."""
        self._process.kill()
        self._process.wait()

    def seconds(self, path: Path) -> float | None:
        """Return the seconds of processor for a file, or `None` if it gave no text or broke."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(f"{path}\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):  # it crashed on this file
            self.close()
            self._process = self._started()
            return None
        self.numbers[path] = set(answer.get("numbers", ()))
        return float(answer["seconds"]) if answer.get("characters") else None


def peers(*, install: bool) -> tuple[list[Peer], list[str]]:
    """Return those that are there, and what is to be said of the others."""
    there, missing = [], []
    for name in PEERS:
        try:
            there.append(Peer(name, install=install))
        except RuntimeError as error:
            missing.append(str(error))
            sys.stderr.write(f"extraction: {error}\n")
    return there, missing


def pdfium(content: bytes) -> None:
    """Read all pages with the bare loop of pypdfium2's own documentation."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            page.get_textpage().get_text_range()


def unpack(content: bytes) -> None:
    """Unpack an archive by libarchive and do nothing with what comes out."""
    with libarchive.memory_reader(content) as entries:
        for entry in entries:
            for _ in entry.get_blocks():
                pass


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the seconds of processor that a call takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin
