"""Codes of letters and digits, in one piece, in groups or spread out."""

import pytest

from policies.codes import is_code_character, reading, reading_to, starts_behind

CODE = "LSVAU2A34N2183294"


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (CODE, "plain"),
        (CODE.lower(), "plain"),
        ("LSV AU2A34 N2183294", "groups"),
        ("LSV-AU2A34-N2183294", "groups"),
        ("LSV·AU2A34·N2183294", "groups"),
        (" ".join(CODE), "groups"),
        ("LSVAU2A34N\n2183294", "groups"),
        ("LSVAU2A34N=\r\n2183294", "groups"),
        ("LSVAU2A34N\n> 2183294", "groups"),
        ("LSVAU2A34N二一八三二九四", "plain"),
    ],
)
def test_a_code_is_read_however_it_is_written(written: str, how: str) -> None:
    text = f"车架号{written}。"
    number = reading(text, 3, 17)
    assert number is not None
    assert (number.value, text[number.start : number.end], number.written) == (CODE, written, how)
    assert (number.before, number.behind) == ("车架号", "。")


@pytest.mark.parametrize(
    "text",
    [
        CODE[:-1],
        CODE + "X",
        f"{CODE[:9]}  -  {CODE[9:]}",
        f"{CODE[:9]}，{CODE[9:]}",
        f"{CODE[:9]}\n\n{CODE[9:]}",
        f"{CODE[:9]} {CODE[9:]}X",
        "",
        "，" + CODE,
    ],
)
def test_what_is_longer_shorter_or_apart_is_no_code(text: str) -> None:
    assert reading(text, 0, 17) is None


@pytest.mark.parametrize("written", [CODE, "LSV AU2A34-N2183294", " ".join(CODE)])
def test_a_code_is_read_from_its_end(written: str) -> None:
    number = reading_to(f"车架号{written}。", 3 + len(written), 17)
    assert number is not None
    assert (number.value, number.start) == (CODE, 3)


@pytest.mark.parametrize("text", ["X" + CODE, f"{CODE[:5]}  {CODE[5:]}", f"{CODE}-", CODE[1:], ""])
def test_what_is_no_code_at_its_end_is_not_read(text: str) -> None:
    assert reading_to(text, len(text), 17) is None


def test_behind_a_label_a_code_may_begin_at_the_next_few_tokens() -> None:
    text = f"车架号（VIN）：{CODE}"
    assert [text[start:] for start in starts_behind(text, 3)] == [f"VIN）：{CODE}", CODE]
    assert len(list(starts_behind("车架号" + " a" * 40, 3))) == 6
    assert list(starts_behind("车架号" + "，" * 60 + CODE, 3)) == []


def test_letters_and_digits_of_ascii_only() -> None:
    assert [character for character in "aZ09é一 -" if is_code_character(character)] == ["a", "Z", "0", "9"]
