"""The decision on a mail or file: what the rules ask of it, which of them apply, and which one wins."""
