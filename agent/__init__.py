"""The endpoint: finds leftover files, names who left them, has them destroyed, and proves it."""
