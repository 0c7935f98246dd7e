"""Mail and what mail clients keep: MIME, mailboxes, Outlook items, TNEF."""
