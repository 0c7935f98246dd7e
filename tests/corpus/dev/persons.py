"""Invented persons: names, addresses, mail boxes, from lists of ordinary parts."""

from random import Random

from tests.corpus.dev.lists import lists

_PARTS = lists("persons")


def chinese_name(rng: Random) -> str:
    """Return a name of two or three characters, now and then a compound or a minority's one."""
    draw = rng.random()
    if draw < 0.03:
        return rng.choice(_PARTS["minority"])
    surname = rng.choice(_PARTS["compound_surnames"]) if draw < 0.08 else rng.choice(_PARTS["surnames"])
    first = rng.choice(_PARTS["given_first"]) if rng.random() < 0.7 else ""
    return surname + first + rng.choice(_PARTS["given_last"])


def latin_name(rng: Random) -> str:
    """Return a name in Latin letters, given name first, sometimes in capitals with the family name first."""
    given, family = rng.choice(_PARTS["latin_given"]), rng.choice(_PARTS["latin_family"])
    return f"{family.upper()} {given.upper()}" if rng.random() < 0.2 else f"{given} {family}"


def name(rng: Random) -> str:
    """Return a name, nine of ten in Chinese characters."""
    return latin_name(rng) if rng.random() < 0.1 else chinese_name(rng)


def email(rng: Random) -> str:
    """Return an address of RFC 5322's usual form: dots, plus signs and digits in the local part."""
    local = rng.choice(_PARTS["pinyin"])
    shape = rng.randrange(6)
    if shape == 0:
        local += f".{rng.choice(_PARTS['pinyin'])}"
    elif shape == 1:
        local += f"_{rng.randrange(1960, 2005)}"
    elif shape == 2:
        local = str(rng.randrange(10**8, 10**9))
    elif shape == 3:
        local = f"{rng.choice(_PARTS['pinyin'])[0]}{rng.choice(_PARTS['pinyin'])}+{rng.choice(('bank', 'crm', 'stmt'))}"
    elif shape == 4:
        local = (local + rng.choice(_PARTS["pinyin"])).title() + str(rng.randrange(100))
    else:
        local += f"-{rng.choice(_PARTS['pinyin'])}{rng.randrange(1000)}"
    return f"{local}@{rng.choice(_PARTS['mail_hosts'])}"


def _rooms(rng: Random) -> str:
    floor, room = rng.randrange(1, 33), rng.randrange(1, 9)
    building = rng.randrange(1, 40)
    return rng.choice(
        (
            f"{building}号楼{rng.randrange(1, 6)}单元{floor}{room:02d}室",
            f"{building}栋{floor}{room:02d}室",
            f"{building}幢{rng.randrange(1, 5)}单元{floor}{room:02d}",
            f"{building}号楼{floor}层{floor}{room:02d}室",
            f"{rng.choice('ABCDE')}座{floor}{room:02d}室",
            f"{building}-{rng.randrange(1, 5)}-{floor}{room:02d}室",
        )
    )


def address(rng: Random) -> str:
    """Return a postal address from the largest unit to the smallest."""
    city, *districts = rng.choice(_PARTS["places"]).split("/")
    district = rng.choice(districts)
    if rng.random() < 0.25:
        city = city.partition("省")[2] or city
    road = rng.choice(_PARTS["roads"])
    number = f"{road}{rng.randrange(1, 999)}号"
    return rng.choice(
        (
            f"{city}{district}{number}",
            f"{city}{district}{number}{rng.choice(_PARTS['estates'])}{_rooms(rng)}",
            f"{city}{district}{rng.choice(_PARTS['estates'])}{_rooms(rng)}",
            f"{city}{district}{number}{_rooms(rng)}",
            f"{city}{district}{road}{rng.randrange(2, 60)}弄{rng.randrange(1, 90)}号{rng.randrange(101, 2800)}室",
            f"{city}{district}{rng.choice(_PARTS['villages'])}{rng.randrange(1, 15)}组{rng.randrange(1, 200)}号",
        )
    )


def latin_address(rng: Random) -> str:
    """Return an address in English, from the smallest unit to the largest."""
    place = rng.choice(("Jianguo Road/Beijing", "Nanjing West Road/Shanghai", "Tianhe Road/Guangzhou"))
    road, _, city = place.partition("/")
    district = rng.choice(("Chaoyang", "Jing'an", "Tianhe", "Nanshan", "Xihu"))
    room = f"Room {rng.randrange(101, 3200)}, Building {rng.randrange(1, 30)}, " if rng.random() < 0.7 else ""
    return f"{room}No. {rng.randrange(1, 900)} {road}, {district} District, {city}"
