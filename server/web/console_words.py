"""Words for the short tokens that the console itself stores: states, roles, actions."""

from server.web.marks import N_

ACTOR = {"console": N_("The console itself"), "local-operator": N_("Operator at the server")}
DEVICE_STATE = {
    "ok": N_("Working"),
    "degraded": N_("Restricted"),
    "silent": N_("Not heard from"),
    "never": N_("Not heard from yet"),
    "revoked": N_("Locked out"),
}
INCIDENT_STATE = {"open": N_("Open"), "assigned": N_("In progress"), "closed": N_("Closed")}
DISPOSITION = {
    "confirmed": N_("Confirmed"),
    "false-alarm": N_("False alarm"),
    "accepted": N_("Accepted"),
    "duplicate": N_("Duplicate"),
}
DISPOSITION_HELP = {
    "confirmed": N_("Client data was handled against the rules."),
    "false-alarm": N_("What was found is no client data; the policy should be made better."),
    "accepted": N_("Client data, but with a good reason; no measure is needed."),
    "duplicate": N_("The same matter is worked on in another incident."),
}
ROLE = {
    "system_admin": N_("System administrator"),
    "security_admin": N_("Security administrator"),
    "audit_admin": N_("Audit administrator"),
    "reviewer": N_("Reviewer"),
    "employee": N_("Employee"),
}
ROLE_HELP = {
    "system_admin": N_("Adds people and devices. Sees no client data and no policy."),
    "security_admin": N_("Writes policies and approves those of others, never their own."),
    "audit_admin": N_("Reads the audit trail. Changes nothing."),
    "reviewer": N_("Works on incidents, reads destruction records and decides on releases of others."),
    "employee": N_("Collects the passwords of mails they have sent themselves, and asks for releases."),
}
POLICY_STATE = {
    "editing": N_("Draft"),
    "submitted": N_("Waiting for approval"),
    "published": N_("Published"),
    "rejected": N_("Rejected"),
    "withdrawn": N_("Withdrawn"),
}
RELEASE_STATE = {
    "submitted": N_("Waiting for approval"),
    "approved": N_("In force"),
    "later": N_("Approved, begins later"),
    "over": N_("Over"),
    "rejected": N_("Rejected"),
    "withdrawn": N_("Withdrawn"),
}
DOCUMENT_DEED = {
    "register": N_("Documents to be registered"),
    "replace": N_("Documents to be registered in place of older ones"),
    "withdraw": N_("Documents to be withdrawn"),
}
CATEGORY_HELP = {
    "identity": N_("Names, identity numbers, telephones, addresses, pictures of identity cards"),
    "property": N_("Cards, accounts, income, tax, vehicles"),
    "credit": N_("Loans, credit reports"),
    "transaction": N_("Payments, trades, statements"),
    "derived": N_("Ratings and profiles"),
    "other": N_("Everything else"),
}
VERIFICATION = {
    "verified": N_("Signature holds"),
    "bad-certificate": N_("Wrong certificate"),
    "bad-signature": N_("Signature does not hold"),
    "unreadable": N_("Record cannot be read"),
}
VERIFICATION_HELP = {
    "bad-certificate": N_(
        "The key was not certified by this console for this workstation. Do not rely on the record."
    ),
    "bad-signature": N_(
        "The record was changed after it was signed, or signed by another key. Do not rely on it."
    ),
    "unreadable": N_(
        "The signature fits, but the content is no destruction record that this console can read."
    ),
}
ESCROW_STATE = {"waiting": N_("Waiting to be read"), "opened": N_("Already read"), "expired": N_("Expired")}
PERSON_STATE = {
    "invited": N_("Invited, not logged in yet"),
    "active": N_("Active"),
    "disabled": N_("Disabled"),
}
PERSON_ACTION = {
    "unlock": N_("Lift the lock-out"),
    "token": N_("New first log-in"),
    "end-sessions": N_("End all sessions"),
    "disable": N_("Disable the account"),
    "enable": N_("Enable the account"),
}
PERSON_ACTION_HELP = {
    "unlock": N_(
        "After too many wrong tries the account is locked for a while. Lift it when you know who it was."
    ),
    "token": N_("For a forgotten password or a lost phone. Password and second factor are forgotten."),
    "end-sessions": N_("Logs the person out everywhere."),
    "disable": N_("The person can no longer log in. What they did stays in the trail."),
    "enable": N_("The person can log in again."),
}
ALERT_STATE = {"waiting": N_("Waiting"), "sending": N_("Being sent"), "sent": N_("Sent")}
AUDIT_OUTCOME = {"done": N_("Done"), "refused": N_("Refused")}
AUDIT_ACTION = {
    "audit.export": N_("Exported the audit trail"),
    "audit.key": N_("Fetched the audit key"),
    "console.init": N_("Set up the console"),
    "document.approve": N_("Approved a change of documents"),
    "document.ask": N_("Asked for a change of documents"),
    "document.register": N_("Registered a document"),
    "document.reject": N_("Rejected a change of documents"),
    "document.replace": N_("Registered a newer document"),
    "document.withdraw": N_("Withdrew a document"),
    "edm.build": N_("Built an exact-match index"),
    "escrow.expire": N_("A mail password expired unread"),
    "escrow.look": N_("Looked for a mail password"),
    "escrow.open": N_("Read a mail password"),
    "fleet.enrol": N_("A device enrolled"),
    "fleet.revoke": N_("Locked a device out"),
    "fleet.token": N_("Issued an enrolment token"),
    "identity.lock": N_("Account locked after wrong tries"),
    "identity.log-in": N_("Log-in"),
    "identity.log-out": N_("Log-out"),
    "identity.password": N_("Changed the own password"),
    "identity.set-up": N_("Set up the account"),
    "identity.token": N_("Used a one-time token"),
    "incident.assigned": N_("Assigned an incident"),
    "incident.closed": N_("Closed an incident"),
    "incident.comment": N_("Remarked on an incident"),
    "incident.export": N_("Exported incidents"),
    "incident.read": N_("Read an incident"),
    "incident.reopened": N_("Opened an incident again"),
    "people.add": N_("Added a person"),
    "people.disable": N_("Disabled an account"),
    "people.enable": N_("Enabled an account"),
    "people.end-sessions": N_("Ended a person's sessions"),
    "people.roles": N_("Changed roles"),
    "people.token": N_("Issued a new first log-in"),
    "people.unlock": N_("Lifted a lock-out"),
    "policy.approve": N_("Approved a policy change"),
    "policy.draft": N_("Started a policy draft"),
    "policy.publish": N_("Published a policy"),
    "policy.published": N_("A draft became a version"),
    "policy.rejected": N_("Rejected a policy change"),
    "policy.renew": N_("Signed the policy anew"),
    "policy.replay": N_("Tried a policy on what is on record"),
    "policy.submitted": N_("Submitted a policy change"),
    "policy.withdrawn": N_("Withdrew a policy change"),
    "record.download": N_("Downloaded a destruction record"),
    "record.read": N_("Read a destruction record"),
    "release.approve": N_("Approved a release"),
    "release.ask": N_("Asked for a release"),
    "release.reject": N_("Rejected a release"),
    "release.withdraw": N_("Withdrew a release"),
}
AUDIT_OBJECT = {  # where the object is always the same, by action
    "audit.export": N_("The audit trail"),
    "incident.export": N_("The list of incidents"),
    "policy.publish": N_("The policy"),
    "policy.renew": N_("The policy"),
}
AUDIT_DETAIL = {  # in the order in which they are told
    "asked-by": N_("Asked for by"),
    "author": N_("Author"),
    "base": N_("On the basis of version"),
    "version": N_("Version"),
    "before": N_("Before"),
    "after": N_("After"),
    "roles": N_("Roles"),
    "email": N_("E-mail"),
    "category": N_("Category"),
    "deed": N_("Change"),
    "documents": N_("Documents"),
    "sender": N_("Sender"),
    "recipients": N_("Recipients"),
    "categories": N_("Client data"),
    "purpose": N_("Purpose"),
    "component": N_("Kind"),
    "key": N_("Key"),
    "digest": N_("SHA-256"),
    "assignee": N_("Given to"),
    "disposition": N_("Result"),
    "incident": N_("Incident number"),
    "channel": N_("Way"),
    "severity": N_("Severity"),
    "state": N_("State"),
    "outcome": N_("Outcome"),
    "since": N_("From"),
    "until": N_("To"),
    "text": N_("Search"),
    "comment": N_("Comment"),
    "reason": N_("Reason"),
}
