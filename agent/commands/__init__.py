"""The subcommands of `ashseal-agent`, one file each: `add` declares its options, `run` does it."""
