"""SVG files: what they write and what they draw."""

import io

import pytest
import segno

from inspection.extractor import extract, new_walk
from inspection.limits import Limits
from inspection.readers.picture import ocr
from tests.inspection.readers import pictures
from tests.inspection.samples import ID

SPACE = 'xmlns="http://www.w3.org/2000/svg"'


def test_text_of_several_pieces_is_one_line() -> None:
    pieces = "".join(f"<tspan>{each}</tspan>" for each in ID)
    walk = new_walk(Limits())
    texts = [segment.text for segment in extract(f"<svg {SPACE}><text>{pieces}</text></svg>".encode(), walk)]
    assert (ID in texts, walk.format) == (True, "svg")


def test_a_code_beside_broken_markup_is_seen_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [pictures.reader()])
    file = io.BytesIO()
    segno.make(ID).save(file, kind="svg")
    walk = new_walk(Limits())
    texts = [segment.text for segment in extract(file.getvalue(), walk)]
    assert ID in texts
    broken = new_walk(Limits())
    assert list(extract(file.getvalue().replace(b"</svg>", b"</svh>"), broken))
    assert broken.reason == "malformed:xml"
