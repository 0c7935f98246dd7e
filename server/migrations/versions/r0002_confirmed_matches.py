"""Answers to possible matches, and which troubles of a device were alarmed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = sa.String(27)


def upgrade() -> None:
    """Add a table and a column."""
    op.create_table(
        "exact_match_answer",
        sa.Column("incident_id", sa.String(128), nullable=False),
        sa.Column("finding", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list", sa.String(128), nullable=False),
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "finding", "list", name=op.f("pk_exact_match_answer")),
    )
    op.create_index(op.f("ix_exact_match_answer_device"), "exact_match_answer", ["device"])
    op.create_index(op.f("ix_exact_match_answer_at"), "exact_match_answer", ["at"])
    op.add_column("fleet_health", sa.Column("alarmed", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Steps are never taken back; restore the backup made before."""
    raise NotImplementedError
