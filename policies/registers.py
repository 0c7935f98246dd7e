"""What a policy registers beside its rules: partners of the house, and terms of the house."""

import datetime as dt

from msgspec import Struct

from policies.finding import Category
from policies.scalars import Expression, Name, Pattern, Text, Word


class Partner(Struct, frozen=True, forbid_unknown_fields=True):
    """A third party that receives client data under an agreement (row R29).

    `categories` is what the agreement covers; `expires` is the last day on which it holds (UTC).
    """

    name: Text
    domains: tuple[Pattern, ...]
    purpose: Text
    categories: tuple[Category, ...]
    agreement: Text
    expires: dt.date


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """A term of the house, such as the names of its projects: words, an expression, or both.

    How they are written does not matter: case, full-width characters and spacing are evened out.
    """

    name: Name
    words: tuple[Word, ...] = ()
    expression: Expression | None = None
