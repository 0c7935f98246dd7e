"""`check-config`: every mistake with file, key and remedy, in one go, and nothing is made or touched."""

from pathlib import Path

import pytest

from smtp_gateway.sealing.identity import SigningIdentity
from tests.smtp_gateway.commands.conftest import Command


def test_good_settings_are_good_and_nothing_is_made(
    command: Command, settings_file: Path, state_dir: Path, identity: SigningIdentity, tmp_path: Path
) -> None:
    said = command(
        "check-config",
        more=f'[sealing]\ncertificates_dir = "{tmp_path}"\n'
        f'signing_certificate_file = "{identity.certificate_file}"\nsigning_key_file = "{identity.key_file}"\n',
    )
    assert said == (0, [], f"{settings_file}: ok\n")
    assert not state_dir.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("[listen]\nprot = 25\n", "unknown setting `listen.prot`; did you mean `port`?"),
        ("[quueue]\n", "unknown setting `quueue`; did you mean `queue`?"),
        ("[listen]\nport = 'x'\n", "Expected `int`, got `str` - at `listen.port`"),
        ("[listen\n", "not a TOML file"),
        ("[listen]\nallowed_clients = ['mail.bank.example']\n", "listen.allowed_clients: "),
        ("[listen]\nallowed_clients = ['mail.bank.example']\n", "; write 192.0.2.10 or 192.0.2.0/24"),
        ("[listen]\nallowed_clients = ['0.0.0.0/0']\n", "allowed_clients: 0.0.0.0/0 makes an open relay"),
        ("[sealing]\ncertificates_dir = '/no/such'\n", "sealing.certificates_dir: /no/such is no directory"),
        ("[sealing]\nsigning_certificate_file = '/c.pem'\n", "sealing.signing_key_file: set both or neither"),
        ("[sealing]\nsigning_key_file = '/k.pem'\n", "sealing.signing_key_file: set both or neither"),
        (
            "[sealing]\nsigning_certificate_file = '/no/c.pem'\nsigning_key_file = '/no/k.pem'\n",
            "sealing.signing_certificate_file: signing identity: /no/c.pem cannot be read",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy(
    command: Command, settings_file: Path, more: str, words: str
) -> None:
    said = command("check-config", more=more)
    assert (said.code, said.lines) == (1, [])
    (line,) = said.words.splitlines()
    assert line.startswith(f"{settings_file}: ")
    assert words in line


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("builtin:bnak", "policy.file: no built-in policy 'bnak'; there are bank, observe"),
        ("/no/policy.yaml", "policy.file: /no/policy.yaml cannot be read: No such file or directory"),
        ("", "neither policy.file nor console.url is set"),
    ],
)
def test_a_policy_that_would_not_come_is_named(
    command: Command, settings_file: Path, policy: str, words: str
) -> None:
    settings_file.write_text(settings_file.read_text().replace("builtin:bank", policy))
    said = command("check-config")
    assert said.code == 1
    assert said.words.startswith(f"{settings_file}: {words}")


def test_the_console_may_bring_the_policy(command: Command, settings_file: Path) -> None:
    settings_file.write_text(settings_file.read_text().replace("builtin:bank", ""))
    assert command("check-config", more='[console]\nurl = "https://console.example:8444"\n').code == 0


def test_all_mistakes_are_told_at_once_those_of_the_policy_with_their_lines(
    command: Command, settings_file: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("schema: 1\nname: own\ntitle: {zh: 我, en: Own}\nrules:\n  - {name: a, then: reject}\n")
    settings_file.write_text(settings_file.read_text().replace("builtin:bank", str(own)))
    said = command("check-config", more='[sealing]\ncertificates_dir = "/no/such"\n')
    assert said.code == 1
    *policy, sealing = said.words.splitlines()
    assert policy
    assert all(line.startswith(f"{settings_file}: policy.file: {own}:5:") for line in policy)
    assert "certificates_dir" in sealing


@pytest.mark.parametrize(
    ("kept", "mode", "words"), [(4, 0o600, "must be PEM"), (999, 0o644, "run `chmod 600")]
)
def test_an_unfit_key_is_named_and_never_quoted(
    command: Command, identity: SigningIdentity, *, kept: int, mode: int, words: str
) -> None:
    lines = identity.key_file.read_text().splitlines(keepends=True)[:kept]
    key = identity.key_file.with_name(f"unfit-{kept}.pem")
    key.write_text("".join(lines))
    key.chmod(mode)
    certificate = f'signing_certificate_file = "{identity.certificate_file}"'
    said = command("check-config", more=f'[sealing]\n{certificate}\nsigning_key_file = "{key}"\n')
    assert said.code == 1
    assert str(key) in said.words
    assert words in said.words
    assert not any(line.strip() in said.words for line in lines)
