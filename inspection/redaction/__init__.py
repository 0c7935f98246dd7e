"""Masks values in a mail, in a worker, by replacing spans of its octets (row R22)."""
