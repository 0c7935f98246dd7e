"""Imports every module of some packages while refusing all distributions but the named ones.

python import_all.py JSON: {"modules": […], "allowed": ["distribution", …]}

Prints one line for each module that cannot be imported.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.metadata
import json
import sys
from collections.abc import Mapping, Sequence


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


class Refuser(importlib.abc.MetaPathFinder):
    """Says "no such module" for what belongs to no allowed distribution."""

    def __init__(self, allowed: set[str], providers: Mapping[str, list[str]]) -> None:
        self._allowed = allowed
        self._providers = {name: {canonical(one) for one in several} for name, several in providers.items()}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        providers = self._providers.get(fullname.partition(".")[0], set())
        if providers and not providers & self._allowed:
            raise ModuleNotFoundError(f"{fullname} is of {sorted(providers)}, not among the requirements")
        return None


def main(modules: list[str], allowed: list[str]) -> int:
    providers = importlib.metadata.packages_distributions()
    sys.meta_path.insert(0, Refuser({canonical(name) for name in allowed}, providers))
    failed = 0
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError as error:
            failed += 1
            print(f"{module}: {error}")  # noqa: T201 - how the test hears of it
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(**json.loads(sys.argv[1])))
