"""Runs of text in binary structures."""

import pytest

from inspection.readers.text import text_runs
from tests.inspection.samples import ID

NOISE = bytes(range(1, 9)) * 3


def found(data: bytes) -> str:
    return "\n".join(segment.text for segment in text_runs.both(data, ()))


@pytest.mark.parametrize("codec", ["ascii", "utf-16-le"])
@pytest.mark.parametrize("offset", [0, 1])
def test_a_number_at_either_alignment(codec: str, offset: int) -> None:
    assert ID in found(bytes(offset) + NOISE + ID.encode(codec) + NOISE)


@pytest.mark.parametrize("offset", [0, 1])
def test_chinese_at_either_alignment(offset: int) -> None:
    assert "身份证" in found(bytes(offset) + NOISE + "身份证".encode("utf-16-le"))
    assert "身份证号" in found(bytes(offset) + NOISE + "身份证号".encode("gbk"))


def test_noise_and_misread_ascii_are_left_out() -> None:
    assert found(NOISE * 20) == ""
    assert found(b"Microsoft Word") == "Microsoft Word"
    assert found("Normal".encode("utf-16-le")) == "Normal"


def test_names_without_their_control_characters() -> None:
    assert text_runs.printable("\x05SummaryInformation") == "SummaryInformation"
    assert text_runs.plain("a\0b") == "a\nb"


def test_narrow_runs_alone() -> None:
    assert [s.text for s in text_runs.narrow("abcdef".encode("utf-16-le") + b"ghijkl", ())] == ["ghijkl"]


def test_nothing_is_too_far_behind() -> None:
    for codec in ("ascii", "utf-16-le"):
        assert ID in found(b"\1" * ((1 << 18) - 9) + ID.encode(codec) + b"\1\2")
