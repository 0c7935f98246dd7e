"""One file for each subcommand of ashseal-console."""
