"""Each component runs with what its extra installs, and its extra installs nothing it must not have."""

import importlib.metadata
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable

import pytest
from packaging.requirements import Requirement

from tests.architecture import import_all
from tests.architecture.import_all import canonical
from tests.architecture.tree import COMPONENTS, PACKAGES, ROOT, is_migration, module_name, product_sources

BELOW = [package for package in PACKAGES if package not in COMPONENTS]
FOREIGN = {
    "agent": {"aiosmtpd", "litestar", "uvicorn", "sqlalchemy", "jinja2", "reportlab", "pikepdf"},
    "smtp_gateway": {"litestar", "uvicorn", "sqlalchemy", "jinja2", "pyside6-essentials", "psutil"},
    "server": {"aiosmtpd", "pyside6-essentials", "watchdog", "reportlab"},
}


def requirements_of(extra: str | None) -> list[Requirement]:
    """Return what the project asks for: always, and for `extra`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    return [Requirement(text) for text in wanted]


def closure(wanted: Iterable[Requirement]) -> set[str]:
    """Return the distributions that `wanted` brings here, those they need in turn included."""
    found: set[tuple[str, str]] = set()
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        for extra in {"", *requirement.extras}:
            key = (canonical(requirement.name), extra)
            if key in found or not _applies(requirement):
                continue
            found.add(key)
            needs = importlib.metadata.requires(requirement.name) or []
            waiting.extend(need for need in map(Requirement, needs) if _applies(need, extra))
    return {name for name, _extra in found}


def _applies(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def import_with(allowed: set[str], modules: list[str]) -> subprocess.CompletedProcess[str]:
    order = json.dumps({"modules": modules, "allowed": sorted(allowed)})
    command = [sys.executable, import_all.__file__, order]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def modules_of(packages: Iterable[str]) -> list[str]:
    wanted = set(packages)
    sources = [source for source in product_sources() if source.parts[0] in wanted]
    return [module_name(source) for source in sources if not is_migration(source)]


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_imports_nothing_beyond_its_extra(component: str) -> None:
    allowed = closure(requirements_of(COMPONENTS[component]))
    imported = import_with(allowed, modules_of([component, *BELOW]))
    assert imported.stdout == ""
    assert imported.returncode == 0, imported.stderr


def test_inspection_and_policy_commands_need_no_extra_at_all() -> None:
    imported = import_with(closure(requirements_of(None)), modules_of(BELOW))
    assert imported.stdout == ""
    assert imported.returncode == 0, imported.stderr


@pytest.mark.parametrize("component", COMPONENTS)
def test_an_extra_brings_nothing_foreign(component: str) -> None:
    assert closure(requirements_of(COMPONENTS[component])) & FOREIGN[component] == set()


def test_what_is_not_among_the_requirements_is_refused() -> None:
    """The instrument itself: without PyYAML the policy language cannot be imported."""
    allowed = closure(requirements_of(None)) - {"pyyaml"}
    imported = import_with(allowed, ["policies.language.parser", "wire.bounds"])
    assert imported.returncode == 1
    assert "yaml is of ['pyyaml']" in imported.stdout
    assert "wire.bounds" not in imported.stdout
