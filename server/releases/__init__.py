"""The register of releases: mail with client data that was asked for, and approved, beforehand (row R28)."""
