"""The port that gateways and agents talk to."""
