"""The search by Vectorscan."""

from policies.prefilter.expressions import expressions
from policies.prefilter.hits import NUMBER_BITS, Expression, Trigger
from policies.prefilter.vectorscan import VectorscanMatcher

OCTETS = "手机 13800138000, password: x\n".encode()


def test_compiled_databases_can_be_handed_on() -> None:
    searched = expressions()
    first = VectorscanMatcher(searched)
    second = VectorscanMatcher(searched, first.serialised())
    assert sorted(first.find(OCTETS)) == sorted(second.find(OCTETS)) != []


def test_a_database_of_other_expressions_is_not_taken() -> None:
    phone, name = (Expression(word, Trigger.LABEL, None, word.decode()) for word in (b"phone", b"customer"))
    other = VectorscanMatcher([phone]).serialised()
    assert VectorscanMatcher([name], other).find(b"customer, phone\n") == [len("customer") << NUMBER_BITS]


def test_every_expression_has_a_number_that_fits_beside_its_end() -> None:
    assert len(expressions()) < 1 << NUMBER_BITS
