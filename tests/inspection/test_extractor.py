"""The whole walk: wrong names, damage, polyglots; no file is silently empty."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading, archive, attach, excel, mail, pdf, word

SENTENCE = f"客户的身份证号码是 {ID},请查收附件。"


def wrapped_in_mail(content: bytes) -> bytes:
    return attach(mail("正文没有号码"), content, "附件.bin").as_bytes()


INTACT = {
    "text utf-8": SENTENCE.encode(),
    "text gb18030": SENTENCE.encode("gb18030"),
    "text utf-16": SENTENCE.encode("utf-16"),
    "text utf-16-le without mark": SENTENCE.encode("utf-16-le"),
    "text utf-16-be without mark": SENTENCE.encode("utf-16-be"),
    "text utf-32": SENTENCE.encode("utf-32"),
    "text big5": f"客戶的身份證號碼是 {ID},請查收附件".encode("big5"),
    "csv": f"姓名,身份证号\r\n张三,{ID}\r\n".encode("gb18030"),
    "json": f'{{"id": "{ID}"}}'.encode(),
    "json escaped": ('{"id": "' + "".join(f"\\u{ord(c):04x}" for c in ID) + '"}').encode(),
    "html": f"<html><body><p>身份证 {ID[:6]}<b>{ID[6:]}</b></p></body></html>".encode("gb18030"),
    "xml": f"<?xml version='1.0' encoding='gb2312'?><a><b>身份证</b><c>{ID}</c></a>".encode("gbk"),
    "docx": word(ID),
    "xlsx": excel(ID),
    "pdf": pdf(ID, embedded_font=True),
    "zip": archive({"a.txt": SENTENCE.encode("gb18030")}),
    "message": mail(SENTENCE, charset="gb18030").as_bytes(),
    "docx in mail": wrapped_in_mail(word(ID)),
    "xlsx in zip in mail": wrapped_in_mail(archive({"x.xlsx": excel(ID)})),
    "mail in zip": archive({"a.eml": mail(SENTENCE).as_bytes()}),
    "pdf in zip": archive({"a.pdf": pdf(ID)}),
}
FLIPPED = {name: content for name, content in INTACT.items() if name not in {"json escaped", "text big5"}}


@pytest.mark.parametrize("name", INTACT)
def test_intact_files_are_inspected_and_the_number_is_found(name: str) -> None:
    reading = Reading(INTACT[name])
    assert ID in reading.primary if "escaped" not in name else ID in reading.text
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")


@pytest.mark.parametrize("name", FLIPPED)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_flipped_bit_never_loses_the_number_silently(name: str, data: st.DataObject) -> None:
    content = bytearray(FLIPPED[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    reading = Reading(bytes(content))
    assert reading.found_or_told(ID) or touches_the_number(name, at)


def touches_the_number(name: str, at: int) -> bool:
    """In a text, a flip within the number makes it another number; so does one within its encoding."""
    content = FLIPPED[name]
    codecs = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le")
    tagged = f"{ID[:6]}<b>{ID[6:]}"
    needles = [part.encode(codec) for part in (ID, tagged) for codec in codecs]
    return any(content.find(n) <= at < content.find(n) + len(n) for n in needles if n in content)


@pytest.mark.parametrize("name", ["docx", "xlsx", "pdf", "zip", "docx in mail", "xlsx in zip in mail"])
@settings(max_examples=25, deadline=None)
@given(share=st.floats(0.2, 0.98))
def test_a_truncated_file_never_loses_the_number_silently(name: str, share: float) -> None:
    content = INTACT[name]
    cut = content[: int(len(content) * share)]
    assert Reading(cut).found_or_told(ID)


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=2000))
def test_no_bytes_raise(content: bytes) -> None:
    for message in (False, True):
        Reading(content, message=message)


@pytest.mark.parametrize("second", ["pdf", "html", "text utf-8"])
def test_a_polyglot_is_read_as_each_thing_it_is(second: str) -> None:
    reading = Reading(INTACT[second].replace(ID.encode(), b"x") + archive({"a.txt": SENTENCE.encode()}))
    assert ID in reading.text


def test_blank_and_empty_files_are_proven_empty() -> None:
    for content in (b"", bytes(5000), b" \r\n\t\n"):
        assert Reading(content).verdict is InspectionVerdict.EMPTY_VERIFIED


def test_a_format_without_a_reader_is_named() -> None:
    reading = Reading(b"MZ" + bytes(100) + ID.encode())
    assert reading.walk.reason == "unsupported:executable"
    assert ID in reading.text


def test_the_file_name_is_read_too() -> None:
    walk = extractor.new_walk(Limits())
    segments = list(extractor.extract(b"", walk, name=f"{ID}.txt"))
    assert [(s.text, s.origin) for s in segments] == [(f"{ID}.txt", "name")]


def test_the_number_of_levels_is_bounded() -> None:
    content = SENTENCE.encode()
    for _ in range(4):
        content = archive({"x": content})
    assert ID in Reading(content).primary
    assert Reading(content, limits=Limits(depth=3)).walk.reason == "limit:depth"


def test_every_reader_is_run_before_the_sandbox_closes() -> None:
    extractor.preload(Limits())


def test_a_damaged_directory_of_an_office_file_is_still_an_office_file() -> None:
    content = bytearray(word(ID))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        offset = package.getinfo("word/document.xml").header_offset
    content[offset + 30] ^= 1
    assert Reading(bytes(content)).found_or_told(ID)
