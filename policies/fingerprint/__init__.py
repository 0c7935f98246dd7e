"""Fingerprints of registered documents: parts of a contract or form are met again in a mail or file."""
