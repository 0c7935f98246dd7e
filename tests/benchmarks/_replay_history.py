"""A month of mail for the replay benchmark, made by DuckDB itself: a hundred million rows in some minutes.

Shapes come from a seeded source: four in ten mails hold nothing, most others a signature (names, mobiles,
addresses), few client data; a hundred thousand different ones. Some shapes are frequent, most are rare.
"""

from pathlib import Path
from random import Random

from server.replay.rows import Shape, StoredFinding
from server.replay.schema import KEY, VERSION
from server.replay.store import connect, sql_text, write_file

DAYS, SHAPES, EMPTY = 30, 100_000, 6
_SIGNATURE = (
    ("NAME", "identity", "general"),
    ("MOBILE", "identity", "general"),
    ("EMAIL", "identity", "general"),
)
_CLIENT = (
    *_SIGNATURE,
    ("RESIDENT_ID", "identity", "sensitive"),
    ("BANK_CARD", "property", "sensitive"),
    ("PASSWORD", "other", "sensitive"),
)
_ROWS = """
WITH drawn AS (SELECT i, hash(i + {first}) AS h, hash(i + {first} + 7777) AS g FROM range({rows}) t(i)),
chosen AS (SELECT *, CASE WHEN h % 100 < 40 THEN h // 100 % {empty}
    ELSE least(g % {shapes}, g // {shapes} % {shapes}, g // {shapes} // {shapes} % {shapes}) END AS n FROM drawn)
SELECT 'mail-{day}-' || i AS id,
    TIMESTAMP '{day} 08:00:00' + to_milliseconds(i * 36000000 // {rows}) AS "at",
    'user' || (h // 7 % 20000) || '@bank.example' AS sender,
    'client' || (h // 11 % 200000) || '@partner' || (g // 3 % 500) || '.example' AS recipient,
    'partner' || (g // 3 % 500) || '.example' AS domain,
    '' AS person, '' AS path,
    ['unit-' || (h // 7 % 20000 % 200)] AS "groups", 'unit-' || (h // 7 % 20000 % 200) AS unit,
    (h // 17 % 200000)::BIGINT AS size, 0::BIGINT AS amount,
    []::STRUCT(counter VARCHAR, total BIGINT)[] AS totals, 1::BIGINT AS policy_version,
    numbers.shape, []::VARCHAR[] AS value_hashes
FROM chosen JOIN numbers USING (n)
"""


def make(folder: Path, rows: int) -> int:
    """Write a month of so many rows below a folder; return how many octets that are."""
    month = folder / "2026-05"
    month.mkdir(parents=True)
    shapes = list(_shapes(Random(1)).values())
    with connect(threads=2) as connection:
        write_file(connection, month / "shapes-month.parquet", "shapes", shapes)
        connection.execute("CREATE TABLE numbers (n UBIGINT, shape UBIGINT)")
        connection.execute(
            "INSERT INTO numbers SELECT row_number() OVER () - 1, shape FROM read_parquet(?)",
            [str(month / "shapes-month.parquet")],
        )
        for number in range(DAYS):
            a_day = rows // DAYS
            day = f"2026-05-{number + 1:02d}"
            drawn = _ROWS.format(day=day, first=number * a_day, rows=a_day, shapes=len(shapes), empty=EMPTY)
            options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{KEY}: '{VERSION}'}}"
            connection.execute(f"COPY ({drawn}) TO {sql_text(month / f'rows-{day}-all.parquet')} ({options})")
    return sum(path.stat().st_size for path in month.iterdir())


def _shapes(rng: Random) -> dict[int, Shape]:
    """The first ones hold nothing."""
    found = {shape.shape: shape for shape in (_shape(rng, 0) for _ in range(EMPTY))}
    while len(found) < SHAPES:
        shape = _shape(rng, rng.choice((1, 2, 3, 4, 4, 4, 5, 6, 12, 40)))
        found[shape.shape] = shape
    return found


def _shape(rng: Random, count: int) -> Shape:
    kinds = _SIGNATURE if rng.random() < 0.85 else _CLIENT
    unread = rng.random() < 0.005
    findings = tuple(
        StoredFinding(
            *rng.choice(kinds),
            confidence=rng.choice((0.7, 0.8, 0.9, 0.99)),
            value=place if rng.random() < 0.8 else rng.randrange(place + 1),
            part=rng.randrange(2),
            matches=(),
        )
        for place in range(count)
    )
    return Shape(
        source="inspection",
        channel="file" if rng.random() < 0.05 else "mail",
        direction=rng.choice(("outbound", "internal", "inbound")),
        uninspectable=unread,
        reason="limit:depth" if unread else "",
        formats=("message",),
        sender_encrypted=rng.random() < 0.003,
        encrypted_attachment=rng.random() < 0.01,
        approved=False,
        whole=True,
        listed_known=True,
        findings=findings,
    ).numbered()
