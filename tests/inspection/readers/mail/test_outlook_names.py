"""Names of named properties are found by identifier, and are text themselves."""

import struct

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.compound.ole_compound import Compound, Storage
from inspection.readers.mail import outlook_names
from tests.inspection.readers.compound.storages import Tree, storages
from tests.inspection.readers.mail.outlook_files import message
from tests.inspection.samples import ID


def opened(content: bytes) -> Compound:
    return Compound(content, extractor.new_walk(Limits()))


def test_names_by_identifier() -> None:
    compound = opened(message({}, names={0x8000: "Client number", 0x8005: "电话"}))
    assert outlook_names.names(compound) == {0x8000: "Client number", 0x8005: "电话"}


def test_a_name_that_is_a_number() -> None:
    tree: Tree = {"__nameid_version1.0": {"__substg1.0_00030102": struct.pack("<IHH", 0x8503, 6, 2) + b"cut"}}
    assert outlook_names.names(opened(storages(tree))) == {0x8002: "0x8503"}


def test_a_file_without_names() -> None:
    assert outlook_names.names(opened(storages({"x": b"y"}))) == {}


def test_names_are_text_wherever_in_their_storage_they_stand() -> None:
    compound = opened(message({}, names={0x8000: f"No {ID}"}))
    storage = Storage(compound, (outlook_names.STORAGE,), {})
    found = list(outlook_names.read(storage, ()))
    assert found[0].text == f"No {ID}"
    assert set(storage.taken) == set(storage.names)
