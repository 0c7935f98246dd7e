"""Encrypted files by real writers, and what a reading with candidate passwords gives."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pyzipper

from inspection import extractor
from inspection.limits import Limits
from inspection.segment import Segment
from tests.inspection.samples import ID, Reading

PASSWORD = "Sesame 1"
TEXT = f"身份证 {ID} ".encode() * 20


class Tried(Reading):
    """All segments of one file that is read with candidate passwords."""

    def __init__(self, content: bytes, *passwords: str, limits: Limits | None = None) -> None:
        self.walk = extractor.new_walk(limits or Limits(), size=len(content), passwords=passwords)
        self.segments: list[Segment] = list(extractor.extract(content, self.walk))

    @property
    def locks(self) -> list[tuple[str, str, bool]]:
        """Format, strength, and whether it was unlocked, of each encrypted part."""
        return [(part.format, part.strength, part.unlocked) for part in self.walk.encrypted]


def aes_zip(
    members: dict[str, bytes],
    password: bytes = PASSWORD.encode(),
    method: int = zipfile.ZIP_DEFLATED,
    **options: int,
) -> bytes:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", method, encryption=pyzipper.WZ_AES) as target:
        target.setpassword(password)
        target.setencryption(pyzipper.WZ_AES, **options)
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def weak_zip(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    """ZipCrypto as Info-ZIP writes it."""
    folder = Path(tempfile.mkdtemp())
    try:
        for name, content in members.items():
            (folder / name).write_bytes(content)
        level = "-0" if stored else "-6"
        subprocess.run(["zip", "-q", level, "-P", PASSWORD, "a.zip", *members], cwd=folder, check=True)
        return (folder / "a.zip").read_bytes()
    finally:
        shutil.rmtree(folder)
