"""`ashseal-gateway check-config`: reads settings, policy, keys and certificates as `run` would."""

import argparse
import sys
from pathlib import Path

from policies.errors import PolicyInvalid
from policies.language import parse
from runtime.settings import load
from smtp_gateway.clients import AllowedClients
from smtp_gateway.commands.command import Command, settings_option
from smtp_gateway.policy_source import policy_text
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.settings import GatewaySettings


def check(arguments: argparse.Namespace) -> int:
    """Return 0 when all is well; each mistake is named on standard error, exit code 1."""
    settings = load(arguments.settings, GatewaySettings)
    AllowedClients(settings.listen.allowed_clients)
    problems = [*_policy(settings), *_sealing(settings)]
    if not settings.policy.file and not settings.console.url:
        problems.append("neither policy.file nor console.url is set: no policy would come, all mail gets 451")
    for problem in problems:
        sys.stderr.write(f"{arguments.settings}: {problem}\n")
    if not problems:
        sys.stderr.write(f"{arguments.settings}: ok\n")
    return int(bool(problems))


def _policy(settings: GatewaySettings) -> list[str]:
    source = settings.policy.file
    if not source:
        return []
    try:
        parse(policy_text(source), name=source)
    except PolicyInvalid as invalid:
        return [f"{source}:{problem}" for problem in invalid.problems]
    return []


def _sealing(settings: GatewaySettings) -> list[str]:
    table = settings.sealing
    if not table.signing_certificate_file:
        return []
    try:
        SigningIdentity(Path(table.signing_certificate_file), Path(table.signing_key_file)).load()
    except SealingFailed as failed:
        return [str(failed)]
    return []


CHECK_CONFIG = Command("check-config", "Check the settings file and what it names.", settings_option, check)
