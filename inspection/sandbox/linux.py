"""Linux: resource limits, Landlock without a single rule, a seccomp list of harmless calls.

Landlock (since 5.13) refuses the file system and, where the kernel knows how, TCP and abstract
sockets; seccomp refuses every call that opens, connects, starts or signals. Either alone would
hold; a kernel may lack one. Both are entered through the C library by ctypes and cannot be left
again. The list of calls was made by running every reader under it.
"""

import ctypes
import errno
import fcntl
import os
import platform
import resource
import struct
import time

from inspection.limits import Limits

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SIGKILL = 9
_OPEN_FILES = 64
_ROOM = 1 << 40  # octets: between what a worker may address by itself and what its parent may let it map

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same on every architecture
_LANDLOCK_VERSION = 1
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # bits of file system rights by interface version
_NET_SINCE, _SCOPE_SINCE = 4, 6

_SECCOMP_FILTER = 2
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_OFFSET, _ARCH_OFFSET, _ARGUMENTS_OFFSET = 0, 4, 16

_X86_64 = {
    "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
    "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17,
    "readv": 19, "writev": 20, "select": 23, "sched_yield": 24, "mremap": 25, "msync": 26, "madvise": 28,
    "nanosleep": 35, "getpid": 39, "sendto": 44, "recvfrom": 45, "sendmsg": 46, "recvmsg": 47, "exit": 60,
    "uname": 63, "fcntl": 72,
    "gettimeofday": 96, "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100,
    "getuid": 102, "getppid": 110, "sigaltstack": 131, "setrlimit": 160, "gettid": 186, "time": 201,
    "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229,
    "clock_nanosleep": 230, "exit_group": 231, "ppoll": 271, "prlimit64": 302, "getrandom": 318,
}  # fmt: skip
_AARCH64 = {
    "fcntl": 25,
    "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67, "close": 57, "fstat": 80,
    "ppoll": 73, "pselect6": 72, "exit": 93, "exit_group": 94, "futex": 98, "nanosleep": 101,
    "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123,
    "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "uname": 160,
    "getrlimit": 163, "setrlimit": 164, "getrusage": 165,
    "gettimeofday": 169, "getpid": 172, "getppid": 173, "getuid": 174, "gettid": 178, "sysinfo": 179,
    "sendto": 206, "recvfrom": 207, "sendmsg": 211, "recvmsg": 212, "brk": 214, "munmap": 215, "mremap": 216,
    "mmap": 222, "mprotect": 226, "msync": 227, "madvise": 233, "prlimit64": 261, "getrandom": 278,
}  # fmt: skip
# These pass with exactly these values of their arguments. Limits: of this process, processor time only.
# `fcntl`: to map a large file, Python duplicates its descriptor by it; other commands can send signals.
_ONLY_WITH = {
    "prlimit64": ((0, 0), (1, resource.RLIMIT_CPU)),
    "setrlimit": ((0, resource.RLIMIT_CPU),),
    "fcntl": ((1, fcntl.F_DUPFD_CLOEXEC),),
    "clone": ((0, 0x3D0F00),),  # the flags of a thread as the C library sets them
}
# Decoders of pictures start threads, which inherit the fences and need these calls; `clone` with other flags would
# start a process. The C library asks for `clone3` first, whose flags no filter can see: it is told there is none.
_THREADS = {
    "x86_64": {"clone": 56, "set_robust_list": 273, "rseq": 334},
    "aarch64": {"clone": 220, "set_robust_list": 99, "rseq": 293},
}
_CLONE3 = 435
_ARCHITECTURES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}


def enter(limits: Limits, *, threads: bool = False) -> tuple[str, ...]:
    """Fence this process in, which may start threads afterwards if so told; return the fences that stand."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    standing = ["rlimits"]
    _limit_resources(limits)
    if _landlock(libc):
        standing.append("landlock")
    if _seccomp(libc, threads=threads):
        standing.append("seccomp")
    return tuple(standing)


def renew_cpu_budget(seconds: int) -> None:
    """Set the soft limit of processor time to what was used plus `seconds`."""
    used = int(time.process_time()) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def give_room(pid: int, octets: int) -> None:
    """Set the soft limit of another process's address space to what it was fenced in with, and `octets` more."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_AS)
    if hard <= _ROOM:  # the whole system has a limit of its own
        return
    resource.prlimit(pid, resource.RLIMIT_AS, (hard - _ROOM + min(octets, _ROOM), hard))


def _limit_resources(limits: Limits) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    hard = limits.address_space + (_ROOM if most == resource.RLIM_INFINITY else 0)
    resource.setrlimit(resource.RLIMIT_AS, (limits.address_space, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))


def _landlock(libc: ctypes.CDLL) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)
    if version < 1:
        return False
    rights = (1 << _FS_RIGHTS.get(min(version, 5), 13)) - 1
    attributes = struct.pack("<Q", rights)
    if version >= _NET_SINCE:
        attributes += struct.pack("<Q", 0b11)  # bind and connect by TCP
    if version >= _SCOPE_SINCE:
        attributes += struct.pack("<Q", 0b11)  # abstract sockets, signals
    ruleset = libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        return bool(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _seccomp(libc: ctypes.CDLL, *, threads: bool = False) -> bool:
    known = _ARCHITECTURES.get(platform.machine())
    if known is None:
        return False
    architecture, numbers = known
    if threads:
        numbers = numbers | _THREADS[platform.machine()]
    program = _filter(architecture, {number: _ONLY_WITH.get(name, ()) for name, number in numbers.items()})
    count = len(program) // 8
    code = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: unsigned short len; struct sock_filter *filter
    descriptor = struct.pack("@HP", count, ctypes.addressof(code))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_FILTER, descriptor, 0, 0) == 0)


def _filter(architecture: int, allowed: dict[int, tuple[tuple[int, int], ...]]) -> bytes:
    """Assemble the BPF program: another architecture dies, a listed call passes, all else is EPERM, `clone3` unknown.

    `allowed` maps the number of a call to (index, value) of the arguments it passes with; the low
    32 bits are compared, of which the kernel takes these arguments.
    """
    refuse = _instruction(_RETURN, _ERRNO | errno.EPERM)
    lines = [
        _instruction(_LOAD, _ARCH_OFFSET),
        _instruction(_JUMP_EQUAL, architecture, jump_true=1),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER_OFFSET),
        _instruction(_JUMP_EQUAL, _CLONE3, jump_false=1),
        _instruction(_RETURN, _ERRNO | errno.ENOSYS),
    ]
    for number, arguments in sorted(allowed.items()):
        lines.append(_instruction(_JUMP_EQUAL, number, jump_false=3 * len(arguments) + 1))
        for index, value in arguments:
            lines += [
                _instruction(_LOAD, _ARGUMENTS_OFFSET + 8 * index),
                _instruction(_JUMP_EQUAL, value, jump_true=1),
                refuse,
            ]
        lines.append(_instruction(_RETURN, _ALLOW))
    return b"".join([*lines, refuse])


def _instruction(code: int, value: int, *, jump_true: int = 0, jump_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, jump_true, jump_false, value)
