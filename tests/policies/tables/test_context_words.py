"""The words that tell what the others of a table mean: no word counts twice, none contradicts another."""

from policies.tables import context_words as context


def test_a_word_belongs_to_one_kind_of_table() -> None:
    funds, alone = set(context.OF_FUNDS.split()), set(context.OF_FUNDS_ALONE.split())
    reports = set(context.OF_REPORTS.split())
    assert funds.isdisjoint(alone)
    assert reports.isdisjoint(funds | alone)


def test_no_list_repeats_itself() -> None:
    for listed in (context.ROWS_OF_THINGS, context.OF_STATEMENTS, context.OF_FUNDS, context.OF_REPORTS):
        assert len(listed.split()) == len(set(listed.split()))
    for listed in (context.ENGLISH_ROWS_OF_THINGS, context.ENGLISH_OF_STATEMENTS):
        assert len(listed.split("|")) == len(set(listed.split("|")))
