"""`bellhop up` when it cannot start: a sentence, and nothing left behind."""

import asyncio
import fcntl
import os
import socket
import sys
import tempfile
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest


async def up(home: Path, port: int) -> tuple[int, str]:
    """What it said before it ended."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bellhop", "up", "--home", str(home), "--port", str(port)),
        env={"PATH": os.environ["PATH"]},
        stdout=PIPE,
        stderr=PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, said.decode()


@pytest.fixture
def busy_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def home():
    """Below a folder that everybody may enter, so that root uses it too."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "home"


async def test_a_home_that_is_a_file_is_refused_with_a_sentence(home, busy_port):
    home.write_text("")
    code, said = await up(home, busy_port)
    assert code == 1
    assert said.startswith(f"bellhop: {home} cannot be used for data (")


async def test_a_second_supervisor_of_one_home_is_refused(home, busy_port):
    home.mkdir()
    with (home / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert await up(home, busy_port) == (
            1,
            f"bellhop: Bellhop already runs with its data in {home}\n",
        )


async def test_a_port_in_use_is_refused_before_anything_starts(home, busy_port):
    code, said = await up(home, busy_port)
    assert code == 1
    assert said.startswith(f"bellhop: port {busy_port}")
    assert [path.name for path in home.iterdir()] == ["up.lock"]
