"""What PostgreSQL itself says about who may see and change what."""

import pytest
from sqlalchemy import text

from bellhop import db
from bellhop.db import isolation

SHARED = {
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
WAY = {
    "hotels": {"id", "slug"},
    "channel_accounts": {"hotel_id", "id", "instance_id", "receive", "due_at", "polled_until"},
    "memberships": {"hotel_id", "id", "person_id"},
    "inbox_events": {"hotel_id", "id", "due_at"},
    "conversations": {
        "hotel_id",
        "id",
        "answer_due_at",
        "claimed_until",
        "waiting_since",
        "words_due_at",
    },
    "outbox": {"hotel_id", "id", "due_at", "state", "claimed_until"},
    "alerts": {"hotel_id", "id", "due_at"},
    "alert_calls": {"hotel_id", "id", "due_at"},
    "media": {"hotel_id", "id", "due_at"},
    "journey_rules": {"hotel_id", "id", "plan_due_at", "cron_due_at"},
    "journey_sends": {"hotel_id", "id", "due_at"},
    "happenings": {"hotel_id", "id", "due_at"},
    "api_tokens": {"hotel_id", "id", "secret_hash"},
    "pms_doors": {"hotel_id", "id", "secret_hash"},
    "short_links": {"hotel_id", "id", "code_hash"},
    "subscriptions": {"hotel_id", "id", "active"},
    "outgoing_events": {"hotel_id", "id", "due_at"},
    "pms_deliveries": {"hotel_id", "id", "due_at"},
    "invitations": {"hotel_id", "id", "token_hash"},
}
"""Keys, ids and due times, and what tells two kinds of due work apart: `receive` and `state`."""

GLOBAL_KEYS = {
    ("hotels", "id"),
    ("hotels", "slug"),
    ("channel_accounts", "instance_id"),
    ("api_tokens", "secret_hash"),
    ("pms_doors", "secret_hash"),
    ("short_links", "code_hash"),
    ("invitations", "token_hash"),
}

TABLES = """
    SELECT c.oid, c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""
POLICIES = """
    SELECT tablename, policyname, cmd, roles::text[] AS roles, qual, with_check FROM pg_policies
    WHERE schemaname = 'public'
"""
UNIQUE = """
    SELECT i.indrelid::regclass::text AS name, a.attname
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisunique AND n.nspname = 'public'
"""
FOREIGN = """
    SELECT k.conrelid::regclass::text AS name, k.confrelid::regclass::text AS target,
           a.attname AS mine, b.attname AS theirs
    FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
    WHERE k.contype = 'f'
"""
COLUMNS_READ = """
    SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
      AND has_column_privilege('bellhop_system', c.oid, a.attnum, 'SELECT')
"""
WRITES = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S', 'v')
      AND (has_table_privilege('bellhop_system', c.oid, 'DELETE, TRUNCATE, TRIGGER')
           OR has_any_column_privilege('bellhop_system', c.oid, 'INSERT, UPDATE, REFERENCES'))
    UNION ALL
    SELECT 'the schema' WHERE has_schema_privilege('bellhop_system', 'public', 'CREATE')
       OR has_schema_privilege('bellhop_app', 'public', 'CREATE')
"""
ROLES = """
    SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS free,
           EXISTS (SELECT FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owns,
           EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS joins
    FROM pg_roles r WHERE rolname IN ('bellhop_app', 'bellhop_system')
"""


@pytest.fixture
async def ask(database):
    """What a query on the catalogue answers; it says the same to everybody."""

    async def rows(query: str):
        async with db.unnamed() as session:
            return (await session.execute(text(query))).all()

    return rows


async def test_every_table_is_a_tenants_or_on_the_short_list(ask):
    owned = {row.name for row in await ask(
        "SELECT table_name AS name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'hotel_id'"
    )}  # fmt: skip
    tables = {row.relname for row in await ask(TABLES)}
    assert tables - owned == SHARED | {"hotels"}


async def test_every_tenant_table_has_a_forced_policy_for_all_roles_and_deeds(ask):
    policies = [row for row in await ask(POLICIES) if row.policyname == "hotel"]
    guarded = {p.tablename: p for p in policies if p.cmd == "ALL" and p.roles == ["public"]}
    for table in await ask(TABLES):
        if table.relname not in SHARED:
            assert table.forced, f"{table.relname} has no forced policy"
            policy = guarded[table.relname]
            assert "current_setting('bellhop.hotel'" in policy.qual
            assert policy.with_check == policy.qual


async def test_no_other_policy_lets_the_app_see_more(ask):
    others = [row for row in await ask(POLICIES) if row.policyname != "hotel"]
    assert {row.tablename for row in others} == set(WAY)
    assert {(row.policyname, row.cmd, *row.roles) for row in others} == {
        ("way", "SELECT", "bellhop_system")
    }


async def test_unique_keys_of_tenants_start_with_the_hotel(ask):
    keys = {(row.name, row.attname) for row in await ask(UNIQUE) if row.name not in SHARED}
    assert len(keys) > len(GLOBAL_KEYS)
    assert {key for key in keys if key[1] != "hotel_id"} == GLOBAL_KEYS


async def test_keys_between_tenant_tables_start_with_the_hotel(ask):
    keys = [key for key in await ask(FOREIGN) if key.name not in SHARED]
    assert keys
    for key in keys:
        expected = "id" if key.target == "hotels" else "hotel_id"
        assert (key.mine, key.theirs) == ("hotel_id", expected), key.name


async def test_the_system_role_reads_keys_ids_and_due_times_only(ask):
    read: dict[str, set[str]] = {}
    for row in await ask(COLUMNS_READ):
        read.setdefault(row.relname, set()).add(row.attname)
    assert read == WAY


async def test_the_system_role_can_write_nothing(ask):
    assert await ask(WRITES) == []


async def test_the_working_roles_own_nothing_and_cannot_look_past_policies(ask):
    roles = await ask(ROLES)
    assert {(role.rolname, role.free, role.owns, role.joins) for role in roles} == {
        ("bellhop_app", False, False, False),
        ("bellhop_system", False, False, False),
    }


async def test_the_search_for_holes_finds_none(hotels):
    assert await isolation.faults() == []
