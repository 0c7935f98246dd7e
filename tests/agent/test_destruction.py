"""The state machine as a script: what is done in which state, and what is refused."""

import msgspec
import pytest

from agent import destruction
from agent.destruction import (
    Begun,
    Command,
    DestructionState,
    Event,
    Intent,
    Moved,
    Overwritten,
    Recorded,
    Refused,
    Returned,
    Sealed,
    Unlinked,
    Verified,
    WrongOrder,
)

S = DestructionState


def intent(state: DestructionState = S.PLANNED, **changes: object) -> Intent:
    made = Intent(
        "d-1",
        "l-1",
        b"/r",
        b"/r/f",
        1,
        2,
        3,
        "ab",
        "deadline",
        False,
        "Wang",
        "wang",
        "proven",
        "",
        "rule",
        1,
    )
    return msgspec.structs.replace(made, state=state, **changes)


DESTROY: list[tuple[Command, Event, DestructionState]] = [
    (Command.MOVE_ASIDE, Moved(b"/aside"), S.MOVED),
    (Command.BEGIN, Begun("overwrite-1", ("file-name",)), S.OVERWRITING),
    (Command.OVERWRITE, Overwritten(ok=True, detail="4096 octets"), S.OVERWRITTEN),
    (Command.UNLINK, Unlinked(), S.UNLINKED),
    (Command.VERIFY, Verified(ok=True), S.VERIFIED),
    (Command.RECORD, Recorded(), S.RECORDED),
]
VAULT = [DESTROY[0], (Command.SEAL, Sealed(), S.SEALED), *DESTROY[1:]]
KEPT = [
    (Command.MOVE_ASIDE, Refused("changed"), S.KEPT),
    (Command.RECORD, Recorded(), S.RECORDED),
]
RETURNED = [
    DESTROY[0],
    (Command.BEGIN, Refused("changed"), S.RETURNING),
    (Command.PUT_BACK, Returned("under a new name"), S.KEPT),
    (Command.RECORD, Recorded(), S.RECORDED),
]
SEALED_RETURNED = [*VAULT[:2], *RETURNED[1:]]


@pytest.mark.parametrize(
    ("script", "to_vault", "result"),
    [
        (DESTROY, False, "destroyed"),
        (VAULT, True, "vaulted"),
        (KEPT, False, "kept"),
        (KEPT, True, "kept"),
        (RETURNED, False, "kept"),
        (SEALED_RETURNED, True, "kept"),
    ],
)
def test_each_way_goes_by_its_script(
    script: list[tuple[Command, Event, DestructionState]], *, to_vault: bool, result: str
) -> None:
    one = intent(to_vault=to_vault)
    for command, event, following in script:
        assert destruction.command(one) is command
        one = destruction.transition(one, event)
        assert one.state is following
    assert destruction.command(one) is Command.NOTHING
    assert destruction.result(one) == result


def test_every_state_lies_on_one_of_the_ways() -> None:
    reached = {S.PLANNED} | {state for way in (VAULT, RETURNED) for _, _, state in way}
    assert reached == set(DestructionState)


@pytest.mark.parametrize("state", list(DestructionState))
@pytest.mark.parametrize(("command", "event", "_following"), [*VAULT, *RETURNED])
def test_an_event_out_of_order_is_a_fault(
    state: DestructionState, command: Command, event: Event, _following: DestructionState
) -> None:
    one = intent(state)
    if isinstance(event, Refused):
        fits = state in (S.PLANNED, S.MOVED, S.SEALED)
    else:
        fits = destruction.command(one) is command
    if fits:
        assert destruction.transition(one, event).state is not state
    else:
        with pytest.raises(WrongOrder):
            destruction.transition(one, event)


def test_nothing_is_refused_once_octets_may_be_gone() -> None:
    for state in (S.OVERWRITING, S.OVERWRITTEN, S.UNLINKED, S.VERIFIED):
        with pytest.raises(WrongOrder):
            destruction.transition(intent(state), Refused("changed"))


def test_verified_needs_both_the_overwriting_and_the_looking_afterwards() -> None:
    for overwritten, looked in [(True, False), (False, True)]:
        one = destruction.transition(intent(S.OVERWRITING), Overwritten(ok=overwritten, detail=""))
        one = destruction.transition(one, Unlinked())
        assert not destruction.transition(one, Verified(ok=looked)).verified


def test_risks_add_up_and_a_kept_file_names_no_method() -> None:
    one = destruction.transition(intent(S.MOVED), Begun("overwrite-1", ("b",)))
    one = destruction.transition(one, Overwritten(ok=True, detail="", residual_risk=("a",)))
    assert one.residual_risk == ("a", "b")
    kept = destruction.transition(intent(S.MOVED, method="overwrite-1"), Refused("hard-links"))
    assert (kept.method, kept.reason) == ("none", "hard-links")
