"""HTML and XML."""
