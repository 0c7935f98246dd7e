"""The policy that the setting `policy.file` (or an option of the same form) names."""

from pathlib import Path

from runtime import builtin_policies
from runtime.errors import SettingsError


def policy_text(source: str) -> str:
    """Return the YAML text of a policy file, or of `builtin:NAME`.

    Raises:
        SettingsError: there is none.
    """
    try:
        if source.startswith(builtin_policies.PREFIX):
            return builtin_policies.load(source)
        return Path(source).read_text(encoding="utf-8")
    except (LookupError, OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"policy.file: {error}") from None
