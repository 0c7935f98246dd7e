"""What is found in a text at the confidence on which the shipped policies act."""

from policies.detection import detect


def found(kind: str, text: str) -> list[str]:
    """Return the values of one type as they are written in the text."""
    return [text[span.start : span.end] for span in detect(text) if span.type == kind]
