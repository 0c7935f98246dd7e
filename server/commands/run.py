"""`run`: pages and machines' port until SIGTERM or SIGINT."""

import argparse
import asyncio

from runtime import service
from runtime.clock import Clock
from server.commands.options import FAILED, Command, read_settings, say, with_settings
from server.serving import PortTaken, serve


def run(given: argparse.Namespace) -> int:
    """Run the console; 0 when it was told to stop, 3 when it could not start or a part failed."""
    settings = read_settings(given)

    async def main(stop: asyncio.Event) -> int:
        return await serve(settings, Clock(), stop)

    try:
        return service.run(main)
    except PortTaken as error:
        say(f"cannot listen on {error}")
        return FAILED


COMMAND = Command("run", "serve the pages and the machines", with_settings, run)
