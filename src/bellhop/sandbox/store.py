"""The sandbox's one SQLite file.

Statements are short and run on the event loop's thread: at a few dozen microseconds each, a
thread would cost more than it saves. WAL with synchronous=NORMAL survives a killed process,
which is what the sandbox promises; a power cut may cost the last moments.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

SCHEMA = """
pragma journal_mode = wal;
pragma synchronous = normal;
pragma temp_store = memory;
create table if not exists instances (id text primary key, body blob not null);
create table if not exists guests (
    instance text not null, chat text not null, phone text not null, lid text not null,
    body blob not null, primary key (instance, chat)
);
create index if not exists guests_lid on guests (instance, lid);
create index if not exists guests_phone on guests (instance, phone);
create table if not exists messages (
    seq integer primary key autoincrement,
    instance text not null, chat text not null, id text not null,
    outgoing int not null, by_api int not null, at real not null,
    status text not null, content blob not null,
    unique (instance, chat, id)
);
create index if not exists messages_at on messages (instance, at);
create index if not exists messages_unread on messages (instance, chat)
    where outgoing = 1 and status in ('sent', 'delivered');
create table if not exists departures (
    seq integer primary key autoincrement,
    instance text not null, chat text not null, id text not null, method text not null,
    at real not null, body blob not null, content blob not null
);
create index if not exists departures_instance on departures (instance, seq);
create table if not exists notices (
    receipt integer primary key autoincrement,
    instance text not null, at real not null, due real not null, body blob not null
);
create index if not exists notices_instance on notices (instance, receipt);
create table if not exists files (
    id text primary key, name text not null, mime text not null, at real not null,
    body blob not null
);
create table if not exists knobs (name text primary key, body blob not null);
"""

Row = sqlite3.Row


def dumps(value: Any) -> bytes:
    """JSON for a column."""
    return orjson.dumps(value)


class Store:
    """One connection, short statements, each committed unless inside `together`."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(SCHEMA)
        self._depth = 0
        self._file = file

    def hand_over_checkpoints(self) -> None:
        """Somebody calls `checkpoint` from now on.

        Under steady writing the log never quite empties that way, so a limit stays (64 MB);
        little is left to move when it is reached.
        """
        self._db.execute("pragma wal_autocheckpoint = 16000")

    def checkpoint(self) -> None:
        """Move the log into the file, on a connection of its own so that any thread may call.

        It waits for the disk, up to hundreds of milliseconds on a busy one, which must not
        happen on the event loop.
        """
        with closing(sqlite3.connect(self._file, timeout=0)) as other:
            other.execute("pragma wal_checkpoint(passive)")

    def run(self, sql: str, *values: Any) -> int:
        """Execute; return how many rows changed."""
        return self._db.execute(sql, values).rowcount

    def add(self, sql: str, *values: Any) -> int:
        """Insert; return the new row's number."""
        return self._db.execute(sql, values).lastrowid or 0

    def one(self, sql: str, *values: Any) -> Row | None:
        """The first row, if any."""
        row: Row | None = self._db.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Any) -> list[Row]:
        """Every row."""
        return self._db.execute(sql, values).fetchall()

    def count(self, sql: str, *values: Any) -> int:
        """The first column of the first row, as a number."""
        return int(self._db.execute(sql, values).fetchone()[0])

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit what is written inside as one; may be nested. Nothing inside may await."""
        if self._depth:
            yield
            return
        self._db.execute("begin immediate")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        else:
            self._db.execute("commit")
        finally:
            self._depth -= 1

    def close(self) -> None:
        """Close the file."""
        self._db.close()
