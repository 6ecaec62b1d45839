"""From the instance id in a webhook's address to the hotel, without asking the database twice."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from bellhop import crypto, db
from bellhop.hotels.find import account, owner_of_instance
from bellhop.messages import ChannelType

KEEP_SECONDS = 30.0
RECHECK_SECONDS = 1.0
KEEP_AT_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Door:
    """What a webhook needs to know of an account."""

    hotel_id: UUID
    account_id: UUID
    instance_id: str
    type: ChannelType
    token_hash: bytes

    def opens_to(self, token: str) -> bool:
        return crypto.same(crypto.token_hash(token), self.token_hash)


class Doors:
    """Doors of this process. A changed token is noticed at the first refusal, a removed account
    within KEEP_SECONDS."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[float, Door]] = OrderedDict()

    async def open(self, instance_id: str, token: str) -> Door | None:
        """The door when the token fits; None for a wrong token and for an unknown instance."""
        known = self._known.get(instance_id)
        age = monotonic() - known[0] if known else KEEP_SECONDS
        if known and age < KEEP_SECONDS and known[1].opens_to(token):
            return known[1]
        if known and age < RECHECK_SECONDS:
            return None
        door = await _read(instance_id)
        if door is None:
            self._known.pop(instance_id, None)
            return None
        self._keep(door)
        return door if door.opens_to(token) else None

    def _keep(self, door: Door) -> None:
        self._known[door.instance_id] = (monotonic(), door)
        self._known.move_to_end(door.instance_id)
        while len(self._known) > KEEP_AT_MOST:
            self._known.popitem(last=False)


async def _read(instance_id: str) -> Door | None:
    owner = await owner_of_instance(instance_id)
    if owner is None:
        return None
    async with db.hotel(owner[0]) as session:
        found = await account(session, owner[1])
    return Door(
        found.hotel_id,
        found.id,
        found.instance_id,
        ChannelType(found.type),
        found.webhook_token_hash,
    )
