"""Words that hold no client data, for the slots of templates: dates, amounts, companies, products."""

from collections.abc import Callable
from random import Random

from tests.corpus.dev.lists import lists

_WORDS = lists("words")


def _date(rng: Random) -> str:
    year, month, day = rng.randrange(2022, 2027), rng.randrange(1, 13), rng.randrange(1, 29)
    return rng.choice(
        (
            f"{year}-{month:02d}-{day:02d}",
            f"{year}年{month}月{day}日",
            f"{month}月{day}日",
            f"{year}/{month}/{day}",
            f"{year}.{month:02d}.{day:02d}",
        )
    )


def _amount(rng: Random) -> str:
    value = rng.randrange(1_000, 90_000_000)
    return rng.choice(
        (
            f"{value:,}.00元",
            f"{value / 10000:.2f}万元",
            f"人民币{value:,}元",
            f"¥{value:,}.{rng.randrange(100):02d}",
            f"{value}元",
        )
    )


def _company(rng: Random) -> str:
    place = rng.choice(("", rng.choice(_WORDS["cities"])))
    return place + rng.choice(_WORDS["companies"]) + rng.choice(_WORDS["trades"])


def _order(rng: Random) -> str:
    kind = rng.choice(("DD", "PO", "SO", "HT", "XM", "GD"))
    return f"{kind}{rng.randrange(20220101, 20261231)}{rng.randrange(10000):04d}"


def _file(rng: Random) -> str:
    stem = (
        rng.choice(_WORDS["topics"])
        if rng.random() < 0.7
        else rng.choice(_WORDS["english_topics"]).replace(" ", "_")
    )
    state = rng.choice(("v1", "v2", "终稿", "final", "0815", "修订"))
    return f"{stem}_{state}.{rng.choice(('xlsx', 'docx', 'pdf', 'zip', 'pptx', 'csv', 'rar'))}"


def _pick(words: tuple[str, ...]) -> Callable[[Random], str]:
    return lambda rng: rng.choice(words)


FILLERS: dict[str, Callable[[Random], str]] = {
    "date": _date,
    "amount": _amount,
    "company": _company,
    "order": _order,
    "file": _file,
    "city": _pick(_WORDS["cities"]),
    "product": _pick(_WORDS["products"]),
    "department": _pick(_WORDS["departments"]),
    "project": _pick(_WORDS["projects"]),
    "system": _pick(_WORDS["systems"]),
    "topic": _pick(_WORDS["topics"]),
    "etopic": _pick(_WORDS["english_topics"]),
    "n": lambda rng: str(rng.randrange(2, 99)),
    "nn": lambda rng: str(rng.randrange(100, 99999)),
    "pct": lambda rng: f"{rng.uniform(0, 40):.{rng.randrange(1, 3)}f}%",
    "time": lambda rng: f"{rng.randrange(8, 20)}:{rng.randrange(60):02d}",
    "month": lambda rng: f"{rng.randrange(1, 13)}月",
    "year": lambda rng: str(rng.randrange(2019, 2028)),
    "quarter": lambda rng: f"{rng.choice('一二三四')}季度",
    "usd": lambda rng: f"USD {rng.randrange(1000, 9_000_000):,}",
    "version": lambda rng: f"{rng.randrange(1, 12)}.{rng.randrange(30)}.{rng.randrange(200)}",
    "day": _pick(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
    "weekday": _pick(("周一", "周二", "周三", "周四", "周五", "下周一", "本周五")),
}
