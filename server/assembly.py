"""The areas of the console put together: what pages, machines and commands are given."""

from dataclasses import dataclass

from server.alerts.service import AlertService
from server.audit.service import AuditService
from server.destruction.service import DestructionService
from server.escrow.service import EscrowService
from server.fleet.service import FleetService
from server.identity.service import IdentityService
from server.incidents.service import IncidentService
from server.policy.service import PolicyService


@dataclass(frozen=True)
class Console:
    """One service of each area. Pages reach it as `request.app.state.console`."""

    identity: IdentityService
    policy: PolicyService
    fleet: FleetService
    incidents: IncidentService
    destruction: DestructionService
    escrow: EscrowService
    audit: AuditService
    alerts: AlertService
    public_url: str
