"""Replay: a policy against the stored features of past mails and files, as one SQL query."""
