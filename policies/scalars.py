"""The kinds of single values that a policy text may hold, with the limits of each.

Every kind is a plain Python type with `msgspec.Meta`, so that reader, schema and messages say the
same of it.
"""

from typing import Annotated

from msgspec import Meta

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

Name = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9\-]{0,62}$",
        description="lower-case letters, digits and hyphens, such as cards-leave-sealed",
    ),
]
Sentence = Annotated[
    str, Meta(pattern=r"^[ -~]{1,200}$", description="one line of at most 200 ASCII characters")
]
Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Pattern = Annotated[
    str, Meta(min_length=1, max_length=254, description="an address, name or path; * stands for anything")
]
Duration = Annotated[
    str, Meta(pattern=r"^[1-9][0-9]{0,4}(s|m|h|d)$", description="a number and s, m, h or d, such as 24h")
]
Word = Annotated[str, Meta(min_length=2, max_length=100, description="a word or phrase of the house")]
Expression = Annotated[
    str, Meta(min_length=2, max_length=200, description="a regular expression without endless repetition")
]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Total = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Octets = Annotated[int, Meta(ge=0, le=1 << 40)]
Yuan = Annotated[int, Meta(ge=1, le=10**15)]
Confidence = Annotated[float, Meta(ge=0.0, le=1.0)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]

# Of limits of inspection.
UnpackedOctets = Annotated[int, Meta(ge=1 << 20, le=1 << 34)]
Members = Annotated[int, Meta(ge=1, le=1_000_000)]
Depth = Annotated[int, Meta(ge=1, le=32)]
Ratio = Annotated[int, Meta(ge=10, le=100_000)]
Pixels = Annotated[int, Meta(ge=1_000_000, le=1_000_000_000)]
Pages = Annotated[int, Meta(ge=1, le=100_000)]
Pictures = Annotated[int, Meta(ge=0, le=10_000)]
ProcessorSeconds = Annotated[int, Meta(ge=1, le=3600)]


def seconds_of(duration: str) -> int:
    """Return the seconds of a `Duration`.

    >>> seconds_of("8h"), seconds_of("30m")
    (28800, 1800)
    """
    return int(duration[:-1]) * _SECONDS[duration[-1]]
