"""The table and the streams of one storage of a message file."""

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.compound.ole_compound import Compound, Storage
from inspection.readers.mail import mapi, outlook_properties
from inspection.walker import Walk
from tests.inspection.readers.compound.storages import Tree, storages
from tests.inspection.readers.mail.outlook_files import BINARY, EMBEDDED, STRING8, TOP, item


def walk() -> Walk:
    return extractor.new_walk(Limits())


def root(tree: Tree, state: Walk) -> Storage:
    return Storage(Compound(storages(tree), state), (), {})


def of(tree: Tree, state: Walk | None = None, header: int = TOP) -> list[mapi.Property]:
    state = state or walk()
    return outlook_properties.of(root(tree, state), header, {0x8001: "Client"}, state)


def test_values_in_the_table_and_in_streams() -> None:
    found = of(item({0x3FFD: 936, 0x0037: "主题", 0x8001: (STRING8, b"x")}, TOP))
    assert [(one.label, one.type, one.values) for one in found] == [
        ("3ffd", mapi.LONG, (b"\xa8\x03\0\0",)),
        ("0037", mapi.UNICODE, ("主题".encode("utf-16-le"),)),
        ("Client", mapi.STRING8, (b"x",)),
    ]


def test_the_values_of_a_multi_valued_property() -> None:
    found = of(item({0x8001: ["a", "b"]}, TOP))
    assert ("b".encode("utf-16-le") in found[-1].values, found[-1].type) == (True, mapi.UNICODE)


def test_an_array_of_numbers() -> None:
    tree = {"__properties_version1.0": bytes(TOP), "__substg1.0_80011003": b"\1\0\0\0\2\0\0\0"}
    assert of(tree)[0].values == (b"\1\0\0\0", b"\2\0\0\0")


@pytest.mark.parametrize(("written", "header"), [(TOP, TOP), (EMBEDDED, EMBEDDED), (TOP, EMBEDDED)])
def test_the_table_starts_behind_its_header(written: int, header: int) -> None:
    state = walk()
    assert of(item({0x3FFD: 936}, written), state, header)[0].id == 0x3FFD
    assert state.reason == ""


@pytest.mark.parametrize("name", ["__substg1.0_0037001F", "__substg1.0_0037001E", "__substg1.0_00370000"])
def test_a_stream_counts_whatever_type_its_name_says(name: str) -> None:
    assert of({"__properties_version1.0": bytes(TOP), name: b"x"})[0].values == (b"x",)


def test_a_value_whose_stream_is_gone_is_told() -> None:
    state = walk()
    tree = {k: v for k, v in item({0x0037: "主题"}, TOP).items() if not k.startswith("__substg")}
    of(tree, state)
    assert state.reason == "malformed:msg"


@pytest.mark.parametrize("cut", [5, 20])
def test_a_table_that_breaks_off_is_told(cut: int) -> None:
    state = walk()
    of({"__properties_version1.0": (bytes(TOP) + bytes(16))[:-cut]}, state)
    assert state.reason == "malformed:msg"


def test_streams_that_are_no_properties_are_left_to_others() -> None:
    storage = root({"__properties_version1.0": bytes(TOP), "stray": b"x"}, walk())
    outlook_properties.of(storage, TOP, {}, walk())
    assert "stray" not in storage.taken


def test_looking_at_single_properties() -> None:
    compound = root(
        item({0x3FFD: 936, 0x3001: "a", 0x3707: "b", 0x3701: (BINARY, b"c")}, TOP), walk()
    ).compound
    assert [one.id for one in outlook_properties.fixed(compound, (), TOP)] == [0x3FFD]
    assert {one.id for one in outlook_properties.strings(compound, (), 0x3001, 0x3707)} == {0x3001, 0x3707}
