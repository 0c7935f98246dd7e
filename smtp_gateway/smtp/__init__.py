"""The SMTP dialogue without I/O (RFC 5321): bytes in, actions out."""
