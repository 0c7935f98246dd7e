"""An incident becomes a row for each recipient, and says what it does not know."""

import msgspec
import pytest

from server.replay.from_incident import rows_of
from server.replay.rows import StoredDocument
from tests.server.events import file_incident, mail_incident
from wire.incident import DOCUMENTS_MAX, DocumentMention, RecipientOutcome


def test_a_mail_has_a_row_for_each_recipient() -> None:
    incident = mail_incident()
    both = tuple(RecipientOutcome(who, "passed", "") for who in ("A@One.example", "b@two.example"))
    incident = msgspec.structs.replace(
        incident, subject=msgspec.structs.replace(incident.subject, recipients=both)
    )
    (first, shape), (second, same) = rows_of(incident)
    assert (first.recipient, first.domain, second.domain) == ("a@one.example", "one.example", "two.example")
    assert (first.sender, first.unit, first.size) == ("li@bank.example", "bank.example", 1234)
    assert shape == same
    assert (shape.channel, shape.source) == ("mail", "incident")


def test_a_file_has_one() -> None:
    [(row, shape)] = rows_of(file_incident())
    assert (row.person, row.path, shape.channel) == ("zhao", "/home/zhao/desktop/clients.xlsx", "file")


def test_the_documents_that_it_tells_of_can_be_asked_for() -> None:
    said = DocumentMention("借款合同 A", "Contract", 0.25, 900, ())
    [(_, shape)] = rows_of(mail_incident(documents=(said,)))
    assert shape.documents == (StoredDocument("借款合同 a", 0.25, "contract"),)


@pytest.mark.parametrize("count", [0, DOCUMENTS_MAX])
def test_where_there_may_be_others_nothing_is_known_of_documents(count: int) -> None:
    said = DocumentMention("借款合同", "", 0.25, 900, ())
    [(_, shape)] = rows_of(mail_incident(documents=(said,) * count))
    assert shape.documents is None


def test_what_it_does_not_tell_is_marked() -> None:
    [(row, shape)] = rows_of(mail_incident(finding_count=7))
    assert (row.amount, shape.approved, shape.encrypted_attachment, shape.sender_encrypted) == (None,) * 4
    assert (shape.whole, shape.listed_known) == (False, False)
