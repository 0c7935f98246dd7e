"""Incidents from gateways and agents, and the work on them."""
