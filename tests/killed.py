"""A function in a process of its own, forked from one that holds the imports: quick enough for every state."""

import multiprocessing
from collections.abc import Callable

_SECONDS = 50.0  # less than a test may take, so that it is told which process hung

_fork_server = multiprocessing.get_context("forkserver")
# A fork of this process would inherit the locks of its threads; the server has none.
_fork_server.set_forkserver_preload(
    ["tests.agent.builders", "tests.runtime.conftest", "tests.server.support"]
)


def exit_code(victim: Callable[..., object], *arguments: object) -> int:
    """Run a module's function in a new process; return its exit code, negative for the signal it died of."""
    process = _fork_server.Process(target=victim, args=arguments)
    process.start()
    process.join(_SECONDS)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"{victim.__module__} has not ended in {_SECONDS:.0f} s")
    return process.exitcode
