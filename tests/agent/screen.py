"""A virtual screen, for windows that are really shown: who looks at it sees every pixel."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SIZE = "1280x900x24"


@dataclass(frozen=True)
class Screen:
    """`name` is the value of DISPLAY; the server keeps what is shown in `frame_buffer`."""

    name: str
    frame_buffer: Path

    def picture(self) -> bytes:
        """Return what the whole screen shows, as octets that can be compared."""
        return self.frame_buffer.read_bytes()

    def do(self, *arguments: object) -> str:
        """Run xdotool, the hand on mouse and keys; return what it prints, "" when it finds nothing."""
        program = shutil.which("xdotool")
        assert program is not None, "the Debian package xdotool is needed"
        command = [program, *map(str, arguments)]
        environment = {**os.environ, "DISPLAY": self.name}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    def click(self, place: tuple[int, int]) -> None:
        """Press the left button at `place`, in pixels of the screen."""
        self.do("mousemove", *place, "click", 1)

    def windows(self) -> list[str]:
        """Return the numbers of our windows that are shown."""
        return self.do("search", "--onlyvisible", "--name", "Ashseal").split()


@contextmanager
def running(folder: Path) -> Iterator[Screen]:
    """Start a screen on a number that the server itself finds free; its memory lies in `folder`."""
    program = shutil.which("Xvfb")
    assert program is not None, "the Debian package xvfb is needed"
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", _SIZE, "-fbdir", str(folder), "-nolisten", "tcp"]
    server = subprocess.Popen([program, *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    try:
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait()
