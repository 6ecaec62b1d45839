"""`bellhop journeys`."""

import json

import pytest

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
