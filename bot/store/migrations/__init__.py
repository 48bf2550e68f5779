"""Alembic's environment and the schema's revisions; they travel in the wheel."""
