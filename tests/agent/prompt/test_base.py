"""The lines between agent and asking process."""

import msgspec
import pytest

from agent.prompt.base import (
    Answer,
    Ask,
    Settled,
    Shown,
    Withdraw,
    decode_down,
    decode_up,
    encode,
)
from tests.agent.prompt.conftest import make_question


@pytest.mark.parametrize("message", [Ask(make_question(name="a\nb")), Settled("q", "gone"), Withdraw("q")])
def test_down_is_one_line_and_comes_back(message: Ask | Settled | Withdraw) -> None:
    line = encode(message)
    assert line.count(b"\n") == 1
    assert decode_down(line) == message


@pytest.mark.parametrize("message", [Shown("q", {"destroy": (1, 2)}), Answer("q", "vault")])
def test_up_comes_back(message: Shown | Answer) -> None:
    assert decode_up(encode(message)) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"\xff",
        b'{"type":"answer","id":"q","choice":"keep"}',
        b'{"type":"settled","id":"q","result":"x"}',
    ],
)
def test_the_agent_believes_nothing_but_an_answer(line: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        decode_up(line)
