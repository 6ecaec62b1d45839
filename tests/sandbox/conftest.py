"""A live sandbox on a free port, a hotel's number on it, and a hotel's webhook endpoint."""

import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import orjson
import pytest

from .cast import Endpoint, Hotel, Running

QUICK = {"rates": False, "pause_ms": 0, "delivered_after": 0, "read_after": None, "restart": 0}
NEXT_ID = itertools.count(7103000001)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite")
    yield running
    running.stop()


@pytest.fixture
def http(sandbox: Running) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=sandbox.url, trust_env=False, timeout=10) as client:
        yield client


@pytest.fixture
def hotel(http: httpx2.Client) -> Hotel:
    made = Hotel(http, str(next(NEXT_ID)))
    made.change(token=made.token, name="Grand", webhooks=True, manners=QUICK)
    return made


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    here = Endpoint()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.seen.append((self.headers.get("Authorization"), body))
            self.send_response(here.answers.pop(0) if here.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    here.url = f"http://127.0.0.1:{server.server_port}/hook"
    yield here
    server.shutdown()
    thread.join()
    server.server_close()
