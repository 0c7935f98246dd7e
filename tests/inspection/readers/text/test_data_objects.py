"""Objects in binary forms: numbers beside whatever letters their lengths happen to be."""

import gzip
import pickle

import msgspec
import pytest

from inspection.readers.text import data_objects
from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading

RECORD = {"name": "张三", "certNo": ID, "amount": 12}
CBOR = b"\xa2\x66certNo\x72" + ID.encode() + b"\x66amount\x0c"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (CBOR, "cbor"),
        (msgspec.msgpack.encode(RECORD), "msgpack"),
        (msgspec.msgpack.encode([1, ID, 2]), "msgpack"),
        *((pickle.dumps([RECORD], protocol), "pickle") for protocol in (2, 4, 5)),
    ],
)
def test_a_value_is_told_with_its_key(content: bytes, form: str) -> None:
    reading = Reading(content)
    assert (reading.walk.format, reading.verdict) == (form, InspectionVerdict.INSPECTED)
    assert ID in reading.primary.split()


def test_octets_are_the_file_that_they_are() -> None:
    assert ID in Reading(msgspec.msgpack.encode({"file": gzip.compress(f"no. {ID}\n".encode())})).text


@pytest.mark.parametrize("text", ["证件号码 " + ID, "亖" * 40, "倀a"])
@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-16", "big5"])
def test_a_text_is_no_object(text: str, charset: str) -> None:
    assert data_objects.kind(text.encode(charset, "replace")) == ""


def test_a_pickle_is_not_carried_out(capsys: pytest.CaptureFixture[str]) -> None:
    reading = Reading(b"\x80\x04cbuiltins\nprint\n(\x8c\x12" + ID.encode() + b"tR.")
    assert (ID in reading.text, capsys.readouterr().out) == (True, "")
