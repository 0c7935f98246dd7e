from tests.server.commands.calling import Caller
from tests.server.events import Device, mail_incident


def test_programs_read_what_has_arrived(ready: Caller) -> None:
    console, agent = ready.console(), Device("ws-1", "agent")
    with console.database.write() as connection:
        console.incidents.take(connection, "gw-1", [mail_incident("a"), mail_incident("b")])
        console.destruction.take(connection, "ws-1", [agent.record()])
    console.close()
    incidents = ready("incidents", "--jsonl").lines
    assert {line["incident"]["id"] for line in incidents} == {"a", "b"}  # type: ignore[index]
    assert incidents[0]["row"]["outcome"] == "sealed-pdf"  # type: ignore[index]
    records = ready("records", "--jsonl").lines
    assert [line["record"]["result"] for line in records] == ["destroyed"]  # type: ignore[index]
    assert records[0]["row"]["verification"] == "bad-certificate"  # type: ignore[index]


def test_nothing_has_arrived(ready: Caller) -> None:
    assert ready("incidents").lines == []
