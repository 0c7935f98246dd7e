"""The order of a message's states and the plan after its decisions, as scripts of events and commands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.decision.decide import Decision
from policies.model import Action
from smtp_gateway.transaction import Commit, MessageState, OutOfOrder, PassOn, Plan, Refuse, Transaction, plan

TOLD = {MessageState.REPLIED, MessageState.SENT, MessageState.BOUNCED, MessageState.DEFERRED}
DURABLE = {MessageState.DELIVERED, MessageState.COMMITTED}


def decision(word: str) -> Decision:
    """Return the decision that a word stands for; `split` is a refusal that the others outlive."""
    action = Action.REFUSE if word == "split" else Action(word)
    return Decision(action=action, would=action, rule=word, split=word == "split")


def walked(script: str) -> Transaction:
    """Return a message that has come so far."""
    transaction = Transaction()
    for word in script.split():
        transaction.move(MessageState(word))
    return transaction


# One line a script: what was decided for the recipients, and what is to be done.
PLANS = [
    ("pass", PassOn()),
    ("pass pass pass", PassOn()),
    ("refuse", Refuse(decision("refuse"))),
    ("pass refuse", Refuse(decision("refuse"))),
    ("seal hold refuse pass", Refuse(decision("refuse"))),
    ("split", Refuse(decision("split"))),
    ("split split", Refuse(decision("split"))),
    ("split refuse", Refuse(decision("refuse"))),
    ("split refuse pass", Refuse(decision("refuse"))),
    ("pass split", Commit((0,), (), (), (1,))),
    ("split seal split hold pass", Commit((4,), (1,), (3,), (0, 2))),
    ("seal", Commit((), (0,), (), ())),
    ("pass seal", Commit((0,), (1,), (), ())),
    ("pass hold pass", Commit((0, 2), (), (1,), ())),
    ("hold", Commit((), (), (0,), ())),
    ("keep", Commit((), (), (0,), ())),  # no action of mail: it may not let the mail through
    ("pass destroy", Commit((0,), (), (1,), ())),
]


@pytest.mark.parametrize(("script", "expected"), PLANS)
def test_what_was_decided_says_what_is_to_be_done(script: str, expected: Plan) -> None:
    transaction = walked("inspected")
    assert transaction.decided([decision(word) for word in script.split()]) == expected
    assert transaction.state is MessageState.DECIDED


def test_of_several_refusals_the_first_one_gives_the_words() -> None:
    first, second = (Decision(action=Action.REFUSE, would=Action.REFUSE, reason=word) for word in "ab")
    assert plan([first, second]) == Refuse(first)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*Action, "split"]), min_size=1, max_size=8))
def test_nobody_is_forgotten_served_twice_or_served_beside_a_refusal(words: list[str]) -> None:
    made = plan([decision(word) for word in words])
    if "refuse" in words or set(words) == {"split"}:
        assert isinstance(made, Refuse)
    elif set(words) == {"pass"}:
        assert made == PassOn()
    else:
        assert isinstance(made, Commit)
        served = made.passed + made.sealed + made.redacted
        assert sorted(served + made.held + made.refused) == list(range(len(words)))
        assert {words[n] for n in made.passed} <= {"pass"}
        assert {words[n] for n in made.sealed} <= {"seal"}
        assert {words[n] for n in made.refused} <= {"split"}
        assert {words[n] for n in made.held} <= {"hold", "keep", "destroy"}


# What may follow a script; nothing else may.
FOLLOWERS = [
    ("", "inspected"),
    ("inspected", "decided"),
    ("inspected decided", "delivered committed"),
    ("inspected decided delivered", "replied"),
    ("inspected decided committed", "replied deferred sent bounced"),
    ("inspected decided committed deferred", "deferred sent bounced"),
    ("inspected decided committed deferred deferred", "deferred sent bounced"),
    ("inspected decided committed replied", ""),
    ("inspected decided committed sent", ""),
    ("inspected decided committed bounced", ""),
]


@pytest.mark.parametrize(("script", "followers"), FOLLOWERS)
@pytest.mark.parametrize("state", list(MessageState))
def test_only_the_next_state_follows_and_a_wrong_step_changes_nothing(
    script: str, followers: str, state: MessageState
) -> None:
    transaction = walked(script)
    before = transaction.state
    if state in followers.split():
        transaction.move(state)
        assert transaction.state is state
    else:
        with pytest.raises(OutOfOrder, match=f"{state} does not follow {before}"):
            transaction.move(state)
        assert transaction.state is before


@settings(deadline=None)
@given(st.lists(st.sampled_from(MessageState), max_size=30))
def test_nobody_is_told_before_the_outcome_is_durable(script: list[MessageState]) -> None:
    transaction = Transaction()
    been = [transaction.state]
    for state in script:
        try:
            transaction.move(state)
        except OutOfOrder:
            continue
        been.append(state)
    for told in TOLD & set(been):
        assert DURABLE & set(been[: been.index(told)])
    assert not set(been) >= DURABLE  # delivered or committed, never both


@pytest.mark.parametrize("script", ["", "inspected decided", "inspected decided committed"])
def test_decisions_are_taken_once_and_only_after_inspection(script: str) -> None:
    with pytest.raises(OutOfOrder):
        walked(script).decided([decision("pass")])


def test_a_message_without_recipients_has_no_outcome() -> None:
    transaction = walked("inspected")
    with pytest.raises(OutOfOrder, match="without recipients"):
        transaction.decided([])
    assert transaction.state is MessageState.INSPECTED
