"""The recipe of an index: a TOML file that says which columns to take, and what their values mean.

name = "private-banking"
least = 2            # values of so many columns of one row, close together
within = 300         # characters
age_max = "7d"       # older than this the index is stale

[[columns]]
name = "id_no"       # as the source calls it
type = "RESIDENT_ID" # an entity type, or "text"

[grade]
column = "tier"
values = { "私人银行" = "restricted", "普通" = "general" }

[consent]
column = "agreed"
yes = ["1", "是"]
no = ["0", "否"]
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from policies.exact_match.edge import RARITY_MAX, RARITY_MIN
from policies.exact_match.header import COLUMNS_MAX, TEXT, TYPES, Name
from policies.finding import Grade
from policies.scalars import Duration, seconds_of
from runtime.settings import load
from server.errors import Invalid

_OTHERS = frozenset({"NAME", "ADDRESS", TEXT})  # found near a primary value only
_NO_VALUES = frozenset({"PASSWORD", "PASSWORD_HINT"})  # a list of passwords is not wanted anywhere
_Heading = Annotated[str, Meta(min_length=1, max_length=128)]


class ColumnRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column; `primary` says whether its values are looked up wherever they stand."""

    name: _Heading  # heading of the column in the source
    type: str  # entity type, or `text`
    primary: bool | None = None  # by default all but NAME, ADDRESS and text


class GradeRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The grade of each client."""

    column: str = ""  # heading; "" gives all clients the grade `all`
    values: dict[str, Grade] = {}  # what the column says, and the grade it means; "" for an empty cell
    all: Grade | None = None  # the grade of every client of the index


class ConsentRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether each client agreed to be passed on; an empty cell says nothing."""

    column: str = ""  # heading; "" if the source does not say
    yes: tuple[str, ...] = ("1", "Y", "yes", "true", "是")  # cells that say so
    no: tuple[str, ...] = ("0", "N", "no", "false", "否")  # cells that say the contrary


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    name: Name  # how policies call the index: lower-case letters, digits, hyphens
    columns: Annotated[tuple[ColumnRecipe, ...], Meta(min_length=1, max_length=COLUMNS_MAX)]
    least: Annotated[int, Meta(ge=1, le=COLUMNS_MAX)] = 2  # columns that must be met together
    within: Annotated[int, Meta(ge=0, le=10_000)] = 300  # characters between the first and the last of them
    age_max: Duration = "7d"  # when the index counts as stale: a number and s, m, h or d
    grade: GradeRecipe = GradeRecipe()
    consent: ConsentRecipe = ConsentRecipe()
    rarity: Annotated[int, Meta(ge=RARITY_MIN, le=RARITY_MAX)] = 100  # edge form: errs for one in so many

    @property
    def headings(self) -> tuple[str, ...]:
        """Every column that is read from the source, each once."""
        marks = [heading for heading in (self.grade.column, self.consent.column) if heading]
        return tuple(dict.fromkeys([*(column.name for column in self.columns), *marks]))

    @property
    def seconds_max(self) -> int:
        """The greatest age in seconds."""
        return seconds_of(self.age_max)


def is_primary(column: ColumnRecipe) -> bool:
    """Return whether the values of a column are looked up wherever they stand."""
    return column.type not in _OTHERS if column.primary is None else column.primary


def read(path: Path) -> Recipe:
    """Return the recipe in a file.

    Raises:
        SettingsError: no TOML, an unknown key, a value that does not fit.
        Invalid: its parts do not go together.
    """
    recipe = load(path, Recipe)
    for problem in _problems(recipe):
        raise Invalid(f"{path}：索引配方有误（{problem}）", f"{path}: {problem}")
    return recipe


def _problems(recipe: Recipe) -> Iterator[str]:
    for column in recipe.columns:
        yield from _problems_of_column(column)
    names = {column.name for column in recipe.columns}
    if len(names) < len(recipe.columns):
        yield "a column stands twice under `columns`; take one out"
    if not any(map(is_primary, recipe.columns)):
        yield "no column is primary; add one that detection finds, such as RESIDENT_ID or MOBILE"
    if recipe.least > len(names):
        yield f"`least` is {recipe.least}, there are {len(names)} columns; lower it"
    if recipe.grade.column and recipe.grade.all:
        yield "`grade` has both `column` and `all`; take one out"
    if bool(recipe.grade.column) != bool(recipe.grade.values):
        yield "`grade` needs both `column` and `values`"


def _problems_of_column(column: ColumnRecipe) -> Iterator[str]:
    if column.type not in TYPES or column.type in _NO_VALUES:
        yield f"column `{column.name}`: no type `{column.type}`; use an entity type or `{TEXT}`"
    if column.primary and column.type in _OTHERS:
        yield f"column `{column.name}`: values of type {column.type} cannot be primary; leave `primary` out"
