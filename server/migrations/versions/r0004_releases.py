"""Releases, the mail that used them, and the register of them that gateways get."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = sa.String(27)
_INDEXES = (
    ("releases_release", "state"),
    ("releases_release", "sender"),
    ("releases_release", "until"),
    ("releases_release", "asked_by_id"),
    ("releases_use", "release_id"),
)


def upgrade() -> None:
    """Add three tables."""
    op.create_table(
        "releases_release",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sender", sa.String(254), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(128), nullable=False),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(256), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.String(256), nullable=False),
        sa.Column("withdrawn_at", _INSTANT, nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases_release")),
    )
    op.create_table(
        "releases_use",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.String(128), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("recipient", sa.String(1024), nullable=False),
        sa.Column("outcome", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases_use")),
    )
    op.create_table(
        "releases_register",
        sa.Column("issued_at", _INSTANT, nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("issued_at", name=op.f("pk_releases_register")),
    )
    for table, column in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Steps are never taken back; restore the backup made before."""
    raise NotImplementedError
