"""A process that has loaded what a worker needs, and forks a worker whenever it is asked for one.

Started by `inspection.forks` as `python -I -m inspection.fork_server`, with the channel as descriptor 0. To load
the code takes most of a second, to fork some milliseconds. It reads no file and is told no key: what a worker
inherits is code. It has one thread, as whoever forks must, and ends when the channel is closed.
"""

import contextlib
import gc
import os
import socket
import sys

from inspection import channel, worker


def main() -> int:
    """Fork workers until the channel is closed; exit code 0, in a worker too."""
    link = socket.socket(fileno=0)
    compiled = worker.load(channel.receive(link)[1])
    gc.collect()
    gc.freeze()  # a collection would write to pages that all workers share
    channel.send(link, channel.Loaded(compiled))
    workers_link = _fork_until_closed(link)
    if workers_link is not None:
        link.close()
        return worker.serve(workers_link)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0):  # they see their channels closed too
            pass
    return 0


def _fork_until_closed(link: socket.socket) -> socket.socket | None:
    """Return the channel of a worker in each worker, `None` in the server at its end."""
    while True:
        try:
            _, fd = channel.receive(link)
        except (channel.ChannelClosed, ConnectionError):
            return None
        _reap()
        if fd is None:
            return None
        pid = os.fork()
        if pid == 0:
            return socket.socket(fileno=fd)
        os.close(fd)
        with contextlib.suppress(ConnectionError):
            channel.send(link, channel.Forked(pid))


def _reap() -> None:
    """Let go of the workers that have ended.

    Not when they end: the number of a dead one must not belong to another process before the parent has taken
    hold of it, and the parent does that before it asks for the next.
    """
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


if __name__ == "__main__":
    sys.exit(main())
