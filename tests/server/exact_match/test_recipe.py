"""A recipe is read whole or refused with what is wrong in it."""

from pathlib import Path

import pytest

from policies.finding import Grade
from runtime.errors import SettingsError
from server.errors import Invalid
from server.exact_match.recipe import Recipe, is_primary, read
from tests.architecture.tree import ROOT

ID = '[[columns]]\nname = "id_no"\ntype = "RESIDENT_ID"\n'
NAME = '[[columns]]\nname = "name"\ntype = "NAME"\n'


def recipe_of(directory: Path, text: str) -> Recipe:
    path = directory / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_recipe_says_what_is_read_and_what_it_means(tmp_path: Path) -> None:
    recipe = recipe_of(
        tmp_path,
        f'name = "private-banking"\nage_max = "36h"\n{ID}{NAME}'
        '[grade]\ncolumn = "tier"\nvalues = { "私行" = "restricted" }\n[consent]\ncolumn = "name"\n',
    )
    assert recipe.headings == ("id_no", "name", "tier")
    assert [is_primary(column) for column in recipe.columns] == [True, False]
    assert (recipe.least, recipe.within, recipe.seconds_max) == (2, 300, 129_600)
    assert recipe.grade.values == {"私行": Grade.RESTRICTED}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (NAME, "no column is primary; add one"),
        (ID, "`least` is 2, there are 1 columns; lower it"),
        (ID + ID, "a column stands twice"),
        (ID.replace("RESIDENT_ID", "RESIDENTID"), "column `id_no`: no type `RESIDENTID`; use an entity type"),
        (ID.replace("RESIDENT_ID", "PASSWORD"), "no type `PASSWORD`"),
        (ID + NAME + "primary = true\n", "type NAME cannot be primary; leave `primary` out"),
        (ID + NAME + '[grade]\ncolumn = "tier"\n', "`grade` needs both `column` and `values`"),
        (ID + NAME + '[grade]\nall = "general"\ncolumn = "t"\nvalues = { a = "general" }\n', "take one out"),
    ],
)  # fmt: skip
def test_parts_that_do_not_go_together_are_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        recipe_of(tmp_path, f'name = "clients"\n{text}')


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="unknown setting `leest`; did you mean `least`"):
        recipe_of(tmp_path, f'name = "clients"\nleest = 1\n{ID}')


def test_the_recipe_of_the_manual_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs/exact-match.md").read_text(encoding="utf-8")
    recipe = recipe_of(tmp_path, page.split("```toml\n")[1].split("```")[0])
    assert recipe.headings == ("id_no", "mobile", "name", "tier", "agreed")
