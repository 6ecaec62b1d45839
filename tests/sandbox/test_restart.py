"""Nothing is lost when the sandbox is killed."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2

from .cast import Hotel, until

RUN = """
import sys
from pathlib import Path
import uvicorn
from bellhop.sandbox import create_app
uvicorn.run(create_app(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="error", ws="none")
"""


def start(data_file: Path, port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", RUN, str(data_file), str(port)])

    def answers() -> bool:
        try:
            return httpx2.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 200
        except httpx2.TransportError:
            return False

    until(answers, 15)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_a_killed_sandbox_goes_on_where_it_was(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start(tmp_path / "s.sqlite", port)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        hotel = Hotel(http, "7103555001")
        hotel.change(
            token=hotel.token, webhooks=True, state="notAuthorized", manners={"rates": False}
        )
        guest = hotel.guest("Anna")
        hotel.act(guest, text="Before")
        queued = hotel.send(guest, "Waiting")
        kill(process)
        process = start(tmp_path / "s.sqlite", port)
        assert hotel.lines(guest)[0]["text"] == "Before"
        assert hotel.news(2)[1]["idMessage"]
        hotel.http.put(f"{hotel.control}/state", json={"state": "authorized"})
        until(lambda: hotel.lines(guest)[-1]["id"] == queued)
        kill(process)
