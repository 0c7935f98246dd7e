"""A row of the bench of detection."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """One figure, in the words of a bench row."""

    case: str
    value: float
    unit: str = "MB/s"
    more: dict[str, object] = field(default_factory=dict)
