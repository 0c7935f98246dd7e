"""Masked copies of mails whose policy says `redact`: made, inspected once more, or given up for a stricter action."""
