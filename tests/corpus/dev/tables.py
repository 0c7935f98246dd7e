"""Tables in text: a header row over cells, in the delimiters that mail and spreadsheets bring."""

from collections.abc import Callable
from random import Random

from tests.corpus.dev import labels
from tests.corpus.dev.fillers import FILLERS
from tests.corpus.dev.values import TABLE_CELLS, VALUES
from tests.corpus.sample import Draft

DELIMITERS = ("\t", "\t", " | ", "|", ",", ", ", ";")
_PLAIN_COLUMNS: dict[str, Callable[[Random], str]] = {
    "序号": lambda rng: str(rng.randrange(1, 200)),
    "备注": lambda rng: rng.choice(("", "加急", "已核", "无", "待补件")),
    "性别": lambda rng: rng.choice("男女"),
    "办理日期": lambda rng: (
        f"{rng.randrange(2022, 2026)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    ),
    "网点": lambda rng: FILLERS["city"](rng) + "分行",
    "产品": FILLERS["product"],
    "状态": lambda rng: rng.choice(("正常", "销户", "冻结")),
}
_ENGLISH_COLUMNS: dict[str, Callable[[Random], str]] = {
    "No.": lambda rng: str(rng.randrange(1, 200)),
    "Remark": lambda rng: rng.choice(("", "urgent", "checked", "pending")),
    "Branch": lambda rng: rng.choice(("Beijing", "Shanghai", "Hangzhou")),
}
# What stands beside what in the tables of a bank; a password stands in tables of accounts of systems.
_NEIGHBOURS = dict.fromkeys((*VALUES, *TABLE_CELLS), ("NAME", "MOBILE", "RESIDENT_ID", "BANK_CARD")) | {
    "USCI": ("BANK_ACCOUNT", "CNAPS", "ADDRESS"),
    "CNAPS": ("BANK_ACCOUNT", "USCI"),
    "BANK_ACCOUNT": ("CNAPS", "USCI"),
    "VIN": ("PLATE", "NAME", "MOBILE"),
    "PASSWORD": (),
}


def table(draft: Draft, kind: str, rng: Random) -> None:
    """Append a table with a column of a type; cells of all known columns are labelled."""
    english = rng.random() < 0.15
    delimiter = rng.choice(DELIMITERS)
    headers = _columns(kind, rng, english=english)
    framed = "|" in delimiter and rng.random() < 0.5
    quoted = "," in delimiter and rng.random() < 0.3
    edge = ("| ", " |") if framed else ("", "")
    line = "> " if rng.random() < 0.06 else ""  # of a mail that is quoted
    rule = rng.choice(
        ("|" + "---|" * len(headers), "+" + "------+" * len(headers), "├" + "──┼" * len(headers))
    )
    draft.add(line + edge[0] + delimiter.join(header for header, _ in headers) + edge[1] + "\n")
    if framed:
        draft.add(line + rule + "\n")
    for _ in range(rng.randrange(1, 5)):
        draft.add(line + edge[0])
        for index, (header, column) in enumerate(headers):
            draft.add(delimiter if index else "")
            _cell(draft, header, column, delimiter, rng, quoted=quoted)
        draft.add(edge[1] + "\n")


def _columns(kind: str, rng: Random, *, english: bool) -> list[tuple[str, str | None]]:
    label = labels.english if english else labels.chinese
    neighbours = [each for each in _NEIGHBOURS[kind] if each != kind]
    chosen = [kind, *rng.sample(neighbours, rng.randrange(min(3, len(neighbours)) + 1))]
    if kind in TABLE_CELLS:
        chosen += rng.sample([each for each in TABLE_CELLS if each != kind], rng.randrange(3))
    rng.shuffle(chosen)
    columns: list[tuple[str, str | None]] = [(label(each, rng), each) for each in chosen]
    plain = _ENGLISH_COLUMNS if english else _PLAIN_COLUMNS
    for header in rng.sample(list(plain), rng.randrange(1 if len(columns) > 1 else 2, 3)):
        columns.insert(rng.randrange(len(columns) + 1), (header, None))
    if kind == "PASSWORD":
        columns.insert(0, ("System" if english else "系统", None))
    return columns


def _cell(draft: Draft, header: str, kind: str | None, delimiter: str, rng: Random, *, quoted: bool) -> None:
    if kind is None:
        plain = _PLAIN_COLUMNS | _ENGLISH_COLUMNS
        draft.add(plain[header](rng) if header in plain else FILLERS["system"](rng))
        return
    if kind != "PASSWORD" and rng.random() < 0.04:
        draft.add(rng.choice(("", "-", "无", "/")))
        return
    written = TABLE_CELLS[kind](header, rng) if kind in TABLE_CELLS else VALUES[kind](rng)
    holds_delimiter = delimiter.strip(" ") in written if delimiter != "\t" else False
    if holds_delimiter and not quoted:
        written = written.replace(delimiter.strip(" "), "")
    quote = '"' if quoted and (holds_delimiter or rng.random() < 0.8) else ""
    draft.add(quote).value(written, kind, "table").add(quote)
