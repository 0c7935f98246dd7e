"""Rules of the fleet: a token admits one device once; a certificate and a key name it afterwards."""

from server.fleet.types import Component, Device, EnrolmentToken, FleetCounts
from server.identity.types import Person


class FleetService:
    """Devices. All methods block; call them from a thread."""

    def devices(self, actor: Person) -> tuple[Device, ...]:
        """Return all devices by name. Needs FLEET_READ."""
        raise NotImplementedError

    def device(self, actor: Person, name: str) -> Device:
        """Return one device. Needs FLEET_READ.

        Raises:
            NotFound: no such device.
        """
        raise NotImplementedError

    def counts(self, actor: Person) -> FleetCounts:
        """Return numbers for the overview. Needs FLEET_READ."""
        raise NotImplementedError

    def enrolment_token(
        self, actor: Person, component: Component, device: str, reason: str
    ) -> EnrolmentToken:
        """Issue a token that admits `device` once. Needs FLEET_MANAGE.

        An active device of that name keeps its certificate until the token is used.

        Raises:
            Invalid: bad device name, component or reason.
        """
        raise NotImplementedError

    def revoke(self, actor: Person, name: str, reason: str) -> None:
        """Refuse the device from now on, whatever certificate it shows. Needs FLEET_MANAGE."""
        raise NotImplementedError
