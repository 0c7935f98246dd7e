"""Tables in a text: where a header or a label says what the cells hold, and whose they are."""
