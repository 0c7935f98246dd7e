"""The whole product for end-to-end tests: the real programs, started as `./dev run` starts them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from installers.demo import options, places, start
from installers.demo.programs import Programs
from installers.demo.start import Running


class Product:
    """One running product: where it is, what the programs said, and the programs themselves."""

    def __init__(self, where: places.Places, running: Running, programs: Programs) -> None:
        self.where = where
        self.running = running
        self.programs = programs

    @property
    def authority(self) -> Path:
        return self.where.authority

    def token(self, name: str) -> str:
        return next(login.token for login in self.running.logins if login.name == name)


@contextmanager
def started(var: Path, *, more_settings: str = "", policy: str = "builtin:bank") -> Iterator[Product]:
    """Start everything below `var`; `more_settings` is added to each settings file."""
    arguments = ["--no-demo", "--smtp", "127.0.0.1:0", "--console", "127.0.0.1:0", "--policy", policy]
    chosen = options.parse(arguments)
    where = places.choose(chosen, var)
    places.lay_out(where, desktop=False)
    for component in ("console", "gateway", "agent"):
        with where.settings(component).open("a", encoding="utf-8") as file:
            file.write(more_settings)
    programs = Programs(var / "logs")
    try:
        yield Product(where, start.start(where, programs, policy), programs)
    finally:
        programs.stop()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with started(tmp_path_factory.mktemp("product")) as running:
        yield running
