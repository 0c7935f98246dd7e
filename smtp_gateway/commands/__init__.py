"""The subcommands of `ashseal-gateway`, in the order in which `--help` lists them."""

from smtp_gateway.commands.check_config import CHECK_CONFIG
from smtp_gateway.commands.queue_list import QUEUE
from smtp_gateway.commands.run import RUN
from smtp_gateway.commands.spool_verify import SPOOL_VERIFY
from smtp_gateway.commands.try_message import TRY

COMMANDS = (RUN, CHECK_CONFIG, TRY, QUEUE, SPOOL_VERIFY)
