"""Start all components in order, each as the service it is, and say when they answer."""

import json
from dataclasses import dataclass
from pathlib import Path

from installers.demo.people import STAFF
from installers.demo.places import Places
from installers.demo.programs import Programs, ask, python, wait_ready


@dataclass(frozen=True, slots=True)
class Login:
    """A one-time token for the first log-in of one account."""

    name: str
    roles: str
    token: str


@dataclass(frozen=True, slots=True)
class Running:
    """What the components said when they listened."""

    console: dict[str, object]
    gateway: dict[str, object]
    agent: dict[str, object]
    logins: tuple[Login, ...]


def start(
    places: Places, programs: Programs, policy: str, gateway_command: list[str] | None = None
) -> Running:
    """Start next hop, console, gateway and agent; returns when all of them answer.

    `gateway_command` replaces the relay's program, so that a test can start a sabotaged one.

    Raises:
        NotStarted: a component did not come up.
    """
    logins = _prepare_console(places, policy)
    if places.own_next_hop:
        host, _, port = places.next_hop.rpartition(":")
        ready = places.var / "next-hop.json"
        command = python("installers.demo.next_hop", host, port, str(places.mailbox), str(ready))
        wait_ready(programs.start("next-hop", command, ready))
    console = _start(places, programs, "console", python("server"))
    _enrol(places)
    gateway = _start(
        places, programs, "gateway", gateway_command or python("smtp_gateway"), need="policy_version"
    )
    agent = _start(places, programs, "agent", python("agent"), need="policy_version")
    return Running(console, gateway, agent, logins)


def _start(
    places: Places, programs: Programs, name: str, command: list[str], need: str = "pid"
) -> dict[str, object]:
    arguments = ["run", "--settings", str(places.settings(name))]
    return wait_ready(programs.start(name, [*command, *arguments], places.ready(name)), need=need)


def _prepare_console(places: Places, policy: str) -> tuple[Login, ...]:
    """Create authority, keys, accounts and policy on the first start only."""
    settings = str(places.settings("console"))
    if _logins_file(places).exists():
        return _kept(places, policy)
    first = json.loads(ask("server", "init", "--policy", policy, "--settings", settings))
    logins = [Login("admin", "system_admin", first["token"])]
    for person in STAFF:
        roles = ",".join(person.roles)
        added = ask(
            "server",
            "user",
            "add",
            person.name,
            "--email",
            person.address,
            "--roles",
            roles,
            "--settings",
            settings,
        )
        logins.append(Login(person.name, roles, json.loads(added)["token"]))
    _keep(places, logins)
    return tuple(logins)


def _enrol(places: Places) -> None:
    for component in ("gateway", "agent"):
        target = places.var / component / "enrolment-token"
        if (places.var / component / "keys" / "enrolment.json").exists():
            continue
        options = ["--component", component, "--device", f"demo-{component}"]
        said = ask("server", "enrol-token", *options, "--settings", str(places.settings("console")))
        target.touch(mode=0o600)
        target.write_text(json.loads(said)["token"], encoding="utf-8")


def _logins_file(places: Places) -> Path:
    return places.var / "first-logins.json"


def _keep(places: Places, logins: list[Login]) -> None:
    path = _logins_file(places)
    path.touch(mode=0o600)
    rows = [{"name": one.name, "roles": one.roles, "token": one.token} for one in logins]
    path.write_text(json.dumps(rows), encoding="utf-8")


def _kept(places: Places, policy: str) -> tuple[Login, ...]:
    """Start again with the accounts that are there; the policy asked for becomes the newest."""
    ask("server", "publish", "--demo", "--policy", policy, "--settings", str(places.settings("console")))
    rows = json.loads(_logins_file(places).read_text(encoding="utf-8"))
    return tuple(Login(row["name"], row["roles"], row["token"]) for row in rows)
