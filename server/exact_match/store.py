"""Table of answers: whether the value of a finding, possible at an edge, is on the full index."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, func, insert, select

from server.database import METADATA, Instant

ANSWER = Table(
    "exact_match_answer",
    METADATA,
    Column("incident_id", String(128), primary_key=True),
    Column("finding", Integer, primary_key=True, autoincrement=False),  # its place in the incident
    Column("list", String(128), primary_key=True),  # name of the index
    Column("device", String(128), nullable=False, index=True),
    Column("at", Instant, nullable=False, index=True),
    Column("confirmed", Boolean, nullable=False),
)


class Question(NamedTuple):
    """A finding of an incident by its place, and the index on which its value possibly is."""

    finding: int
    list: str


Answers = Mapping[Question, bool]


def add(connection: Connection, device: str, incident_id: str, answers: Answers, at: datetime) -> None:
    """Store the answers to an incident."""
    rows = [
        {"incident_id": incident_id, **question._asdict(), "device": device, "at": at, "confirmed": confirmed}
        for question, confirmed in answers.items()
    ]
    if rows:
        connection.execute(insert(ANSWER), rows)


def of_incident(connection: Connection, incident_id: str) -> Answers:
    """Return the answers to an incident."""
    chosen = select(ANSWER.c.finding, ANSWER.c.list, ANSWER.c.confirmed)
    rows = connection.execute(chosen.where(ANSWER.c.incident_id == incident_id))
    return {Question(row.finding, row.list): row.confirmed for row in rows}


def count_since(connection: Connection, device: str, moment: datetime) -> int:
    """Return how many answers there were to what a device sent since an instant."""
    recent = (ANSWER.c.device == device) & (ANSWER.c.at > moment)
    return connection.execute(select(func.count()).select_from(ANSWER).where(recent)).scalar_one()
