from collections.abc import Sequence
from typing import Any

import pytest

from server.machines.http import DRAINED_MAX, Answer, Refused, read_body, refusal, send_answer


def receiving(pieces: Sequence[bytes | None]):  # type: ignore[no-untyped-def]
    left = list(pieces)

    async def receive() -> dict[str, Any]:
        piece = left.pop(0)
        if piece is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    return receive


async def test_a_body_in_pieces_is_joined() -> None:
    assert await read_body({"headers": []}, receiving([b"ab", b"", b"c"]), 3) == b"abc"


async def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    with pytest.raises(Refused) as refused:
        await read_body({"headers": [(b"content-length", b"%d" % (DRAINED_MAX + 4))]}, receiving([]), 3)
    assert refused.value.status == 413


async def test_a_body_that_grows_too_large_is_cut_off() -> None:
    with pytest.raises(Refused) as refused:
        await read_body({"headers": []}, receiving([b"ab", b"x" * DRAINED_MAX, b"cd", b"never read"]), 3)
    assert refused.value.status == 413


async def test_a_body_a_little_too_large_is_read_so_that_the_answer_is_heard() -> None:
    with pytest.raises(Refused) as refused:
        await read_body({"headers": [(b"content-length", b"6")]}, receiving([b"ab", b"cd", b"ef"]), 3)
    assert refused.value.status == 413


async def test_a_client_that_goes_away_is_told_apart() -> None:
    with pytest.raises(Refused) as refused:
        await read_body({"headers": []}, receiving([b"ab", None]), 9)
    assert refused.value.status == 400


async def sent(answer: Answer) -> dict[bytes, bytes]:
    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)

    await send_answer(send, answer)
    assert messages[1]["body"] == answer.body
    return dict(messages[0]["headers"])


async def test_answers_say_when_to_come_back_and_that_the_rest_is_not_read() -> None:
    assert (await sent(refusal(503, "later")))[b"retry-after"] == b"5"
    assert (await sent(refusal(413, "large")))[b"connection"] == b"close"
    assert b"retry-after" not in await sent(Answer(200, b"{}"))


def test_a_refusal_is_bounded_json() -> None:
    assert refusal(400, "x").body == b'{"error":"x"}'
    assert len(refusal(400, "x" * 9999).body) < 1100
