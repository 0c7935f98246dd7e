"""Changes of policy that security-a writes and security-b approves, made without pages."""

from docs.screenshot_data import Filled
from server.policy.types import Draft


def draft(filled: Filled, addition: str = "# a remark\n", *, document: str = "bank") -> Draft:
    """Leave a draft of security-a that adds lines to a document."""
    policy, author = filled.console.policy, filled.person("security-a")
    made = policy.create_draft(author)
    return policy.save_document(author, made.id, document, made.text_of(document) + addition)


def submitted(filled: Filled, addition: str = "# a remark\n", *, document: str = "bank") -> Draft:
    """Leave a submitted draft of security-a."""
    made = draft(filled, addition, document=document)
    return filled.console.policy.submit(filled.person("security-a"), made.id, "asked for by the branch")


def published(filled: Filled, addition: str = "# a remark\n") -> int:
    """Publish a change and return the version it became."""
    made = submitted(filled, addition)
    return filled.console.policy.approve(filled.person("security-b"), made.id).version
