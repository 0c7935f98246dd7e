"""A text of many words for a password: nothing is dearer to look at, so hardly more than they must not stop the work.

What was seen around one such word is seen around all whose surroundings are the same. And of a text in which
word after word comes without a password, as no export and no log does, the first are looked at only.
"""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from policies.page import Page
from policies.prefilter import Hit, TooDense, Trigger, kinds_of

TRIGGERS = frozenset({Trigger.SECRET, Trigger.OPENER})
SECRETS = kinds_of(lambda trigger, _: trigger in TRIGGERS)
MANY = 1024  # such words in a piece of a text, of which a mail has ten
# Code points around a word in which all stands that is looked at.
_BEFORE, _BEHIND = 256, 960
_KEPT = 256  # surroundings, of which a text that repeats itself has a few
# A text is too dense when a word without a password has fewer octets to itself: a record with a password that is
# masked or empty has forty at least, a line of a log a hundred.
_OCTETS_A_LOOK = 32
_NEVER_DENSE = 1 << 17  # octets
_LOOKED_AT = _NEVER_DENSE // 2

Found = TypeVar("Found")


class ManySecrets(Generic[Found]):
    """Looks at the words for a password, and for opening, of one text."""

    def __init__(
        self,
        page: Page,
        look: Callable[[Hit], list[Found]],
        moved: Callable[[Found, int], Found],
        tells: Callable[[Iterable[Found]], bool],
    ) -> None:
        """Take what looks at one word, what moves a finding in the text, and what says whether a password is found."""
        self._page, self._look, self._moved, self._tells = page, look, moved, tells
        self._seen: dict[tuple[str, int, int, bool], tuple[list[Found], bool]] = {}
        self._vain: list[int] = []
        octets = len(page.text.encode("utf-8", "surrogatepass"))
        self._vain_max = octets // _OCTETS_A_LOOK if octets > _NEVER_DENSE else octets
        self._repeats = 0

    def at(self, hit: Hit) -> list[Found]:
        """Return what is found at a word.

        Raises:
            TooDense: too many were looked at in vain.
        """
        if len(self._seen) < _KEPT or self._repeats > _KEPT:
            found, tells = self._as_before(hit)
        else:
            found = self._look(hit)
            tells = self._tells(found)
        if not tells:
            self._vain.append(hit.end)
            if len(self._vain) > self._vain_max:
                raise TooDense(self._vain[_LOOKED_AT // _OCTETS_A_LOOK])
        return found

    def _as_before(self, hit: Hit) -> tuple[list[Found], bool]:
        """Look at a word, unless its surroundings were looked at already, and say if a password is told."""
        start = max(0, hit.start - _BEFORE)
        around = self._page.text[start : hit.end + _BEHIND]
        key = around, hit.start - start, hit.end - start, self._page.tables.in_header(hit.start)
        seen = self._seen.get(key)
        if seen is not None:
            self._repeats += 1
            found, tells = seen
            return [self._moved(each, hit.start) for each in found], tells
        found = self._look(hit)
        tells = self._tells(found)
        if len(self._seen) < _KEPT:
            self._seen[key] = [self._moved(each, -hit.start) for each in found], tells
        return found, tells
