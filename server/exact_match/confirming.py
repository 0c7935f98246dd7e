"""Whether what an edge thought possible is on the full index, by the rule that gateways follow.

The edge has checked that the values stand close together. Here the values of one incident must be in as many
columns of one row as the edge form asked for; names and words, which no edge form holds, are not looked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from policies.exact_match.edge import EDGE_TYPES
from policies.exact_match.index import Index
from server.exact_match.store import Question
from wire.incident import Incident, IncidentFinding


class _Hit(NamedTuple):
    """A row that has the value of a finding, whose hash stands for it, in a column."""

    row: int
    column: int
    value: str


def asked_of(incident: Incident) -> tuple[Question, ...]:
    """Return what an edge thought possible, each once, in the order of the findings."""
    asked = (
        Question(number, said.index)
        for number, finding in enumerate(incident.findings)
        for said in finding.lists
        if not said.certain
    )
    return tuple(dict.fromkeys(asked))


def answers(
    asked: Iterable[Question],
    incident: Incident,
    values: Mapping[str, str],
    indexes: Mapping[str, Index],
) -> dict[Question, bool]:
    """Return which of the possible matches that were asked for are true; one that cannot be told is left out.

    `values` are normal forms by the hash under which a finding tells of them. Nothing can be told where an
    index or a value is missing, nor where the rest of a client may be among the findings that were not sent.
    """
    by_index: defaultdict[str, dict[Question, list[_Hit]]] = defaultdict(dict)
    for question in asked:
        finding = incident.findings[question.finding]
        index, value = indexes.get(question.list), values.get(finding.value_hash)
        if index is not None and value is not None:
            by_index[question.list][question] = _hits(index, finding, value)
    cut = incident.finding_count > len(incident.findings)
    told: dict[Question, bool] = {}
    for name, hits in by_index.items():
        met = _rows_met(indexes[name], [hit for of_one in hits.values() for hit in of_one])
        for question, of_one in hits.items():
            confirmed = any(hit.row in met for hit in of_one)
            if confirmed or not (cut and of_one):
                told[question] = confirmed
    return told


def _hits(index: Index, finding: IncidentFinding, value: str) -> list[_Hit]:
    return [
        _Hit(row, number, finding.value_hash)
        for number, column in enumerate(index.header.columns)
        if column.primary and column.type == finding.type
        for row in index.rows_with(number, index.hashes[number].one(value))
    ]


def _rows_met(index: Index, hits: Sequence[_Hit]) -> set[int]:
    """Return the rows of which as many values were met as an edge form of the index asks for."""
    header = index.header
    at_edges = sum(column.primary and column.type in EDGE_TYPES for column in header.columns)
    least = min(header.least, at_edges)
    columns: defaultdict[int, set[int]] = defaultdict(set)
    values: defaultdict[int, set[str]] = defaultdict(set)
    for hit in hits:
        columns[hit.row].add(hit.column)
        values[hit.row].add(hit.value)
    return {row for row in columns if min(len(columns[row]), len(values[row])) >= least}
