"""Sample mails and files, each with what must happen to it. All client data is synthetic."""
