"""One message from its last octet to its reply, as a state machine without I/O.

1. A message is *received* when its last octet is in the spool. Nothing was promised yet.
2. It is *inspected* once, whole; an inspection that broke off promises nothing either (451).
3. It is *decided* for every recipient before anything leaves. What is to be redacted is masked, inspected and
   decided on once more; the decision stays redact only where the masked copy may leave. If any
   recipient's outcome is refuse, the whole message is refused, unless every rule that refuses says
   `split`; then those recipients alone are refused and the sender gets a bounce for them.
4. If every outcome is pass, the message is handed on while the client waits: *delivered* when the
   next hop took it. In every other case, refusals too, what follows is *committed*: copies,
   notices, incident and escrowed passwords in one transaction, before the client hears of it.
   A message that the next hop took for some recipients only is committed as well.
5. *Replied* follows delivered or committed and nothing else; the stored reply is given again to a
   client that never read it, so that it sends its message no second time.
6. A committed copy ends as *sent* or *bounced*; in between it may be *deferred* any number of times.

Every other order is a fault of ours: `OutOfOrder`, answered 451.
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from policies.decision.decide import Decision
from policies.model import Action


class MessageState(StrEnum):
    """Where a message or one of its copies stands. From `DELIVERED` on it is durable."""

    RECEIVED = "received"
    INSPECTED = "inspected"
    DECIDED = "decided"
    DELIVERED = "delivered"
    COMMITTED = "committed"
    REPLIED = "replied"
    DEFERRED = "deferred"
    SENT = "sent"
    BOUNCED = "bounced"


_FOLLOWS: dict[MessageState, tuple[MessageState, ...]] = {
    MessageState.RECEIVED: (MessageState.INSPECTED,),
    MessageState.INSPECTED: (MessageState.DECIDED,),
    MessageState.DECIDED: (MessageState.DELIVERED, MessageState.COMMITTED),
    MessageState.DELIVERED: (MessageState.REPLIED,),
    MessageState.COMMITTED: (
        MessageState.REPLIED,
        MessageState.DEFERRED,
        MessageState.SENT,
        MessageState.BOUNCED,
    ),
    MessageState.DEFERRED: (MessageState.DEFERRED, MessageState.SENT, MessageState.BOUNCED),
}


class OutOfOrder(Exception):
    """A step was asked for that does not follow the present state."""


class PassOn(msgspec.Struct, frozen=True):
    """Hand the original on while the client waits."""


class Refuse(msgspec.Struct, frozen=True):
    """Nobody gets it; `decision` is the strictest one and says why."""

    decision: Decision


class Commit(msgspec.Struct, frozen=True):
    """Several outcomes: indices of the recipients of each."""

    passed: tuple[int, ...]
    sealed: tuple[int, ...]
    held: tuple[int, ...]
    refused: tuple[int, ...]
    redacted: tuple[int, ...] = ()


Plan = PassOn | Refuse | Commit


class Transaction:
    """The state of one message."""

    def __init__(self) -> None:
        self.state = MessageState.RECEIVED

    def move(self, state: MessageState) -> None:
        """Take a step.

        Raises:
            OutOfOrder: `state` does not follow the present one.
        """
        if state not in _FOLLOWS.get(self.state, ()):
            raise OutOfOrder(f"{state} does not follow {self.state}")
        self.state = state

    def decided(self, decisions: Sequence[Decision]) -> Plan:
        """Take the decisions, one a recipient, and return what is to be done.

        Raises:
            OutOfOrder: not inspected yet, or no decision at all.
        """
        if not decisions:
            raise OutOfOrder("a message without recipients has no outcome")
        self.move(MessageState.DECIDED)
        return plan(decisions)


def plan(decisions: Sequence[Decision]) -> Plan:
    """Return what follows from one decision a recipient; rules 3 and 4 above."""
    refusing = [decision for decision in decisions if decision.action is Action.REFUSE]
    unsplit = [decision for decision in refusing if not decision.split]
    if unsplit:
        return Refuse(unsplit[0])
    if len(refusing) == len(decisions):
        return Refuse(refusing[0])
    if all(decision.action is Action.PASS for decision in decisions):
        return PassOn()
    return Commit(
        _where(decisions, Action.PASS),
        _where(decisions, Action.SEAL),
        # An action that mail does not know is none that may let it through.
        tuple(n for n, decision in enumerate(decisions) if decision.action not in _LEAVING),
        _where(decisions, Action.REFUSE),
        _where(decisions, Action.REDACT),
    )


_LEAVING = (Action.PASS, Action.SEAL, Action.REDACT, Action.REFUSE)


def _where(decisions: Sequence[Decision], action: Action) -> tuple[int, ...]:
    return tuple(n for n, decision in enumerate(decisions) if decision.action is action)
