"""What can go wrong while sealing. The gateway answers 451 and keeps the original."""


class SealingFailed(Exception):
    """The sealed message could not be made or did not pass its own check; nothing was written."""
