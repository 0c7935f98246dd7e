"""Ways to put Ashseal on a machine."""
