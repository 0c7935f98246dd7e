"""SQLite databases and what their logs and free pages still hold."""
