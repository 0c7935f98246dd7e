"""One by one or in columns: the hits are the same."""

import importlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies.prefilter.expressions import expressions
from policies.prefilter.fallback import FallbackMatcher
from policies.prefilter.few_matches import FewMatches
from policies.prefilter.hits import Hit, Trigger
from policies.prefilter.scan import Scanner
from policies.vocabulary import Topic

COLUMNS = importlib.import_module("policies.prefilter.scan")  # `scan` of the package is a function
SEARCHED = expressions()
MATCHER = FallbackMatcher(SEARCHED)
PIECES = (
    *"a:1 -@路号“\n\ud800",
    "password", "name", "Name no", "ID", "id ", "account", "account number", "港澳通行证", "通行证号码", "身份证号",
    "姓名", "手机", "密码", "pass ", "to A", "京A1234", "一三八零零一三", "of ", "先生",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("港澳通行证号码")
@example("password")
@example("name of the game, name no 7, NAME: x")
def test_the_hits_are_those_of_columns(text: str) -> None:
    octets = text.encode("utf-8", "surrogatepass") + b"\n"
    few = FewMatches(SEARCHED).hits(octets, MATCHER.find(octets))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(COLUMNS, "FEW", -1)
        assert list(Scanner(SEARCHED, MATCHER).scan(text)) == list(few)


def test_labels_that_share_characters_are_one_of_the_topic_of_the_longer() -> None:
    octets = "港澳通行证号码\n".encode()
    assert list(FewMatches(SEARCHED).hits(octets, MATCHER.find(octets))) == [
        Hit(Trigger.LABEL, 0, 7, Topic.HKM_PERMIT)
    ]
