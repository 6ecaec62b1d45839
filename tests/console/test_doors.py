"""Who comes in, who does not, and how."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from bellhop import clock, crypto, db
from bellhop import hotels as house
from bellhop.hotels import guessing
from bellhop.hotels.models import AuditEntry, Guessing, StaffSession
from tests.console.conftest import PASSWORD, Browser, give_password, hire

SECRET = "JBSWY3DPEHPK3PXP"


async def test_the_right_password_opens_and_the_cookie_says_little(hotels, visit):
    browser = await visit()
    browser.email = await hire(hotels.one, "agent")
    answer = await browser.login()
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert (await browser.get("/me")).status_code == 200


@pytest.mark.parametrize("email", ["nobody@hotel.example", "known"])
async def test_a_wrong_password_and_an_unknown_address_look_the_same(hotels, visit, email):
    known = await hire(hotels.one, "agent")
    browser = await visit()
    answer = await browser.post(
        "/login", {"email": known if email == "known" else email, "password": "wrong"}
    )
    assert answer.status_code == 401
    assert "Wrong e-mail or password" in answer.text


async def test_guessing_locks_the_account_even_for_the_right_password(hotels, visit):
    browser = await visit()
    browser.email = await hire(hotels.one, "agent")
    for _ in range(guessing.PER_ACCOUNT):
        await browser.post("/login", {"email": browser.email, "password": "wrong"})
    answer = await browser.login()
    assert answer.status_code == 429
    async with db.unnamed() as session:
        await session.execute(
            update(Guessing)
            .where(Guessing.key == guessing.account_key(browser.email))
            .values(locked_until=clock.now(), first_at=clock.now() - timedelta(hours=1))
        )
    assert (await browser.login()).status_code == 303


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example/", "/\\evil.example"])
async def test_a_login_never_leads_to_another_site(hotels, visit, next_):
    email = await hire(hotels.one, "agent")
    browser = await visit()
    answer = await browser.post("/login", {"email": email, "password": PASSWORD, "next": next_})
    assert answer.headers["location"] == "/"


async def test_after_the_login_the_page_that_was_asked_for_opens(hotels, visit):
    browser = await visit()
    answer = await browser.get(f"/h/{hotels.one.slug}/inbox?queue=all")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=/h/")


async def test_logging_out_ends_the_session_itself(clerk):
    token = dict(clerk.http.cookies)
    await clerk.post("/logout")
    clerk.http.cookies.update(token)
    assert (await clerk.get("/me")).status_code == 303


async def test_an_idle_session_ends_by_itself(clerk):
    async with db.unnamed() as session:
        await session.execute(update(StaffSession).values(seen_at=clock.now() - timedelta(days=4)))
    assert (await clerk.get("/me")).status_code == 303


async def test_a_form_without_the_pages_proof_is_refused(clerk):
    clerk.proof = ""
    answer = await clerk.post("/me", {"name": "Eve"})
    assert answer.status_code == 403


async def test_a_form_with_another_sessions_proof_is_refused(hotels, visit, clerk):
    other = await visit(await hire(hotels.two, "agent"))
    clerk.proof = other.proof
    assert (await clerk.post("/me", {"name": "Eve"})).status_code == 403


async def test_a_form_from_another_site_is_refused(clerk):
    answer = await clerk.post("/me", {"name": "Eve"}, Origin="https://evil.example")
    assert answer.status_code == 403


async def test_preferences_are_kept_and_shown(clerk):
    answer = await clerk.post("/me", {"name": "Anna Test", "language": "ru", "theme": "dark"})
    assert answer.status_code == 303
    page = (await clerk.get("/me")).text
    assert '<html lang="ru" data-theme="dark"' in page
    assert "Профиль" in page
    assert 'value="Anna Test"' in page


async def test_a_second_factor_is_set_up_asked_for_and_used_once(hotels, visit):
    browser = await visit(await hire(hotels.one, "owner"))
    page = (await browser.get("/me/second-factor")).text
    sealed = page.split('name="sealed" value="')[1].split('"')[0]
    secret = crypto.decrypt(sealed.encode()).split()[0]
    picture = await browser.get(f"/me/second-factor/code.svg?sealed={sealed}")
    assert picture.headers["content-type"] == "image/svg+xml"
    code = pyotp.TOTP(secret).now()
    answer = await browser.post("/me/second-factor", {"sealed": sealed, "code": code})
    assert answer.headers["location"] == "/me?done=second-factor"

    again = await visit()
    again.email = browser.email
    answer = await again.login()
    assert answer.headers["location"] == "/login/code"
    assert (await again.get("/me")).status_code == 303
    await again.get("/login/code")
    assert (await again.post("/login/code", {"code": code})).status_code == 401
    later = pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30))
    assert (await again.post("/login/code", {"code": later})).status_code == 303
    assert (await again.get("/me")).status_code == 200


async def test_owners_set_up_the_second_factor_first_where_it_is_wanted(app, hotels, visit):
    owner = await visit(await hire(hotels.one, "owner"))
    agent = await visit(await hire(hotels.one, "agent"))
    app.state.settings = app.state.settings.model_copy(update={"second_factor_for": "owners"})
    address = f"/h/{hotels.one.slug}/inbox"
    assert (await owner.get(address)).headers["location"] == "/me/second-factor"
    assert (await agent.get(address)).status_code == 200


async def test_a_password_link_works_once_and_ends_all_sessions(hotels, visit, clerk):
    async with db.unnamed() as session:
        person = await house.people.person_by_email(session, clerk.email)
        token = await house.invitations.password_link(session, person.id)
    browser = await visit()
    address = f"/password/new/{token}"
    assert clerk.email in (await browser.get(address)).text
    assert (await browser.post(address, {"password": "short"})).status_code == 422
    answer = await browser.post(address, {"password": "a new and long one"})
    assert answer.status_code == 303
    assert (await clerk.get("/me")).status_code == 303
    assert (await browser.get(address)).status_code == 404
    browser.email = clerk.email
    assert (await browser.login("a new and long one")).status_code == 303


async def test_changing_the_password_wants_the_old_one(clerk):
    new = "another long password"
    answer = await clerk.post("/me/password", {"old": "wrong", "new": new})
    assert answer.headers["location"] == "/me?wrong=password"
    answer = await clerk.post("/me/password", {"old": PASSWORD, "new": new})
    assert answer.headers["location"] == "/me?done=password"


async def test_one_session_ends_another(clerk, visit):
    other = await visit(clerk.email)
    page = (await clerk.get("/me")).text
    ending = page.split("/me/sessions/")[1].split("/end")[0]
    assert (await clerk.post(f"/me/sessions/{ending}/end")).status_code == 303
    assert (await other.get("/me")).status_code == 303
    assert (await clerk.get("/me")).status_code == 200


async def test_nobody_ends_a_strangers_session(hotels, visit, clerk):
    stranger = await visit(await hire(hotels.two, "owner"))
    async with db.unnamed() as session:
        person = await house.people.person_by_email(session, clerk.email)
        [mine] = await house.logins.browsers(session, person.id)
    await stranger.post(f"/me/sessions/{mine.id}/end")
    assert (await clerk.get("/me")).status_code == 200


async def invited(hotel, email: str, role: str = "agent") -> str:
    async with db.hotel(hotel.id) as session:
        return await house.invitations.invite(
            session, hotel.id, email=email, name="New", role=role, by="owner@hotel.example"
        )


async def test_an_invitation_makes_a_colleague_with_a_password(hotels, visit):
    token = await invited(hotels.one, "new@hotel.example")
    browser = await visit()
    assert "morskoy" in (await browser.get(f"/invite/{token}")).text
    form = {"name": "Nina New", "password": PASSWORD}
    assert (await browser.post(f"/invite/{token}", form)).status_code == 303
    assert (await browser.get(f"/h/{hotels.one.slug}/inbox")).status_code == 200
    assert (await browser.get(f"/h/{hotels.two.slug}/inbox")).status_code == 404
    assert (await browser.get(f"/invite/{token}")).status_code == 404
    async with db.hotel(hotels.one.id) as session:
        actions = set((await session.execute(select(AuditEntry.action))).scalars())
    assert {"staff_invited", "invitation_accepted"} <= actions


async def test_somebody_known_accepts_with_their_own_password_only(hotels, visit):
    email = await hire(hotels.two, "manager")
    token = await invited(hotels.one, email)
    browser = await visit()
    await browser.get(f"/invite/{token}")
    assert (await browser.post(f"/invite/{token}", {"password": "stolen"})).status_code == 401
    assert (await browser.post(f"/invite/{token}", {"password": PASSWORD})).status_code == 303
    browser.email = email
    await browser.login()
    both = (await browser.get("/hotels")).text
    assert hotels.one.slug in both
    assert hotels.two.slug in both


async def test_every_page_refuses_frames_and_inline_script(visit):
    browser: Browser = await visit()
    for address in ("/login", "/nothing", "/health/live"):
        headers = (await browser.get(address)).headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


async def test_behind_https_the_cookie_is_for_this_host_alone(app, hotels, visit):
    public = {"public_url": "https://desk.example"}
    app.state.settings = app.state.settings.model_copy(update=public)
    email = await hire(hotels.one, "agent")
    await give_password(email)
    browser = await visit()
    answer = await browser.post("/login", {"email": email, "password": PASSWORD})
    assert answer.headers["set-cookie"].startswith("__Host-bellhop=")
    assert "Secure" in answer.headers["set-cookie"]


async def test_a_browser_that_leaves_in_the_middle_of_a_form_is_no_fault_of_ours(
    app, hotels, clerk
):
    cookies = "; ".join(f"{name}={value}" for name, value in clerk.http.cookies.items())
    path = f"/h/{hotels.one.slug}/alerts/test"
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"",
        "headers": [
            (b"accept", b"text/html"), (b"cookie", cookies.encode()), (b"content-length", b"99"),
            (b"content-type", b"application/x-www-form-urlencoded"),
        ],
    }  # fmt: skip
    heard = iter([
        {"type": "http.request", "body": b"_csrf=a", "more_body": True},
        {"type": "http.disconnect"},
    ])  # fmt: skip
    said = []

    async def receive():
        return next(heard)

    async def send(message):
        said.append(message)

    await app(scope, receive, send)
    assert said[0]["status"] == 400
