"""The rest of the commands: knowledge, alerts, keys, eval, and those that look at everything."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from urllib.parse import urlsplit, urlunsplit

import pytest
from pydantic import SecretStr

from bellhop import alerts, clock, crypto, db, knowledge, settings
from bellhop import hotels as room
from bellhop.alerts import Call
from bellhop.cli.main import COMMANDS
from bellhop.db.migrate import upgrade
from tests.cli.test_hotels import is_a_sentence, words

ENTRIES = [
    {"id": "pool", "question": "Есть бассейн?", "answer": "Да, с 8 до 20.", "lang": "ru"},
    {"question": "Is there a pool?", "answer": "Yes, 8 to 20.", "lang": "en"},
]
AS_CSV = "id;question;answer;lang\npool;Есть бассейн?;Да, с 8 до 20.;ru\n;Pool?;Yes.;en\n"
AS_YAML = "entries:\n- {id: pool, question: 'Есть бассейн?', answer: 'Да, с 8 до 20.'}\n"
FILES = {
    "list.json": json.dumps(ENTRIES),
    "object.json": json.dumps({"entries": ENTRIES}),
    "semicolons.csv": AS_CSV,
    "commas.csv": AS_CSV.replace(";", "\t"),
    "one.yaml": AS_YAML,
}
BAD = {
    "broken.json": "{",
    "number.json": "1",
    "rows.json": '["a"]',
    "empty-answer.json": json.dumps([{"question": "q", "answer": " "}]),
    "lang.json": json.dumps([{"question": "q", "answer": "a", "lang": 7}]),
    "twice.json": json.dumps([ENTRIES[0], ENTRIES[0]]),
    "long.json": json.dumps([{"question": "q" * 600, "answer": "a"}]),
    "indent.yaml": "a: b: c",
    "columns.csv": "a,b\n1,2\n",
}


@pytest.fixture
async def shell(database):
    """A command in a process of its own, as the operator's shell runs it."""

    async def run(*words: str, **env: str) -> tuple[int, str, str]:
        told = {name: value for name, value in os.environ.items() if "BELLHOP_TEST" not in name}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bellhop", *words, env=told | env, stdout=PIPE, stderr=PIPE
        )
        out, err = await process.communicate()
        return process.returncode, out.decode(), err.decode()

    return run


async def known(hotel) -> dict[str, str]:
    async with db.hotel(hotel.id) as session:
        return {e.question: e.answer for e in await knowledge.entries(session)}


@pytest.mark.parametrize("name", FILES)
async def test_knowledge_is_imported(bellhop, hotels, tmp_path, name):
    (tmp_path / name).write_text(FILES[name])
    said = await bellhop("knowledge", "import", hotels.one.slug, str(tmp_path / name), "--json")
    assert (said.code, said.json["slug"]) == (0, hotels.one.slug)
    assert (await known(hotels.one))["Есть бассейн?"] == "Да, с 8 до 20."
    assert "Есть бассейн?" not in await known(hotels.two)


@pytest.mark.parametrize("name", [*BAD, "missing.json"])
async def test_a_bad_file_imports_nothing_and_says_why(bellhop, hotels, tmp_path, name):
    before = await known(hotels.one)
    if name in BAD:
        (tmp_path / name).write_text(BAD[name])
    said = await bellhop("knowledge", "import", hotels.one.slug, str(tmp_path / name))
    assert is_a_sentence(said), (said.err, said.crash)
    assert await known(hotels.one) == before


async def test_a_file_that_is_no_text_is_a_sentence(bellhop, hotels, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00\x80")
    assert is_a_sentence(
        await bellhop("knowledge", "import", hotels.one.slug, str(tmp_path / "x.csv"))
    )


async def test_open_alerts_are_listed_danger_first(bellhop, hotels):
    async with db.hotel(hotels.one.id) as session:
        for reason in ("complaint", "safety"):
            call = Call(reason, "в номере дым", who="Anna")
            await alerts.call_person(session, hotels.one.id, hotels.one.slug, call)
    said = await bellhop("alerts", "list", "--hotel", hotels.one.slug, "--json")
    assert [row["reason"] for row in said.json] == ["safety", "complaint"]
    assert "Anna: в номере дым" in (await bellhop("alerts", "list")).out
    assert (await bellhop("alerts", "list", "--hotel", hotels.two.slug, "--json")).json == []


async def test_the_operators_own_alerts_are_listed_with_all(bellhop, hotels):
    await alerts.tell_operator("quota", hotels.one.instance_id, "used up")
    rows = (await bellhop("alerts", "list", "--json")).json
    assert hotels.one.instance_id in {row["guest"] for row in rows}


async def test_a_new_key_seals_and_the_old_one_may_go(bellhop, hotels, monkeypatch):
    new = (await bellhop("keys", "new")).out.strip()
    old = settings.load().fernet_keys()
    with_both = settings.load().model_copy(
        update={"secret_keys": [SecretStr(key) for key in (new, *old)]}
    )
    with monkeypatch.context() as patch:
        patch.setattr(settings, "load", lambda: with_both)
        said = await bellhop("keys", "rotate")
        assert said.code == 0, said.err
    only_new = with_both.model_copy(update={"secret_keys": [SecretStr(new)]})
    async with db.hotel(hotels.one.id) as session:
        [account] = await room.accounts(session)
    with monkeypatch.context() as patch:
        patch.setattr(settings, "load", lambda: only_new)
        assert crypto.decrypt(account.token_sealed) == hotels.one.token
    back = with_both.model_copy(update={"secret_keys": with_both.secret_keys[::-1]})
    with monkeypatch.context() as patch:
        patch.setattr(settings, "load", lambda: back)
        said = await bellhop("keys", "rotate")
        assert said.code == 0, said.err


async def test_sentiment_of_a_file(bellhop, tmp_path):
    lines = [{"id": 1, "text": "всё ужасно"}, {"id": "b", "text": "thank you, lovely!"}]
    (tmp_path / "in").write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    out = tmp_path / "out"
    said = await bellhop("eval", "sentiment", str(tmp_path / "in"), "-o", str(out))
    assert said.code == 0, said.err
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == [1, "b"]
    assert [row["sentiment"] for row in rows] == ["negative", "positive"]
    assert set(rows[0]) == {
        "id", "sentiment", "confidence", "requires_attention", "topic", "language"
    }  # fmt: skip


async def test_answers_to_a_file(bellhop, tmp_path):
    base = {"entries": ENTRIES, "timezone": "Europe/Moscow", "lang": "ru"}
    base["entries"] = [entry | {"id": f"e{n}"} for n, entry in enumerate(ENTRIES)]
    (tmp_path / "kb").write_text(json.dumps(base))
    asked = [{"id": 1, "question": "есть ли бассейн?"}, {"id": 2, "question": "where is Mars?"}]
    (tmp_path / "in").write_text("\n".join(json.dumps(line) for line in asked))
    words = ["eval", "answers", "--knowledge", str(tmp_path / "kb"), str(tmp_path / "in")]
    said = await bellhop(*words, "-o", str(tmp_path / "out"))
    assert said.code == 0, said.err
    rows = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert [set(row) for row in rows] == [{"id", "entry_id", "reply", "handover"}] * 2
    assert (rows[0]["entry_id"], rows[0]["handover"]) == ("e0", False)
    assert (rows[1]["entry_id"], rows[1]["handover"]) == (None, True)


async def test_a_newcomer_judges_answers_before_any_key_is_set(tmp_path):
    (tmp_path / "kb").write_text(json.dumps({"entries": ENTRIES[:1], "lang": "ru"}))
    (tmp_path / "in").write_text(json.dumps({"id": 1, "question": "есть ли бассейн?"}))
    words = ["eval", "answers", "in", "--knowledge", "kb", "-o", "out"]
    bare = {k: v for k, v in os.environ.items() if not k.startswith("BELLHOP_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bellhop", *words, env=bare, cwd=tmp_path, stderr=PIPE
    )
    _, err = await process.communicate()
    assert process.returncode == 0, err
    assert json.loads((tmp_path / "out").read_text())["handover"] is False


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 2}'])
async def test_a_bad_line_to_judge_is_a_sentence_with_its_number(bellhop, tmp_path, line):
    (tmp_path / "in").write_text('{"id": 0, "text": "fine"}\n' + line)
    said = await bellhop("eval", "sentiment", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    assert is_a_sentence(said)
    assert "line 2" in said.err


@pytest.mark.parametrize("base", ["{", "[]", "{}", '{"entries": [{"id": 1}]}', '{"entries": 1}'])
async def test_bad_knowledge_to_answer_from_is_a_sentence(bellhop, tmp_path, base):
    (tmp_path / "kb").write_text(base)
    (tmp_path / "in").write_text('{"id": 1, "question": "x"}')
    words = ["eval", "answers", "--knowledge", str(tmp_path / "kb"), str(tmp_path / "in")]
    assert is_a_sentence(await bellhop(*words, "-o", str(tmp_path / "out")))


async def test_files_that_cannot_be_read_or_written_are_sentences(bellhop, tmp_path):
    (tmp_path / "in").write_text('{"id": 0, "text": "fine"}')
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for given, out in (("in", "no/where"), ("missing", "out"), ("bytes", "out")):
        words = ["eval", "sentiment", str(tmp_path / given), "-o", str(tmp_path / out)]
        assert is_a_sentence(await bellhop(*words)), given


async def test_without_a_model_its_judgement_is_refused(bellhop, tmp_path):
    (tmp_path / "in").write_text('{"id": 0, "text": "fine"}')
    words = ["eval", "sentiment", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    assert is_a_sentence(await bellhop(*words, "--brain", "deepseek"))


async def test_isolation_is_verified_on_the_live_database(bellhop, hotels):
    said = await bellhop("verify-isolation")
    assert (said.code, said.err) == (0, "")
    assert "forced policy" in said.out


async def test_a_hole_between_hotels_is_found(bellhop, monkeypatch):
    monkeypatch.setattr("bellhop.db.isolation.BELONG_TO_NO_HOTEL", frozenset())
    said = await bellhop("verify-isolation")
    assert said.code == 1
    assert "people has no forced policy" in said.err


async def test_the_doctor_says_what_is_wrong_and_what_to_do(bellhop, shell, servers):
    parts = urlsplit(servers.owner_url())
    url = urlunsplit(parts._replace(path=f"/made_{clock.new_id().hex}"))
    new_one = servers.model_copy(update={"migration_database_url": SecretStr(url)})
    await asyncio.to_thread(upgrade, new_one)
    new = words(**{"slug": "ill", "instance-id": "7300001111", "api-url": "http://127.0.0.1:1"})
    made = {"BELLHOP_MIGRATION_DATABASE_URL": url}
    assert (await shell(*new, **made))[0] == 0
    code, out, _ = await shell("doctor", "--json", **made)
    findings = {finding["what"]: finding for finding in json.loads(out)}
    assert all(findings[what]["ok"] for what in ("database", "redis", "keys", "isolation"))
    number = findings["number 7300001111 of ill"]
    assert (code, number["ok"], bool(number["advice"])) == (1, False, True)


async def test_the_doctor_names_a_database_that_is_away(shell):
    away = "postgresql://bellhop_app:x@127.0.0.1:1/bellhop"
    code, out, err = await shell(
        "doctor", "--json", BELLHOP_DATABASE_URL=away, BELLHOP_SYSTEM_DATABASE_URL=away
    )
    findings = {finding["what"]: finding for finding in json.loads(out)}
    assert (code, findings["database"]["ok"]) == (1, False), err
    assert findings["database"]["advice"]


@pytest.mark.parametrize("words", [["hotel", "list"], ["alerts", "list"], ["verify-isolation"]])
async def test_without_the_database_a_command_ends_with_a_sentence(
    bellhop, servers, monkeypatch, words
):
    for path in ("postgresql://bellhop_app:x@127.0.0.1:1/x", _no_such_database(servers)):
        away = {"database_url": SecretStr(path), "system_database_url": SecretStr(path)}
        with monkeypatch.context() as patch:
            patch.setattr(settings, "load", lambda away=away: servers.model_copy(update=away))
            said = await bellhop(*words)
        assert is_a_sentence(said), (said.err, said.crash)


def _no_such_database(servers) -> str:
    return urlunsplit(urlsplit(servers.app_url())._replace(path="/no_such_database"))


async def test_a_migration_that_is_refused_is_a_sentence(bellhop, servers, monkeypatch):
    url = urlsplit(servers.owner_url())
    place = url.netloc.rpartition("@")[2]
    wrong = SecretStr(urlunsplit(url._replace(netloc=f"nobody:wrong@{place}")))
    refused = servers.model_copy(update={"migration_database_url": wrong})
    monkeypatch.setattr(settings, "load", lambda: refused)
    assert is_a_sentence(await bellhop("migrate"))


async def test_without_any_server_a_command_says_what_to_do(shell, tmp_path):
    empty = dict.fromkeys(("BELLHOP_MIGRATION_DATABASE_URL", "BELLHOP_REDIS_URL"), "")
    code, _, err = await shell("hotel", "list", BELLHOP_HOME=str(tmp_path), **empty)
    assert code == 1
    assert "bellhop up" in err


async def test_every_command_has_help(bellhop):
    for command in COMMANDS:
        said = await bellhop(command, "--help")
        assert said.code == 0, command
        assert "Usage" in said.out


async def test_judging_messages_loads_no_room_with_tables():
    """A decision of the offline brain stays light: 200 MB with all that the command loads."""
    asked = "import sys, bellhop.cli.evaluate; print('sqlalchemy' in sys.modules)"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", asked, stdout=PIPE)
    told, _ = await child.communicate()
    assert told.strip() == b"False"
