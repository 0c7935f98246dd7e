"""Each fence of Linux, tried from inside by a process that wants out."""

import errno
import os
import select
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from inspection.sandbox import linux
from tests.inspection.sandbox.child import PRELUDE, told

ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM

ATTEMPTS = """
    from inspection.sandbox import linux
    path, port, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    libc = ctypes.CDLL(None, use_errno=True)
    one, other = socket.socketpair()
    held = os.open(sys.executable, os.O_RDONLY)
    unix = socket.socket(socket.AF_UNIX)
    tcp = socket.socket()
    if sys.argv[4] == "landlock":
        linux._seccomp = lambda _libc, threads: False
    if sys.argv[4] == "seccomp":
        linux._landlock = lambda _libc: False
    fences = linux.enter(Limits(address_space=1 << 30))
    def refused(*call):
        if libc.syscall(*call) < 0:
            raise OSError(ctypes.get_errno(), "")
    tell({
        "fences": fences,
        "read": outcome(lambda: os.open(path, os.O_RDONLY)),
        "create": outcome(lambda: os.open(path + ".new", os.O_CREAT | os.O_WRONLY)),
        "truncate": outcome(lambda: os.truncate(path, 0)),
        "remove": outcome(lambda: os.unlink(path)),
        "rename": outcome(lambda: os.rename(path, path + ".moved")),
        "list": outcome(lambda: os.listdir(os.path.dirname(path))),
        "execute": outcome(lambda: os.execv(sys.executable, ["python", "-c", "print('out')"])),
        "tcp": outcome(lambda: tcp.connect(("127.0.0.1", port))),
        "listen": outcome(lambda: tcp.bind(("127.0.0.1", 0))),
        "abstract": outcome(lambda: unix.connect("\\0ashseal-test-" + str(port))),
        "signal": outcome(lambda: os.kill(parent, 0)),
        "socket": outcome(socket.socket),
        "fork": outcome(lambda: os._exit(0) if os.fork() == 0 else None),
        "thread": outcome(threading.Thread(target=int).start),
        "old abi": outcome(lambda: refused(0x40000002, path.encode(), 0)),
        "parent's limits": outcome(lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE)),
        "own limits": outcome(lambda: resource.prlimit(0, resource.RLIMIT_NOFILE)),
        "signal by descriptor": outcome(lambda: fcntl.fcntl(one, fcntl.F_SETOWN, parent)),
        "processor time": outcome(lambda: linux.renew_cpu_budget(5)),
        "memory": outcome(lambda: bytes(2 << 30)),
        "compute": outcome(lambda: bytes(50 << 20)),
        "talk": outcome(lambda: (one.send(b"x"), other.recv(1))),
        "read what it holds": outcome(lambda: os.pread(held, 4, 0)),
        "map what it holds": outcome(lambda: mmap.mmap(held, 4, access=mmap.ACCESS_READ)),
        "random": outcome(lambda: os.urandom(8)),
        "clock": outcome(time.monotonic),
    })
"""
FILES = ("read", "create", "truncate", "remove", "rename", "list", "execute")
NEEDED = ("processor time", "compute", "talk", "read what it holds", "map what it holds", "random", "clock")


@pytest.fixture(scope="module")
def attempts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """What a process could do behind all fences, and behind one of the two alone."""
    path = tmp_path_factory.mktemp("outside") / "client.txt"
    path.write_text("client data")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        port = server.getsockname()[1]
        abstract.bind(f"\0ashseal-test-{port}")
        abstract.listen()
        arguments = (str(path), str(port), str(os.getpid()))
        yield {fence: told(ATTEMPTS, *arguments, fence) for fence in ("all", "landlock", "seccomp")}
    assert [each.name for each in path.parent.iterdir()] == ["client.txt"]
    assert path.read_text() == "client data"


def landlock_version() -> int:
    return int(linux.ctypes.CDLL(None).syscall(444, None, linux.ctypes.c_size_t(0), 1))


def test_the_fences_that_stand_are_named(attempts: dict[str, dict[str, Any]]) -> None:
    assert attempts["all"]["fences"] == ["rlimits", "landlock", "seccomp"]
    assert attempts["landlock"]["fences"] == ["rlimits", "landlock"]
    assert attempts["seccomp"]["fences"] == ["rlimits", "seccomp"]


@pytest.mark.parametrize("fence", ["all", "seccomp"])
def test_system_calls_beyond_computing_are_refused(attempts: dict[str, dict[str, Any]], fence: str) -> None:
    attempted = dict(attempts[fence])
    del attempted["fences"], attempted["memory"], attempted["thread"]
    for name in NEEDED:
        assert attempted.pop(name) == "allowed", name
    assert {name: result for name, result in attempted.items() if result != errno.EPERM} == {}
    assert attempts[fence]["thread"] == "RuntimeError"


def test_landlock_alone_keeps_files_and_connections_away(attempts: dict[str, dict[str, Any]]) -> None:
    result = attempts["landlock"]
    assert {name: result[name] for name in FILES if result[name] != errno.EACCES} == {}
    assert [result["tcp"], result["listen"]] == [errno.EACCES if landlock_version() > 3 else "allowed"] * 2
    assert [result["abstract"], result["signal"]] == [
        errno.EPERM if landlock_version() > 5 else "allowed"
    ] * 2
    assert result["talk"] == "allowed"


@pytest.mark.parametrize("fence", ["all", "landlock", "seccomp"])
def test_memory_is_bounded_whatever_else_stands(attempts: dict[str, dict[str, Any]], fence: str) -> None:
    assert attempts[fence]["memory"] == "MemoryError"


def test_threads_may_start_where_that_is_asked_for_and_are_fenced_in_too() -> None:
    assert told(
        """
        libc = ctypes.CDLL(None, use_errno=True)
        sandbox.enter(Limits(), threads=True)
        tried = {}
        def work():
            tried["open"] = outcome(lambda: os.open(sys.executable, os.O_RDONLY))
            tried["fork"] = outcome(lambda: os._exit(0) if os.fork() == 0 else None)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        tell(tried)
        """
    ) == {"open": errno.EPERM, "fork": errno.EPERM}


def test_no_core_no_file_few_descriptors_no_tracer() -> None:
    said = told(
        """
        from inspection.sandbox import linux
        linux._seccomp = lambda _libc, threads: False
        linux.enter(Limits())
        limits = (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
        libc = ctypes.CDLL(None)
        tell([[resource.getrlimit(limit) for limit in limits], libc.prctl(3), libc.prctl(39, 0, 0, 0, 0)])
        """
    )
    assert said == [[[0, 0], [0, 0], [64, 64]], 0, 1]


def test_a_worker_does_not_outlive_its_parent() -> None:
    """The parent is killed; of the worker, which sleeps on, the other end of a pipe is heard closing."""
    fenced = PRELUDE + "sandbox.enter(Limits())\ntell('fenced')\ntime.sleep(100)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-c', {fenced!r}])"
    process = subprocess.Popen([sys.executable, "-I", "-c", parent], stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 100) == b'"fenced"'
        process.kill()
        readable, _, _ = select.select([process.stdout], [], [], 40)
        assert readable
        assert os.read(process.stdout.fileno(), 100) == b""


def judged(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """Run the filter as the kernel does (struct seccomp_data; classic BPF)."""
    call = struct.pack("<IIQ6Q", number, architecture, 0, *arguments, *[0] * (6 - len(arguments)))
    at = loaded = 0
    while True:
        code, if_true, if_false, value = struct.unpack_from("<HBBI", program, at * 8)
        if code == 0x06:
            return int(value)
        if code == 0x20:
            loaded = struct.unpack_from("<I", call, value)[0]
            at += 1
        else:
            at += 1 + (if_true if loaded == value else if_false)


def test_exactly_the_listed_calls_pass_and_a_foreign_architecture_dies() -> None:
    program = linux._filter(7, {3: (), 9: (), 60: ()})
    assert [number for number in range(500) if judged(program, 7, number) == ALLOW] == [3, 9, 60]
    assert judged(program, 7, 3 | 0x40000000) == judged(program, 7, 4) == REFUSE
    assert judged(program, 8, 3) == KILL


def test_a_call_may_be_allowed_with_these_arguments_only() -> None:
    program = linux._filter(7, {3: ((0, 0), (2, 5)), 4: ()})
    assert judged(program, 7, 3, 0, 99, 5) == ALLOW
    assert judged(program, 7, 3, 1, 99, 5) == judged(program, 7, 3, 0, 5, 99) == REFUSE
    assert judged(program, 7, 4, 1) == ALLOW


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_no_list_holds_a_call_that_leads_out(machine: str) -> None:
    _, calls = linux._ARCHITECTURES[machine]
    ways_out = "open openat openat2 socket connect bind execve fork vfork clone clone3 kill tgkill ptrace ioctl prctl"
    assert calls.keys().isdisjoint(ways_out.split())
    assert len(set(calls.values())) == len(calls)
    assert {"read", "mmap", "recvmsg", "sendmsg", "exit_group", "fcntl", "prlimit64"} <= calls.keys()


def test_an_unknown_machine_has_no_filter_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux.platform, "machine", lambda: "riscv64")
    assert linux._seccomp(linux.ctypes.CDLL(None)) is False
