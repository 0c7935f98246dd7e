"""One reader by itself, without the search for the format, and ways to write a number in pieces."""

from hypothesis import strategies as st

from inspection import extractor
from inspection.limits import Limits
from inspection.segment import Segment
from inspection.walker import NO_HINT, Hint, Reader
from tests.inspection.samples import ID, Reading

CARD = "6222 0202 0011 1122 334"  # in groups, so that no long run of digits gives it away


class Alone(Reading):
    """What one reader makes of some content, guarded as the walk guards it."""

    def __init__(
        self, reader: Reader, content: bytes, *, hint: Hint = NO_HINT, limits: Limits | None = None
    ) -> None:
        self.walk = extractor.new_walk(limits or Limits())
        self.walk.hint = hint
        self.segments: list[Segment] = list(self.walk.guard("part", reader(content, (), self.walk)))

    @property
    def shown(self) -> str:
        """The primary text that is neither metadata nor a name."""
        return "\n".join(s.text for s in self.segments if s.origin == "text" and not s.alternate)


def split(*between: str) -> st.SearchStrategy[str]:
    """The number with any of these anywhere between its digits, several times over."""
    gaps = st.lists(st.sampled_from(("", "", "", *between)), min_size=len(ID) - 1, max_size=len(ID) - 1)
    return gaps.map(lambda drawn: "".join(map("".join, zip(ID, [*drawn, ""], strict=True))))
