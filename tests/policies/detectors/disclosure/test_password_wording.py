"""The wordings are linear: a long hostile text costs no more a character than a short one."""

import re
from time import perf_counter

import pytest

from policies.detectors.disclosure import password_wording as wording

EXPRESSIONS = {name: value for name, value in vars(wording).items() if isinstance(value, re.Pattern)}


@pytest.mark.parametrize("name", EXPRESSIONS)
@pytest.mark.parametrize("piece", [" ", "a", "用", "(", "password is ", "a.", "\n", "= "])
def test_no_wording_is_catastrophic(name: str, piece: str) -> None:
    begin = perf_counter()
    EXPRESSIONS[name].match(piece * 2000)
    assert perf_counter() - begin < 0.5


def test_masks_and_placeholders() -> None:
    assert all(wording.MASK.fullmatch(value) for value in ("******", "xxxx", "####", "ab***cd"))
    assert all(
        wording.PLACEHOLDER.fullmatch(value)
        for value in ("{pw}", "<pw>", "$PASS", "8-16", "report.xlsx", "get()")
    )
    assert not wording.PLACEHOLDER.fullmatch("Abc@1234")
