"""How a file is made unreadable on disk, what that does not reach, and how it is checked."""
