"""What travels between processes: frozen, bounded, versioned structs and their signatures. No I/O."""
