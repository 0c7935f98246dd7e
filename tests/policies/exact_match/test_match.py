"""Any k of n values of one client, close together, are met; anything less is not."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.detection import detect
from policies.exact_match.match import CANDIDATE_CONFIDENCE, Hit, Met, match, numbers_in, together, with_lists
from policies.finding import Grade
from tests.policies.exact_match.made import index_of

TYPES = ("RESIDENT_ID", "MOBILE", "NAME")
CLIENTS = [
    ("11010519491231002X", "13800138000", "张三"),
    ("110105194912310046", "13900139000", "李小四"),
    ("110105194912310062", "13900139000", "王五"),
]
MARKS = [(Grade.RESTRICTED, False), (Grade.GENERAL, True), (None, None)]
INDEX = index_of(TYPES, CLIENTS, marks=MARKS)


def met(text: str, *indexes) -> list[Met]:
    return match(text, detect(text, min_confidence=0.1), indexes or [INDEX])


def seen(text: str, *indexes) -> list[tuple[str, str]]:
    return [(each.span.type, text[each.span.start : each.span.end]) for each in met(text, *indexes)]


def test_number_and_name_of_one_client_are_met() -> None:
    text = "请给张 三 办理，证件１１０１０５19491231002X。"
    assert seen(text) == [("NAME", "张 三"), ("RESIDENT_ID", "１１０１０５19491231002X")]
    for each in met(text):
        assert each.grade is Grade.RESTRICTED
        assert each.span.confidence >= 0.99
        assert each.span.reasons[-1] == "exact-match:clients"
        (said,) = each.matches
        assert (said.columns, said.certain, said.consent) == (("RESIDENT_ID", "NAME"), True, False)


def test_one_value_alone_is_not_enough() -> None:
    assert seen("证件 11010519491231002X") == []


def test_values_of_two_clients_do_not_make_one() -> None:
    assert seen("张三 110105194912310046") == []


def test_far_apart_is_not_together() -> None:
    assert seen("13800138000" + "，" * 300 + "11010519491231002X") != []
    assert seen("13800138000" + "，" * 301 + "11010519491231002X") == []


def test_what_detection_found_keeps_its_reasons_and_its_place() -> None:
    text = "姓名：张三，手机号：138-0013-8000"
    before = [(span.start, span.end) for span in detect(text)]
    found = met(text)
    assert [(each.span.start, each.span.end) for each in found] == before
    assert all(len(each.span.reasons) > 1 for each in found)


def test_a_shared_number_belongs_to_both_and_the_higher_grade_counts() -> None:
    index = index_of(TYPES, CLIENTS, marks=[(None, None), *MARKS[:2]])
    mobile = met("李小四、王五：13900139000", index)[-1]
    assert mobile.grade is Grade.RESTRICTED
    assert {said.consent for said in mobile.matches} == {False, True}


def test_one_of_one_needs_no_neighbour() -> None:
    index = index_of(["MOBILE"], [("13800138000",)], least=1)
    assert seen("回电13800138000", index) == [("MOBILE", "13800138000")]


def test_an_account_is_found_without_a_label() -> None:
    index = index_of(["BANK_ACCOUNT", "NAME"], [("0200 0010 9902", "张三")])
    assert ("BANK_ACCOUNT", "020000109902") in seen("张三 020000109902", index)


def test_plain_text_counts_but_is_no_finding() -> None:
    index = index_of(["MOBILE", "text"], [("13800138000", "Acme Holdings")])
    (only,) = met("ACME holdings 13800138000", index)
    assert (only.span.type, only.matches[0].columns) == ("MOBILE", ("MOBILE", "text"))


def test_what_is_not_listed_stays_if_it_is_sure() -> None:
    text = "张三 13800138000，手机号：13900139000，单号 13700137000"
    spans = detect(text, min_confidence=0.1)
    found = with_lists(text, spans, [INDEX])
    assert [(text[each.span.start : each.span.end], bool(each.matches)) for each in found] == [
        ("张三", True), ("13800138000", True), ("13900139000", False),
    ]  # fmt: skip
    assert [each.span for each in with_lists(text, spans, [])] == detect(text)


_PIECES = [
    "13800138000", "11010519491231002X", "6222021234567890128", "姓名：张三", "电话", "，", " ", "\t", "86", "工号",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_asking_for_unsure_candidates_too_changes_no_sure_one(text: str) -> None:
    spans = detect(text, min_confidence=CANDIDATE_CONFIDENCE)
    assert [each.span for each in with_lists(text, spans, [])] == detect(text)


def test_two_indexes_both_speak() -> None:
    other = index_of(["MOBILE"], [("13800138000",)], least=1)
    assert len(met("张三 13800138000", INDEX, other)[-1].matches) == 2


def test_a_value_in_two_columns_is_one_value() -> None:
    index = index_of(["MOBILE", "MOBILE"], [("13800138000", "13800138000")])
    assert seen("回电13800138000", index) == []
    assert len(seen("13800138000 13800138000", index)) == 2


def test_a_hit_has_the_columns_of_its_best_group() -> None:
    hits = [Hit(0, 5, 0), Hit(10, 15, 1), Hit(20, 25, 2), Hit(100, 105, 0)]
    groups = dict(together(hits, 15, 2))
    assert groups == {hit: frozenset({0, 1, 2}) for hit in hits[:3]}


_HITS = st.lists(
    st.builds(lambda start, length, column: Hit(start, start + length, column), st.integers(0, 60),
              st.integers(1, 9), st.integers(0, 2)),
    max_size=6, unique=True,
)  # fmt: skip


@given(_HITS, st.integers(0, 30), st.integers(1, 3))
def test_groups_are_those_that_trying_all_of_them_finds(hits: list[Hit], within: int, least: int) -> None:
    best: dict[Hit, int] = {}
    for size in range(1, len(hits) + 1):
        for group in itertools.combinations(sorted(hits), size):
            columns, places = {hit.column for hit in group}, {hit[:2] for hit in group}
            if group[-1].start - group[0].end <= within and min(len(columns), len(places)) >= least:
                best |= {hit: max(len(columns), best.get(hit, 0)) for hit in group}
    found = {hit: len(columns) for hit, columns in together(sorted(hits), within, least)}
    assert found == best


def test_a_number_of_another_length_is_no_account() -> None:
    assert numbers_in("020000109902, 0200-0010 9902, 2026, 0200001099021", [12]) == {(0, 12), (14, 28)}


def test_a_large_table_is_read_in_a_moment() -> None:
    rows = [(f"1380013{number:04}", f"客户{number:04}") for number in range(3000)]
    index = index_of(["MOBILE", "NAME"], rows)
    text = "\n".join("\t".join(row) for row in rows)
    assert len(met(text, index)) == 6000
