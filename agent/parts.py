"""Putting the agent together: every command uses the same parts on the same files."""

import os
from pathlib import Path

from agent import platform
from agent.destroyer import Destroyer
from agent.inventory import Inventory
from agent.journal import Journal
from agent.people import People
from agent.records import Recorder
from agent.settings import AgentSettings
from agent.vault import Vault
from runtime.clock import Clock
from runtime.keystore import Keystore
from runtime.outbox import Outbox
from runtime.private_file import make_private_directory

DATABASE = "agent.db"


class Parts:
    """What lies on the disk of one agent, opened: journal, keys, vault, and who acts on them.

    Raises:
        KeystoreError: the state directory is not this account's alone, or a key in it is damaged.
        OSError: the state directory cannot be written.
    """

    def __init__(self, settings: AgentSettings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.pid = os.getpid()
        self.clock = clock or Clock()
        state: Path = settings.state_dir
        make_private_directory(state)
        self.keystore = Keystore(state)
        self.journal = Journal(state / DATABASE)
        self.outbox = Outbox(state / DATABASE)
        self.inventory = Inventory(self.journal)
        self.vault = Vault(settings.vault_dir, self.keystore, state / "keys")
        table = settings.agent
        self.people = People(
            platform.current(), table.persons, frozenset(table.shared_accounts), table.steward
        )
        self.recorder = Recorder(self.journal, self.outbox, self.keystore, settings.device, state / "records")
        self.destroyer = Destroyer(
            self.journal,
            self.inventory,
            self.recorder,
            self.vault,
            self.keystore.fingerprint_key(),
            state,
            self.clock,
        )

    def close(self) -> None:
        """Close the databases."""
        self.outbox.close()
        self.journal.close()
