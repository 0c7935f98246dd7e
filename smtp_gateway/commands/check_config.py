"""`ashseal-gateway check-config`: reads settings, policy, keys and certificates as `run` would."""

import argparse
import sys
from pathlib import Path

from policies.language.errors import PolicyInvalid
from policies.language.parser import parse as parse_policy
from runtime.errors import SettingsError
from runtime.settings import parse
from smtp_gateway.clients import AllowedClients
from smtp_gateway.commands.command import Command, settings_option
from smtp_gateway.policy_source import policy_text
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.settings import GatewaySettings, Sealing


def check(arguments: argparse.Namespace) -> int:
    """Return 0 when all is well, 1 when not: each mistake is named on standard error; 3 without a file."""
    name = arguments.settings
    try:
        raw = Path(name).read_bytes()
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {error.strerror}") from None
    problems = _problems(raw, name)
    for problem in problems or [f"{name}: ok"]:
        sys.stderr.write(f"{problem}\n")
    return int(bool(problems))


def _problems(raw: bytes, name: str) -> list[str]:
    try:
        settings = parse(raw, GatewaySettings, name=name)
    except SettingsError as wrong:
        return [str(wrong)]
    found = [*_clients(settings), *_policy(settings), *_sealing(settings.sealing)]
    return [f"{name}: {problem}" for problem in found]


def _clients(settings: GatewaySettings) -> list[str]:
    try:
        AllowedClients(settings.listen.allowed_clients)
    except SettingsError as wrong:
        return [str(wrong)]
    return []


def _policy(settings: GatewaySettings) -> list[str]:
    source = settings.policy.file
    if not source and settings.console.url:
        return []
    if not source:
        return ["neither policy.file nor console.url is set: no policy would come, all mail gets 451"]
    try:
        parse_policy(policy_text(source), name=source)
    except SettingsError as wrong:
        return [str(wrong)]
    except PolicyInvalid as invalid:
        return [f"policy.file: {source}:{problem}" for problem in invalid.problems]
    return []


def _sealing(table: Sealing) -> list[str]:
    certificates, certificate, key = (
        table.certificates_dir,
        table.signing_certificate_file,
        table.signing_key_file,
    )
    found = []
    if certificates and not Path(certificates).is_dir():
        found.append(f"sealing.certificates_dir: {certificates} is no directory; nobody would get S/MIME")
    if bool(certificate) != bool(key):
        found.append("sealing.signing_certificate_file and sealing.signing_key_file: set both or neither")
    elif certificate:
        try:
            SigningIdentity(Path(certificate), Path(key)).load()
        except SealingFailed as failed:
            found.append(f"sealing.signing_certificate_file: {failed}")
    return found


CHECK_CONFIG = Command("check-config", "Check the settings file and what it names.", settings_option, check)
