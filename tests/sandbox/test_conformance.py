"""The vendor's own Python clients work against the sandbox."""

import subprocess
from pathlib import Path

import pytest

from .cast import Hotel, Running, until

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / ".venv" / "sdk" / "bin" / "python"

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="the vendor's clients are not installed"
)


def run(script: str, sandbox: Running, hotel: Hotel) -> str:
    done = subprocess.run(
        [PYTHON, HERE / "sdk" / script, sandbox.url, hotel.id, hotel.token],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={"NO_PROXY": "*", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_client_finds_every_method_as_it_expects_it(sandbox: Running, hotel: Hotel) -> None:
    assert "done" in run("methods.py", sandbox, hotel)


def test_the_chatbot_loop_answers_one_message(sandbox: Running, hotel: Hotel) -> None:
    guest = hotel.guest()
    hotel.act(guest, text="ping")
    assert "done" in run("chatbot.py", sandbox, hotel)
    until(lambda: hotel.lines(guest)[-1]["text"] == "You said: ping")
