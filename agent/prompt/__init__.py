"""Asking the person who left a file: what was found, why it matters, and the two ways to end it."""
