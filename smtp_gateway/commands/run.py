"""`ashseal-gateway run`: the relay itself, until SIGTERM or SIGINT."""

import argparse
import asyncio
import sqlite3
import sys
from pathlib import Path

from runtime import log, service
from runtime.settings import load
from smtp_gateway.commands.command import Command, settings_option
from smtp_gateway.service import Gateway
from smtp_gateway.settings import GatewaySettings


def run(arguments: argparse.Namespace) -> int:
    """Serve; return 0 after a signal, 3 when a port is taken, the disk refuses or the journal is damaged."""
    settings = load(arguments.settings, GatewaySettings)

    async def serve(stop: asyncio.Event) -> int:
        return await Gateway(settings).run(stop)

    try:
        log.setup("gateway", settings.log.level, settings.log.file or None)
        return service.run(serve)
    except OSError as error:
        where = error.filename or _ports(settings)
        sys.stderr.write(f"ashseal-gateway: cannot start: {where}: {error.strerror or error}\n")
    except sqlite3.Error as error:
        journal = Path(settings.gateway.state_dir) / "gateway.db"
        sys.stderr.write(f"ashseal-gateway: cannot start: {journal}: {error}\n")
    return 3


def _ports(settings: GatewaySettings) -> str:
    listen, metrics = settings.listen, settings.metrics
    return f"listen {listen.host}:{listen.port}, metrics {metrics.host}:{metrics.port}"


RUN = Command("run", "Run the relay until it is told to stop.", settings_option, run)
