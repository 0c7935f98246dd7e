"""E-mail alerts on incidents, queued so that none is lost."""
