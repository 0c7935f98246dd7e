"""Parts of registered documents are met again; what stands everywhere is not."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.finding import PlaceStep
from policies.fingerprint.codec import dump
from policies.fingerprint.header import RegisterInvalid
from policies.fingerprint.register import (
    MATCHES_MIN,
    WHOLE,
    Register,
    Registered,
    assemble,
    build,
    kept_of,
    without_values,
)
from policies.fingerprint.winnow import letters

KEY = b"a key of 32 octets, for this test"
BODY = (PlaceStep("body", "1"),)


def prose(seed: int, size: int) -> str:
    """A text of seldom repeated characters, with a comma or a number now and then, as a contract has."""
    rng = Random(seed)
    marks = ("，", "。", "\n", "12,000.00", "（一）")
    return "".join(
        chr(rng.randrange(0x4E00, 0x9FA0)) if rng.random() < 0.9 else rng.choice(marks) for _ in range(size)
    )[:size]


CONTRACTS = {f"contract {number}": prose(number, 3000) for number in range(6)}
REGISTER = build(CONTRACTS, KEY)


@settings(max_examples=60)
@given(st.integers(0, 5), st.integers(0, 2700), st.integers(100, 10_000))
def test_a_piece_of_300_characters_is_found_within_other_text(number: int, start: int, seed: int) -> None:
    name = f"contract {number}"
    piece = CONTRACTS[name][start : start + 300]
    found = REGISTER.look_up(prose(seed, 800) + piece + prose(seed + 1, 800), BODY)
    assert [match.name for match in found] == [name]
    assert found[0].place == BODY
    assert 0.05 < found[0].share < 0.2


def test_a_whole_document_has_share_one_and_comes_first() -> None:
    found = REGISTER.look_up(CONTRACTS["contract 3"] + CONTRACTS["contract 1"][:600])
    assert [match.name for match in found] == ["contract 3", "contract 1"]
    assert found[0].share == 1.0
    assert found[1].share == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("，", "\n> "),
        lambda text: text.replace("1", "７").replace("（一）", "(四)"),
        " ".join,
        "\u200b".join,
    ],
)
def test_written_otherwise_it_is_still_found(change) -> None:
    (found,) = REGISTER.look_up(change(CONTRACTS["contract 2"]))
    assert found.share > 0.95


def test_a_few_sentences_here_and_there_are_no_copy() -> None:
    scattered = [CONTRACTS["contract 0"][at : at + 40] + prose(1000 + at, 400) for at in range(0, 2900, 100)]
    assert REGISTER.look_up("".join(scattered)) == ()


@pytest.mark.parametrize("size", [35, 50, 60, 70])
def test_one_sentence_again_and_again_is_no_copy(size: int) -> None:
    assert REGISTER.look_up(CONTRACTS["contract 0"][:size] * 40) == ()


@pytest.mark.parametrize("text", ["", "\n", "\ud800", "2026-01-01", prose(99, 20_000), "甲" * 100_000])
def test_other_text_matches_nothing(text: str) -> None:
    assert REGISTER.look_up(text) == ()


def test_what_many_documents_share_counts_for_none_of_them() -> None:
    clause = prose(50, 600)
    register = build({name: text + clause for name, text in CONTRACTS.items()}, KEY)
    assert register.look_up(clause) == ()
    assert [match.name for match in register.look_up(CONTRACTS["contract 4"])] == ["contract 4"]


def test_what_a_few_documents_share_counts_for_each() -> None:
    clause = prose(50, 600)
    register = build({name: CONTRACTS[name] + clause for name in ("contract 0", "contract 1")}, KEY)
    assert {match.name for match in register.look_up(clause)} == {"contract 0", "contract 1"}


def test_many_copies_of_one_form_do_not_thin_it_out() -> None:
    form = prose(60, 2000)
    register = build({f"form {number}": form + prose(200 + number, 200) for number in range(10)}, KEY)
    assert len(register.look_up(form)) == 10


def test_a_document_of_nothing_but_boilerplate_keeps_it() -> None:
    clause = prose(50, 600)
    shared = {name: text + clause for name, text in CONTRACTS.items()}
    register = build(shared | {"clause": clause}, KEY)
    assert [match.name for match in register.look_up(clause)] == ["clause"]


def test_boilerplate_that_is_named_counts_nowhere() -> None:
    notice = prose(70, 400)
    register = build({"contract": CONTRACTS["contract 0"] + notice}, KEY, boilerplate=[notice])
    assert register.look_up(prose(71, 300) + notice) == ()


FORM = "{}借款申请表\n申请人姓名：{}\n身份证号：{}\n手机：{}\n电子邮箱：{}\n{}"


def test_filled_in_values_leave_no_trace_in_the_register() -> None:
    def filled(*values: str) -> bytes:
        return dump(build({"form": FORM.format(prose(80, 300), *values, prose(81, 300))}, KEY))

    ours = filled("张小明", "11010519491231002X", "13800138000", "zhang@example.com")
    theirs = filled("李建国", "440524188001010014", "+86 139 1234 5678", "li.jianguo@example.org")
    assert ours == theirs


def test_values_can_be_cut_out_of_the_text_looked_at() -> None:
    assert (
        without_values("户名：张小明，电话 13800138000 或见附件", [])
        == "户名：张小明，电话 13800138000 或见附件"
    )
    assert "13800138000" not in without_values("电话：13800138000")


def test_a_document_too_short_to_be_met_again_is_named() -> None:
    with pytest.raises(RegisterInvalid, match="too short to be met again: note, table; a document needs"):
        build({"note": "见附件", "contract": prose(1, 900), "table": "1,234.00\t5,678.00\n" * 500}, KEY)


def test_an_empty_register_matches_nothing() -> None:
    assert build({}, KEY).look_up(prose(1, 1000)) == ()


def test_the_threshold_is_met_by_the_piece_that_the_docstring_names() -> None:
    """16 + 8 * 16 - 1 letters hold eight disjoint windows, so eight fingerprints."""
    text = "".join(chr(0x4E00 + at) for at in range(3000) if chr(0x4E00 + at).isalpha())
    register = build({"contract": text}, KEY)
    size = 16 + MATCHES_MIN * 16 - 1
    assert all(register.look_up(text[at : at + size + 17]) for at in range(0, 2000, 37))


SALT = b"the salt of 16 o"
KEPT = {
    Registered(name, "contract", kept_of(text).letters): kept_of(text).grams
    for name, text in CONTRACTS.items()
}
EDGE = assemble(KEPT, SALT, edge=True)


def test_from_what_was_kept_of_documents_comes_the_register_of_their_texts() -> None:
    assert dump(assemble({Registered(each.name): grams for each, grams in KEPT.items()}, KEY)) == dump(
        build_without_letters()
    )


def build_without_letters() -> Register:
    register = build(CONTRACTS, KEY)
    register.documents = tuple(Registered(each.name) for each in register.documents)
    return register


def test_what_is_told_of_a_document_is_told_of_its_copies() -> None:
    piece = CONTRACTS["contract 2"][:1500]
    (found,) = assemble(KEPT, KEY).look_up(piece)
    assert found.category == "contract"
    assert found.letters == pytest.approx(len(letters(piece)), rel=0.1)


def test_too_little_is_not_kept() -> None:
    with pytest.raises(RegisterInvalid, match="too short to be met again; a document needs some 150 letters"):
        kept_of("见附件 12,000.00")


@pytest.mark.parametrize("start", range(0, 2700, 300))
def test_an_edge_form_finds_the_same_piece(start: int) -> None:
    piece = CONTRACTS["contract 4"][start : start + 300]
    assert [match.name for match in EDGE.look_up(prose(500, 800) + piece)] == ["contract 4"]


def test_of_an_edge_form_each_stranger_s_fingerprint_may_be_one_and_no_stranger_s_text_is() -> None:
    strange = "".join(prose(seed, 2000) for seed in range(1000, 1050))
    hits = EDGE.hits(strange)
    assert 1 / 256 * 0.7 < len(hits.positions) / hits.size < 1 / 128 * 1.3
    assert EDGE.look_up(strange) == ()
    assert EDGE.bits < WHOLE
