"""The envelope while it grows: order, limits, and what belongs to the connection."""

from collections.abc import Callable

import pytest

from smtp_gateway import replies
from smtp_gateway.smtp.address import AddressRefused
from smtp_gateway.smtp.draft import Draft
from smtp_gateway.smtp.events import Peer

PEER = Peer("192.0.2.1", 5)


def greeted(*, size_max: int = 1000, recipients_max: int = 2) -> Draft:
    draft = Draft(PEER, size_max=size_max, recipients_max=recipients_max)
    draft.greet(b"client.example", extended=True)
    return draft


def refusal(take: Callable[[bytes], None], argument: bytes) -> bytes:
    with pytest.raises(AddressRefused) as refused:
        take(argument)
    return refused.value.reply


def test_an_envelope_holds_what_was_said_as_it_was_said() -> None:
    draft = greeted()
    draft.take_xforward(b"ADDR=198.51.100.7")
    draft.take_sender(b"FROM:<Li@Bank.Example> RET=hdrs ENVID=Q+2B")
    draft.take_recipient(b"TO:<@r1:Wang@X.Example> NOTIFY=never")
    envelope = draft.envelope()
    assert (envelope.peer, envelope.hello, envelope.extended) == (PEER, "client.example", True)
    assert envelope.sender.raw == b"Li@Bank.Example"
    assert [given.raw for given in envelope.sender_parameters] == [b"RET=hdrs", b"ENVID=Q+2B"]
    (recipient,) = envelope.recipients
    assert recipient.path.raw == b"@r1:Wang@X.Example"
    assert [given.raw for given in recipient.parameters] == [b"NOTIFY=never"]
    assert envelope.xforward == (("ADDR", b"198.51.100.7"),)


def test_order() -> None:
    draft = Draft(PEER, size_max=1000, recipients_max=2)
    assert refusal(draft.take_sender, b"FROM:<a@b>") == replies.HELLO_FIRST
    draft.greet(b"c", extended=False)
    assert refusal(draft.take_recipient, b"TO:<a@b>") == replies.MAIL_FIRST
    assert draft.missing() == replies.MAIL_FIRST
    draft.take_sender(b"FROM:<>")
    assert draft.missing() == replies.RECIPIENT_FIRST
    assert refusal(draft.take_sender, b"FROM:<other@b>") == replies.NESTED_MAIL
    assert refusal(draft.take_xforward, b"ADDR=192.0.2.9") == replies.BAD_SYNTAX
    draft.take_recipient(b"TO:<a@b>")
    assert draft.missing() == b""
    assert (draft.envelope().sender.raw, draft.envelope().extended) == (b"", False)


def test_a_refused_sender_or_recipient_leaves_nothing_behind() -> None:
    draft = greeted()
    assert refusal(draft.take_sender, b"FROM:<a@b> SIZE=1001") == replies.too_large(1000)
    assert draft.missing() == replies.MAIL_FIRST
    draft.take_sender(b"FROM:<a@b> SIZE=1000")
    assert refusal(draft.take_recipient, b"TO:<c@d> SIZE=1").startswith(b"555 ")
    assert draft.missing() == replies.RECIPIENT_FIRST


def test_one_recipient_too_many_is_452_and_the_others_stay() -> None:
    draft = greeted(recipients_max=2)
    draft.take_sender(b"FROM:<a@b>")
    for address in (b"c@d", b"e@f"):
        draft.take_recipient(b"TO:<" + address + b">")
    assert refusal(draft.take_recipient, b"TO:<g@h>") == replies.TOO_MANY_RECIPIENTS
    assert [one.path.raw for one in draft.envelope().recipients] == [b"c@d", b"e@f"]


def test_clearing_forgets_the_transaction_and_keeps_the_connection() -> None:
    draft = greeted()
    draft.take_xforward(b"ADDR=198.51.100.7")
    draft.take_sender(b"FROM:<a@b> SMTPUTF8 ENVID=x")
    draft.take_recipient("TO:<王@d>".encode())
    draft.clear()
    assert draft.missing() == replies.MAIL_FIRST
    draft.take_sender(b"FROM:<e@f>")
    assert refusal(draft.take_recipient, "TO:<王@d>".encode()).startswith(b"553 5.6.7")
    draft.take_recipient(b"TO:<g@h>")
    envelope = draft.envelope()
    assert (envelope.sender_parameters, len(envelope.recipients)) == ((), 1)
    assert (envelope.hello, envelope.xforward) == ("client.example", (("ADDR", b"198.51.100.7"),))


def test_hello_needs_a_name_and_a_later_one_replaces_it() -> None:
    draft = greeted()
    assert refusal(lambda name: draft.greet(name, extended=True), b"") == replies.BAD_SYNTAX
    assert draft.envelope().hello == "client.example"
    draft.greet(b"\xff" * 300, extended=False)
    assert draft.envelope().hello == "\N{REPLACEMENT CHARACTER}" * 255
    assert not draft.envelope().extended
