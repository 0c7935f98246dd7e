"""What a page says at its top after something was done; a link can name only these."""

from server.web.marks import N_

NOTICES: dict[str, str] = {
    "saved": N_("Saved."),
    "commented": N_("Your remark was added."),
    "assigned": N_("The incident was assigned."),
    "closed": N_("The incident was closed."),
    "reopened": N_("The incident is open again."),
    "submitted": N_("Submitted. A second person must approve it before it takes effect."),
    "withdrawn": N_("The draft was withdrawn."),
    "rebased": N_("Your changes now stand on the version in force."),
    "approved": N_("Approved, signed and published. Gateways and agents take it over within seconds."),
    "rejected": N_("The change was rejected."),
    "documents-approved": N_("Approved. Gateways and agents follow within minutes."),
    "release-asked": N_("Asked for. A reviewer decides on it."),
    "release-approved": N_("Approved. Gateways follow within half a minute."),
    "release-rejected": N_("The release was rejected."),
    "release-withdrawn": N_("The release was withdrawn. Gateways follow within half a minute."),
    "roles": N_("The roles were changed. The person must log in again."),
    "disabled": N_("The account was disabled and logged out."),
    "enabled": N_("The account can be used again."),
    "unlocked": N_("The lock-out was lifted."),
    "sessions": N_("All sessions were ended."),
    "revoked": N_("The device is locked out from now on."),
    "password": N_("Your password was changed and all sessions were ended. Log in with the new one."),
    "welcome": N_("Your account is ready. Next time you log in with name, password and a code."),
    "logged-out": N_("You are logged out."),
}


def notice_of(key: str) -> str:
    """Return the message id of a notice, or an empty text for an unknown key."""
    return NOTICES.get(key, "")
