"""Jobs of printers: text with commands in it, pixels, and other languages in a frame."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading

PJL = b"\x1b%%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=%s\r\n"
EARLY, LATE = ID[:8].encode(), ID[8:].encode()


@pytest.mark.parametrize(
    "job",
    [
        b"\x1b@\x1c&" + "证件 ".encode("gbk") + EARLY + b"\x1bE" + LATE + b"\x1bF\r\n",
        b"\x1b@no. " + EARLY + b"\x1b!\x08\x1cW\x01" + LATE + b"\x0c",
        b"\x1bE\x1b&l26Ano. " + EARLY + b"\x1b(s3B" + LATE + b"\x1b(s0B\r\n\x0c\x1bE",
        PJL % b"PCL" + b"\x1bE\x1b*p300x400Yno. " + EARLY + b"\x1b&d0D" + LATE + b"\x1b%-12345X",
        b"\x1bE\x1b&p18X" + ID.encode() + b"\x1bE",
    ],
)
def test_a_number_is_whole_without_the_commands_in_it(job: bytes) -> None:
    reading = Reading(job)
    assert (ID in reading.primary, reading.verdict) == (True, InspectionVerdict.INSPECTED)
    assert reading.walk.format == "printer"


@pytest.mark.parametrize(
    "pixels",
    [
        b"\x1bE\x1b*r0A\x1b*b18W" + b"1" * 18 + b"\x1b*rB",
        b"\x1b@\x1bK\x12\0" + b"1" * 18,
        b"\x1b@\x1b*\x27\x06\0" + b"1" * 18,
        b"\x1b@\x1b.\0\x14\x14\x01\x90\0" + b"1" * 18 + b"\x1b@",
    ],
)
def test_pixels_are_refused_and_no_text(pixels: bytes) -> None:
    reading = Reading(pixels + b"end")
    assert (reading.walk.reason, "end" in reading.primary) == ("unsupported:printer-pixels", True)
    assert "1" * 18 not in reading.primary


def test_places_on_the_paper_keep_numbers_apart() -> None:
    assert f"{ID} 1500" in Reading(b"\x1bE\x1b&l0O" + ID.encode() + b"\x1b*p900X1500\r\n").primary


def test_a_job_in_another_language_is_that_language() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 72, ID)
    canvas.save()
    for job in (PJL % b"PDF" + file.getvalue(), PJL % b"POSTSCRIPT" + b"%!PS\n(" + ID.encode() + b") show\n"):
        assert ID in Reading(job + b"\x1b%-12345X").text


def test_pcl_xl_is_refused_and_its_strings_are_kept() -> None:
    reading = Reading(PJL % b"PCLXL" + b") HP-PCL XL;3;0\n\xc8\xc1\x12\0" + ID.encode() + b"\xf8\xab")
    assert (reading.walk.reason, ID in reading.text) == ("unsupported:pcl-xl", True)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80), st.sampled_from([b"\x1b@", b"\x1bE", PJL % b"PCL"]))
def test_no_octets_break_it(octets: bytes, start: bytes) -> None:
    assert not Reading(start + octets.replace(b"a", b"\x1b")).walk.reason.startswith("malformed")
