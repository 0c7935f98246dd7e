from policies.decision.counters import counter_of
from policies.model import Cumulative
from policies.registers import Term
from server.replay.keys import counter_key, term_key


def test_a_term_that_was_defined_anew_is_another_term() -> None:
    before, after = Term("projects", ("凤凰计划",)), Term("projects", ("凤凰计划", "Phoenix"))
    assert term_key("bank", before) == term_key("bank", before)
    assert term_key("bank", before) != term_key("bank", after)
    assert term_key("bank", before) != term_key("broker", before)


def test_rules_that_differ_only_in_their_limit_share_a_count() -> None:
    five, nine = (counter_of(Cumulative(count=limit, over="24h")) for limit in (5, 9))
    hour = counter_of(Cumulative(count=5, over="1h"))
    assert counter_key(five) == counter_key(nine) != counter_key(hour)
