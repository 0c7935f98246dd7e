"""The envelope that the session builds."""

import pytest

from smtp_gateway.smtp.address import MailPath, Parameter
from smtp_gateway.smtp.events import Envelope, Peer, Send


@pytest.mark.parametrize(
    ("names", "utf8"), [((), False), (("BODY", "SIZE"), False), (("RET", "SMTPUTF8"), True)]
)
def test_an_envelope_is_international_only_when_the_client_said_so(
    names: tuple[str, ...], utf8: bool
) -> None:
    parameters = tuple(Parameter(name, b"", name.encode()) for name in names)
    envelope = Envelope(Peer("192.0.2.1", 5), "c", True, MailPath("王@例.cn".encode()), parameters, ())
    assert envelope.utf8 is utf8


def test_a_reply_answers_a_whole_message_only_when_it_says_so() -> None:
    """The dialogue waits for the client to have read a final reply; a 250 to RCPT is none."""
    assert not Send(b"250 Ok\r\n").final
