"""No distribution we install provides a package of the name of one of ours."""

import importlib.metadata
import importlib.util
import re
from pathlib import Path

from packaging.requirements import Requirement

from tests.architecture.import_all import canonical
from tests.architecture.tree import PACKAGES, ROOT

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*==[^\\\n]+)", re.MULTILINE)


def locked_here() -> list[Requirement]:
    """Return the requirements of the developers' lock that apply on this platform."""
    text = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")
    pins = [Requirement(pin.strip()) for pin in PIN.findall(text)]
    return [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]


def test_the_locked_distributions_are_the_ones_that_are_looked_at() -> None:
    installed = {canonical(distribution.name) for distribution in importlib.metadata.distributions()}
    locked = {canonical(pin.name) for pin in locked_here()}
    assert len(locked) > 30
    assert sorted(locked - installed) == []


def test_no_distribution_takes_one_of_our_names() -> None:
    providers = importlib.metadata.packages_distributions()
    assert {name: set(providers.get(name, ())) - {"ashseal"} for name in PACKAGES} == {
        name: set() for name in PACKAGES
    }


def test_our_names_lead_to_our_files() -> None:
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        assert Path(found.origin) == ROOT / name / "__init__.py"
