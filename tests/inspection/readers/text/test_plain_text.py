"""Text in windows: a value is found wherever it lies, in whatever charset and behind whatever escapes."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from inspection.readers.text import plain_text
from inspection.walker import Hint
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import CARD, Alone
from tests.inspection.samples import ID

SMALL = Limits(window=4096)


@pytest.mark.parametrize("filler", ["x", "x ", "1,", "客", "x" * 40 + "\n"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_no_window_cuts_a_value(charset: str, filler: str) -> None:
    """The first window would end at each digit of the number in turn."""

    def size(text: str) -> int:
        return len(text.encode(charset)) - len("".encode(charset))

    for at in range(len(CARD) + 1):
        room = SMALL.window - size(f"客户资料  {CARD[:at]}")
        lead = filler * (room // size(filler)) + "-" * (room % size(filler) // size("-"))
        text = f"客户资料 {lead} {CARD} {filler * 900}"
        reading = Alone(plain_text.read, text.encode(charset), limits=SMALL)
        assert CARD in reading.text
        assert reading.verdict is InspectionVerdict.INSPECTED


@settings(max_examples=60, deadline=None)
@given(
    lead=st.integers(0, 900), filler=st.sampled_from(("x", "x ", "客户\n", "1,")), window=st.integers(64, 900)
)
def test_no_window_of_any_size_cuts_a_number(lead: int, filler: str, window: int) -> None:
    text = (filler * 900)[:lead] + f" {ID} " + (filler * 900)[:900]
    assert ID in Alone(plain_text.read, text.encode(), limits=Limits(window=window)).text


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le"])
def test_windows_give_the_whole_text_once(charset: str) -> None:
    text = "".join(f"{number:06} 客户资料\r\n" for number in range(2000))
    reading = Alone(plain_text.read, text.encode(charset), limits=SMALL)
    assert "".join(s.text for s in reading.segments if not s.alternate) == text
    assert len([s for s in reading.segments if not s.alternate]) > 5


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("x y,z;w\n" * 200, "\n"),
        ("xyzw;yz\t" * 200, ";"),
        ("xyzw yz\t" * 200, " "),
        ("xyzwxyz\t" * 200, "\t"),
        ("xyzwyz, " * 200, " "),
        ('"xyz","w' * 200, ","),
        ("x" * 1600, "x"),
    ],
)
def test_a_window_ends_at_the_best_place(text: str, ending: str) -> None:
    windows = [
        s.text
        for s in Alone(plain_text.read, text.encode(), limits=Limits(window=999)).segments
        if not s.alternate
    ]
    assert len(windows) == 2
    assert windows[0].endswith(ending)


def test_json_escapes_are_resolved_in_a_second_reading() -> None:
    escaped = "".join(f"\\u{ord(character):04X}" for character in f"证{ID}")
    reading = Alone(plain_text.read, f'{{"a": "{escaped}"}}'.encode())
    assert [segment.alternate for segment in reading.segments if f"证{ID}" in segment.text] == [True]


def test_halves_of_an_escaped_character_are_joined_and_a_lone_half_is_replaced() -> None:
    reading = Alone(plain_text.read, rb"\ud83d\ude00 \ud83d")
    assert [segment.text for segment in reading.segments if segment.alternate] == ["\U0001f600 \ufffd"]


def test_tags_and_nul_characters_are_left_out_in_a_second_reading() -> None:
    tagged = Alone(plain_text.read, f"of a page {ID[:6]}<b>{ID[6:]}</b>".encode())
    assert [segment.alternate for segment in tagged.segments if ID in segment.text] == [True]
    parted = list(plain_text.readings("\0".join(ID).encode() + b"x" * 3000, ()))
    assert ID in "\n".join(segment.text for segment in parted)


def test_the_declared_charset_is_tried_and_not_believed() -> None:
    content = "客户的身份证号码".encode("gb18030")
    assert Alone(plain_text.read, content, hint=Hint("gb2312")).segments[0].text == "客户的身份证号码"
    doubtful = Alone(plain_text.read, content, hint=Hint("iso-8859-1"))
    assert [s.alternate for s in doubtful.segments if s.text == "客户的身份证号码"] == [True]


def test_readings_carry_place_and_origin() -> None:
    segments = list(plain_text.readings(b"a", (), origin="metadata"))
    assert [(segment.text, segment.origin, segment.alternate) for segment in segments] == [
        ("a", "metadata", False)
    ]


def test_nothing_gives_nothing() -> None:
    assert Alone(plain_text.read, b"").segments == []


def test_a_file_in_a_text_is_opened() -> None:
    content = f'{{"file": "data:text/plain;base64,{base64.b64encode(ID.encode()).decode()}"}}'.encode()
    assert "embedded" in Alone(plain_text.read, content).kinds_of(ID)


@pytest.mark.parametrize("mark", ["\x01", "\x1f"])
def test_columns_of_hive_are_given_with_tabs_too(mark: str) -> None:
    row = f"张三{mark}{ID}{mark}13800138000\n"
    assert f"张三\t{ID}\t13800138000" in Alone(plain_text.read, (row * 3).encode()).text


def test_colours_of_a_terminal_divide_no_number() -> None:
    assert ID in Alone(plain_text.read, f"no. \x1b[1;31m{ID[:6]}\x1b[0m{ID[6:]}\n".encode()).text
