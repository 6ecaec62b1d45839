"""The tables of a report: what stands under each chart, and in each CSV file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bellhop.console.moments import Moments
from bellhop.console.words import Words
from bellhop.reports import Figures, Report, Spread

Chart = Literal["stack", "share", "line", "columns", "bars"]
Unit = Literal["", "%", "s", "$"]
Value = float | int | None
ORIGINS = ("guest", "bot", "journey", "staff", "phone")
MOODS = ("positive", "neutral", "negative")
MOST_BARS = 12
# words: begin
TOPICS = {
    "booking": "Booking",
    "checkin": "Check-in",
    "checkout": "Check-out",
    "room": "Room",
    "housekeeping": "Housekeeping",
    "maintenance": "Repairs",
    "food": "Food",
    "spa": "Spa",
    "transport": "Transport",
    "billing": "Bills",
    "wifi": "Wi-Fi",
    "noise": "Noise",
    "lost_found": "Lost and found",
    "complaint": "Complaint",
    "praise": "Praise",
    "emergency": "Emergency",
    "smalltalk": "Small talk",
    "off_topic": "Off topic",
    "other": "Other",
}
# words: end


@dataclass(frozen=True, slots=True)
class Row:
    """`name` as staff read it, `key` as a program does."""

    key: str
    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Table:
    """`finding`: what it shows, in a sentence; `looks`: how each column is drawn."""

    key: str
    finding: str
    note: str
    chart: Chart
    columns: Sequence[str]
    rows: Sequence[Row]
    looks: Sequence[str] = ()
    unit: Unit = ""

    @property
    def empty(self) -> bool:
        return not any(value for row in self.rows for value in row.values)

    @property
    def greatest(self) -> float:
        return max((row.values[0] or 0 for row in self.rows), default=0) or 1


class Tables:
    """All tables of one report, in one language. `rules` names the rules that still exist;
    `held_in_words` says why a message did not go."""

    def __init__(
        self,
        report: Report,
        words: Words,
        at: Moments,
        rules: dict[str, str],
        held_in_words: Callable[[str], str],
        attention: dict[str, str],
        channel_month_usd: float,
    ) -> None:
        self._report = report
        self._ = words
        self._at = at
        self._rules = rules
        self._held = held_in_words
        self._attention = attention
        self._channel_day_usd = channel_month_usd * 12 / 365

    def all(self) -> list[Table]:
        return [
            self._messages(), self._alone(), self._first_answer(), self._moods(), self._topics(),
            self._ratings(), self._journeys(), self._held_back(), self._alerts(), self._taken(),
            self._cost(), self._channels(), self._languages(),
        ]  # fmt: skip

    def _by_day(self, of: Callable[[Figures], Sequence[Value]]) -> list[Row]:
        return [
            Row(day.isoformat(), self._at.plain_day(day, short=True), of(figures))
            for day, figures in self._report.days
        ]

    def _bars(self, counts: Counter[str], name: Callable[[str], str]) -> list[Row]:
        return [Row(key, name(key), [many]) for key, many in counts.most_common(MOST_BARS) if many]

    def _messages(self) -> Table:
        total = self._report.total.messages
        finding = self._("{n} message|{n} messages", n=total.total())
        note = self._("By who wrote them, day by day")
        columns = [
            self._("Guest"),
            self._("Bot"),
            self._("Journey"),
            self._("Staff"),
            self._("The hotel’s phone"),
        ]
        rows = self._by_day(lambda day: [day.messages[origin] for origin in ORIGINS])
        return Table("messages", finding, note, "stack", columns, rows, ORIGINS)

    def _alone(self) -> Table:
        share = self._report.total.alone_share
        finding = self._("Nobody has asked yet")
        if share is not None:
            finding = self._(
                "The bot alone answered {share} of the questions", share=f"{share:.0%}"
            )
        rows = self._by_day(
            lambda day: [
                None if day.alone_share is None else round(day.alone_share * 100, 1),
                day.asked,
                day.replied,
                day.alone,
            ]
        )
        columns = [
            self._("Without a person, %"),
            self._("Asked"),
            self._("Answered"),
            self._("By the bot alone"),
        ]
        note = self._("Questions that ended with the bot’s answer, without calling anybody")
        return Table("alone", finding, note, "line", columns, rows, ("bot",), "%")

    def _first_answer(self) -> Table:
        half = self._report.total.first_answer.percentile(0.5)
        finding = self._("Nobody was answered yet")
        if half is not None:
            finding = self._(
                "Half of the guests had an answer within {time}", time=duration(half, self._)
            )
        columns = [self._("Median, s"), self._("95 of 100 within, s")]
        rows = self._by_day(lambda day: _percentiles(day.first_answer))
        note = self._("From a guest’s first line to the first answer")
        return Table("first_answer", finding, note, "line", columns, rows, ("bot", "warn"), "s")

    def _moods(self) -> Table:
        moods = self._report.total.moods
        finding = self._("No mood was felt yet")
        if moods.total():
            share = moods["negative"] / moods.total()
            finding = self._("{share} of the messages were unhappy", share=f"{share:.0%}")
        columns = [self._("Happy"), self._("Neutral"), self._("Unhappy")]
        rows = self._by_day(lambda day: [day.moods[mood] for mood in MOODS])
        note = self._("Messages of guests, by their tone")
        return Table("moods", finding, note, "share", columns, rows, MOODS)

    def _topics(self) -> Table:
        topics = self._report.total.topics
        rows = self._bars(topics, lambda key: self._(TOPICS.get(key, TOPICS["other"])))
        finding = self._("What guests write about")
        note = self._("Messages of guests, by topic")
        return Table("topics", finding, note, "bars", [self._("Messages")], rows)

    def _ratings(self) -> Table:
        total = self._report.total
        finding = self._("No ratings yet")
        if total.rating is not None:
            finding = self._(
                "{n} rating, {mean} on average|{n} ratings, {mean} on average",
                n=total.ratings.total(),
                mean=f"{total.rating:.1f}",
            )
        rows = [Row(score, score, [total.ratings[score]]) for score in sorted(total.ratings)[::-1]]
        note = self._("What guests answered when they were asked")
        return Table("ratings", finding, note, "bars", [self._("Guests")], rows)

    def _journeys(self) -> Table:
        total = self._report.total
        rows = [
            Row(
                rule,
                self._rules.get(rule, self._("A rule that is gone")),
                [sent, total.delivered[rule], total.read[rule], total.answered_journeys[rule]],
            )
            for rule, sent in total.sent.most_common()
            if sent
        ]
        finding = self._(
            "Journeys sent {n} message|Journeys sent {n} messages", n=total.sent.total()
        )
        columns = [
            self._("Sent"),
            self._("Delivered"),
            self._("Read"),
            self._("Answered within a day"),
        ]
        note = self._("By rule")
        return Table("journeys", finding, note, "bars", columns, rows)

    def _held_back(self) -> Table:
        held = self._report.total.held
        rows = self._bars(held, self._held)
        note = self._("What a rule would have sent, and why it was better not to")
        finding = self._("{n} message did not go|{n} messages did not go", n=held.total())
        return Table("held", finding, note, "bars", [self._("Messages")], rows)

    def _alerts(self) -> Table:
        alerts = self._report.total.alerts
        other = self._attention["other"]
        rows = self._bars(alerts, lambda key: self._(self._attention.get(key, other)))
        note = self._("By reason")
        finding = self._("{n} call for a person|{n} calls for a person", n=alerts.total())
        return Table("alerts", finding, note, "bars", [self._("Calls")], rows)

    def _taken(self) -> Table:
        half = self._report.total.taken.percentile(0.5)
        finding = self._("No alert was taken yet")
        if half is not None:
            finding = self._(
                "Half of the alerts were taken within {time}", time=duration(half, self._)
            )
        columns = [self._("Median, s"), self._("95 of 100 within, s")]
        rows = self._by_day(lambda day: _percentiles(day.taken))
        note = self._("From the call to the moment somebody had it")
        return Table("taken", finding, note, "line", columns, rows, ("staff", "warn"), "s")

    def _cost(self) -> Table:
        total = self._report.total
        channel = self._channel_day_usd * len(self._report.days)
        spent = total.model_usd + channel
        finding = self._("${usd} in all", usd=f"{spent:.2f}")
        if total.arrivals:
            finding = self._(
                "${usd} in all, ${each} for each stay",
                usd=f"{spent:.2f}",
                each=f"{spent / total.arrivals:.2f}",
            )
        columns = [self._("Model, $"), self._("Channel, $"), self._("Calls of the model")]
        day_usd = round(self._channel_day_usd, 4)
        rows = self._by_day(lambda day: [round(day.model_usd, 4), day_usd, day.model_calls])
        note = self._("The channel’s price is set in the settings")
        return Table("cost", finding, note, "columns", columns, rows, ("bot", "phone"), "$")

    def _channels(self) -> Table:
        counts = self._report.total.channels
        types = sorted({key.split(" ")[0] for key in counts})
        rows = [
            Row(kind, CHANNELS.get(kind, kind), [counts[f"{kind} in"], counts[f"{kind} out"]])
            for kind in types
        ]
        columns = [self._("From guests"), self._("To guests")]
        finding = self._("Where guests write")
        note = self._("Messages by channel")
        return Table("channels", finding, note, "bars", columns, rows)

    def _languages(self) -> Table:
        rows = self._bars(self._report.total.languages, self._at.language)
        finding = self._("Languages of the guests")
        note = self._("Messages of guests, by language")
        return Table("languages", finding, note, "bars", [self._("Messages")], rows)


CHANNELS = {"whatsapp": "WhatsApp", "max": "MAX", "telegram": "Telegram"}


def duration(seconds: float, words: Words) -> str:
    """4 s, 12 min, 3 h."""
    if seconds < 100:
        return words("{n} s", n=round(seconds))
    if seconds < 5_940:
        return words("{n} min", n=round(seconds / 60))
    return words("{n} h", n=round(seconds / 3_600))


def _percentiles(spread: Spread) -> list[Value]:
    found = (spread.percentile(0.5), spread.percentile(0.95))
    return [None if each is None else round(each, 1) for each in found]
