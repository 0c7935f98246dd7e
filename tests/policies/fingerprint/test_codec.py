"""A register comes back as it was stored; anything else is refused with a remedy."""

import msgspec
import pytest

from policies.fingerprint.codec import VERSION, dump, load
from policies.fingerprint.header import RegisterInvalid
from policies.fingerprint.register import build

KEY = b"a key of 32 octets, for this test"
TEXT = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
REGISTER = build({"合同": TEXT, "form": TEXT[:400]}, KEY)
STORED = dump(REGISTER)


def changed(**fields: object) -> bytes:
    return msgspec.msgpack.encode(msgspec.msgpack.decode(STORED) | fields)


def test_it_comes_back() -> None:
    again = load(STORED, KEY)
    assert again.look_up(TEXT) == REGISTER.look_up(TEXT) != ()
    assert dump(again) == STORED


def test_it_takes_six_octets_a_fingerprint_and_holds_no_key() -> None:
    assert len(STORED) < 6 * len(REGISTER.postings.fingerprints) + 200
    assert KEY not in STORED


def test_an_empty_register_comes_back() -> None:
    assert load(dump(build({}, KEY)), KEY).documents == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no register of documents: .*; fetch it again"),
        (b"\xff" * 40, "no register of documents"),
        (STORED[:-1], "no register of documents"),
        (changed(version=VERSION + 1), f"has version {VERSION + 1}, this program reads {VERSION}; build it again"),
        (changed(more=1), "no register of documents: .*unknown field"),
        (changed(scheme="winnow-8-4"), "damaged: its parts do not fit"),
        (changed(hashes=b"1234"), "damaged: its parts do not fit"),
        (changed(hashes=b"1234567890", documents=b"12345"), "damaged: its parts do not fit"),
        (changed(entries=(("合同", "", 1),)), "damaged: its fingerprints are not in order"),
        (changed(hashes=b"bbbbaaaa", documents=b"\0\0\0\0"), "damaged: its fingerprints are not in order"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(RegisterInvalid, match=words):
        load(data, KEY)


def test_the_key_must_be_the_one_it_was_built_with() -> None:
    with pytest.raises(
        RegisterInvalid, match=f"built with key {REGISTER.key_id}, this is key .*; fetch the key"
    ):
        load(STORED, KEY + b"!")
