"""Documents in compound files: Word, Excel and PowerPoint of before 2007, and what is embedded in newer ones."""
