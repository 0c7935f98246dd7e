"""What one value may be, many may be too: the sieve lets pass whatever a detector may take."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from policies.code_points import framed
from policies.detectors import BY_SHAPE, possible
from policies.detectors.name_wording import DOCUMENT_VALUE
from policies.detectors.sieve import may_be, may_be_documents
from policies.number_rows import READ_MAX

BEGINNINGS = (
    "110105",
    "4111",
    "456351",
    "6222",
    "138",
    "0086138",
    "010",
    "0755",
    "86755",
    "8610",
    "00860",
    "1021",
    "9",
)
NUMBERS = st.tuples(st.sampled_from(("", *BEGINNINGS)), st.text("0123456789", max_size=READ_MAX)).map(
    lambda parts: "".join(parts)[:READ_MAX]
)


def passes(*numbers: str) -> list[bool]:
    rows = [[ord(digit) for digit in number.ljust(READ_MAX, "7")] for number in numbers]
    return list(may_be(np.array(rows, np.uint16), np.array(list(map(len, numbers)))))


@given(st.lists(NUMBERS.filter(lambda number: len(number) > 6), min_size=1, max_size=20))
@example(["11010519491231002", "11010519900307125", "911124198108030024", "110105491231002", "102100099996"])
@example(["6222021234567890128", "4111111111111111", "378282246310005", "13800138000", "008613800138000"])
@example(["01088886666", "075588886666", "8675588886666", "861088886666", "00860108888666"])
def test_whatever_a_detector_may_take_passes(numbers: list[str]) -> None:
    for number, passed in zip(numbers, passes(*numbers), strict=True):
        readings = [number, number + "X"] if len(number) == 17 else [number]
        wanted = any(possible(each, None) for each in readings if (len(each), each[0]) in BY_SHAPE)
        assert passed or not wanted


def test_what_fails_its_check_or_begins_like_nothing_does_not() -> None:
    assert (
        passes("110105194912310021", "6222021234567890129", "102100099997", "12345678901", "20260512")
        == [False] * 5
    )


@given(
    st.lists(
        st.sampled_from(["号码", "号", "）", " ", "：", "E", "12", "345", "三四", "，"]), max_size=12
    ).map("".join)
)
@example("号码)  ：  E12345")
def test_wherever_the_number_of_a_document_stands_one_may_stand(behind: str) -> None:
    label = "护照"
    (may,) = may_be_documents(framed(label + behind), np.array([len(label)]))
    assert may or not DOCUMENT_VALUE.match(behind)
    assert not may or sum(map(behind.count, "12345三四")) > 2
