"""Every route of the console as nobody, as a stranger and as each role. A route that is missing
from the table fails the last test."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from starlette.routing import Route

from bellhop import db, journeys
from bellhop import hotels as house
from bellhop.console.app import router
from bellhop.guests import Stay
from bellhop.knowledge import KnowledgeEntry
from tests import rows
from tests.cast import TestHotel
from tests.console import talk
from tests.console.conftest import hire

LOGIN, GONE, NO = 303, 404, 403
OPEN = "open"  # the same for everybody
MINE = "mine"  # whoever is logged in
AGENT, MANAGER, OWNER = "agent", "manager", "owner"
OPERATOR = "operator"  # of the installation: others learn nothing

TABLE: dict[tuple[str, str], str] = {
    ("GET", "/login"): OPEN,
    ("POST", "/login"): OPEN,
    ("POST", "/logout"): OPEN,
    ("GET", "/login/code"): MINE,
    ("POST", "/login/code"): MINE,
    ("GET", "/password/forgotten"): OPEN,
    ("POST", "/password/forgotten"): OPEN,
    ("GET", "/password/new/{token}"): OPEN,
    ("POST", "/password/new/{token}"): OPEN,
    ("GET", "/invite/{token}"): OPEN,
    ("POST", "/invite/{token}"): OPEN,
    ("GET", "/ack/{token}"): OPEN,
    ("POST", "/ack/{token}"): OPEN,
    ("GET", "/f/{token}"): OPEN,
    ("GET", "/manifest.webmanifest"): OPEN,
    ("GET", "/sw.js"): OPEN,
    ("GET", "/offline"): OPEN,
    ("POST", "/me/devices"): MINE,
    ("POST", "/me/devices/forget"): MINE,
    ("GET", "/welcome/{token}"): OPEN,
    ("POST", "/welcome/{token}"): OPEN,
    ("GET", "/hotels/new"): OPERATOR,
    ("POST", "/hotels/new"): OPERATOR,
    ("GET", "/h/{hotel}/start"): MANAGER,
    ("GET", "/h/{hotel}/start/done"): MANAGER,
    ("GET", "/h/{hotel}/start/{step}"): MANAGER,
    ("POST", "/h/{hotel}/start/place"): MANAGER,
    ("POST", "/h/{hotel}/start/answers"): MANAGER,
    ("POST", "/h/{hotel}/start/stay"): MANAGER,
    ("POST", "/h/{hotel}/start/questions"): MANAGER,
    ("POST", "/h/{hotel}/start/questions/mend"): MANAGER,
    ("POST", "/h/{hotel}/start/journeys"): MANAGER,
    ("POST", "/h/{hotel}/start/number"): MANAGER,
    ("POST", "/h/{hotel}/start/number/practice"): MANAGER,
    ("POST", "/h/{hotel}/start/phone"): MANAGER,
    ("POST", "/h/{hotel}/start/people"): MANAGER,
    ("POST", "/h/{hotel}/start/people/alert"): MANAGER,
    ("POST", "/h/{hotel}/start/{step}/skip"): MANAGER,
    ("GET", "/"): MINE,
    ("GET", "/hotels"): MINE,
    ("GET", "/me"): MINE,
    ("POST", "/me"): MINE,
    ("POST", "/me/password"): MINE,
    ("GET", "/me/second-factor"): MINE,
    ("POST", "/me/second-factor"): MINE,
    ("POST", "/me/second-factor/off"): MINE,
    ("GET", "/me/second-factor/code.svg"): MINE,
    ("POST", "/me/sessions/{session_id}/end"): MINE,
    ("GET", "/news"): MINE,
    ("GET", "/h/{hotel}/counts"): AGENT,
    ("GET", "/h/{hotel}/files/{media_id}"): AGENT,
    ("GET", "/h/{hotel}/inbox"): AGENT,
    ("GET", "/h/{hotel}/inbox/list"): AGENT,
    ("GET", "/h/{hotel}/inbox/find"): AGENT,
    ("GET", "/h/{hotel}/inbox/{chat_id}"): AGENT,
    ("GET", "/h/{hotel}/inbox/{chat_id}/changes"): AGENT,
    ("GET", "/h/{hotel}/inbox/{chat_id}/stay"): AGENT,
    ("GET", "/h/{hotel}/inbox/{chat_id}/templates"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/messages"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/messages/{message_id}/undo"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/messages/{message_id}/send-now"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/messages/{message_id}/again"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/drafts/{message_id}/discard"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/draft"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/drafts"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/planned/{send_id}/{deed}"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/replies"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/take"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/give-back"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/pause"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/assign"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/snooze"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/solve"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/unread"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/seen"): AGENT,
    ("POST", "/h/{hotel}/inbox/{chat_id}/here"): AGENT,
    ("GET", "/h/{hotel}/alerts"): AGENT,
    ("POST", "/h/{hotel}/alerts/test"): AGENT,
    ("GET", "/h/{hotel}/alerts/{alert_id}"): AGENT,
    ("POST", "/h/{hotel}/alerts/{alert_id}/acknowledge"): AGENT,
    ("POST", "/h/{hotel}/alerts/{alert_id}/assign"): AGENT,
    ("POST", "/h/{hotel}/alerts/{alert_id}/resolve"): AGENT,
    ("GET", "/h/{hotel}/guests"): AGENT,
    ("GET", "/h/{hotel}/guests/{guest_id}"): AGENT,
    ("POST", "/h/{hotel}/guests/{guest_id}"): AGENT,
    ("POST", "/h/{hotel}/guests/{guest_id}/consent"): AGENT,
    ("POST", "/h/{hotel}/guests/{guest_id}/cases/{case_id}/solve"): AGENT,
    ("POST", "/h/{hotel}/guests/{guest_id}/tie"): AGENT,
    ("POST", "/h/{hotel}/guests/{guest_id}/merge"): MANAGER,
    ("POST", "/h/{hotel}/guests/{guest_id}/merges/{merge_id}/undo"): MANAGER,
    ("POST", "/h/{hotel}/guests/{guest_id}/erase"): MANAGER,
    ("GET", "/h/{hotel}/stays"): AGENT,
    ("GET", "/h/{hotel}/stays/new"): AGENT,
    ("POST", "/h/{hotel}/stays/new"): AGENT,
    ("GET", "/h/{hotel}/stays/import"): AGENT,
    ("POST", "/h/{hotel}/stays/import"): AGENT,
    ("POST", "/h/{hotel}/stays/import/again"): AGENT,
    ("GET", "/h/{hotel}/stays/{stay_id}"): AGENT,
    ("GET", "/h/{hotel}/stays/{stay_id}/edit"): AGENT,
    ("POST", "/h/{hotel}/stays/{stay_id}/edit"): AGENT,
    ("POST", "/h/{hotel}/stays/{stay_id}/tell"): AGENT,
    ("POST", "/h/{hotel}/stays/{stay_id}/sends/{send_id}/{deed}"): AGENT,
    ("GET", "/h/{hotel}/handover"): AGENT,
    ("GET", "/h/{hotel}/reports"): MANAGER,
    ("GET", "/h/{hotel}/reports/{table}.csv"): MANAGER,
    ("GET", "/operator/reports"): OPERATOR,
    ("GET", "/h/{hotel}/journeys"): AGENT,
    ("GET", "/h/{hotel}/journeys/today"): AGENT,
    ("GET", "/h/{hotel}/journeys/held"): AGENT,
    ("GET", "/h/{hotel}/journeys/{rule_id}"): AGENT,
    ("GET", "/h/{hotel}/journeys/{rule_id}/who"): AGENT,
    ("POST", "/h/{hotel}/journeys/new"): MANAGER,
    ("POST", "/h/{hotel}/journeys/play"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/preview"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/switch"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/name"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/text"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/when"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/manners"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/condition"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/join"): MANAGER,
    ("POST", "/h/{hotel}/journeys/{rule_id}/data"): MANAGER,
    ("GET", "/h/{hotel}/settings"): MANAGER,
    ("GET", "/h/{hotel}/settings/hotel"): MANAGER,
    ("POST", "/h/{hotel}/settings/hotel"): MANAGER,
    ("POST", "/h/{hotel}/settings/hotel/secrets"): MANAGER,
    ("POST", "/h/{hotel}/settings/hotel/secrets/{name}/forget"): MANAGER,
    ("GET", "/h/{hotel}/settings/bot"): MANAGER,
    ("GET", "/h/{hotel}/settings/bot/balance"): MANAGER,
    ("GET", "/h/{hotel}/settings/hours"): MANAGER,
    ("POST", "/h/{hotel}/settings/{section}/rules/{group}"): MANAGER,
    ("GET", "/h/{hotel}/settings/replies"): MANAGER,
    ("POST", "/h/{hotel}/settings/replies"): MANAGER,
    ("POST", "/h/{hotel}/settings/replies/{reply_id}/forget"): MANAGER,
    ("GET", "/h/{hotel}/settings/staff"): OWNER,
    ("POST", "/h/{hotel}/settings/staff/invite"): OWNER,
    ("POST", "/h/{hotel}/settings/staff/invitations/{invitation_id}/take-back"): OWNER,
    ("POST", "/h/{hotel}/settings/staff/{person_id}"): OWNER,
    ("POST", "/h/{hotel}/settings/staff/{person_id}/let-go"): OWNER,
    ("POST", "/h/{hotel}/settings/staff/{person_id}/end-sessions"): OWNER,
    ("GET", "/h/{hotel}/settings/programs"): OWNER,
    ("POST", "/h/{hotel}/settings/programs/tokens"): OWNER,
    ("POST", "/h/{hotel}/settings/programs/tokens/{token_id}/revoke"): OWNER,
    ("GET", "/h/{hotel}/settings/mapping"): MANAGER,
    ("POST", "/h/{hotel}/settings/mapping"): MANAGER,
    ("POST", "/h/{hotel}/settings/mapping/{door_id}/close"): MANAGER,
    ("POST", "/h/{hotel}/settings/mapping/deliveries/{delivery_id}/again"): MANAGER,
    ("GET", "/h/{hotel}/settings/keeping"): OWNER,
    ("POST", "/h/{hotel}/settings/keeping/erase"): OWNER,
    ("GET", "/h/{hotel}/settings/parked"): MANAGER,
    ("POST", "/h/{hotel}/settings/parked/replay"): MANAGER,
    ("POST", "/h/{hotel}/settings/parked/{event_id}/replay"): MANAGER,
    ("GET", "/h/{hotel}/settings/channel"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel"): MANAGER,
    ("GET", "/h/{hotel}/settings/channel/{account_id}/look"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/configure"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/token"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/log-out"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/restart"): MANAGER,
    ("GET", "/h/{hotel}/settings/channel/{account_id}/connect"): MANAGER,
    ("GET", "/h/{hotel}/settings/channel/{account_id}/live"): MANAGER,
    ("GET", "/h/{hotel}/settings/channel/{account_id}/code.png"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/phone-code"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/enter"): MANAGER,
    ("POST", "/h/{hotel}/settings/channel/{account_id}/scan"): MANAGER,
    ("GET", "/h/{hotel}/settings/people"): MANAGER,
    ("POST", "/h/{hotel}/settings/people"): MANAGER,
    ("POST", "/h/{hotel}/settings/people/{rung_id}"): MANAGER,
    ("POST", "/h/{hotel}/settings/people/{rung_id}/remove"): MANAGER,
    ("POST", "/h/{hotel}/settings/people/{rung_id}/try"): MANAGER,
    ("POST", "/h/{hotel}/settings/programs/subscriptions"): OWNER,
    ("POST", "/h/{hotel}/settings/programs/subscriptions/{subscription_id}/remove"): OWNER,
    ("GET", "/h/{hotel}/settings/trail"): MANAGER,
    ("GET", "/h/{hotel}/knowledge"): AGENT,
    ("GET", "/h/{hotel}/knowledge/new"): AGENT,
    ("GET", "/h/{hotel}/knowledge/removed"): AGENT,
    ("GET", "/h/{hotel}/knowledge/unanswered"): AGENT,
    ("GET", "/h/{hotel}/knowledge/try"): AGENT,
    ("GET", "/h/{hotel}/knowledge/import"): MANAGER,
    ("GET", "/h/{hotel}/knowledge/{entry_id}"): AGENT,
    ("POST", "/h/{hotel}/knowledge/try"): AGENT,
    ("POST", "/h/{hotel}/knowledge/check"): AGENT,
    ("POST", "/h/{hotel}/knowledge/suggest"): AGENT,
    ("POST", "/h/{hotel}/knowledge/attack"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/import"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/import/again"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/unanswered/dismiss"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/suggestions/{suggestion_id}/dismiss"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/versions/{version_id}/restore"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/new"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/{entry_id}"): MANAGER,
    ("POST", "/h/{hotel}/knowledge/{entry_id}/remove"): MANAGER,
}
RANKS = [AGENT, MANAGER, OWNER, "operator"]
STREAMS = {"/news"}  # does not end by itself: has tests of its own
ENDS_THE_SESSION = {"/logout"}


def routes() -> set[tuple[str, str]]:
    found = set()
    waiting = list(router.routes)
    while waiting:
        each = waiting.pop()
        if isinstance(each, Route):
            found |= {(method, each.path) for method in each.methods or () if method != "HEAD"}
        else:
            inside = getattr(each, "original_router", None) or getattr(each, "router", each)
            waiting += inside.routes
    return found


@pytest.fixture
async def people(hotels, visit):
    """Nobody, a stranger who owns the other hotel, and each role of this one."""
    crowd = {"nobody": await visit(), "stranger": await visit(await hire(hotels.two, "owner"))}
    for role in RANKS:
        crowd[role] = await visit(await hire(hotels.one, role))
    return crowd


async def rule_of(hotel: TestHotel) -> UUID:
    """A rule of this hotel's journeys."""
    async with db.hotel(hotel.id) as session:
        await journeys.install(session, await house.read(session))
        return (await journeys.rules(session))[0].id


def expected(who: str, needs: str) -> set[int]:
    """The statuses that are right; a form without its fields may be told so."""
    fine = {200, 303, 401, 403, 404, 422, 429} if needs == OPEN else {200, 303, 403, 404, 422}
    if needs == OPEN:
        return fine
    if who == "nobody":
        return {LOGIN}
    if needs == OPERATOR:
        return {200, 422} if who == "operator" else {GONE}
    if needs == MINE:
        return fine | {204, 401}
    if who == "stranger":
        return {GONE}
    return fine - {NO} if RANKS.index(who) >= RANKS.index(needs) else {NO}


async def test_everybody_gets_the_right_answer_at_every_door(hotels, people):
    chat_id, message_id = await talk.guest_wrote(hotels.one, "Here", name="Secret Guest")
    alert_id = await talk.alert(hotels.one, chat_id)
    await talk.stays(hotels.one, chat_id, room="304")
    fill = {
        "{hotel}": hotels.one.slug,
        "{chat_id}": chat_id,
        "{message_id}": message_id,
        "{alert_id}": alert_id,
        "{media_id}": message_id,
        "{guest_id}": (await rows.chat(hotels.one)).guest_id,
        "{stay_id}": (await rows.all_of(hotels.one, Stay))[0].id,
        "{case_id}": message_id,
        "{merge_id}": message_id,
        "{send_id}": message_id,
        "{deed}": "skip",
        "{rule_id}": await rule_of(hotels.one),
        "{entry_id}": (await rows.all_of(hotels.one, KnowledgeEntry))[0].id,
        "{version_id}": message_id,
        "{suggestion_id}": message_id,
        "{session_id}": message_id,
        "{table}": "messages",
        "{token}": "no-such-token",
        "{section}": "hours",
        "{step}": "answers",
        "{group}": "desk",
        "{name}": "no_such_secret",
    } | {
        name: str(message_id)
        for name in (
            "{reply_id}",
            "{invitation_id}",
            "{person_id}",
            "{token_id}",
            "{door_id}",
            "{delivery_id}",
            "{event_id}",
            "{account_id}",
            "{rung_id}",
            "{subscription_id}",
        )
    }
    for (method, path), needs in TABLE.items():
        if path in STREAMS | ENDS_THE_SESSION:
            continue
        address = path
        for name, value in fill.items():
            address = address.replace(name, str(value))
        for who, browser in people.items():
            ask = browser.get if method == "GET" else browser.post
            answer = await ask(address)
            refused = answer.status_code == NO and "not for your role" not in answer.text
            status = 422 if refused else answer.status_code  # a rule of the house, not the role
            assert status in expected(who, needs), (method, path, who)
            if who in ("nobody", "stranger"):
                assert "Secret Guest" not in answer.text, (path, who)
            if who == "nobody" and needs != OPEN:
                assert answer.headers["location"].startswith("/login"), path


async def test_what_changes_something_wants_the_pages_proof(hotels, people):
    chat_id, message_id = await talk.guest_wrote(hotels.one, "Here")
    owner = people["owner"]
    owner.proof = "none"
    for method, path in TABLE:
        if method == "POST":
            address = path.replace("{hotel}", hotels.one.slug).replace("{chat_id}", str(chat_id))
            address = re.sub(r"\{\w+\}", str(message_id), address)
            assert (await owner.post(address)).status_code == NO, path


async def test_a_chat_is_found_below_its_own_hotel_only(hotels, people):
    chat_id, _ = await talk.guest_wrote(hotels.one, "Here")
    stranger = people["stranger"]
    answer = await stranger.get(f"/h/{hotels.two.slug}/inbox/{chat_id}")
    assert answer.status_code == GONE
    answer = await stranger.post(f"/h/{hotels.two.slug}/inbox/{chat_id}/messages", {"text": "hi"})
    assert answer.status_code == GONE


def test_no_route_is_missing_from_the_table():
    assert routes() == set(TABLE)
