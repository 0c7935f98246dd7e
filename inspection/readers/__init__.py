"""One reader a format: bytes to segments, with everything that a person could hide in it."""
