"""Migrations: run again they change nothing, and they make what the models say."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from urllib.parse import urlsplit, urlunsplit

from alembic.script import ScriptDirectory

from bellhop import clock
from bellhop.db.migrate import alembic_config, upgrade
from tests.migrations_match import differences


async def test_migrating_again_does_no_harm(servers, hotels):
    await asyncio.to_thread(upgrade, servers)
    assert await differences(servers.owner_url()) == []


async def test_two_migrations_at_once_make_a_new_database_together(servers):
    parts = urlsplit(servers.owner_url())
    url = urlunsplit(parts._replace(path=f"/made_{clock.new_id().hex}"))
    environment = {"BELLHOP_MIGRATION_DATABASE_URL": url, "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "bellhop", "migrate"]
    started = [
        await asyncio.create_subprocess_exec(*command, env=environment, stderr=PIPE, stdout=PIPE)
        for _ in range(2)
    ]
    said = [await process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0], said
    assert await differences(url) == []


async def test_the_migrations_are_one_line_without_branches(servers):
    script = ScriptDirectory.from_config(alembic_config(servers))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
