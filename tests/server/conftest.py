"""Fixtures of the console's tests: a console without ports, and a real PostgreSQL beside SQLite."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, text

from runtime.clock import Clock
from server import schema
from server.assembly import assemble
from server.database import Database, sqlite_url
from server.identity import passwords
from server.serving import serve
from tests.server.served import Served
from tests.server.support import Rig, document, just_set_up, make_rig

POSTGRESQL = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes() -> Iterator[None]:
    """Hash passwords with little work: hundreds of accounts are made here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = make_rig(tmp_path / "state")
    yield made
    made.console.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL of our own on a unix socket; give the URL of a server without a database."""
    directory = Path(tempfile.mkdtemp(prefix="ashseal-pg-", dir="/tmp"))
    as_user = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    )
    if as_user:
        shutil.chown(directory, "postgres", "postgres")
    data = directory / "data"

    def pg(*arguments: str) -> None:
        subprocess.run([*as_user, *arguments], check=True, capture_output=True, cwd=directory)

    pg(
        str(POSTGRESQL / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = f"-k {directory} -c listen_addresses= -c fsync=off -c max_connections=60"
    pg(
        str(POSTGRESQL / "pg_ctl"),
        "-D",
        str(data),
        "-o",
        options,
        "-l",
        str(directory / "log"),
        "-w",
        "start",
    )
    yield f"postgresql+psycopg://postgres@/{{name}}?host={directory}"
    pg(str(POSTGRESQL / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(directory)


def new_database(server: str, template: str = "template0") -> str:
    """Make a database on `server` that is a copy of `template`, and return its name."""
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return name


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """Make an empty database and give its URL."""
    return postgresql.format(name=new_database(postgresql))


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """Give the name of a database with the schema, which others are copied from."""
    name = new_database(postgresql)
    made = Database(postgresql.format(name=name))
    schema.upgrade(made)
    made.close()
    return name


@pytest.fixture
def postgresql_with_schema(postgresql: str, postgresql_template: str) -> str:
    """Make a database with the schema and give its URL."""
    return postgresql.format(name=new_database(postgresql, postgresql_template))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give an empty database with the schema, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        path = Path(shutil.copy(just_set_up() / "console.sqlite", tmp_path))
        made = Database(sqlite_url(path))
    else:
        made = Database(request.getfixturevalue("postgresql_with_schema"))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def both_rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Give a whole console, once on SQLite and once on PostgreSQL."""
    url = request.getfixturevalue("postgresql_with_schema") if request.param == "postgresql" else ""
    made = make_rig(tmp_path / "state", url)
    yield made
    made.console.close()


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """Run a whole console on free ports, in this process, with its first policy published."""
    made = make_rig(tmp_path / "state")
    made.console.close()
    console = assemble(made.settings, Clock())
    console.policy.publish_first([document()], "local-operator", "setting up")
    stop = asyncio.Event()
    running = asyncio.create_task(serve(made.settings, Clock(), stop))
    ready = tmp_path / "state" / "ready.json"
    while not ready.exists():
        assert not running.done(), running.result()
        await asyncio.sleep(0.02)
    facts = msgspec.json.decode(ready.read_bytes())
    addresses = (facts["console"], facts["machines"], facts["metrics"])
    yield Served(made.settings, console, *addresses, directory=tmp_path)
    stop.set()
    assert await asyncio.wait_for(running, 10) == 0
    console.close()
