"""Signed and sealed envelopes: CMS, OpenPGP, DER."""
