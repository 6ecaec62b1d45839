"""A thread that stays open while a guest writes, edits and deletes, the bot answers, somebody types
on the hotel's phone, and the page's connection is cut at random: nothing is missing, doubled or in
the wrong place at the end.

    python -m bench.thread_chaos [--minutes 10] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx2
from playwright.sync_api import Page
from tests.up import ANNA, INSTANCE, House, chromium, up

NAME = "Анна Волкова"
QUIET_SECONDS = 40
"""After the last line: every retry and every look of the page has had its turn."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.thread_chaos")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with up("--demo") as house, chromium() as browser:
        page = browser.new_page(locale="ru-RU", viewport={"width": 1440, "height": 900})
        chat = _open(page, house)
        done = _play(page, house, chosen.minutes * 60, random.Random(chosen.seed))
        page.context.set_offline(False)
        page.wait_for_timeout(QUIET_SECONDS * 1_000)
        faults = _compare(page, house, chat)
    print(f"{dict(done)}, {faults or 'every bubble once, in order, as it is now'}")
    return 1 if faults else 0


def _open(page: Page, house: House) -> str:
    """The guest's thread; the chat's id."""
    house.tell("hotel", "rule", "morskoy", "reply_limit", "100000")
    house.write("Здравствуйте!")
    house.come_in(page)
    page.goto(f"{house.url}/h/morskoy/inbox?queue=all")
    page.locator(".row", has_text=NAME).first.click()
    page.wait_for_url(re.compile("/inbox/[0-9a-f-]{36}"))
    return page.url.split("/inbox/")[1][:36]


def _play(page: Page, house: House, seconds: float, chance: random.Random) -> Counter[str]:
    """About three lines in two seconds; the page is cut off for a quarter of the time."""
    done: Counter[str] = Counter()
    written: list[str] = []
    end = time.monotonic() + seconds
    back_at = 0.0
    while time.monotonic() < end:
        now = time.monotonic()
        if back_at and now > back_at:
            page.context.set_offline(False)
            back_at = 0.0
        elif not back_at and chance.random() < 0.06:
            page.context.set_offline(True)
            back_at = now + chance.choice((0.3, 2, 6, 14))
            done["cuts"] += 1
        deed = chance.choices(("write", "edit", "delete", "staff"), (70, 12, 5, 8))[0]
        done[deed] += 1
        if deed == "staff":
            address = f"{house.phones}/sandbox/instances/{INSTANCE}/staff/{ANNA}/messages"
            text = {"text": f"С телефона {done['staff']}"}
            httpx2.post(address, json=text, timeout=20).raise_for_status()
        elif deed == "write" or not written:
            words = chance.choice(("Во сколько завтрак?", "Есть парковка?", "Спасибо", "Холодно"))
            written.append(house.act(text=f"{words} ({done['write']})"))
        else:
            of = chance.choice(written[-8:])
            house.act(kind=deed, of=of, text=f"Иначе {done['edit']}")
            if deed == "delete":
                written.remove(of)
        page.wait_for_timeout(chance.choice((100, 400, 900, 1_400)))
    return done


def _compare(page: Page, house: House, chat: str) -> list[str]:
    """The page against the database, read through the API."""
    said = house.tell("token", "add", "morskoy", "--name", "chaos", "--scope", "read")
    token = re.search(r"\b(bh_\S+|[A-Za-z0-9_-]{30,})", said)
    assert token, said
    kept = {each["id"]: each for each in _messages(house.url, token[1], chat)}
    shown: list[dict[str, str]] = page.locator("#msgs > [id^='m-'][data-k]").evaluate_all(
        "all => all.map(e => ({id: e.id.slice(2), key: e.dataset.k, origin: e.dataset.origin || '',"
        " gone: 'gone' in e.dataset ? 'yes' : '', text: e.innerText}))"
    )
    bubbles = [each for each in shown if each["origin"] and not each["gone"]]
    ids = [each["id"] for each in bubbles]
    faults = [f"{id_} stands {many} times" for id_, many in Counter(ids).items() if many > 1]
    oldest = min((each["key"] for each in bubbles), default="")
    seen = [
        id_ for id_, each in kept.items() if _key(each) >= oldest and each["status"] != "withdrawn"
    ]
    faults += [f"{id_} is missing: {kept[id_]['text'][:40]}" for id_ in seen if id_ not in ids]
    faults += [f"{id_} is not in the database" for id_ in ids if id_ not in kept]
    keys = [each["key"] for each in shown]
    if keys != sorted(keys):
        faults.append("the order is wrong")
    for each in bubbles:
        now = kept.get(each["id"])
        if now and not now["deleted_at"] and now["text"] and now["text"][:30] not in each["text"]:
            faults.append(
                f"{each['id']} shows {each['text'][:40]!r} instead of {now['text'][:40]!r}"
            )
    print(f"{len(bubbles)} bubbles on the page, {len(kept)} messages in the database")
    return faults


def _key(message: dict[str, Any]) -> str:
    return f"{datetime.fromisoformat(message['occurred_at']).timestamp():017.6f}"


def _messages(url: str, token: str, chat: str) -> Iterator[dict[str, Any]]:
    cursor = None
    with httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}) as api:
        while True:
            asked = {"conversation_id": chat, "limit": "200"} | (
                {"cursor": cursor} if cursor else {}
            )
            answer = api.get("/api/v1/messages", params=asked)
            answer.raise_for_status()
            page = answer.json()
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return


if __name__ == "__main__":
    raise SystemExit(main())
