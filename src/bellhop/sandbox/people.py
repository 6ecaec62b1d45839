"""Guests: who may write to an instance, and under which addresses they are known."""

import random
import time
from typing import Any

import orjson
from pydantic import BaseModel, Field

from bellhop.sandbox import addresses
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.store import Row, Store, dumps


class Guest(BaseModel):
    """One guest's phone."""

    chat: str
    phone: str
    lid: str
    name: str = ""
    locale: str = ""
    account: bool = True
    """False: the number is not on the channel, sends end in noAccount."""
    made_at: float = Field(default_factory=time.time)

    @property
    def shown_name(self) -> str:
        """What the messenger shows as the chat's name."""
        return self.name or (f"+{self.phone}" if self.phone else self.chat)


def _guest(row: Row) -> Guest:
    return Guest.model_validate(orjson.loads(row["body"]))


def save(store: Store, instance: Instance, guest: Guest) -> Guest:
    """Keep the guest."""
    store.run(
        "insert into guests (instance, chat, phone, lid, body) values (?, ?, ?, ?, ?)"
        " on conflict (instance, chat) do update set phone = excluded.phone,"
        " lid = excluded.lid, body = excluded.body",
        instance.id,
        guest.chat,
        guest.phone,
        guest.lid,
        dumps(guest.model_dump()),
    )
    return guest


def find(store: Store, instance: Instance, address: str) -> Guest | None:
    """By chat id, by lid, or by `phone@c.us` where chats are plain numbers."""
    row = store.one(
        "select body from guests where instance = ? and chat = ?", instance.id, address
    ) or store.one("select body from guests where instance = ? and lid = ?", instance.id, address)
    if row is None and (phone := addresses.phone_of(address)):
        row = store.one(
            "select body from guests where instance = ? and phone = ?", instance.id, phone
        )
    return _guest(row) if row else None


def everyone(store: Store, instance: Instance) -> list[Guest]:
    """All guests, newest first."""
    rows = store.all("select body from guests where instance = ?", instance.id)
    return sorted((_guest(row) for row in rows), key=lambda guest: -guest.made_at)


def build(instance: Instance, address: str, **more: Any) -> Guest:
    """A guest known by nothing but an address yet."""
    phone = addresses.phone_of(address)
    chat = address
    if instance.type != "whatsapp" and phone:
        chat = addresses.number_of(phone)
    lid = address if address.endswith("@lid") else addresses.lid_of(phone or chat)
    return Guest(chat=chat, phone=phone, lid=lid, **more)


def meet(store: Store, instance: Instance, address: str) -> Guest:
    """The guest of this address, made on first sight: the hotel may write first."""
    return find(store, instance, address) or save(store, instance, build(instance, address))


def free_phone(store: Store, instance: Instance) -> str:
    """A fictional Russian number (+7 900 000-xx-xx) nobody here has yet."""
    taken = {row["phone"] for row in store.all("select phone from guests")}
    choices = [f"7900000{n:04d}" for n in range(100, 10_000)]
    left = [phone for phone in choices if phone not in taken and phone not in instance.wid]
    return random.choice(left or choices)
