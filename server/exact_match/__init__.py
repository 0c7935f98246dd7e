"""Building exact-match indexes from a client system: a recipe and its rows in, a signed file out."""
