"""The walk through one file: its budgets, what it could not read, what it found encrypted.

A reader is a generator of segments. It asks the walk to descend into what it unpacks and tells
it what it could not read. Whatever goes wrong in a reader ends that part, is written down as a
reason, and the walk goes on with the next part; nothing that went wrong is forgotten, so an
inspection is clean only if every part was read to its end.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from inspection.content import Content, release
from inspection.errors import BudgetSpent, Unreadable
from inspection.limits import Limits
from inspection.passwords import Opened, Passwords
from inspection.segment import Place, Segment
from policies.inspected import EncryptedPart, InspectionVerdict

Reader = Callable[[Content, Place, "Walk"], Iterator[Segment]]
# Opens a part in each of its formats, which are told to it if they are known.
Opener = Callable[[Content, Place, "Walk", tuple[str, ...]], Iterator[Segment]]
_REASONS_KEPT = 50
_KEPT = 32 << 20  # octets of a mapped file after which its pages are given back


class Hint(msgspec.Struct, frozen=True):
    """What the surroundings say about a part. It is a claim of the sender, never trusted alone."""

    charset: str = ""
    media_type: str = ""


NO_HINT = Hint()


class Walk:
    """State of one inspection. `open_part` maps content to segments and is given by the extractor."""

    def __init__(
        self,
        limits: Limits,
        open_part: Opener,
        *,
        size: int = 0,
        passwords: tuple[str, ...] = (),
    ) -> None:
        self.limits = limits
        self.hint = NO_HINT
        self.passwords = Passwords(passwords, limits)
        self.encrypted: list[EncryptedPart] = []
        self.unread: set[str] = set()
        self.sender_encrypted = False
        self.format = ""
        self.formats: set[str] = set()
        self._open_part = open_part
        self._reasons: list[str] = []
        self._root: Content = b""
        self._passed = 0
        self._depth = 0
        self._members = 0
        self._held = 0
        self._pictures = 0
        self._output = 0
        self._output_limit = max(limits.output, size)

    def met(self, form: str) -> None:
        """Write down the format of a part; the first one is that of the whole."""
        self.format = self.format or form
        self.formats.add(form)

    def refuse(self, reason: str) -> None:
        """Write down that something was not read, and why."""
        if reason not in self._reasons and len(self._reasons) < _REASONS_KEPT:
            self._reasons.append(reason)

    def found_encrypted(self, place: Place, form: str, strength: str, *, unlocked: bool = False) -> None:
        """Write down an encrypted part that is not read: `strength` is strong, weak or unknown."""
        self.encrypted.append(EncryptedPart(place, form, strength, unlocked))
        self.refuse(f"encrypted:{form}")

    def found_unlocked(self, place: Place, form: str, strength: str) -> None:
        """Write down an encrypted part that a candidate password opened, so that it is read."""
        self.encrypted.append(EncryptedPart(place, form, strength, unlocked=True))

    def unlock(
        self, place: Place, form: str, strength: str, opened: Callable[[str], Opened | None]
    ) -> Opened | None:
        """Write down an encrypted part and return what `opened` makes of the candidate that is right.

        None if none is, then the part is not read. For `opened` see `Passwords.attempt`.
        """
        result = self.passwords.first(opened)
        if result is None:
            self.found_encrypted(place, form, strength)
        else:
            self.found_unlocked(place, form, strength)
        return result

    def begin(self, content: Content) -> None:
        """Take the content of the whole file, whose pages are given back while it is read."""
        self._root = content

    def passed(self, octets: int) -> None:
        """Note that some of the file was read: a large one need not stay in memory."""
        self._passed += octets
        if self._passed >= _KEPT:
            self._passed = 0
            release(self._root)

    def spend(self, octets: int) -> None:
        """Count unpacked octets against the whole walk's budget.

        Raises:
            BudgetSpent: there were more than `Limits.output`.
        """
        self._output += octets
        if self._output > self._output_limit:
            raise BudgetSpent("limit:output")
        self.passed(octets)

    def count_member(self) -> None:
        """Count one entry of a container.

        Raises:
            BudgetSpent: there were more than `Limits.members`.
        """
        self._members += 1
        if self._members > self.limits.members:
            raise BudgetSpent("limit:members")

    def count_picture(self) -> None:
        """Count one picture whose text is to be read.

        Raises:
            Unreadable: there were more than `Limits.pictures`; what is no picture is still read.
        """
        self._pictures += 1
        if self._pictures > self.limits.pictures:
            raise Unreadable("limit:pictures")

    @property
    def room(self) -> int:
        """How many more octets of members may be held in memory now."""
        return max(self.limits.held - self._held, 0)

    @contextmanager
    def holding(self, octets: int) -> Iterator[None]:
        """Count octets of a member as held in memory for the time of the context."""
        self._held += octets
        try:
            yield
        finally:
            self._held -= octets

    def descend(
        self, content: Content, place: Place, hint: Hint = NO_HINT, forms: tuple[str, ...] = ()
    ) -> Iterator[Segment]:
        """Yield the segments of a part one container deeper; never raises for its content.

        `forms` are its formats as `sniff.formats` returns them, if it was asked already.
        """
        if self._depth >= self.limits.depth:
            self.refuse("limit:depth")
            return
        self._depth += 1
        outer, self.hint = self.hint, hint
        try:
            yield from self._open_part(content, place, self, forms)
        finally:
            self._depth -= 1
            self.hint = outer

    def guard(self, form: str, segments: Iterator[Segment]) -> Iterator[Segment]:
        """Yield a reader's segments; its failure becomes a reason, its siblings are still read.

        Raises:
            BudgetSpent: passed on, because it ends the whole walk.
        """
        try:
            yield from segments
        except BudgetSpent:
            raise
        except Unreadable as error:
            self.refuse(error.reason)
        except (MemoryError, RecursionError):
            self.refuse("limit:memory")
        except Exception:  # noqa: BLE001  # a reader of hostile bytes may fail in any way; none may be silent
            self.refuse(f"malformed:{form}")

    @property
    def reason(self) -> str:
        """The reason shown: what nobody could read comes before what its sender encrypted."""
        plain = [reason for reason in self._reasons if not reason.startswith("encrypted:")]
        return next(iter(plain or self._reasons), "")

    def verdict(self, *, had_text: bool) -> InspectionVerdict:
        """Conclude: clean with text, clean and proven to have none, or not read in full."""
        if self._reasons:
            return InspectionVerdict.UNINSPECTABLE
        if had_text or self.unread:
            return InspectionVerdict.INSPECTED
        return InspectionVerdict.EMPTY_VERIFIED
