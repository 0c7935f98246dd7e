"""The parts of headers: no kind is empty, and no part stands twice in a kind."""

import pytest

from policies.tables import header_lexicon


@pytest.mark.parametrize("lexicon", [header_lexicon.CHINESE, header_lexicon.LATIN])
def test_a_kind_holds_each_part_once(lexicon: dict[str, str]) -> None:
    for listed in lexicon.values():
        parts = listed.split()
        assert parts
        assert sorted(parts) == sorted(set(parts))
