"""The worker that answers with text: segments, a conclusion, and its end."""

import socket

import msgspec

from inspection import channel, forks, text_server
from inspection.limits import Limits
from inspection.segment import Segment, step
from inspection.worker_reply import Conclusion
from policies.inspected import InspectionVerdict
from tests.inspection.forked import ask, job
from tests.inspection.samples import ID
from tests.inspection.test_worker import SURROGATES


def test_it_sends_segments_and_a_conclusion_and_ends() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        process = forks.start(theirs, "inspection.text_server")
    with ours:
        ours.settimeout(50)
        channel.send(ours, channel.Setup(Limits(), b""))
        channel.receive(ours)
        ask(ours, SURROGATES, job(SURROGATES, "a.eml", "message"))
        answers: list[Segment | Conclusion] = []
        while not answers or isinstance(answers[-1], Segment):
            answers.append(msgspec.msgpack.decode(channel.receive(ours)[0], type=Segment | Conclusion))
        assert process.wait(timeout=50) == 0
    assert any(f"\ufffd {ID}" in answer.text for answer in answers if isinstance(answer, Segment))
    assert answers[-1] == Conclusion(InspectionVerdict.INSPECTED, "", "message", (), ())


def test_a_piece_of_text_fits_into_a_frame_whatever_it_is_written_in() -> None:
    piece = Segment(step((), "member", "\U0001f389" * 255), "\U0001f389" * text_server._FRAME_TEXT)
    assert len(msgspec.msgpack.encode(piece)) < channel.FRAME_MAX
