"""Word and PowerPoint documents of before 2007, and their drawings."""
