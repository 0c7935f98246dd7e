"""A worker that was given a register meets parts of documents, and says so if it was given none."""

import os
import tempfile

import pytest

from inspection import channel
from inspection.documents import is_prose, part_of
from inspection.open_list import OpenList
from inspection.pool import Pool
from inspection.segment import Segment
from policies.finding import PlaceStep
from policies.fingerprint.codec import dump
from policies.fingerprint.header import SCHEMA, RegisterHeader, key_of
from policies.fingerprint.register import Registered, assemble, kept_of
from policies.inspected import Inspection
from tests.inspection import samples
from tests.policies.fingerprint.test_register import prose

KEY, SALT = b"k" * 32, b"s" * 16
CONTRACT = prose(1, 3000)
START = 4096


def opened() -> OpenList:
    """The register of one contract, behind a head of `START` octets."""
    kept = kept_of(CONTRACT)
    key = key_of(SALT, KEY, edge=False)
    body = dump(assemble({Registered("借款合同", "contract", kept.letters): kept.grams}, key))
    header = RegisterHeader(SCHEMA, "documents", "2026-01-31T08:00:00Z", 60, 1, SALT, "", len(body), "")
    with tempfile.TemporaryFile() as file:
        file.write(bytes(START) + body)
        file.flush()
        return OpenList(channel.RegisterFile(header, START), os.dup(file.fileno()))


async def inspected(pool: Pool, content: bytes) -> Inspection:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return await pool.inspect(file.fileno(), name="a", kind="message")


def message(text: str) -> bytes:
    made = samples.mail("见附件")
    made.add_attachment(samples.word(text), maintype="application", subtype="octet-stream", filename="b.docx")
    return made.as_bytes()


async def test_a_part_of_a_document_is_met_behind_the_fences() -> None:
    register = opened()
    async with Pool(hash_key=KEY, lists=lambda: (register,)) as pool:
        (met,) = (await inspected(pool, message(CONTRACT[900:1400]))).documents or ()
        assert (await inspected(pool, message(prose(9, 500)))).documents == ()
    assert (met.name, met.category) == ("借款合同", "contract")
    assert met.place[-1] == PlaceStep("attachment", "b.docx")
    assert 0.1 < met.share < 0.3


async def test_without_a_register_nothing_is_said_of_documents() -> None:
    async with Pool(hash_key=KEY) as pool:
        assert (await inspected(pool, message(CONTRACT))).documents is None


def at(*kinds: str) -> tuple[PlaceStep, ...]:
    return tuple(PlaceStep(kind, "") for kind in kinds)


@pytest.mark.parametrize(
    ("place", "part"),
    [
        (at(), at()),
        (at("header"), at()),
        (at("attachment", "page"), at("attachment")),
        (at("attachment", "member", "sheet", "cell"), at("attachment", "member")),
        (at("attachment", "part", "embedded", "table"), at("attachment", "part", "embedded")),
    ],
)
def test_pages_and_cells_belong_to_one_text(
    place: tuple[PlaceStep, ...], part: tuple[PlaceStep, ...]
) -> None:
    assert part_of(place) == part


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        (Segment((), "a"), True),
        (Segment((), "a", origin="ocr"), True),
        (Segment((), "a", origin="name"), False),
        (Segment((), "a", origin="metadata"), False),
        (Segment((), "a", alternate=True), False),
    ],
)
def test_names_and_second_readings_are_no_text_of_a_document(segment: Segment, *, expected: bool) -> None:
    assert is_prose(segment) is expected
