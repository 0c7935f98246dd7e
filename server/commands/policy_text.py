"""A policy named on the command line: a YAML file, or one that is shipped."""

from pathlib import Path

from runtime import builtin_policies
from runtime.errors import SettingsError
from server.errors import Invalid
from server.policy import checking
from wire.bundle import PolicyDocument

BUILTIN = "builtin:"


def documents_of(source: str) -> tuple[PolicyDocument, ...]:
    """Return the documents of `FILE.yaml` or `builtin:NAME`, checked.

    Raises:
        SettingsError: the file cannot be read, or there is no such shipped policy.
        Invalid: it has problems, or its own tests fail; the text lists them.
    """
    if source.startswith(BUILTIN):
        name = source.removeprefix(BUILTIN)
        try:
            text = builtin_policies.load(name)
        except (OSError, LookupError, ValueError):
            raise SettingsError(f"there is no shipped policy `{name}`") from None
    else:
        name = Path(source).stem
        try:
            text = Path(source).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise SettingsError(f"{source}: cannot be read as text") from None
    documents = (PolicyDocument(name, text),)
    found = checking.check(documents)
    if not found.ok:
        lines = [f"{source}:{one.line}:{one.column}: {one.message}; {one.remedy}" for one in found.problems]
        lines += [f"{source}: test {test.name}: {test.detail}" for test in found.tests if not test.ok]
        words = "\n".join(lines)
        raise Invalid(words, words)
    return documents
