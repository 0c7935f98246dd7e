"""Policies by name, and those that a running gateway enforces, read without disturbing it."""

from pathlib import Path

from policies.language.parser import parse
from policies.model import Policy
from runtime import builtin_policies
from runtime.errors import SettingsError
from runtime.keystore import Keystore
from wire.bundle import read


def policy_text(source: str) -> str:
    """Return the YAML text of a policy file, or of `builtin:NAME`.

    Raises:
        SettingsError: there is none; the text names it.
    """
    try:
        if source.startswith(builtin_policies.PREFIX):
            return builtin_policies.load(source)
        return Path(source).read_text(encoding="utf-8")
    except LookupError as error:
        raise SettingsError(f"policy.file: {error}") from None
    except OSError as error:
        raise SettingsError(f"policy.file: {source} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"policy.file: {source} is no UTF-8 text") from None


def policies_in_force(state_dir: Path) -> tuple[Policy, ...]:
    """Return the policies of the bundle below `state_dir`; empty when none was ever taken over.

    Raises:
        SignatureInvalid, SchemaRefused: the bundle was changed on the disk.
        PolicyInvalid: it does not compile here.
    """
    bundle = state_dir / "policy" / "bundle.json"
    if not bundle.exists():
        return ()
    documents = read(bundle.read_bytes(), Keystore(state_dir).bundle_keys()).documents
    return tuple(parse(document.text, name=document.name) for document in documents)
