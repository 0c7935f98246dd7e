"""The policies that are shipped, as texts: `policies` itself reads no files."""

from importlib import resources

NAMES = ("bank", "observe", "broker", "general", "public-workstation")
PREFIX = "builtin:"


def load(name: str) -> str:
    """Return the YAML text of a shipped policy; `builtin:` before the name is allowed.

    Raises:
        LookupError: no policy of this name is shipped.
    """
    bare = name.removeprefix(PREFIX)
    if bare not in NAMES:
        raise LookupError(f"no built-in policy {bare!r}; there are {', '.join(NAMES)}")
    return (resources.files("policies") / "builtin" / f"{bare}.yaml").read_text(encoding="utf-8")
