"""The tamper-evident trail of every action."""
