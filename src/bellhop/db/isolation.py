"""Looking for holes between hotels in a live database."""

from __future__ import annotations

from sqlalchemy import text

from bellhop.db.policies import APP, SYSTEM
from bellhop.db.sessions import unnamed

BELONG_TO_NO_HOTEL = frozenset(
    {
        "people",
        "sessions",
        "password_links",
        "guesses",
        "heartbeats",
        "push_devices",
        "installation_keys",
        "operator_alerts",
        "alembic_version",
    }
)
"""People work in several hotels, so what opens the door to them belongs to none; nor does what
keeps the installation itself."""

_TABLES = text("""
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
           (SELECT count(*) FROM pg_policy p
            WHERE p.polrelid = c.oid AND p.polcmd = '*') AS policies
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
""")
_ROLES = text("""
    SELECT rolname AS name, rolsuper OR rolbypassrls AS free FROM pg_roles
    WHERE rolname IN (:app, :system)
""")
_OWNED = text("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) IN (:app, :system)")


async def faults() -> list[str]:
    """Every hole found, as a sentence; none when all is well."""
    found: list[str] = []
    async with unnamed() as session:
        tables = (await session.execute(_TABLES)).all()
        for table in tables:
            if table.name in BELONG_TO_NO_HOTEL:
                continue
            if not (table.enabled and table.forced and table.policies):
                found.append(f"{table.name} has no forced policy")
                continue
            seen = await session.scalar(text(f"SELECT count(*) FROM {table.name}"))  # noqa: S608
            if seen:
                found.append(f"{table.name} shows {seen} rows without a hotel named")
        names = {"app": APP, "system": SYSTEM}
        roles = await session.execute(_ROLES, names)
        found += [f"{role.name} can look past policies" for role in roles if role.free]
        if await session.scalar(_OWNED, names):
            found.append("a working role owns tables, so it could switch policies off")
    return found
