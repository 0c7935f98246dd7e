"""Text without markup, and octets that are no known format."""
