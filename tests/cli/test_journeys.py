"""`bellhop journeys`."""

import json
from datetime import timedelta

import pytest

from bellhop import clock, db, guests
from bellhop import hotels as room
from bellhop.guests import StayGiven
from tests.journeys.test_simulate import CASES, case


async def test_the_command_reads_and_writes_files(bellhop, tmp_path):
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps({"cases": [case(name) for name in CASES]}))
    said = await bellhop("journeys", "simulate", str(cases), "-o", str(tmp_path / "out.json"))
    assert said.code == 0, said
    written = json.loads((tmp_path / "out.json").read_text())
    assert [row["id"] for row in written] == list(CASES)
    assert written[0]["sends"] == ["2026-06-10T13:00:00Z"]


@pytest.mark.parametrize(
    "broken",
    ["{", "7", '{"cases": [{"id": 1}]}', json.dumps({"cases": [case("cancelled before")
     | {"timezone": "Mars/Base"}]}), json.dumps({"cases": [case("cancelled before")
     | {"rule": {"type": "local", "anchor": "checkin", "days": 1}}]})],
)  # fmt: skip
async def test_a_bad_file_is_refused_with_a_sentence(bellhop, tmp_path, broken):
    (tmp_path / "cases.json").write_text(broken)
    said = await bellhop(
        "journeys", "simulate", str(tmp_path / "cases.json"), "-o", str(tmp_path / "out.json")
    )
    assert said.code == 1
    assert "cases.json" in said.err
    assert not (tmp_path / "out.json").exists()


async def test_the_standard_rules_are_listed_and_switched(bellhop, hotels):
    slug = hotels.one.slug
    said = await bellhop("journeys", "list", slug, "--json")
    assert said.code == 0, said.err
    assert len(said.json) == 18
    assert not any(row["on"] for row in said.json)
    assert (await bellhop("journeys", "on", slug, "pre_arrival_1d")).code == 0
    said = await bellhop("journeys", "list", slug, "--json")
    assert [row["key"] for row in said.json if row["on"]] == ["pre_arrival_1d"]
    assert (await bellhop("journeys", "off", slug, "pre_arrival_1d")).code == 0
    assert (await bellhop("journeys", "on", slug, "nothing")).code == 1
    assert (await bellhop("journeys", "list", hotels.two.slug)).code == 0


async def test_a_preview_and_a_plan_are_shown(bellhop, hotels):
    arrival = (clock.now() + timedelta(days=5)).date()
    async with db.hotel(hotels.one.id) as session:
        hotel = await room.read(session)
        given = {"external_id": "B1", "arrival": arrival, "departure": arrival + timedelta(days=2)}
        stay = StayGiven.model_validate(given | {"guest": {"name": "Анна"}})
        await guests.put_stays(session, hotel, [stay], how="test")
    slug = hotels.one.slug
    said = await bellhop("journeys", "preview", slug, "pre_arrival_1d", "--json")
    assert [(row["guest"], row["goes"]) for row in said.json] == [("Анна", True)]
    assert (await bellhop("journeys", "preview", slug, "win_back")).out.strip() == (
        "Nobody in these days."
    )
    await bellhop("journeys", "on", slug, "pre_arrival_1d")
    said = await bellhop("journeys", "plan", slug, "B1", "--json")
    assert [row["key"] for row in said.json] == ["pre_arrival_1d"]
    assert (await bellhop("journeys", "plan", hotels.two.slug, "B1")).code == 1
