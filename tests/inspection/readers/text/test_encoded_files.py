"""Files that stand in JSON, XML and plain texts, as base64, uuencoded or PEM."""

import base64
import binascii
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.text import encoded_files
from tests.inspection.readers.pictures import walk
from tests.inspection.samples import ID, Reading, excel, pdf, word

FILES = {"pdf": pdf(), "word": word(), "excel": excel()}


@pytest.mark.parametrize("name", FILES)
def test_a_document_in_json(name: str) -> None:
    packed = base64.b64encode(FILES[name]).decode()
    reading = Reading(json.dumps({"fileName": "a", "fileContent": packed}).encode())
    assert ID in reading.text
    assert reading.walk.reason == ""


@pytest.mark.parametrize(
    "text",
    [
        "<a><content>{}</content></a>",
        '<?xml version="1.0"?><a content="{}"/>',
        "id,file\n1,{}\n2,x\n",
        "INSERT INTO t VALUES ('{}');",
    ],
)
def test_a_document_in_other_texts(text: str) -> None:
    assert ID in Reading(text.format(base64.b64encode(FILES["word"]).decode()).encode()).text


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\\n", "\\r\\n", "\n    "])
def test_base64_broken_over_lines(breaks: str) -> None:
    packed = base64.b64encode(FILES["pdf"]).decode()
    lines = breaks.join(packed[start : start + 76] for start in range(0, len(packed), 76))
    reading = Reading(f'{{"file": "{lines}", "next": 1}}'.encode())
    assert (ID in reading.text, reading.walk.reason) == (True, "")


def test_slashes_as_some_programs_escape_them() -> None:
    packed = base64.b64encode(FILES["excel"]).decode().replace("/", "\\/")
    assert ID in Reading(f'{{"file": "{packed}"}}'.encode()).text


def test_a_data_url_is_not_opened_twice() -> None:
    packed = base64.b64encode(FILES["word"]).decode()
    found = walk()
    assert list(encoded_files.segments(f"data:application/msword;base64, {packed}", (), found)) == []


def test_words_that_begin_like_a_file_are_none() -> None:
    found = walk()
    text = f"JVBERi0 is how a PDF begins, UEsDB a ZIP; x{base64.b64encode(FILES['pdf']).decode()}"
    assert list(encoded_files.segments(text, (), found)) == []


def test_a_uuencoded_file() -> None:
    data = f"no. {ID}\n".encode() * 9
    lines = "".join(binascii.b2a_uu(data[start : start + 45]).decode() for start in range(0, len(data), 45))
    reading = Reading(f"hello\nbegin 644 a.txt\n{lines}`\nend\n".encode())
    assert ID in reading.text
    assert reading.kinds_of(ID) == {"embedded"}


@pytest.mark.parametrize("label", ["CMS", "PKCS7", "CERTIFICATE"])
def test_what_is_signed_in_pem(label: str) -> None:
    text = f"no. {ID} of a client who has signed".encode()
    octets = bytes([0x04, len(text)]) + text
    explicit = bytes([0xA0, len(octets)]) + octets
    data = bytes.fromhex("06092a864886f70d010701") + explicit
    packed = base64.b64encode(bytes([0x30, len(data)]) + data).decode()
    assert ID in Reading(f"-----BEGIN {label}-----\n{packed}\n-----END {label}-----\n".encode()).text


def test_keys_in_pem_are_no_files() -> None:
    found = walk()
    text = f"-----BEGIN PRIVATE KEY-----\n{'QUJD' * 40}\n-----END PRIVATE KEY-----\n"
    assert list(encoded_files.segments(text, (), found)) == []


def test_the_queries_of_a_workbook() -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as parts:
        parts.writestr("Formulas/Section1.m", f'section Section1; shared Clients = "{ID}";')
    data = bytes(4) + len(package.getvalue()).to_bytes(4, "little") + package.getvalue() + bytes(4)
    mashup = f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{base64.b64encode(data).decode()}</DataMashup>'
    assert ID in Reading(mashup.encode()).text


@given(text=st.text(alphabet="JVBERi0/9j=\\rn `begin 64M\n", max_size=300))
def test_any_text_is_searched_without_failing(text: str) -> None:
    list(encoded_files.segments(text + "JVBERi0" + text, (), walk()))
