"""The walk through one file: its budgets, what it could not read, what it found encrypted.

A reader is a generator of segments. It asks the walk to descend into what it unpacks and tells
it what it could not read. Whatever goes wrong in a reader ends that part, is written down as a
reason, and the walk goes on with the next part; nothing that went wrong is forgotten, so an
inspection is clean only if every part was read to its end.
"""

from collections.abc import Callable, Iterator

import msgspec

from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.limits import Limits
from inspection.segment import Place, Segment
from policies.inspected import EncryptedPart, InspectionVerdict

Reader = Callable[[Content, Place, "Walk"], Iterator[Segment]]
_REASONS_KEPT = 50


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
        open_part: "Callable[[Content, Place, Walk], Iterator[Segment]]",
        *,
        size: int = 0,
        passwords: tuple[str, ...] = (),
    ) -> None:
        self.limits = limits
        self.hint = NO_HINT
        self.passwords = passwords
        self.encrypted: list[EncryptedPart] = []
        self.unread: set[str] = set()
        self.sender_encrypted = False
        self.format = ""
        self.formats: set[str] = set()
        self._open_part = open_part
        self._reasons: list[str] = []
        self._depth = 0
        self._members = 0
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

    def found_encrypted(self, place: Place, form: str, strength: str) -> None:
        """Write down an encrypted part: `strength` is strong, weak or unknown."""
        self.encrypted.append(EncryptedPart(place, form, strength))
        self.refuse(f"encrypted:{form}")

    def spend(self, octets: int) -> None:
        """Count unpacked octets against the whole walk's budget.

        Raises:
            BudgetSpent: there were more than `Limits.output`.
        """
        self._output += octets
        if self._output > self._output_limit:
            raise BudgetSpent("limit:output")

    def count_member(self) -> None:
        """Count one entry of a container.

        Raises:
            BudgetSpent: there were more than `Limits.members`.
        """
        self._members += 1
        if self._members > self.limits.members:
            raise BudgetSpent("limit:members")

    def descend(self, content: Content, place: Place, hint: Hint = NO_HINT) -> Iterator[Segment]:
        """Yield the segments of a part one container deeper; never raises for its content."""
        if self._depth >= self.limits.depth:
            self.refuse("limit:depth")
            return
        self._depth += 1
        outer, self.hint = self.hint, hint
        try:
            yield from self._open_part(content, place, self)
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
