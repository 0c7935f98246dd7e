"""Exact-data match: values of a client system are met again in a mail or file, from keyed hashes alone."""
