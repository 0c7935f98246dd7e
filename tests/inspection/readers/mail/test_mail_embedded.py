"""Files pasted into a text: found to their last line, and told from words and lists of numbers."""

import base64
import hashlib
import random

import pytest

from inspection.readers.mail import mail_embedded
from tests.inspection.readers.mail.test_mail_transfer import uuencoded
from tests.inspection.samples import ID

TEXT = f"身份证 {ID} 结束".encode()
FILE = random.Random(1).randbytes(900)


def octets(body: bytes) -> list[bytes]:
    return [block.octets for block in mail_embedded.blocks(body)]


def certain(body: bytes) -> bool:
    return any(block.certain for block in mail_embedded.blocks(body))


@pytest.mark.parametrize("lead", range(30, 60))
def test_a_block_of_base64_is_found_to_its_last_line(lead: int) -> None:
    block = base64.encodebytes(b"x" * lead + ID.encode()).replace(b"\n", b"\r\n")
    assert b"x" * lead + ID.encode() in octets(b"see below:\r\n\r\n" + block + b"\r\nbye\r\n")[0]


def test_quoted_base64_is_found() -> None:
    block = b"".join(b"> " + line + b"\n" for line in base64.encodebytes(TEXT * 4).splitlines())
    assert TEXT * 4 in octets(b"Ann wrote:\n" + block)[0]


def test_base64_on_the_first_line_of_a_text_is_found() -> None:
    assert octets(base64.b64encode(TEXT)) == [TEXT]


def test_a_word_is_no_block() -> None:
    assert octets(b"Donaudampfschifffahrt\nis one word\n") == []


@pytest.mark.parametrize("end", [b"`\nend\n", b"end\n", b""])
def test_uuencoded_blocks_are_found_with_their_names(end: bytes) -> None:
    found = list(mail_embedded.blocks(b"see below\n" + uuencoded(TEXT * 3, end=end)))
    assert ("list.txt", TEXT * 3) in [(block.name, block.octets) for block in found]


def test_two_uuencoded_blocks() -> None:
    assert octets(uuencoded(b"one") + b"and\n" + uuencoded(b"two")) == [b"one", b"two"]


@pytest.mark.parametrize("width", [64, 76])
@pytest.mark.parametrize("quote", [b"", b"> "])
def test_lines_as_programs_write_them_are_certainly_a_file(width: int, quote: bytes) -> None:
    packed = base64.b64encode(FILE)
    lines = [packed[at : at + width] for at in range(0, len(packed), width)]
    assert certain(b"see\r\n" + b"".join(quote + line + b"\r\n" for line in lines))


HASHES = b"".join(hashlib.sha256(bytes([number])).hexdigest().encode() + b"\n" for number in range(20))
NUMBERS = b"".join(b"%018d\n" % (10**17 + number) for number in range(40))
WORDS = b"".join(word * 3 + b"\n" for word in (b"Donaudampfschifffahrt", b"Geschwindigkeitsbegrenzung") * 20)


@pytest.mark.parametrize("body", [HASHES, NUMBERS, WORDS, base64.encodebytes(FILE[:200])])
def test_lists_of_other_things_are_not(body: bytes) -> None:
    assert not certain(b"see\n" + body)
