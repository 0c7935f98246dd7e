"""Client data that belongs to nobody: valid check digits over numbers that were made up."""

import random

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECK = "10X98765432"
_SEED = 20260131
NAMES = ("陈一鸣", "刘芳菲", "周子墨", "吴晓岚", "郑文博", "孙雨桐")


def resident_ids(count: int) -> list[str]:
    """Return resident identity numbers that pass GB 11643 (MOD 11-2), the same at each call."""
    dice = random.Random(_SEED)  # noqa: S311 - samples, not keys
    return [_resident_id(dice) for _ in range(count)]


def mobiles(count: int) -> list[str]:
    """Return mobile numbers in ranges of the numbering plan, the same at each call."""
    dice = random.Random(_SEED + 1)  # noqa: S311 - samples, not keys
    return [f"139{dice.randrange(10**8):08}" for _ in range(count)]


def client_table(rows: int) -> list[list[str]]:
    """Return a header and `rows` clients: name, resident ID, mobile, balance."""
    people = zip(resident_ids(rows), mobiles(rows), strict=True)
    body = [
        [NAMES[i % len(NAMES)], number, mobile, f"{(i + 1) * 8800}.00"]
        for i, (number, mobile) in enumerate(people)
    ]
    return [["客户姓名", "身份证号码", "手机号码", "账户余额"], *body]


def _resident_id(dice: random.Random) -> str:
    region = dice.choice(("110105", "310104", "440305", "330106", "510107"))
    birth = f"{dice.randrange(1960, 2000)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
    body = f"{region}{birth}{dice.randrange(1, 1000):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _RESIDENT_WEIGHTS, strict=True))
    return body + _RESIDENT_CHECK[total % 11]
