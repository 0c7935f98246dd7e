"""What the architecture tests look at: the files of the repository, and the modules of the product."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = {"agent": "agent", "smtp_gateway": "gateway", "server": "server"}  # package: its extra
PACKAGES = (*COMPONENTS, "runtime", "inspection", "wire", "policies")


def repository_files() -> list[Path]:
    """Return every file that is, or is about to be, in the repository, relative to its root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted({Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()})


def product_sources() -> list[Path]:
    """Return the Python files of the seven packages, relative to the root."""
    return [file for file in repository_files() if file.suffix == ".py" and file.parts[0] in PACKAGES]


def is_migration(source: Path) -> bool:
    """Return whether a source file is run by Alembic while it migrates and can be imported by nobody else."""
    return "migrations" in source.parts and source.name != "__init__.py"


def module_name(source: Path) -> str:
    """Return the dotted name under which a source file is imported."""
    parts = source.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
