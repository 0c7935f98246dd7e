"""Drafts, versions and checks of policies as pages see them."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

from wire.bundle import PolicyDocument


class DraftState(StrEnum):
    """Where a draft stands. SUBMITTED is frozen: it can only be approved, rejected or withdrawn."""

    EDITING = "editing"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Draft(msgspec.Struct, frozen=True):
    """A wanted set of policy documents, based on a published version."""

    id: int
    state: DraftState
    author: str  # account name of whoever created it
    author_id: int
    base_version: int
    documents: tuple[PolicyDocument, ...]  # the whole wanted set, sorted by name
    reason: str  # why the change is wanted (row R13); required to submit
    restores: int | None  # version whose documents this draft brings back, for a rollback
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""  # of the approver
    version: int | None = None  # the version it was published as

    def text_of(self, name: str) -> str:
        """Return the YAML of document `name`, or an empty text."""
        return next((document.text for document in self.documents if document.name == name), "")


class PolicyVersion(msgspec.Struct, frozen=True):
    """What was published under one version number."""

    version: int
    documents: tuple[PolicyDocument, ...]
    author: str
    approver: str
    reason: str
    published_at: datetime
    expires_at: datetime
    digest: str  # SHA-256 of the signed envelope, hex


class LintProblem(msgspec.Struct, frozen=True):
    """One thing wrong in a policy text; line and column count from 1."""

    document: str
    line: int
    column: int
    message: str
    remedy: str


class Caution(msgspec.Struct, frozen=True):
    """A rule that asks for a registered document of which there is none: it never applies for now.

    `pattern` is what it asks for, "*" for any document.
    """

    document: str
    rule: str
    pattern: str


class SelfTest(msgspec.Struct, frozen=True):
    """The outcome of one test case that a policy carries."""

    document: str
    name: str
    ok: bool
    detail: str


class Check(msgspec.Struct, frozen=True):
    """Everything known about whether a text may be published."""

    problems: tuple[LintProblem, ...]
    tests: tuple[SelfTest, ...]
    cautions: tuple[Caution, ...] = ()  # they stop nobody from publishing

    @property
    def ok(self) -> bool:
        """No problem, and every own test holds."""
        return not self.problems and all(test.ok for test in self.tests)


class DiffLine(msgspec.Struct, frozen=True):
    """One line of a difference; line numbers count from 1, None where the line does not exist."""

    document: str
    kind: Literal["same", "added", "removed", "skip"]
    old_line: int | None
    new_line: int | None
    text: str
