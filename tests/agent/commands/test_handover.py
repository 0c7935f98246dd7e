"""`handover`: a signed inventory per person."""

import base64
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from agent.attribution import Attribution
from agent.commands.handover import KIND
from agent.parts import Parts
from tests.agent.builders import make_file, make_leftover
from tests.agent.commands.conftest import Command
from wire.signature import key_id, verify

LI = Attribution("Li Na", "li", "", "file-owner", "inferred", ())


def test_it_is_signed_and_sorted_by_person(command: Command, opened: Parts, tmp_path: Path) -> None:
    make_leftover(opened, make_file(tmp_path, "a.txt"))
    make_leftover(opened, make_file(tmp_path, "b.txt"), attribution=LI)
    said = command("handover")
    assert said.code == 1
    [line] = said.lines
    key = x509.load_pem_x509_certificate(line["certificate"].encode()).public_key()
    assert isinstance(key, Ed25519PublicKey)
    payload = verify(base64.b64decode(line["envelope"]), KIND, {key_id(key): key})
    assert msgspec.json.decode(payload) == line["report"]
    assert line["report"]["persons"].keys() == {"Wang Li", "Li Na"}
    assert line["report"]["device"] == "pc-1"


def test_one_person_alone(command: Command, opened: Parts, tmp_path: Path) -> None:
    make_leftover(opened, make_file(tmp_path))
    assert command("handover", "--person", "Wang Li").code == 1
    said = command("handover", "--person", "Li Na")
    assert (said.code, said.lines[0]["report"]["persons"]) == (0, {})
