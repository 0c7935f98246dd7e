"""The one door to the fences of each system: what is promised stands, what does not is not claimed."""

from inspection.sandbox import WANTED
from tests.inspection.sandbox.child import told


def test_on_linux_all_fences_stand_and_hold() -> None:
    said = told(
        """
        fences = sandbox.enter(Limits())
        tell([fences, outcome(lambda: open(sys.executable))])
        """
    )
    assert said[0] == list(WANTED) == ["rlimits", "landlock", "seccomp"]
    assert said[1] != "allowed"


def test_elsewhere_only_what_there_is_is_claimed() -> None:
    said = told(
        """
        sys.platform = "darwin"
        fences = sandbox.enter(Limits())
        sandbox.renew_cpu_budget(1)
        tell([fences, "inspection.sandbox.linux" in sys.modules, resource.getrlimit(resource.RLIMIT_CPU)])
        """
    )
    assert said == [["rlimits"], False, [-1, -1]]


def test_each_renewal_gives_time_of_the_processor_from_now_on() -> None:
    first, second = told(
        """
        sandbox.enter(Limits())
        said = []
        for _ in range(2):
            sandbox.renew_cpu_budget(7)
            said.append([int(time.process_time()), *resource.getrlimit(resource.RLIMIT_CPU)])
            while time.process_time() < said[0][0] + 1:
                pass
        tell(said)
        """
    )
    for used, soft, hard in (first, second):
        assert 7 <= soft - used <= 8
        assert hard == -1
    assert second[1] > first[1]


def test_a_parent_gives_room_to_map_a_file_and_takes_it_back() -> None:
    said = told(
        """
        limits = Limits(address_space=1 << 30)
        one, other = socket.socketpair()
        child = os.fork()
        if not child:
            sandbox.enter(limits)
            one.send(b"x")
            one.recv(1)
            one.send(b"a" if outcome(lambda: mmap.mmap(-1, 2 << 30)) == "allowed" else b"r")
            one.recv(1)
            os._exit(0)
        said = []
        other.recv(1)
        for octets in (3 << 30, 0, 3 << 30):
            sandbox.give_room(child, octets)
            said.append(resource.prlimit(child, resource.RLIMIT_AS)[0] >> 30)
        other.send(b"x")
        said.append(other.recv(1).decode())
        other.send(b"x")
        os.waitpid(child, 0)
        tell(said)
        """
    )
    assert said == [4, 1, 4, "a"]
