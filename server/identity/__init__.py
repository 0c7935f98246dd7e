"""Accounts, first log-in, sessions and second factors."""
