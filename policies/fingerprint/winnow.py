"""Fingerprints of a text by winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003).

The text is brought to its letters: full-width and styled forms folded, lower case, everything but
letters dropped. Digits and Chinese numerals are dropped too: what is filled into a form (numbers of
persons and accounts, amounts, dates) neither hides a copy nor gets into a fingerprint. All runs of
`GRAM` letters are hashed, and of `WINDOW` hashes in a row the smallest is chosen. Therefore

* a piece of `GRAM + WINDOW - 1` = 31 letters that two texts share gives at least one fingerprint in common,
* no match comes from fewer than `GRAM` = 16 letters,
* about 2 of `WINDOW + 1` positions are chosen. A copied piece of 300 characters has some 240 letters
  and (240 - 15) // 16 = 14 common fingerprints for certain, about 26 as a rule.

The chosen hashes pass through AES-256 under the key before anything sees them, so that they say
nothing to whoever does not hold the key.
"""

import functools
import hashlib
import unicodedata
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from policies.normalize import SAME_AS

GRAM = 16  # letters
WINDOW = 16  # hashes
KEY_SIZE_MIN = 16  # octets

Fingerprints = npt.NDArray[np.uint32]
Grams = npt.NDArray[np.uint64]

_CHUNK = 1 << 16  # code points; what is worked on stays in the cache
_OVERLAP = GRAM + WINDOW - 2  # letters that the windows across two chunks need
_POSITION = np.uint64((1 << 20) - 1)  # low bits of a packed hash: its position in the chunk
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)
_IDEOGRAPHS = 0x20000  # from here on only ideographs, which are kept as they are,
_MARKS = 0xE0000  # and from here on only marks, which are dropped
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万萬亿億两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅")


def _letter(code: int) -> int:
    """Return the letter that a character counts as, 0 if it is dropped."""
    character = unicodedata.normalize("NFKC", chr(code))
    character = SAME_AS.get(character, character)
    lower = character.lower() if len(character) == 1 else chr(code)
    return ord(lower[0]) if lower[0].isalpha() and lower[0] not in _NUMERALS else 0


@functools.cache
def _table() -> npt.NDArray[np.uint32]:
    """Return the letters of all characters below the ideographs, 0 for those beyond; made at first use, 70 ms."""
    return np.array([*map(_letter, range(_IDEOGRAPHS)), 0], np.uint32)


class Winnower:
    """Computes fingerprints under one key; the same text and key give the same ones everywhere.

    Raises:
        ValueError: the key is shorter than `KEY_SIZE_MIN` octets.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_SIZE_MIN:
            raise ValueError(
                f"a fingerprint key of {len(key)} octets is too short; use {KEY_SIZE_MIN} or more random octets"
            )
        derived = hashlib.blake2b(hashlib.sha256(key).digest(), person=b"fingerprints").digest()
        # One block each, never a message: as a keyed function of 128 bits AES needs no mode.
        self._cipher = Cipher(algorithms.AES256(derived[:32]), modes.ECB())  # noqa: S305
        self.key_id = derived[32:40].hex()  # tells two keys apart, says nothing of either

    def fingerprints(self, text: str) -> Fingerprints:
        """Return the fingerprints of a text in its order, 32 bits each; none below `GRAM + WINDOW - 1` letters.

        A run of equal ones counts once. Lone surrogates are accepted. Cost: linear in the text.
        """
        return self.keyed(grams(text))

    def keyed(self, hashes: Grams) -> Fingerprints:
        """Return the fingerprints that `grams` have under this key."""
        blocks = np.zeros((len(hashes), 2), "<u8")
        blocks[:, 0] = hashes
        encrypted = self._cipher.encryptor().update(blocks.tobytes())
        keyed: Fingerprints = np.frombuffer(encrypted, "<u4")[::4].astype(np.uint32)
        return keyed


def grams(text: str) -> Grams:
    """Return the chosen hashes of a text before any key: what they were made of can be tried out by anybody."""
    hashes = np.concatenate([np.empty(0, np.uint64), *_chosen(text)])
    return hashes[_changes(hashes)]


def letters(text: str) -> npt.NDArray[np.uint32]:
    """Return the code points of the letters of a text, as fingerprints see them.

    >>> "".join(map(chr, letters("第十二条：ＡＢＣ 贷款 2026")))
    '第条abc贷款'
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    folded: npt.NDArray[np.uint32] = _table().take(codes, mode="clip")
    if codes.size and codes.max() >= _IDEOGRAPHS:
        folded = np.where((codes >= _IDEOGRAPHS) & (codes < _MARKS), codes, folded)
    return np.compress(folded != 0, folded)


def _chosen(text: str) -> Iterator[Grams]:
    """Yield the chosen hashes chunk by chunk; the windows across two chunks belong to the latter."""
    kept = np.empty(0, np.uint32)
    for start in range(0, len(text), _CHUNK):
        kept = np.concatenate([kept, letters(text[start : start + _CHUNK])])
        if len(kept) > _OVERLAP:
            yield _minima(_gram_hashes(kept))
            kept = kept[-_OVERLAP:]


def _changes(values: Grams) -> npt.NDArray[np.intp]:
    """Return the places of an array at which another value begins."""
    return np.flatnonzero(np.concatenate([np.ones(min(1, len(values)), bool), values[1:] != values[:-1]]))


def _gram_hashes(kept: npt.NDArray[np.uint32]) -> Grams:
    """Return a polynomial modulo 2^64 of every run of `GRAM` letters, by doubling: 1, 2, 4, 8, 16."""
    hashes = kept.astype(np.uint64)
    base, size = _BASE, 1
    while size < GRAM:
        hashes = hashes[:-size] * base + hashes[size:]
        base, size = np.uint64(int(base) ** 2 & (1 << 64) - 1), 2 * size
    return hashes


def _minima(hashes: Grams) -> Grams:
    """Return the smallest hash of every window, the rightmost of equal ones, each once for each place."""
    spread = hashes * _SPREAD  # the low bits of a polynomial alone do not order well
    places = np.arange(int(_POSITION), int(_POSITION) - len(hashes), -1, dtype=np.uint64)
    packed = (spread & ~_POSITION) | places
    size = 1
    while size < WINDOW:
        packed = np.minimum(packed[:-size], packed[size:])
        size *= 2
    positions = _POSITION - (packed[_changes(packed)] & _POSITION)
    return hashes[positions.astype(np.intp)]
