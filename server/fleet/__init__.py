"""Gateways and agents: enrolment, certificates, health."""
