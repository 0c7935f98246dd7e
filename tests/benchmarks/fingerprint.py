"""`./dev bench fingerprint`: speed, size, and what is found and not found by fingerprints.

Speed is from text to matches, on one core, against a register of 1,000 contracts; the yardstick is
BLAKE2b of the same octets by `hashlib`. What is found: pieces of 300 characters of a contract, as
written, re-wrapped, and with other numbers, pasted into business mail; a fifth of the clauses are shared
phrases, and a piece that is mostly made of them may be missed. What must not be found: business
mail made of the phrases that all contracts and mails share. `--input PATH` takes a UTF-8 text for
the speed rows; `--quick` takes smaller ones.
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from _contracts import contract, mail
from _page import finish
from _rows import emit

from policies.fingerprint.codec import dump
from policies.fingerprint.register import Register, build

KEY = b"of this benchmark, no secret at all"
QUICK = "--quick" in sys.argv
CONTRACTS, PIECES = (200, 400) if QUICK else (1000, 4000)
SPEED_AIM, RATIO_AIM, RUNS = 30.0, 0.05, 3


def main() -> int:
    """Print all rows; exit 1 if an aim fails."""
    rng = Random(5)
    texts = {f"contract {number}": contract(rng) for number in range(CONTRACTS)}
    started = time.perf_counter()
    register = build(texts, KEY)
    seconds = time.perf_counter() - started
    octets = sum(len(text.encode()) for text in texts.values())
    held = [
        emit("fingerprint", f"build {CONTRACTS} contracts", round(octets / 1e6 / seconds, 2), "MB/s"),
        emit("fingerprint", "register, of the text's size", round(len(dump(register)) / octets, 3), "share",
             aim="<= 0.30", holds=len(dump(register)) <= 0.3 * octets),
    ]  # fmt: skip
    held += _speed(register, _input(rng))
    held += _linearity(register, rng)
    held += _hostile(register)
    held += _found(register, texts, rng)
    held.append(_not_found(register, rng))
    return finish("fingerprint", "Fingerprints of documents", held=all(held))


def _input(rng: Random) -> str:
    if "--input" in sys.argv:
        return Path(sys.argv[sys.argv.index("--input") + 1]).read_text(encoding="utf-8", errors="replace")
    return _mixed(rng, 2 if QUICK else 20)


def _mixed(rng: Random, megabytes: int) -> str:
    """Return mail text with a contract now and then; about 70 % of its octets are Chinese."""
    parts: list[str] = []
    size = 0
    while size < megabytes * 1_000_000:
        parts.append(contract(rng) if rng.random() < 0.1 else mail(rng, 60))
        size += len(parts[-1].encode())
    return "\n".join(parts)


def _best(work: Callable[[], object], megabytes: float) -> tuple[float, float]:
    """Return the median rate in MB/s of some runs, and their spread as a share of it."""
    rates = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        rates.append(megabytes / (time.perf_counter() - started))
    middle = statistics.median(rates)
    return middle, (max(rates) - min(rates)) / middle


def _speed(register: Register, text: str) -> list[bool]:
    octets = text.encode("utf-8", "surrogatepass")
    rate, spread = _best(lambda: register.look_up(text), len(octets) / 1e6)
    yardstick, _ = _best(lambda: hashlib.blake2b(octets).digest(), len(octets) / 1e6)
    ratio = rate / yardstick
    return [
        emit("fingerprint", f"look up {len(octets) / 1e6:.0f} MB of mail", round(rate, 1), "MB/s",
             yardstick="hashlib.blake2b", yardstick_value=round(yardstick, 1), ratio=round(ratio, 3),
             aim=f">= {SPEED_AIM} and ratio >= {RATIO_AIM}", holds=rate >= SPEED_AIM and ratio >= RATIO_AIM,
             runs=RUNS, spread=round(spread, 2))
    ]  # fmt: skip


def _linearity(register: Register, rng: Random) -> list[bool]:
    one = _mixed(rng, 1)
    base = 0.0
    held = []
    for times in (1, 10) if QUICK else (1, 10, 100):
        text = one * times
        rate, _ = _best(lambda text=text: register.look_up(text), len(one.encode()) * times / 1e6)
        base = base or rate
        case = f"rate at {times} MB, of the rate at 1 MB"
        held.append(
            emit("fingerprint", case, round(rate / base, 2), "ratio", aim=">= 0.5", holds=rate >= base / 2)
        )
    return held


def _hostile(register: Register) -> list[bool]:
    size = 1_000_000
    held = []
    for case, text in {
        "one letter": "a" * size,
        "two letters in turn": "ab" * (size // 2),
        "digits": "7" * size,
        "full-width": "ｆｕｌｌ" * (size // 4),
        "zero-width between": "甲\u200b" * (size // 2),
        "one contract again and again": contract(Random(5)) * (size // 4000),
        "lone surrogates": "\ud800乙" * (size // 2),
    }.items():
        rate, _ = _best(
            lambda text=text: register.look_up(text), len(text.encode("utf-8", "surrogatepass")) / 1e6
        )
        held.append(
            emit("fingerprint", f"hostile: {case}", round(rate, 1), "MB/s", aim=">= 5", holds=rate >= 5)
        )
    return held


def _found(register: Register, texts: dict[str, str], rng: Random) -> list[bool]:
    changes: dict[str, Callable[[str], str]] = {
        "as written": lambda piece: piece,
        "re-wrapped and quoted": lambda piece: "\n> ".join(
            piece[at : at + 30] for at in range(0, len(piece), 30)
        ),
        "with other numbers": lambda piece: piece.translate({ord(str(each)): "８九" for each in range(10)}),
    }
    held = []
    for case, change in changes.items():
        found = 0
        for _ in range(PIECES // 4):
            name, text = rng.choice(list(texts.items()))
            start = rng.randrange(len(text) - 300)
            matches = register.look_up(mail(rng) + change(text[start : start + 300]) + mail(rng))
            found += name in {match.name for match in matches}
        share = found / (PIECES // 4)
        held.append(
            emit(
                "fingerprint",
                f"300 characters found, {case}",
                share,
                "share",
                aim=">= 0.98",
                holds=share >= 0.98,
            )
        )
    return held


def _not_found(register: Register, rng: Random) -> bool:
    wrong = sum(bool(register.look_up(mail(rng))) for _ in range(PIECES))
    return emit(
        "fingerprint", f"business mails of {PIECES} matched", wrong, "mails", aim="0", holds=wrong == 0
    )


if __name__ == "__main__":
    sys.exit(main())
