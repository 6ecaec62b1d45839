"""The whole house as a newcomer starts it, and a browser before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Browser, Page, sync_playwright

from bellhop.cli.children import free_port, is_free

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = (Path(__file__).parent / "console" / "assets" / "axe.min.js").read_text()
INSTANCE = "7103000001"
ANNA = "79000000011@c.us"
JAMES = "447700900123@c.us"
SAID = {"password": r"Password\s+(\S+)", "welcome": r"Begin here\s+(\S+)"}
LAST_LINE = "Alerts"
"""What `up` says when everything answers."""


@dataclass(frozen=True, slots=True)
class House:
    """`bellhop up`: its address, the phones', and what it said when it began."""

    url: str
    phones: str
    home: Path
    environment: dict[str, str]
    password: str
    welcome: str

    def tell(self, *words: str) -> str:
        """What a command says."""
        command = [sys.executable, "-m", "bellhop", *words]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def write(self, text: str, guest: str = ANNA) -> str:
        return self.act(guest, text=text)

    def act(self, guest: str = ANNA, **line: Any) -> str:
        """What a guest does; the id of the message."""
        answer = httpx2.post(self.phone(guest), json=line, timeout=20)
        answer.raise_for_status()
        said: dict[str, str] = answer.json()
        return said.get("id", "")

    def texts(self, guest: str = ANNA, instance: str = INSTANCE) -> list[str]:
        """What a guest has on the phone from the hotel. Nothing on a phone that nobody knows."""
        answer = httpx2.get(self.phone(guest, instance))
        known = answer.json() if answer.is_success else []
        return [each.get("text", "") for each in known if each["outgoing"]]

    def come_in(self, page: Page) -> None:
        """The demo's clerk logs in."""
        page.goto(f"{self.url}/login")
        page.locator("[name=email]").fill("demo@bellhop.example")
        page.locator("[name=password]").fill(self.password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.url}/hotels")

    def phone(self, guest: str, instance: str = INSTANCE) -> str:
        return f"{self.phones}/sandbox/instances/{instance}/guests/{guest}/messages"

    def log(self, name: str = "web", lines: int = 60) -> str:
        """The end of a process's log, after it was asked where each of its threads stands."""
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                words = process.read_bytes().split(b"\0")
                if words[1:4] == [b"-m", b"bellhop", name.encode()] and self._owns(process.parent):
                    os.kill(int(process.parent.name), signal.SIGUSR1)
                    time.sleep(0.5)
        written = (self.home / "logs" / f"{name}.log").read_text(errors="replace")
        return "\n".join(written.splitlines()[-lines:])

    def _owns(self, process: Path) -> bool:
        return str(self.home).encode() in (process / "environ").read_bytes()


@contextmanager
def up(*options: str) -> Iterator[House]:
    """In a folder of its own, which goes with it."""
    home = Path(tempfile.mkdtemp(prefix="bellhop-up-"))
    home.chmod(0o711)
    port = free_port()
    while not is_free(port + 1):
        port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BELLHOP_")}
    environment |= {"PYTHONUNBUFFERED": "1", "BELLHOP_HOME": str(home / "h")}
    command = [sys.executable, "-m", "bellhop", "up", *options, "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert running.stdout is not None
    try:
        said = _listen(running.stdout)
        yield House(
            f"http://127.0.0.1:{port}",
            f"http://127.0.0.1:{port + 1}",
            home / "h",
            environment,
            said.get("password", ""),
            said.get("welcome", ""),
        )
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
        running.stdout.close()
        shutil.rmtree(home, ignore_errors=True)


def _listen(lines: Iterator[str]) -> dict[str, str]:
    """Until it runs. Raises AssertionError with what it said when it ends instead."""
    heard: list[str] = []
    for line in lines:
        heard.append(line)
        if LAST_LINE in line:
            whole = "".join(heard)
            return {
                name: found[1] for name, form in SAID.items() if (found := re.search(form, whole))
            }
    raise AssertionError("it did not start:\n" + "".join(heard))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Memory is shared through files: a container's /dev/shm may be too small for a browser."""
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def sound(page: Page) -> list[str]:
    """What axe-core finds that is serious or worse."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def until(true: Callable[[], Any], seconds: float = 25) -> None:
    """Asks again until it is so, and raises AssertionError when it does not come to be."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
