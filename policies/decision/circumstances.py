"""What the registers say of a subject: the standing of its recipient, and whether it was approved."""

from collections.abc import Iterable

import msgspec

from policies.decision.features import Features
from policies.decision.selection import is_client_data
from policies.decision.subject import Approval, Subject
from policies.finding import Category
from policies.model import Policy
from policies.registers import Partner
from policies.wildcard import matches, matches_any


def features_in(features: Features, subject: Subject, policies: Iterable[Policy]) -> Features:
    """Return the features of a subject's inspection together with those of its circumstances.

    A partner may be registered in any of the policies in force.
    """
    partners = [
        partner
        for policy in policies
        for partner in policy.partners
        if matches_any(partner.domains, subject.recipient.rpartition("@")[2])
    ]
    in_force = [partner for partner in partners if subject.now.date() <= partner.expires]
    return msgspec.structs.replace(
        features,
        partner="registered" if in_force else "expired" if partners else "unknown",
        agreed=_agreed(in_force),
        approved=approval_of(features, subject) is not None,
        totals=subject.totals,
    )


def approval_of(features: Features, subject: Subject) -> Approval | None:
    """Return the first approval that covers all client data of a subject.

    What could not be read is covered by none: nobody can have known what is in it.
    """
    if features.uninspectable or features.encrypted_attachment or features.sender_encrypted:
        return None
    categories = {finding.category for finding in features.findings if is_client_data(finding)}
    return next(
        (
            approval
            for approval in subject.approvals
            if matches(approval.sender, subject.sender)
            and matches_any(approval.recipients, subject.recipient)
            and subject.now <= approval.until
            and categories <= set(approval.categories)
        ),
        None,
    )


def _agreed(partners: Iterable[Partner]) -> frozenset[Category]:
    return frozenset(category for partner in partners for category in partner.categories)
