"""The keyed fingerprint of content."""

import hashlib
import hmac
import os
from pathlib import Path

from agent.wipe.fingerprint import fingerprint


def test_it_is_the_hmac_of_the_whole_content_and_moves_no_offset(tmp_path: Path) -> None:
    content = os.urandom(2_500_000)
    (tmp_path / "file").write_bytes(content)
    descriptor = os.open(tmp_path / "file", os.O_RDONLY)
    os.lseek(descriptor, 17, os.SEEK_SET)
    assert fingerprint(descriptor, b"key") == hmac.new(b"key", content, hashlib.sha256).hexdigest()
    assert fingerprint(descriptor, b"other") != fingerprint(descriptor, b"key")
    assert os.lseek(descriptor, 0, os.SEEK_CUR) == 17
    os.close(descriptor)
