import msgspec
import pytest

from server.incidents.rows import WHAT_MAX, row_of
from server.incidents.types import IncidentState
from tests.server.events import file_incident, mail_incident
from tests.server.support import NOW
from wire.incident import MailSubject, RecipientOutcome


def test_a_mail_shows_sender_and_recipients() -> None:
    row = row_of("gw-1", mail_incident(), NOW)
    assert (row.channel, row.who, row.what) == ("mail", "li@bank.example", "chen@client.example")
    assert (row.types, row.finding_count, row.state) == (("RESIDENT_ID",), 1, IncidentState.OPEN)
    assert row.occurred_at == NOW


def test_a_file_shows_person_and_path() -> None:
    row = row_of("ws-1", file_incident(), NOW)
    assert (row.channel, row.who, row.what) == ("file", "zhao", "/home/zhao/Desktop/clients.xlsx")


def test_many_recipients_are_cut() -> None:
    outcomes = tuple(RecipientOutcome(f"{i}" * 100 + "@client.example", "refused", "r") for i in range(100))
    subject = mail_incident().subject
    assert isinstance(subject, MailSubject)
    row = row_of("gw-1", mail_incident(subject=msgspec.structs.replace(subject, recipients=outcomes)), NOW)
    assert len(row.what) == WHAT_MAX


def test_an_impossible_date_is_refused() -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        row_of("gw-1", mail_incident(occurred_at="2026-02-31T00:00:00Z"), NOW)
