"""`ashseal-agent run`: the service itself."""

import argparse
import asyncio
import sqlite3

from agent import service
from agent.commands import base
from agent.parts import Parts
from agent.watchers.base import WatcherFailed
from policies.language.errors import PolicyInvalid
from runtime import log
from runtime import service as services


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    base.add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM; 3 when it cannot start.

    Raises:
        SettingsError, KeystoreError: settings or keys are unfit.
    """
    settings = base.load(arguments)
    log.setup("agent", settings.log.level, settings.log.file or None)
    try:
        parts = Parts(settings)
    except (OSError, sqlite3.Error) as error:
        base.say(f"{settings.state_dir}: {error}")
        return base.FAILED

    async def main(stop: asyncio.Event) -> int:
        try:
            await service.run(parts, stop)
        except (WatcherFailed, PolicyInvalid, LookupError, OSError) as error:
            base.say(f"ashseal-agent: {error}")
            return base.FAILED
        return base.DONE

    try:
        return services.run(main)
    finally:
        parts.close()
