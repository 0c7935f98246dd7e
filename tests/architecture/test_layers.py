"""Arrows between packages point down only, siblings never touch, and nothing goes round in a circle."""

import graphlib
import subprocess
import sys
from pathlib import Path

import grimp

from tests.architecture.tree import PACKAGES, ROOT


def lint_imports(directory: Path, config: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", str(config)]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)


def test_the_import_contracts_are_kept() -> None:
    checked = lint_imports(ROOT, ROOT / "pyproject.toml")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout


def test_the_contracts_cover_all_seven_packages_and_catch_a_breach(tmp_path: Path) -> None:
    """The real contracts over toy packages with one arrow that points up."""
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    config = tmp_path / "pyproject.toml"
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    config.write_text("[tool.importlinter]" + text.split("[tool.importlinter]", 1)[1], encoding="utf-8")
    breaches = {
        "policies": "import inspection",
        "wire": "import sqlite3",
        "inspection": "import wire",
        "runtime": "import agent",
        "agent": "import smtp_gateway",
        "smtp_gateway": "import litestar",
        "server": "import aiosmtpd",
    }
    assert lint_imports(tmp_path, config).returncode == 0
    for package, breach in breaches.items():
        (tmp_path / package / "__init__.py").write_text(breach)
        broken = lint_imports(tmp_path, config)
        assert "1 broken" in broken.stdout, f"{package}: {breach}\n{broken.stdout}{broken.stderr}"
        (tmp_path / package / "__init__.py").write_text("")


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    arrows = {
        module: {
            imported
            for imported in graph.find_modules_directly_imported_by(module)
            if not module.startswith(f"{imported}.")  # a module is in its package, that is no arrow
        }
        for module in graph.modules
    }
    assert len(arrows) > 100
    try:
        list(graphlib.TopologicalSorter(arrows).static_order())
    except graphlib.CycleError as error:
        raise AssertionError("a circle of imports: " + " <- ".join(error.args[1])) from None
