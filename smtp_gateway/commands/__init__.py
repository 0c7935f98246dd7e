"""The subcommands of `ashseal-gateway`, in the order in which `--help` lists them."""

from smtp_gateway.commands.run import RUN

COMMANDS = (RUN,)
