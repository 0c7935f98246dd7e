"""Portable Document Format."""
