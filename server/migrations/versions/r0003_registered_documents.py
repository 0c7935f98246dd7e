"""Registered documents, and the register of them in the forms that edges get."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INSTANT = sa.String(27)


def upgrade() -> None:
    """Add two tables."""
    op.create_table(
        "documents_document",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("category", sa.String(128), nullable=False),
        sa.Column("letters", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("grams", sa.LargeBinary(), nullable=False),
        sa.Column("registered_at", _INSTANT, nullable=False),
        sa.Column("author", sa.String(256), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", _INSTANT, nullable=True),
        sa.Column("withdrawn_by", sa.String(256), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents_document")),
    )
    op.create_index(op.f("ix_documents_document_name"), "documents_document", ["name"])
    op.create_table(
        "documents_register",
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("built_at", _INSTANT, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_documents_register")),
    )


def downgrade() -> None:
    """Steps are never taken back; restore the backup made before."""
    raise NotImplementedError
