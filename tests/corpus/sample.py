"""One labelled text of the corpus: what a detector ought to find in it, and how the values are written."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Label:
    """One true value: code-point offsets of the text, half open, by the span rules of the product.

    The value as written with its inner separators and invisible characters; +86, 0086 and their
    brackets belong to it; NAME without honorific; PASSWORD the value only; PASSWORD_HINT the clause
    that gives the hint; ADDRESS from the first to the last address unit; of the table types each cell.
    """

    start: int
    end: int
    type: str
    way: str  # how it is written: plain, spaced, dashed, full-width, zero-width, …


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its labels; `kind` is `values`, `look-alikes` or `business` (no client data at all)."""

    name: str
    text: str
    labels: tuple[Label, ...] = ()
    kind: str = "values"


@dataclass(slots=True)
class Draft:
    """A text under construction: `add` plain words, `value` what is to be found."""

    parts: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> "Draft":
        """Append words that hold nothing to be found."""
        self.parts.append(words)
        self.length += len(words)
        return self

    def value(self, written: str, kind: str, way: str = "plain") -> "Draft":
        """Append a value and label it."""
        self.labels.append(Label(self.length, self.length + len(written), kind, way))
        return self.add(written)

    def sample(self, name: str, kind: str = "values") -> Sample:
        """Return the finished text."""
        return Sample(name, "".join(self.parts), tuple(self.labels), kind)
