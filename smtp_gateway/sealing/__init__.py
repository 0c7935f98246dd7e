"""Turns one outgoing message into a sealed one for one recipient: S/MIME or a protected PDF."""
