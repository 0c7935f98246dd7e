import csv
import io

import msgspec
import pytest

from server.authz import Role
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.incidents.types import Disposition, Filter, IncidentState
from server.paging import PageRequest
from tests.server.events import file_incident, mail_incident
from tests.server.support import Rig, someone
from wire.incident import FileSubject

REVIEWER = someone("sun", Role.REVIEWER)


@pytest.fixture(autouse=True)
def taken(rig: Rig) -> None:
    with rig.console.database.write() as connection:
        rig.console.incidents.take(connection, "gw-1", [mail_incident(), file_incident()])


def test_the_list_and_the_whole_of_one(rig: Rig) -> None:
    incidents = rig.console.incidents
    assert incidents.page(REVIEWER, Filter(), PageRequest()).total == 2
    detail = incidents.detail(REVIEWER, "inc-1")
    assert detail.incident == mail_incident()
    assert detail.incident.findings[0].masked == "110105********002X"


def test_the_values_that_prove_a_match_are_not_kept_even_sealed(rig: Rig) -> None:
    with rig.console.database.write() as connection:
        rig.console.incidents.take(connection, "ws-1", [file_incident("inc-2", proof=b"sealed values")])
    detail = rig.console.incidents.detail(REVIEWER, "inc-2")
    assert (detail.incident.proof, detail.confirmed) == (b"", {})


def test_every_reading_of_a_whole_incident_is_in_the_audit(rig: Rig) -> None:
    rig.console.incidents.detail(REVIEWER, "inc-1")
    rig.console.incidents.export_csv(REVIEWER, Filter(severity="high"))
    assert rig.audit_actions() == ["sun incident.read inc-1 done", "sun incident.export incidents done"]


def test_work_goes_from_assignment_to_closing_and_back(rig: Rig) -> None:
    incidents = rig.console.incidents
    qian = rig.account("qian", Role.REVIEWER).person
    assert incidents.assignees(REVIEWER) == ("qian",)
    incidents.assign(REVIEWER, "inc-1", "qian")
    incidents.comment(qian, "inc-1", "asked the sender")
    incidents.close(qian, "inc-1", Disposition.CONFIRMED, "a real client list")
    closed = incidents.detail(qian, "inc-1")
    assert (closed.row.state, closed.row.assignee, closed.row.disposition) == (
        IncidentState.CLOSED,
        "qian",
        "confirmed",
    )
    assert [note.kind for note in closed.comments] == ["assigned", "comment", "closed"]
    incidents.reopen(qian, "inc-1", "more was found")
    assert incidents.detail(qian, "inc-1").row.state is IncidentState.OPEN
    assert "qian incident.closed inc-1 done" in rig.audit_actions()


def test_states_are_kept(rig: Rig) -> None:
    incidents = rig.console.incidents
    rig.account("qian", Role.REVIEWER)
    incidents.close(REVIEWER, "inc-1", Disposition.FALSE_ALARM, "a test mail")
    with pytest.raises(Conflict):
        incidents.close(REVIEWER, "inc-1", Disposition.CONFIRMED, "again")
    with pytest.raises(Conflict):
        incidents.assign(REVIEWER, "inc-1", "qian")
    with pytest.raises(Conflict):
        incidents.reopen(REVIEWER, "inc-f", "it is open")


def test_nobody_closes_an_incident_about_themselves(rig: Rig) -> None:
    with pytest.raises(Forbidden):
        rig.console.incidents.close(someone("li", Role.REVIEWER), "inc-1", Disposition.ACCEPTED, "fine")
    with pytest.raises(Forbidden):
        rig.console.incidents.close(someone("zhao", Role.REVIEWER), "inc-f", Disposition.ACCEPTED, "fine")


def test_only_active_reviewers_get_incidents(rig: Rig) -> None:
    rig.account("qian", Role.EMPLOYEE)
    for name in ("qian", "nobody", ""):
        with pytest.raises(Invalid):
            rig.console.incidents.assign(REVIEWER, "inc-1", name)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_remarks_are_bounded(rig: Rig, text: str) -> None:
    with pytest.raises(Invalid):
        rig.console.incidents.comment(REVIEWER, "inc-1", text)


def test_what_is_not_there_is_not_found(rig: Rig) -> None:
    with pytest.raises(NotFound):
        rig.console.incidents.detail(REVIEWER, "inc-9")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REVIEWER}))
def test_nobody_else_sees_or_works_on_incidents(rig: Rig, role: Role) -> None:
    other, incidents = someone("other", role), rig.console.incidents
    for call in (
        lambda: incidents.page(other, Filter(), PageRequest()),
        lambda: incidents.detail(other, "inc-1"),
        lambda: incidents.counts(other),
        lambda: incidents.assignees(other),
        lambda: incidents.assign(other, "inc-1", "x"),
        lambda: incidents.comment(other, "inc-1", "x"),
        lambda: incidents.close(other, "inc-1", Disposition.CONFIRMED, "x"),
        lambda: incidents.reopen(other, "inc-1", "x"),
        lambda: incidents.export_csv(other, Filter()),
    ):
        with pytest.raises(Forbidden):
            call()


def test_the_export_is_safe_to_open_in_a_spreadsheet(rig: Rig) -> None:
    subject = FileSubject('=HYPERLINK("x"),', 1, "@zhao\n", "zhao", "proven")
    with rig.console.database.write() as connection:
        rig.console.incidents.take(connection, "ws-1", [mail_incident("evil", subject=subject)])
    raw = rig.console.incidents.export_csv(REVIEWER, Filter(device="ws-1"))
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0]["what"] == '\'=HYPERLINK("x"),'
    assert rows[0]["who"] == "'@zhao\n"
    assert rows[0]["types"] == "RESIDENT_ID"


def test_the_overview_counts_fourteen_days(rig: Rig) -> None:
    counts = rig.console.incidents.counts(REVIEWER)
    assert (counts.open, counts.assigned, counts.closed) == (2, 0, 0)
    assert len(counts.by_day) == 14
    assert counts.by_day[-1] == ("2026-05-04", 2)
    assert counts.by_outcome == {"sealed-pdf": 1, "destroyed": 1}
    assert counts.by_severity == {"high": 2}


def test_the_command_line_gets_all_oldest_first(rig: Rig) -> None:
    found = rig.console.incidents.export_all()
    assert {incident.id for _, incident in found} == {"inc-1", "inc-f"}
    assert all(msgspec.json.encode(pair) for pair in found)
