"""Policy drafts, their approval by a second person, signed versions."""
