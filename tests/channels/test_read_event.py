"""Every kind of notification, and whatever else a stranger may send."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bellhop.channels import read_event
from bellhop.messages import (
    Author,
    CallCame,
    ChannelType,
    ChatKind,
    ContentKind,
    DeliveryStatus,
    Event,
    LineState,
    Location,
    MessageCame,
    MessageDeleted,
    MessageEdited,
    PollVoted,
    QuotaSpent,
    StateChanged,
    StatusChanged,
    Unreadable,
    Unused,
)

from .conftest import SAMPLES

GUEST, PHONE, API = Author.GUEST, Author.PHONE, Author.API
K = ContentKind
TAP = {"kind": K.BUTTON_REPLY, "text": "Second", "button_id": "2", "about_id": "BTN1"}

MESSAGES: dict[str, tuple[Author, dict[str, Any]]] = {
    "text": (GUEST, {"kind": K.TEXT, "text": "Где завтрак?", "about_id": None}),
    "text_in_group": (GUEST, {"kind": K.TEXT, "text": "Hi all"}),
    "text_from_lid": (GUEST, {"kind": K.TEXT, "text": "Hi"}),
    "text_extended": (GUEST, {"kind": K.TEXT, "text": "https://hotel.example", "forwarded": True}),
    "text_quoting": (
        GUEST,
        {"text": "Yes please", "about_id": "Q1", "quoted_text": "Shall we wake you?"},
    ),
    "text_beside_quote": (
        GUEST,
        {"text": "This one", "about_id": "Q2", "quoted_text": "The room"},
    ),
    "text_undecryptable": (GUEST, {"kind": K.UNDECRYPTABLE, "text": ""}),
    "text_stale_keys": (GUEST, {"kind": K.UNDECRYPTABLE, "text": ""}),
    "image": (
        GUEST,
        {
            "kind": K.IMAGE,
            "text": "Look at this",
            "media.url": "https://files.example/1",
            "media.mime": "image/jpeg",
            "media.file_name": "a.jpg",
            "media.thumbnail_base64": "AAAA",
        },
    ),
    "image_quoting": (GUEST, {"kind": K.IMAGE, "about_id": "Q3", "quoted_text": "Which room?"}),
    "video_too_large": (GUEST, {"kind": K.VIDEO, "media.url": "", "media.file_name": "b.mp4"}),
    "audio": (GUEST, {"kind": K.AUDIO, "media.mime": "audio/ogg; codecs=opus"}),
    "document": (GUEST, {"kind": K.DOCUMENT, "text": "Passport", "forwarded": True}),
    "sticker": (GUEST, {"kind": K.STICKER, "media.mime": "image/webp"}),
    "location": (
        GUEST,
        {"kind": K.LOCATION, "location": Location(43.58, 39.72, "Pier", "Quay 1"), "text": ""},
    ),
    "contact": (GUEST, {"kind": K.CONTACT, "contacts.__len__": 1, "text": ""}),
    "contacts": (GUEST, {"kind": K.CONTACT, "contacts.__len__": 2, "text": ""}),
    "reaction": (GUEST, {"kind": K.REACTION, "text": "👍", "about_id": "Q4"}),
    "poll": (GUEST, {"kind": K.POLL, "text": "When?", "options": ("8:00", "9:00")}),
    "tap_template": (GUEST, TAP),
    "tap_template_misspelt": (GUEST, TAP),
    "tap_interactive": (GUEST, TAP),
    "tap_plain": (GUEST, TAP),
    "buttons": (API, {"kind": K.BUTTONS, "text": "Choose", "options": ("First", "Second")}),
    "buttons_with_replies": (API, {"kind": K.BUTTONS, "options": ("First", "Second")}),
    "unknown_message_type": (GUEST, {"kind": K.OTHER, "text": "See me"}),
    "echo": (API, {"kind": K.TEXT, "text": "Breakfast is at 8"}),
    "typed_on_phone": (PHONE, {"kind": K.TEXT, "text": "I am on my way"}),
    "note_to_self": (PHONE, {"kind": K.TEXT}),
    "status_broadcast": (GUEST, {"kind": K.TEXT}),
    "newsletter": (GUEST, {"kind": K.TEXT}),
    "max_text": (GUEST, {"kind": K.TEXT, "text": "Привет"}),
    "telegram_group_text": (GUEST, {"kind": K.TEXT, "text": "Hi"}),
}

OTHERS: dict[str, tuple[type[Event], dict[str, Any]]] = {
    "edited": (MessageEdited, {"author": GUEST, "target_id": "ORIGINAL1", "text": "At nine"}),
    "edited_caption": (MessageEdited, {"target_id": "ORIGINAL2", "text": "Room 5"}),
    "edited_keeping_its_id": (MessageEdited, {"target_id": "ORIGINAL1", "text": "At ten"}),
    "edited_by_staff": (MessageEdited, {"author": PHONE, "target_id": "ORIGINAL3"}),
    "deleted": (MessageDeleted, {"author": GUEST, "target_id": "ORIGINAL1"}),
    "poll_vote": (
        PollVoted,
        {"target_id": "POLL1", "choices": ("8:00",), "voter_id": "79000000001@c.us"},
    ),
    "poll_vote_taken_back": (PollVoted, {"target_id": "POLL1", "choices": ()}),
    "status_delivered": (
        StatusChanged,
        {"status": DeliveryStatus.DELIVERED, "sent_by_api": True, "envelope.message_id": "OUT1"},
    ),
    "status_failed": (
        StatusChanged,
        {"status": DeliveryStatus.FAILED, "description": "no route"},
    ),
    "status_no_account": (StatusChanged, {"status": DeliveryStatus.NO_ACCOUNT}),
    "status_restricted": (StatusChanged, {"status": DeliveryStatus.RESTRICTED}),
    "status_empty": (StatusChanged, {"status": DeliveryStatus.UNKNOWN}),
    "state_authorized": (
        StateChanged,
        {"state": LineState.AUTHORIZED, "own_chat_id": "79000000099@c.us"},
    ),
    "state_yellow_card": (StateChanged, {"state": LineState.SUSPENDED}),
    "state_suspended": (StateChanged, {"state": LineState.SUSPENDED}),
    "state_new_word": (StateChanged, {"state": LineState.UNKNOWN}),
    "call_offered": (
        CallCame,
        {"status": "offer", "outgoing": False, "envelope.chat.id": "79000000001@c.us"},
    ),
    "call_missed": (CallCame, {"status": "missed"}),
    "call_made": (
        CallCame,
        {"status": "pickUp", "outgoing": True, "envelope.chat.id": "79000000001@c.us"},
    ),
    "quota_exceeded": (QuotaSpent, {"method": "correspondents", "used": 3, "total": 3}),
    "block": (Unused, {"envelope.type_name": "incomingBlock"}),
    "device": (Unused, {"envelope.type_name": "deviceInfo"}),
    "socket": (Unused, {"envelope.type_name": "statusInstanceChanged"}),
    "unknown_kind": (Unused, {"envelope.type_name": "carrierPigeonLanded"}),
    "no_kind": (Unreadable, {"envelope.instance_id": "7103000001"}),
    "no_chat": (Unreadable, {"envelope.type_name": "incomingMessageReceived"}),
}


def channel_of(name: str) -> ChannelType:
    return next((each for each in ChannelType if name.startswith(each)), ChannelType.WHATSAPP)


def looked_up(thing: object, path: str) -> object:
    value = attrgetter(path)(thing)
    return value() if callable(value) else value


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_read(name, sample):
    author, expected = MESSAGES[name]
    event = read_event(sample(name), type=channel_of(name))
    assert isinstance(event, MessageCame)
    assert event.author is author
    assert {path: looked_up(event.content, path) for path in expected} == expected


@pytest.mark.parametrize("name", OTHERS)
def test_another_event_is_read(name, sample):
    kind, expected = OTHERS[name]
    event = read_event(sample(name), type=channel_of(name))
    assert type(event) is kind
    assert {path: looked_up(event, path) for path in expected} == expected


def test_every_sample_is_in_a_table():
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(MESSAGES) | set(OTHERS)


def test_samples_spell_their_chats_in_ascii():
    for path in SAMPLES.rglob("*.json"):
        words = path.read_text().split('"')
        assert all(word.isascii() for word in words if "@" in word or ".us" in word), path.name


def test_every_event_of_an_account_has_its_own_key(sample):
    names = ["text", "echo", "typed_on_phone", "edited", "deleted", "poll_vote", "call_offered"]
    names += ["poll_vote_taken_back", "status_delivered", "status_failed", "state_authorized"]
    names += ["state_suspended", "call_missed", "call_made", "quota_exceeded", "block", "device"]
    names += ["no_kind", "no_chat", "edited_keeping_its_id"]
    keys = {read_event(sample(name)).envelope.key for name in names}
    assert len(keys) == len(names)


@pytest.mark.parametrize("name", [*MESSAGES, *OTHERS])
def test_a_copy_written_differently_has_the_same_key(name, sample):
    body = sample(name)
    copy = orjson.dumps(dict(reversed(orjson.loads(body).items())))
    assert read_event(copy).envelope.key == read_event(body).envelope.key


def test_a_key_says_what_it_is_made_of(sample):
    assert read_event(sample("text")).envelope.key == (
        "incomingMessageReceived|79000000001@c.us|A1B2C3D4E5F60001"
    )
    assert read_event(sample("status_delivered")).envelope.key == (
        "outgoingMessageStatus|79000000001@c.us|OUT1|delivered"
    )


def test_a_long_id_still_makes_a_short_key(sample):
    body = orjson.loads(sample("text"))
    keys = set()
    for ending in "ab":
        body["idMessage"] = "x" * 500 + ending
        keys.add(read_event(orjson.dumps(body)).envelope.key)
    assert len(keys) == 2
    assert all(len(key) <= 200 for key in keys)


def test_the_envelope_tells_where_and_when(sample):
    envelope = read_event(sample("text_in_group")).envelope
    assert envelope.instance_id == "7103000001"
    assert envelope.at.isoformat() == "2026-09-21T14:13:20+00:00"
    assert envelope.chat.kind is ChatKind.GROUP
    assert envelope.message_id == "A1B2C3D4E5F60001"


def test_in_a_group_the_sender_is_the_person(sample):
    event = read_event(sample("text_in_group"))
    assert (event.sender_id, event.sender_name) == ("79000000001@c.us", "Anna")


def test_max_tells_the_phone_beside_the_id(sample):
    assert read_event(sample("max_text"), type=ChannelType.MAX).sender_phone == "79000000001"
    group = read_event(sample("telegram_group_text"), type=ChannelType.TELEGRAM)
    assert group.sender_phone == ""


def test_the_hotels_own_chat_is_known(sample):
    assert read_event(sample("note_to_self")).envelope.chat.kind is ChatKind.SELF


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"text"', b"{", b"<html>", b"\xff\xfe"])
def test_what_cannot_be_read_is_kept_with_a_reason(body):
    event = read_event(body)
    assert isinstance(event, Unreadable)
    assert event.reason
    assert event.envelope.key.startswith("unreadable|")


@pytest.mark.parametrize(
    ("spelled", "read"),
    [
        (r"ok \ud83d", "ok \ufffd"),  # a text cut in the middle of an emoji
        (r"\ude00 ok", "\ufffd ok"),
        (r"\ud83d\ude00\u0000!", "😀!"),  # PostgreSQL takes no NUL
        (r"C:\\u0000 \ud83d", "C:\\u0000 \ufffd"),
    ],
)
def test_a_broken_character_does_not_silence_a_guest(spelled, read, sample):
    body = sample("text").replace("Где завтрак?".encode(), spelled.encode())
    assert read_event(body).content.text == read


def test_bytes_that_are_not_utf8_do_not_silence_a_guest(sample):
    body = sample("text").replace("Где".encode(), b"caf\xe9")
    assert read_event(body).content.text == "caf\ufffd завтрак?"


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(body):
    assert isinstance(read_event(body), Event)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
BODIES = {path.stem: orjson.loads(path.read_bytes()) for path in sorted(SAMPLES.glob("*.json"))}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON value that can hold something else."""
    inside = value.items() if isinstance(value, dict) else []
    inside = enumerate(value) if isinstance(value, list) else inside
    found = [place for key, each in inside for place in places(each, (*path, key))]
    return [*found, path] if path else found


def replaced(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    if not path:
        return junk
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], junk)
    return copy


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_no_wrong_type_anywhere_makes_it_fail(data):
    body = BODIES[data.draw(st.sampled_from(sorted(BODIES)))]
    path = data.draw(st.sampled_from(places(body)))
    mutated = replaced(body, path, data.draw(JUNK))
    try:
        raw = orjson.dumps(mutated)
    except TypeError:  # an integer that JSON of this kind cannot hold
        return
    for channel in ChannelType:
        event = read_event(raw, type=channel)
        assert len(event.envelope.key) <= 200
