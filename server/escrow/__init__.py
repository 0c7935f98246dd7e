"""Passwords of sealed containers, readable once by the sender alone."""
