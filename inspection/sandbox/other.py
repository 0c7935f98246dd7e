"""Systems without Landlock and seccomp: resource limits where there are any, and an honest answer."""

from inspection.limits import Limits


def enter(limits: Limits) -> tuple[str, ...]:
    """Set the address space limit if the system has one; return the fences that stand."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return ()
    resource.setrlimit(resource.RLIMIT_AS, (limits.address_space, limits.address_space))
    return ("rlimits",)
