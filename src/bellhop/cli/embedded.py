"""PostgreSQL and Redis that come with the installed wheels, for a machine that has neither.

Both listen on unix sockets inside BELLHOP_HOME only. Their addresses and the installation's keys
are written to `embedded.json` there (mode 0600), where every command finds them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pwd
import secrets
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bellhop import crypto
from bellhop.cli.processes import die_with_parent
from bellhop.cli.programs import postgres_binaries, redis_binary
from bellhop.errors import Misconfigured
from bellhop.settings import EMBEDDED_FILE

SOCKET_PATH_LIMIT = 90  # sockaddr_un holds 107 bytes; PostgreSQL appends /.s.PGSQL.5432.lock
START_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of one BELLHOP_HOME."""

    home: Path

    @property
    def postgres(self) -> Path:
        return self.home / "postgres"

    @property
    def redis(self) -> Path:
        return self.home / "redis"

    @property
    def sockets(self) -> Path:
        near = self.home / "run"
        if len(str(near)) < SOCKET_PATH_LIMIT:
            return near
        return Path("/tmp") / f"bellhop-{hashlib.sha256(str(self.home).encode()).hexdigest()[:16]}"  # noqa: S108

    @property
    def logs(self) -> Path:
        return self.home / "logs"


class Embedded:
    """The two servers of one home: `start`, `stop`, and what the settings need to reach them."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.places = Places(home)
        self._durable = durable
        self._user = _server_user()
        self._children: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start what does not run yet and write `embedded.json`. Raises Misconfigured."""
        self._make_folders()
        given = self._secrets()
        self._stop_leftovers()
        self._start_postgres(given["password"])
        self._start_redis()
        self._write_file(given)

    def remember(self, values: dict[str, str]) -> None:
        """More settings for every command on this machine, such as the port in use."""
        file = self.places.home / EMBEDDED_FILE
        _write_private(file, json.loads(file.read_text()) | values)

    def stop(self) -> None:
        """Redis first, then PostgreSQL with a fast shutdown."""
        for child in reversed(self._children):
            if child.poll() is None:
                child.send_signal(signal.SIGINT)
        for child in reversed(self._children):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(15)
        self._children.clear()

    def dead(self) -> str | None:
        """The name of a server that ended by itself."""
        for child in self._children:
            if child.poll() is not None:
                return Path(str(child.args[0])).name  # type: ignore[index]
        return None

    def _make_folders(self) -> None:
        places = self.places
        for folder in (places.home, places.redis, places.sockets, places.logs, places.postgres):
            folder.mkdir(parents=True, exist_ok=True)
            if self._user is not None and folder is not places.home:
                os.chown(folder, self._user.pw_uid, self._user.pw_gid)
            # the home itself is entered, never listed, by the servers' user
            folder.chmod(0o711 if folder == places.home and self._user is not None else 0o700)

    def _secrets(self) -> dict[str, str]:
        file = self.places.home / EMBEDDED_FILE
        known = json.loads(file.read_text()) if file.is_file() else {}
        return {
            "password": known.get("password") or secrets.token_hex(24),
            "secret_keys": known.get("secret_keys") or crypto.new_key(),
        }

    def _stop_leftovers(self) -> None:
        """Servers that outlived a killed supervisor: they die with it, but may still be dying."""
        pid_file = self.places.postgres / "postmaster.pid"
        if pid_file.is_file():
            _end(int(pid_file.read_text().split("\n", 1)[0]), "postgres", signal.SIGINT)
        redis_pid = self.places.redis / "redis.pid"
        if redis_pid.is_file():
            _end(int(redis_pid.read_text().strip() or 0), "redis-server", signal.SIGTERM)

    def _start_postgres(self, password: str) -> None:
        folder = self.places.postgres
        binaries = postgres_binaries(self.places.home, as_other=self._user is not None)
        if not (folder / "PG_VERSION").exists():
            self._init_postgres(binaries, password)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.places.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": "128MB",
            "jit": "off",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(binaries / "postgres"), "-D", str(folder)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self._spawn(command, "postgres.log")
        ready = [str(binaries / "pg_isready"), "-q", "-h", str(self.places.sockets)]
        self._wait(lambda: subprocess.run(ready, check=False).returncode == 0, "postgres")

    def _init_postgres(self, binaries: Path, password: str) -> None:
        password_file = self.places.sockets / "initial-password"
        password_file.write_text(password)
        if self._user is not None:
            os.chown(password_file, self._user.pw_uid, self._user.pw_gid)
        command = [str(binaries / "initdb"), "-D", str(self.places.postgres), "-U", "bellhop_owner"]
        command += [f"--pwfile={password_file}", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"]
        if not self._durable:
            command.append("--no-sync")
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, **self._as_user())
        except subprocess.CalledProcessError as error:
            raise Misconfigured(f"initdb failed: {error.stderr.strip()[-500:]}") from None
        finally:
            password_file.unlink()

    def _start_redis(self) -> None:
        socket = self.places.sockets / "redis.sock"
        socket.unlink(missing_ok=True)
        program = redis_binary(self.places.home, as_other=self._user is not None)
        command = [str(program), "--port", "0", "--unixsocket", str(socket)]
        command += ["--unixsocketperm", "700", "--dir", str(self.places.redis), "--save", ""]
        command += ["--pidfile", str(self.places.redis / "redis.pid"), "--appendonly", "no"]
        command += ["--maxmemory", "256mb", "--maxmemory-policy", "noeviction", "--daemonize", "no"]
        self._spawn(command, "redis.log")
        self._wait(socket.exists, "redis-server")

    def _spawn(self, command: list[str], log_name: str) -> None:
        # opened by us, so that the servers' user needs no right to the folder of logs
        with (self.places.logs / log_name).open("ab") as log:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=str(self.places.sockets),
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - no threads yet
                # out of the terminal's group: Ctrl+C reaches the supervisor, which stops in order
                start_new_session=True,
                **self._as_user(),
            )
        self._children.append(child)

    def _wait(self, ready: object, name: str) -> None:
        give_up = time.monotonic() + START_SECONDS
        while not ready():  # type: ignore[operator]
            dead = self.dead()
            if dead is not None or time.monotonic() > give_up:
                raise Misconfigured(f"{name} did not start; see {self.places.logs}")
            time.sleep(0.05)

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _write_file(self, given: dict[str, str]) -> None:
        host = quote(str(self.places.sockets), safe="")
        owner = f"postgresql://bellhop_owner:{given['password']}@/bellhop?host={host}"
        values = given | {
            "migration_database_url": owner,
            "redis_url": f"unix://{self.places.sockets / 'redis.sock'}?db=0",
        }
        _write_private(self.places.home / EMBEDDED_FILE, values)


def _write_private(file: Path, values: dict[str, str]) -> None:
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(values, indent=1))
    new.replace(file)


def _server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; then an unprivileged user of the system runs it."""
    if os.geteuid() != 0:
        return None
    for name in ("bellhop", "postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Misconfigured("Started as root, and there is no user 'nobody' to run PostgreSQL as.")


def _end(pid: int, name: str, how: signal.Signals) -> None:
    """End a process of that name and wait for it; a recycled pid of another program is left."""
    give_up = time.monotonic() + START_SECONDS
    asked = False
    while _is_running(pid, name) and time.monotonic() < give_up:
        if not asked:
            os.kill(pid, how)
            asked = True
        time.sleep(0.05)


def _is_running(pid: int, name: str) -> bool:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return name.encode() in line and state != "Z"
