"""Changes of the register of documents that wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INSTANT = sa.String(27)


def upgrade() -> None:
    """Add one table."""
    op.create_table(
        "documents_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("author", sa.String(256), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("documents", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents_change")),
    )
    op.create_index(op.f("ix_documents_change_state"), "documents_change", ["state"])


def downgrade() -> None:
    """Steps are never taken back; restore the backup made before."""
    raise NotImplementedError
