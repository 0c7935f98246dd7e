"""The whole product for end-to-end tests: the real programs, started as `./dev run` starts them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509

from installers.demo import options, places, start
from installers.demo.programs import Programs, python
from installers.demo.samples import mails
from installers.demo.start import Running


class Product:
    """One running product: where it is, what the programs said, and the programs themselves."""

    def __init__(self, where: places.Places, running: Running, programs: Programs) -> None:
        self.where = where
        self.running = running
        self.programs = programs

    def mail(self, name: str) -> mails.MailSample:
        """Return one of the sample mails."""
        certificate = x509.load_pem_x509_certificate(self.where.partner_certificate.read_bytes())
        return next(one for one in mails.samples(certificate) if one.name == name)

    def token(self, name: str) -> str:
        return next(login.token for login in self.running.logins if login.name == name)

    def kill(self, name: str) -> None:
        """End a component at once, as a power cut would."""
        program = next(one for one in self.programs.running if one.name == name)
        program.process.kill()
        program.process.wait()
        self.programs.running.remove(program)

    def restart(self, name: str) -> None:
        """Start a component again and wait until it answers."""
        module = {"console": "server", "gateway": "smtp_gateway", "agent": "agent"}[name]
        start._start(self.where, self.programs, name, python(module))

    def policy_version(self, edge: str) -> int:
        """Return the version that `gateway` or `agent` says it enforces."""
        return int(json.loads(self.where.ready(edge).read_text(encoding="utf-8"))["policy_version"])


@contextmanager
def started(
    var: Path, *, more_settings: str = "", policy: str = "builtin:bank", listener: str = "native"
) -> Iterator[Product]:
    """Start everything below `var`; `more_settings` is added to each settings file."""
    arguments = ["--no-demo", "--smtp", "127.0.0.1:0", "--console", "127.0.0.1:0", "--policy", policy]
    chosen = options.parse(arguments)
    where = places.choose(chosen, var)
    places.lay_out(where, desktop=False)
    for component in ("console", "gateway", "agent"):
        with where.settings(component).open("a", encoding="utf-8") as file:
            file.write(more_settings)
    gateway = where.settings("gateway")
    text = gateway.read_text(encoding="utf-8").replace("[listen]\n", f'[listen]\nlistener = "{listener}"\n')
    gateway.write_text(text, encoding="utf-8")
    programs = Programs(var / "logs")
    try:
        yield Product(where, start.start(where, programs, policy), programs)
    finally:
        programs.stop()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with started(tmp_path_factory.mktemp("product")) as running:
        yield running
