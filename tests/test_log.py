"""Logs: phones are masked, texts and tokens are not there at all."""

import io
import json
import logging
import sys

import pytest
import sqlalchemy
from sqlalchemy.exc import DBAPIError

from bellhop import channels, db, log
from bellhop.errors import ChannelError
from tests.turns.conftest import receive, says  # noqa: F401


@pytest.fixture
def lines(monkeypatch):
    """What is logged, one JSON object a line; the tests' own set-up comes back afterwards."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    log.configure(json_lines=True, level="DEBUG")
    _look_anew()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    monkeypatch.undo()
    log.configure(json_lines=True, level="ERROR")
    _look_anew()


def _look_anew() -> None:
    """Loggers remember the set-up of their first line."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bellhop.") and hasattr(module, "logger"):
            vars(module.logger).pop("bind", None)


@pytest.mark.parametrize(
    "phone",
    ["79001112233", "+79001112233", "79001112233@c.us", "+7 (900) 111-22-33", "8 900 111 22 33"],
)
def test_a_phone_is_masked_wherever_it_stands(lines, phone):
    log.get("test").info("seen", note=f"from {phone}, twice {phone}", deep={"in": [phone]})
    [line] = lines()
    assert "11122" not in json.dumps(line)
    assert "111-22" not in json.dumps(line)
    assert "111 22" not in json.dumps(line)


def test_a_phone_is_masked_also_where_a_field_is_called_an_id(lines):
    log.get("test").info("seen", chat_id="79001112233@c.us")
    assert "1112" not in json.dumps(lines())


def test_ids_and_numbers_of_instances_stay_readable(lines):
    row = "01a20360-0070-7789-9c97-10e49bfe76e3"
    log.get("test").info("seen", row_id=row, instance_id="7103000001", note=f"row {row}")
    [line] = lines()
    assert (line["row_id"], line["instance_id"], line["note"]) == (row, "7103000001", f"row {row}")


def test_a_phone_in_an_error_is_masked(lines):
    error = ValueError("no such guest: 79001112233@c.us")
    log.get("test").error("failed", exc_info=error)
    assert "1112233" not in json.dumps(lines())


@pytest.mark.parametrize("json_lines", [True, False])
def test_an_error_does_not_show_what_variables_hold(lines, monkeypatch, json_lines):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    log.configure(json_lines=json_lines, level="ERROR")
    _look_anew()
    secret = "".join(["wolke", "-", "seven"])
    try:
        int(secret[:5])
    except ValueError as error:
        log.get("test").error("failed", exc_info=error)
    said = stream.getvalue()
    assert "ValueError: invalid literal" in said
    assert "wolke-seven" not in said


async def test_an_error_of_the_database_does_not_show_a_rows_values(hotels):
    with pytest.raises(DBAPIError) as caught:
        async with db.hotel(hotels.one.id) as session:
            await session.execute(
                sqlalchemy.text("SELECT 1 / :nothing, :words"), {"nothing": 0, "words": "пожар"}
            )
    assert "пожар" not in str(caught.value)


def test_other_libraries_lines_are_masked_too(lines):
    logging.getLogger("somebody").warning("sent to %s", "79001112233@c.us")
    [line] = lines()
    assert "1112233" not in json.dumps(line)
    assert line["level"] == "warning"


@pytest.mark.parametrize(
    ("phone", "shown"), [("79001112233", "79***33"), ("+7 900", "***"), ("", "***")]
)
def test_enough_to_recognise_and_not_enough_to_call(phone, shown):
    assert log.mask_phone(phone) == shown


async def test_a_walk_logs_neither_phone_nor_words(hotels, says, provider, lines):  # noqa: F811
    await says(hotels.one, "у нас пожар, комната 414")
    said = json.dumps(lines(), ensure_ascii=False)
    events = {line["event"] for line in lines()}
    assert {"message_received", "message_assessed", "alert_raised", "reply_sent"} <= events
    for secret in ("79001112233", "пожар", "414", hotels.one.token, hotels.one.webhook_token):
        assert secret not in said


async def test_a_failing_send_logs_no_token(hotels, says, provider, lines):  # noqa: F811
    provider.next("sendMessage", provider.says(500), provider.says(401))
    for text in ("во сколько завтрак?", "есть парковка?"):
        await says(hotels.one, text)
    assert "reply_not_sent" in {line["event"] for line in lines()}
    assert hotels.one.token not in json.dumps(lines())


async def test_an_error_of_the_channel_names_no_token(hotels, provider):
    provider.next("getSettings", provider.says(403, {"message": "token-secret/x"}))
    account = channels.Account("1", "token-secret", "http://green.test", "http://green.test")
    with pytest.raises(ChannelError) as refused:
        await channels.client().get_settings(account)
    assert "token-secret" not in f"{refused.value!r} {refused.value}"
