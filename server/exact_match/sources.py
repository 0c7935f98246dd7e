"""Rows of a client system, in batches: from a CSV file or by a query through SQLAlchemy.

Nothing here quotes a cell: an error names the file, the line and the column, and what to do.
"""

import csv
import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from server.errors import Invalid

BATCH = 10_000  # rows


class Batch(NamedTuple):
    """Some rows, column by column as strings; `share` of the source that was read, None if unknown."""

    columns: tuple[tuple[str, ...], ...]
    share: float | None


def csv_batches(
    path: Path, headings: Sequence[str], *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> Iterator[Batch]:
    """Yield the columns of these headings from a CSV file (RFC 4180) whose first row has the headings.

    Raises:
        Invalid: the file cannot be read, a heading is missing, a row is damaged, or the encoding is another.
    """
    try:
        size = path.stat().st_size
        file = path.open(encoding=encoding, newline="")
    except OSError as error:
        raise _invalid(f"{path}: cannot be read: {error.strerror}", "check path and permissions") from None
    except LookupError:
        raise _invalid(f"no encoding {encoding}", "use a name that Python knows, such as gb18030") from None
    with file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            first = next(reader, [])
            places = _places(path.name, first, headings)
            rows = filter(None, reader)  # a blank line is no row
            while batch := list(islice(rows, BATCH)):
                if set(map(len, batch)) != {len(first)}:
                    _refuse_widths(path, batch, reader.line_num, len(first))
                yield Batch(
                    _columns(batch, places), min(1.0, os.lseek(file.fileno(), 0, os.SEEK_CUR) / max(size, 1))
                )
        except UnicodeDecodeError as error:
            raise _invalid(
                f"{path}, after line {reader.line_num}: not {error.encoding}",
                "say how it is encoded, for example --encoding gb18030",
            ) from None
        except csv.Error as error:
            raise _invalid(
                f"{path}, near line {reader.line_num}: {error}", "write quotation marks in a cell twice"
            ) from None


def sql_batches(url: URL, query: str, headings: Sequence[str]) -> Iterator[Batch]:
    """Yield the columns of these headings from the result of a query, which is streamed.

    Raises:
        Invalid: the database refuses, a heading is missing, or a cell is neither text nor whole number
            nor date.
    """
    where = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
        with closing(engine.connect()) as connection:
            result = connection.execution_options(stream_results=True, yield_per=BATCH).execute(text(query))
            places = _places("the query", list(result.keys()), headings)
            number = 0
            for rows in result.partitions(BATCH):
                columns = _columns(rows, places)
                yield Batch(
                    tuple(
                        _texts(cells, heading, number)
                        for cells, heading in zip(columns, headings, strict=True)
                    ),
                    None,
                )
                number += len(rows)
    except (SQLAlchemyError, ImportError) as error:
        raise _invalid(f"{where}: {reason_of(error)}", "check URL, password and query") from None


def reason_of(error: Exception) -> str:
    """Return what a database or its driver said, but for what may quote a cell."""
    name = type(error).__name__
    if isinstance(error, DataError | IntegrityError):
        return f"{name}: a value does not fit its type"
    return f"{name}: {str(getattr(error, 'orig', None) or error).splitlines()[0]}"


def _places(source: str, found: Sequence[str], headings: Iterable[str]) -> list[int]:
    places = []
    for heading in headings:
        if heading not in found:
            near = difflib.get_close_matches(heading, found, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(found)[:500]}"
            raise _invalid(f"{source} has no column `{heading}`", remedy)
        if list(found).count(heading) > 1:
            raise _invalid(f"{source} has two columns `{heading}`", "give one of them another heading")
        places.append(list(found).index(heading))
    return places


def _columns(rows: Sequence[Sequence[object]], places: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(itemgetter(place), rows)) for place in places)


def _texts(cells: Sequence[object], heading: str, before: int) -> tuple[str, ...]:
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return tuple(map(str, cells))
    for number, cell in enumerate(cells, before + 1):
        if isinstance(cell, float | bytes | memoryview):
            raise _invalid(
                f"row {number} of the query, column `{heading}`: a {type(cell).__name__} has no one form as text",
                f"write CAST({heading} AS VARCHAR) in the query",
            )
    return tuple("" if cell is None else str(cell) for cell in cells)


def _refuse_widths(path: Path, batch: Sequence[Sequence[str]], last_line: int, width: int) -> None:
    number = next(number for number, row in enumerate(batch) if len(row) != width)
    # A cell may hold line breaks, so the line is exact only if no later row of the batch has any.
    breaks = sum(cell.count("\n") for row in batch[number + 1 :] for cell in row)
    line = last_line - (len(batch) - 1 - number) - breaks
    raise _invalid(
        f"{path}, line {line}: {len(batch[number])} cells, the heading has {width}",
        "quote cells that hold the delimiter, or give --delimiter",
    )


def _invalid(problem: str, remedy: str) -> Invalid:
    return Invalid(f"数据源有误：{problem}。处理办法：{remedy}", f"{problem}; {remedy}")
