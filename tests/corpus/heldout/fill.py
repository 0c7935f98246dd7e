"""Templates to labelled texts: `{TYPE}` is a value, `{a|b|c}` a choice of words, the rest stands as it is."""

import re
from collections.abc import Callable
from random import Random

from tests.corpus.heldout import accounts, contacts, names, passwords, people, ways
from tests.corpus.sample import Draft

SLOT = re.compile(r"\{([^{}]+)\}")
PAIRS = (
    "证證号號码碼银銀账賬户戶电電话話联聯系繫资資产產页頁请請查查阅閱办辦护護务務业業车車开開对對应應给給来來后後关關"
    "门門见見时時间間东東单單这這为為让讓设設发發张張数數据據续續确確认認实實领領导導师師额額远遠类類样樣称稱区區岛島"
    "湾灣陆陸岁歲过過还還进進达達运運动動问問题題亲親爱愛节節尽盡测測试試专專转轉复復线線现現级級经經结結构構组組"
    "质質报報险險钥鑰压壓缩縮传傳递遞帮幫邮郵件件码碼龄齡录錄网網备備预預约約变變总總计計机機税稅纳納识識驶駛补補号號归歸权權损損红紅"
)
TRADITIONAL = str.maketrans(PAIRS[::2], PAIRS[1::2])
# Radicals that copying from a PDF leaves in words, and Cyrillic letters in Latin words.
RADICALS = str.maketrans("身手用行户口", "⾝⼿⽤⾏⼾⼝")
CYRILLIC = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"}
LATIN_LABEL = re.compile(
    r"(?i)\b(password|passcode|passport|identity|account|card|mobile|phone|name|address|permit|vehicle|plate)\b"
)

MAKERS: dict[str, Callable[[Random], str]] = {
    "RESIDENT_ID": people.resident_id,
    "RESIDENT_ID_15": people.resident_id_15,
    "FPR_CARD": lambda rng: people.fpr_card_2023(rng) if rng.random() < 0.5 else people.fpr_card_old(rng),
    "FPR_CARD_2023": people.fpr_card_2023,
    "HKM_PERMIT": people.hkm_permit,
    "TW_PERMIT": people.tw_permit,
    "PASSPORT": people.passport,
    "USCI": accounts.usci,
    "BANK_CARD": accounts.bank_card,
    "BANK_ACCOUNT": accounts.bank_account,
    "CNAPS": accounts.cnaps,
    "MOBILE": contacts.mobile,
    "EMAIL": contacts.email,
    "PLATE": contacts.plate,
    "VIN": contacts.vin,
    "SECURITIES_ACCOUNT": accounts.securities_account,
    "PASSWORD": passwords.password,
    "NAME": names.chinese,
    "NAME_T": names.traditional,
    "NAME_E": names.romanised,
    "ADDRESS": names.address,
    "ADDRESS_T": names.address_traditional,
    "ADDRESS_E": names.address_english,
}
TYPES = {
    "FPR_CARD_2023": "FPR_CARD",
    "NAME_T": "NAME",
    "NAME_E": "NAME",
    "ADDRESS_T": "ADDRESS",
    "ADDRESS_E": "ADDRESS",
}


def homoglyphs(words: str) -> str:
    """Replace letters of a label by others that look alike: one radical each, one Cyrillic letter a word."""
    return LATIN_LABEL.sub(_one_cyrillic, words.translate(RADICALS))


def _one_cyrillic(found: re.Match[str]) -> str:
    word = found[0]
    letter = next((letter for letter in "aoecp" if letter in word), "")
    return word.replace(letter, CYRILLIC[letter], 1) if letter else word


def value(rng: Random, kind: str, way: str) -> tuple[str, str]:
    """Return a value of the type as written in the way asked for, else plainly, and the way it is written."""
    if kind == "LANDLINE":
        return ways.landline(rng)
    if kind == "RESIDENT_ID" and way == "lower-case":
        return people.resident_id_ending_in_x(rng).lower(), way
    maker = MAKERS[f"{kind}_T" if way == "traditional" and kind in {"NAME", "ADDRESS"} else kind]
    plain, kind = maker(rng), TYPES.get(kind, kind)
    writer = ways.WAYS.get(kind, {}).get(way)
    written = writer(rng, kind, plain) if writer else plain
    return written, way if written != plain else "plain"


def fill(draft: Draft, template: str, rng: Random, way: str = "plain") -> Draft:
    """Append a template; `way` holds for all values it fits, `traditional` and `homoglyph` change the words."""
    parts = SLOT.split(template)
    words_changed = any(changed(words, way) != words for words in parts[::2])
    for place, part in enumerate(parts):
        if place % 2 and (part in MAKERS or part == "LANDLINE"):
            written, as_written = value(rng, part, way)
            draft.value(written, TYPES.get(part, part), way if words_changed else as_written)
        else:
            draft.add(changed(rng.choice(part.split("|")) if place % 2 else part, way))
    return draft


def changed(words: str, way: str) -> str:
    """Return the words of a template in traditional characters or with look-alike letters."""
    if way == "traditional":
        return words.translate(TRADITIONAL)
    return homoglyphs(words) if way == "homoglyph" else words
