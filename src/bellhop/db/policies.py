"""Row-level security, as statements for migrations.

`hotel` is the one policy of tenant tables, for every role, their owner included. `way` lets
`bellhop_system` read named columns across hotels: keys, ids and due times, so that a webhook and
a sweeper find the hotel; whatever else they need they read as the hotel.
"""

from __future__ import annotations

from collections.abc import Iterable

APP = "bellhop_app"
SYSTEM = "bellhop_system"
CURRENT = "nullif(current_setting('bellhop.hotel', true), '')::uuid"


def protect(table: str, column: str = "hotel_id") -> list[str]:
    """A tenant table: forced, and open to the app's role for the named hotel only."""
    rule = f"{column} = {CURRENT}"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY hotel ON {table} USING ({rule}) WITH CHECK ({rule})",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP}",
    ]


def show_way(table: str, columns: Iterable[str]) -> list[str]:
    """Columns of a tenant table that `bellhop_system` may read in every hotel."""
    return [
        f"CREATE POLICY way ON {table} FOR SELECT TO {SYSTEM} USING (true)",
        f"GRANT SELECT ({', '.join(columns)}) ON {table} TO {SYSTEM}",
    ]


def share(table: str) -> list[str]:
    """A table that belongs to no hotel: people, heartbeats, the operator's alerts."""
    return [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP}"]
