"""A console with invented data, visited in this process or by Chromium over TLS."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docs.console_server import free_port, fresh_console, serving, settings_at
from docs.screenshot_data import ROLES, Filled, add_person, fill, hear
from runtime.clock import Clock
from server.assembly import Console, assemble
from server.settings import ServerSettings
from tests.chromium import running
from tests.server.web.surfer import Surfer

Filler = Callable[[ServerSettings], AbstractContextManager[Filled]]


def made_once(state_dir: Path, content: Callable[[Console], Filled]) -> Filler:
    """Fill a console in `state_dir` once; return what gives a copy of it where the settings say."""
    with closing(fresh_console(settings_at(state_dir, 0))) as console:
        made = content(console)

    @contextmanager
    def copied(settings: ServerSettings) -> Iterator[Filled]:
        shutil.copytree(state_dir, settings.console.state_dir)
        with closing(assemble(settings, Clock())) as console:
            filled = replace(
                made, console=console, factors={**made.factors}, sessions={}, devices={**made.devices}
            )
            for device in filled.devices:
                hear(filled, device)  # who was last heard when the original was made would be away by now
            yield filled

    return copied


@pytest.fixture(scope="session")
def fill_in(tmp_path_factory: pytest.TempPathFactory) -> Filler:
    return made_once(tmp_path_factory.mktemp("filled") / "state", fill)


@pytest.fixture(scope="session")
def people_in(tmp_path_factory: pytest.TempPathFactory) -> Filler:
    def people(console: Console) -> Filled:
        filled = Filled(console)
        for name in ROLES:
            add_person(filled, name)
        return filled

    return made_once(tmp_path_factory.mktemp("people") / "state", people)


@pytest.fixture
def filled(tmp_path: Path, fill_in: Filler) -> Iterator[Filled]:
    with fill_in(settings_at(tmp_path / "state", 0)) as filled:
        yield filled


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture
def surfer(tmp_path: Path, chromium: Browser, fill_in: Filler) -> Iterator[Surfer]:
    """Give a filled console that is served over TLS, and a browser to open it with."""
    with free_port() as listener:
        settings = settings_at(tmp_path / "state", listener.getsockname()[1])
        with fill_in(settings) as filled, serving(filled.console, settings, listener) as url:
            yield Surfer(filled, url, chromium)
            chromium.close()  # an open connection would hold up the end of the server


@pytest.fixture
def empty(tmp_path: Path, people_in: Filler) -> Iterator[Filled]:
    """Give a console with people and nothing else: no policy was published, nothing has happened."""
    with people_in(settings_at(tmp_path / "state", 0)) as filled:
        yield filled
