"""A property system that can call an address and nothing more."""

import pytest

from bellhop import db
from bellhop import hotels as room
from bellhop.errors import BadInput
from bellhop.guests import Mapping, PmsDelivery, Stay, read_mapped
from tests import rows

MAPPING = {
    "each": "$.reservations[*]",
    "fields": {
        "external_id": "$.id",
        "guest.name": "$.guest.name",
        "guest.phone": ["$.guest.mobile", "$.guest.phone"],
        "arrival": "$.from",
        "departure": "$.to",
        "status": "$.state",
        "adults": "$.pax",
        "attributes.floor": "$.room.floor",
    },
    "values": {"status": {"CXL": "cancelled", "CONF": "booked"}},
    "constants": {"source": "PMS"},
}
ONE = {
    "id": 7,
    "guest": {"name": "Anna", "phone": "+7 900 000-00-01"},
    "from": "18.12.2027",
    "to": "2027-12-22T12:00:00+03:00",
    "state": "CONF",
    "pax": "2",
    "room": {"floor": 3},
}


@pytest.fixture
async def push(web, hotels):
    async with db.hotel(hotels.one.id) as session:
        _, secret = await room.make_pms_door(
            session, hotels.one.id, name="Opera", mapping=MAPPING, actor="test"
        )

    async def post(body, *, slug=hotels.one.slug, token=secret):
        headers = {"Authorization": f"Bearer {token}"}
        kind = {"content": body} if isinstance(body, bytes) else {"json": body}
        return await web.post(f"/webhooks/pms/{slug}", headers=headers, **kind)

    return post


async def test_its_bookings_become_stays(push, hotels):
    said = await push({"reservations": [ONE]})
    assert said.status_code == 200
    assert [line["outcome"] for line in said.json()["bookings"]] == ["created"]
    [stay] = await rows.all_of(hotels.one, Stay)
    assert (stay.external_id, stay.adults, stay.source) == ("7", 2, "PMS")
    assert stay.attributes == {"floor": 3}


async def test_a_bad_booking_is_kept_and_loses_no_other(push, hotels):
    said = await push({"reservations": [ONE, ONE | {"id": 8, "from": "soon"}]})
    outcomes = {line["external_id"]: line["outcome"] for line in said.json()["bookings"]}
    assert outcomes == {"7": "created", "8": "refused"}
    [delivery] = await rows.all_of(hotels.one, PmsDelivery)
    assert delivery.state == "refused"


@pytest.mark.parametrize("body", [b"not json", b"{}", b"\xff\x00"])
async def test_what_cannot_be_read_is_kept_and_answered(push, hotels, body):
    said = await push(body)
    assert (said.status_code, said.json()["state"]) == (200, "refused")
    assert len(await rows.all_of(hotels.one, PmsDelivery)) == 1


async def test_a_wrong_token_or_another_hotels_address_is_refused(push, hotels):
    assert (await push({}, token="wrong")).status_code == 401
    assert (await push({}, slug=hotels.two.slug)).status_code == 401
    assert (await push({}, slug="nowhere")).status_code == 401
    assert await rows.all_of(hotels.one, PmsDelivery) == []


async def test_too_much_at_once_is_refused(push):
    assert (await push(b" " * (1024 * 1024 + 1))).status_code == 413


@pytest.mark.parametrize(
    "fields",
    [
        {"guest.name": "$.a"},
        {"external_id": "$.[["},
        {"external_id": "$.a", "sauna": "$.b"},
        {"external_id": "$.a", "guest.consents": "$.b"},
    ],
)
def test_a_mapping_that_cannot_work_is_refused(fields):
    with pytest.raises(ValueError, match=r"external_id|JSONPath|field"):
        Mapping(fields=fields)


def test_a_message_without_bookings_says_so():
    with pytest.raises(BadInput, match="nothing was found"):
        read_mapped(Mapping.model_validate(MAPPING), {"reservations": []})
