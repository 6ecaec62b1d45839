"""The console asked in memory, by people with each role."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx2
import pytest
from playwright.sync_api import Browser as Chromium

from bellhop import db, hotels
from bellhop.settings import Settings
from bellhop.web import create_app
from tests.cast import Cast, TestHotel
from tests.up import House, chromium, up
from tests.walk import Walk

PASSWORD = "correct horse battery"
PAGE = {"Accept": "text/html", "Accept-Language": "en"}
PROOF = re.compile(r'name="_csrf" value="([^"]+)"|data-csrf="([^"]+)"')


@dataclass(slots=True)
class Browser:
    """Somebody's browser. `proof` is the last page's."""

    http: httpx2.AsyncClient
    email: str = ""
    proof: str = ""

    async def get(self, address: str, **headers: str) -> httpx2.Response:
        answer = await self.http.get(address, headers=headers)
        found = PROOF.search(answer.text)
        if found:
            self.proof = found[1] or found[2]
        return answer

    async def post(
        self, address: str, data: dict[str, str] | None = None, **headers: str
    ) -> httpx2.Response:
        form = {"_csrf": self.proof} | (data or {})
        return await self.http.post(address, data=form, headers=headers)

    async def login(self, password: str = PASSWORD) -> httpx2.Response:
        answer = await self.http.post("/login", data={"email": self.email, "password": password})
        await self.get("/me")
        return answer


Visit = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def app(database: Settings, walk: Walk):
    made = create_app(database)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def visit(app) -> AsyncIterator[Visit]:
    """A browser: of nobody, or logged in as the person with that e-mail."""
    async with AsyncExitStack() as stack:

        async def open_browser(email: str = "") -> Browser:
            road = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
            http = httpx2.AsyncClient(transport=road, base_url="http://bellhop.test", headers=PAGE)
            browser = Browser(await stack.enter_async_context(http), email)
            if email:
                await browser.login()
            return browser

        yield open_browser


async def hire(hotel: TestHotel, role: str, name: str = "") -> str:
    """Somebody new with this role; `operator` works nowhere and may everything."""
    email = f"{role}-{name or hotel.slug}@hotel.example"
    if role == "operator":
        async with db.unnamed() as session:
            session.add(hotels.Person(email=email, name="Olga Operator", operator=True))
    else:
        await hotels.add_staff(
            hotel.id, email=email, name=name or f"{role.title()} Test", role=role
        )
    await give_password(email)
    return email


async def give_password(email: str, password: str = PASSWORD) -> None:
    hashed = await quick_hash(password)
    async with db.unnamed() as session:
        person = await hotels.people.person_by_email(session, email)
        assert person is not None
        person.password_hash = hashed


_hashes: dict[str, str] = {}


async def quick_hash(password: str) -> str:
    if password not in _hashes:
        _hashes[password] = await hotels.passwords.hash_password(password)
    return _hashes[password]


@pytest.fixture
async def clerk(hotels: Cast, visit: Visit) -> Browser:
    """The desk of the first hotel, logged in."""
    return await visit(await hire(hotels.one, "agent"))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """`bellhop up --demo`."""
    with up("--demo") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test of the whole house shows what its web process was doing."""
    report = yield
    house = getattr(item, "funcargs", {}).get("house")
    if report.failed and report.when == "call" and isinstance(house, House):
        report.sections.append(("log of web", house.log()))
    return report
