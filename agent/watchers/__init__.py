"""Watching: backends put changed files on the dirty list, and a full scan finds what they missed."""
