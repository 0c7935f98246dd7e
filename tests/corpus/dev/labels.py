"""The words that stand before a value: in Chinese, in English, disguised."""

from random import Random

from tests.corpus.dev.lists import lists

CHINESE = lists("labels_zh")
ENGLISH = lists("labels_en")
HEADERS = lists("headers_zh")  # put together, and none of the words that the tables of others have
_SCRIPTS = lists("traditional")
TRADITIONAL = str.maketrans(dict(zip(_SCRIPTS["simplified"], _SCRIPTS["traditional"], strict=True)))
# Radicals of the Kangxi block and letters of other alphabets that look the same.
_TWINS = str.maketrans("身手行户人金子口大用车oaepciPCAIMT", "⾝⼿⾏⼾⼈⾦⼦⼝⼤⽤⻋оаерсіРСАІМТ")


def chinese(kind: str, rng: Random) -> str:
    """Return a Chinese label of a type."""
    return rng.choice(CHINESE[kind])


def english(kind: str, rng: Random) -> str:
    """Return an English label of a type."""
    return rng.choice(ENGLISH[kind])


def disguised(label: str, rng: Random) -> str:
    """Return a label that reads the same and is spelt with other characters."""
    draw = rng.random()
    if draw < 0.4 and label.translate(_TWINS) != label:
        return label.translate(_TWINS)
    if draw < 0.7:
        place = rng.randrange(1, len(label)) if len(label) > 1 else 1
        return label[:place] + rng.choice("\u200b\u200d\u00ad\ufeff") + label[place:]
    if label.isascii():
        return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in label)
    return rng.choice((" ", "　")).join(label)
