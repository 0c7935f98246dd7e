"""Every planted place of `tests/inspection/planted` as a file: the makers that the tests use too."""

import importlib
from collections.abc import Iterator
from pathlib import Path

from tests.inspection.planted.numbers import resident_id

_FOLDER = Path(__file__).resolve().parents[1] / "inspection/planted"


def files(*, every: int = 1) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield family, name of the place, number and content of every `every`-th place."""
    for path in sorted([*_FOLDER.glob("*_places.py"), _FOLDER / "polyglots.py"]):
        module = importlib.import_module(f"tests.inspection.planted.{path.stem}")
        family = path.stem.removesuffix("_places").replace("_", " ")
        for serial, (place, make) in enumerate(module.PLACES.items()):
            if serial % every == 0:
                number = resident_id(serial + 1000)
                yield family, place, number, make(number)
