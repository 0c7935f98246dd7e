"""How a text tells a password: the words, the clauses around them, the value, and the hints at one."""
