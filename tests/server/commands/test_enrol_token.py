from tests.server.commands.calling import Caller
from tests.server.events import Device


def test_a_token_admits_the_named_device(ready: Caller) -> None:
    said = ready("enrol-token", "--component", "gateway", "--device", "gw-1").only
    assert (said["component"], said["device"]) == ("gateway", "gw-1")
    console = ready.console()
    console.fleet.enrol(Device().request(str(said["token"])), client="")
    console.close()


def test_a_bad_name_is_refused(ready: Caller) -> None:
    assert ready("enrol-token", "--component", "gateway", "--device", "a b").code == 1
    assert ready("enrol-token", "--component", "router", "--device", "a").code == 2
