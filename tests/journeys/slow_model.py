"""The obvious way: look at the hotel's wall clock minute by minute and do what the rules say.

Shares nothing with the planner but the meaning of the words.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def shows(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall shows."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@lru_cache(maxsize=50_000)
def moments(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Every moment when the clock shows this; when it never does, as much later as it jumped."""
    moment = wall.replace(tzinfo=UTC) - timedelta(hours=15)
    end, found, jumped = moment + timedelta(hours=30), [], None
    while moment < end:
        now = shows(moment, zone)
        if now == wall:
            found.append(moment)
        if now < wall and shows(moment + MINUTE, zone) > wall:
            jumped = moment + (wall - now)
        moment += MINUTE
    return tuple(found) if found else (jumped,)


def inside(wall: datetime, quiet: dict | None) -> bool:
    if quiet is None:
        return False
    start, end, now = quiet["start"], quiet["end"], f"{wall:%H:%M}"
    return start <= now < end if start <= end else (now >= start or now < end)


def quiet_ends(moment: datetime, quiet: dict, zone: str) -> datetime:
    hour, minute = map(int, quiet["end"].split(":"))
    today = shows(moment, zone).replace(hour=hour, minute=minute)
    for day in (today, today + timedelta(days=1)):
        for end in moments(day, zone):
            if end > moment:
                return end
    raise AssertionError("every night ends")


class Model:
    """One booking. `due` and the rest are what a clerk would pencil in the margin."""

    def __init__(self, case: dict) -> None:
        self.case, self.zone, self.rule = case, case["timezone"], case["rule"]
        self.quiet = case.get("quiet_hours")
        self.walls: dict[str, datetime] = {}
        self.cancelled = self.stopped = False
        self.waits_until: datetime | None = None
        self.due: datetime | None = None
        self.sent: datetime | None = None

    def named(self) -> datetime | None:
        """The moment that the rule names, as the booking stands."""
        wall = self.walls.get(self.rule["anchor"])
        if wall is None or self.cancelled or self.stopped:
            return None
        if self.rule["type"] == "offset":
            return moments(wall, self.zone)[0] + timedelta(hours=self.rule["hours"])
        shown = shows(moments(wall, self.zone)[0], self.zone)
        hour, minute = map(int, self.rule["time"].split(":"))
        day = shown.replace(hour=hour, minute=minute) + timedelta(days=self.rule["days"])
        return moments(day, self.zone)[0]

    def hear(self, event: dict) -> None:
        kind = event["event"]
        self.cancelled = kind == "booking_cancelled" or (
            self.cancelled and kind not in ("booking_reinstated", "booking_created")
        )
        self.stopped = kind == "opt_out" or (self.stopped and kind != "opt_in")
        for name in ("checkin", "checkout"):
            if event.get(name):
                self.walls[name] = datetime.strptime(event[name], "%Y-%m-%d %H:%M")  # noqa: DTZ007

    def minute(self, now: datetime) -> None:
        """One look at the clock, after the news of this minute was heard."""
        named = self.named()
        if named != self.due:
            self.due, self.waits_until = named, None
        if self.sent or named is None:
            return
        if now == named:
            quiet = inside(shows(now, self.zone), self.quiet)
            self.waits_until = quiet_ends(now, self.quiet, self.zone) if quiet else now
        if now == self.waits_until:
            self.waits_until = None
            gone = "checkout" in self.walls and now >= moments(self.walls["checkout"], self.zone)[0]
            if not (self.rule["in_stay"] and gone):
                self.sent = now


def walk(case: dict, *, days: int) -> list[str]:
    """Every minute from the first event on."""
    model = Model(case)
    news: dict[datetime, list[dict]] = {}
    for event in sorted(case["events"], key=lambda e: e["at_utc"]):
        news.setdefault(datetime.fromisoformat(event["at_utc"]), []).append(event)
    now = min(news)
    end = max(news) + timedelta(days=days)
    while now < end:
        for event in news.get(now, ()):
            model.hear(event)
        model.minute(now)
        now += MINUTE
    return [f"{model.sent:%Y-%m-%dT%H:%M:%SZ}"] if model.sent else []
