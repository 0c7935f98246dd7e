"""The parent's hold on an index file."""

import os
import tempfile

import pytest

from inspection.channel import ListFile
from inspection.open_list import OpenList
from tests.policies.exact_match.made import index_of


def test_the_descriptor_is_closed_with_the_last_reference() -> None:
    with tempfile.TemporaryFile() as file:
        fd = os.dup(file.fileno())
    held = OpenList(ListFile(index_of(["MOBILE"], [("13800138000",)]).header, 0), fd)
    assert os.fstat(held.fd)
    del held
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)
