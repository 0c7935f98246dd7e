"""Properties that are encrypted with their document, and passwords of RC4."""

import struct

import pytest

from inspection.extractor import new_walk
from inspection.limits import Limits
from inspection.readers.compound import ole_rc4
from inspection.readers.compound.ole_compound import Compound, Storage
from tests.inspection.readers.compound import rc4
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.compound.test_ole_properties import narrow, property_set
from tests.inspection.readers.locked import PASSWORD


@pytest.mark.parametrize(
    ("made", "size", "first"),
    [
        (rc4.forty(), 512, 0),
        (rc4.forty(), 1024, 0),
        (rc4.crypto_api(128), 1024, 0),
        (rc4.crypto_api(128), 0, 7),
        (rc4.crypto_api(40), 512, 0),
    ],
)
def test_octets_are_decrypted_block_by_block(made: tuple[bytes, rc4.Encrypt], size: int, first: int) -> None:
    header, encrypt = made
    plain = bytes(range(256)) * 9
    walk = new_walk(Limits(), passwords=("wrong", PASSWORD))
    decrypt = ole_rc4.unlock(header, (), "doc", walk)
    assert decrypt is not None
    assert decrypt(encrypt(plain, size, first), size, first) == plain


def test_a_wrong_password_or_a_broken_header_opens_nothing() -> None:
    header, _ = rc4.crypto_api()
    for broken in (header, header[:30], b"", struct.pack("<HH", 9, 9) + header[4:]):
        walk = new_walk(Limits(), passwords=("wrong",))
        assert ole_rc4.unlock(broken, (), "xls", walk) is None
        assert walk.reason == "encrypted:xls"


@pytest.mark.parametrize("damage", [0, 1])
def test_encrypted_properties_are_read(damage: int) -> None:
    header, encrypt = rc4.crypto_api()
    walk = new_walk(Limits(), passwords=(PASSWORD,))
    decrypt = ole_rc4.unlock(header, (), "doc", walk)
    assert decrypt is not None
    content = rc4.summary(encrypt, {"\x05SummaryInformation": property_set((0x1E, narrow("title-of-it")))})
    content = content[: len(content) - 50 * damage]
    storage = Storage(Compound(storages({"encryption": content}), walk), ())
    segments = list(walk.guard("doc", ole_rc4.properties(storage, decrypt, (), walk)))
    assert any("title-of-it" in segment.text for segment in segments) == (not damage)
    assert walk.reason == ("malformed:ole" if damage else "")
