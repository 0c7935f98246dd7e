"""The transparent SMTP relay that seals, holds or refuses outgoing mail with client data."""
