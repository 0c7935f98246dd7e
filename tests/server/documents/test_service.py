"""Who registered what and why is kept; the text is not, and what edges get is signed."""

from datetime import timedelta
from pathlib import Path

import pytest

from policies.fingerprint import codec
from policies.fingerprint.header import RegisterHeader, key_of
from policies.fingerprint.register import Register
from policies.inspected import DocumentMatch
from runtime import signed_file
from runtime.document_register import FORMAT
from runtime.signed_file import BODY_START
from server import keys
from server.authz import Role
from server.documents import store
from server.documents.service import DocumentService, Form
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.settings import DocumentSettings
from tests.policies.fingerprint.test_register import prose
from tests.server.documents.made import made
from tests.server.support import NOW, Rig, someone
from wire import instant
from wire.signature import key_id

WHO = {"author": "legal department", "reason": "they stay in the house"}


@pytest.fixture
def documents(rig: Rig) -> DocumentService:
    return rig.console.documents


def loaded(rig: Rig, directory: Path, form: Form = "full") -> tuple[RegisterHeader, Register]:
    """Take a form over as an edge does."""
    own = keys.load(Path(rig.settings.console.state_dir) / "keys")
    public = own.bundle.public_key()
    octets = rig.console.documents.octets(form)
    (directory / "sent").write_bytes(octets)
    with (directory / "sent").open("rb") as file:
        header = signed_file.read(file, "sent", FORMAT, {key_id(public): public})
    key = key_of(header.salt, own.hash_key if form == "full" else b"", edge=header.edge)
    return header, codec.load(octets[BODY_START:], key)


def names(matches: tuple[DocumentMatch, ...]) -> list[str]:
    return [match.name for match in matches]


@pytest.mark.parametrize("form", ["full", "edge"])
def test_a_registered_document_is_met_by_what_edges_get(rig: Rig, tmp_path: Path, form: Form) -> None:
    rig.console.documents.register([made("a"), made("b", "form", seed=2)], **WHO)
    header, register = loaded(rig, tmp_path, form)
    assert (header.documents, header.edge, header.built_at) == (2, form == "edge", instant.render(NOW))
    (met,) = register.look_up("Dear all, " + prose(2, 900)[200:600])
    assert (met.name, met.category) == ("b", "form")


def test_each_change_has_author_and_reason_in_the_audit_trail(rig: Rig, documents: DocumentService) -> None:
    documents.register([made("a")], **WHO)
    documents.register([made("a", seed=2)], author="zhao", reason="a newer text", replace=True)
    documents.withdraw(["a"], author="qian", reason="no longer used")
    assert [line for line in rig.audit_actions() if "document" in line] == [
        "local-operator document.register a done",
        "local-operator document.replace a done",
        "local-operator document.withdraw a done",
    ]
    assert documents.rows() == ()


def test_what_is_shown_of_a_document(documents: DocumentService) -> None:
    documents.register([made("b"), made("a", "", seed=2)], **WHO)
    assert [(row.name, row.category, row.author) for row in documents.rows()] == [
        ("a", "", "legal department"),
        ("b", "contract", "legal department"),
    ]
    assert set(documents.names()) == {"a", "b", "contract"}
    assert documents.page(someone("zhao", Role.AUDIT_ADMIN)) == documents.rows()
    with pytest.raises(Forbidden):
        documents.page(someone("zhao", Role.SYSTEM_ADMIN))


def test_the_same_file_again_changes_nothing(rig: Rig, documents: DocumentService) -> None:
    documents.register([made("a")], **WHO)
    before = documents.built_at()
    rig.clock.advance(60)
    changed = documents.register([made("a")], **WHO)
    assert (changed.registered, changed.replaced, changed.unchanged) == ((), (), ("a",))
    assert documents.built_at() == before


def test_another_file_of_the_name_replaces_it_only_if_told_so(
    rig: Rig, documents: DocumentService, tmp_path: Path
) -> None:
    documents.register([made("a")], **WHO)
    with pytest.raises(Conflict, match="Another file is registered as a; give --replace"):
        documents.register([made("a", seed=2)], **WHO)
    assert documents.register([made("a", seed=2)], **WHO, replace=True).replaced == ("a",)
    _, register = loaded(rig, tmp_path)
    assert register.look_up(prose(1, 900)) == ()
    assert names(register.look_up(prose(2, 900))) == ["a"]


def test_a_withdrawn_document_is_met_no_more_and_nothing_of_it_is_kept(
    rig: Rig, documents: DocumentService, tmp_path: Path
) -> None:
    documents.register([made("a"), made("b", seed=2)], **WHO)
    documents.withdraw(["a"], **WHO)
    header, register = loaded(rig, tmp_path)
    assert (header.documents, register.look_up(prose(1, 900))) == (1, ())
    with rig.console.database.read() as connection:
        kept = connection.execute(store.DOCUMENT.select().where(store.DOCUMENT.c.name == "a")).one()
    assert (kept.grams, kept.withdrawn_by) == (b"", "legal department")


def test_what_is_kept_of_a_document_is_encrypted(rig: Rig, documents: DocumentService) -> None:
    one = made("a")
    documents.register([one], **WHO)
    with rig.console.database.read() as connection:
        ((_, grams),) = store.kept(connection)
    assert all(one.grams[at : at + 8] not in grams for at in range(0, len(one.grams), 8))
    assert one.grams.hex() not in repr(one)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"author": " "}, "Say who makes the change"),
        ({"reason": ""}, "Give a reason"),
    ],
)
def test_a_change_without_author_or_reason_is_refused(
    documents: DocumentService, change: dict[str, str], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        documents.register([made("a")], **(WHO | change))
    with pytest.raises(Invalid, match=words):
        documents.withdraw(["a"], **(WHO | change))


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a" * 129])
def test_a_name_that_no_incident_could_carry_is_refused(documents: DocumentService, name: str) -> None:
    with pytest.raises(Invalid, match="Not a name or category"):
        documents.register([made(name)], **WHO)
    assert documents.rows() == ()


def test_what_is_not_registered_cannot_be_withdrawn(documents: DocumentService) -> None:
    documents.register([made("a")], **WHO)
    with pytest.raises(NotFound, match="no registered document b"):
        documents.withdraw(["a", "b"], **WHO)
    assert [row.name for row in documents.rows()] == ["a"]


def test_a_register_is_built_anew_at_half_of_its_greatest_age_with_the_same_content(
    rig: Rig, documents: DocumentService, tmp_path: Path
) -> None:
    assert documents.state() is None
    assert documents.renew()
    before, _ = loaded(rig, tmp_path)
    assert (before.documents, before.age_max) == (0, DocumentSettings().age_max)
    assert not documents.renew()
    rig.clock.advance(before.age_max / 2)
    assert documents.renew()
    after, _ = loaded(rig, tmp_path)
    assert after.built_at > before.built_at
    assert after.body_digest == before.body_digest


def test_a_register_is_newer_than_the_one_before_whatever_the_clock_says(
    rig: Rig, documents: DocumentService
) -> None:
    documents.renew()
    before = documents.built_at()
    rig.clock.advance(-3600)
    documents.register([made("a")], **WHO)
    assert documents.built_at() > before
    assert documents.days_since(NOW - timedelta(days=2, hours=1)) == 2
