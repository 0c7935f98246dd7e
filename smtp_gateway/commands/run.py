"""`ashseal-gateway run`: the relay itself, until SIGTERM or SIGINT."""

import argparse
import asyncio
import sys

from runtime import log, service
from runtime.settings import load
from smtp_gateway.commands.command import Command, settings_option
from smtp_gateway.service import Gateway
from smtp_gateway.settings import GatewaySettings


def run(arguments: argparse.Namespace) -> int:
    """Serve; return 0 after a signal, 3 when a port is taken or the disk refuses."""
    settings = load(arguments.settings, GatewaySettings)
    log.setup("gateway", settings.log.level, settings.log.file or None)

    async def serve(stop: asyncio.Event) -> int:
        return await Gateway(settings).run(stop)

    try:
        return service.run(serve)
    except OSError as error:
        listen = f"{settings.listen.host}:{settings.listen.port}"
        sys.stderr.write(f"ashseal-gateway: cannot start (listen = {listen}): {error.strerror or error}\n")
        return 3


RUN = Command("run", "Run the relay until it is told to stop.", settings_option, run)
