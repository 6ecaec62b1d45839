"""What a hotel decides, in groups that each save by themselves. A rule of HotelRules that stands
in no group cannot be reached from here; a test says so."""

from __future__ import annotations

from bellhop import settings
from bellhop.console.settings.fields import Field, Group
from bellhop.hotels import HotelRules

LANGUAGES = (
    "ru",
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "tr",
    "zh",
    "ar",
    "he",
    "fa",
    "ka",
    "hy",
    "kk",
    "uz",
    "uk",
    "pl",
    "cs",
    "fi",
    "ja",
    "ko",
)

# words: begin
MODES = {
    "on": "Answers by itself",
    "drafts": "Writes drafts only; a person sends them",
    "off": "Is silent; mood and danger are still judged",
}
HOTEL_STAY = Group(
    "stay",
    title="Arrival and departure",
    fields=(
        Field(
            "check_in", "time", label="Check-in from", hint="Used when a booking names days only."
        ),
        Field("check_out", "time", label="Check-out until"),
        Field("address", "text", label="Address"),
        Field("desk_phone", "text", label="Phone of the desk"),
        Field(
            "pms_reports_checkins",
            "switch",
            label="The property system reports check-ins",
            hint="Messages that count from the check-in then wait for that report.",
        ),
    ),
)
HOTEL_REVIEWS = Group(
    "reviews",
    title="Ratings and reviews",
    fields=(
        Field(
            "review_links",
            "links",
            label="Where guests write reviews",
            hint="One in each line: a name and an address. Every guest gets the same links.",
        ),
        Field("low_score", "number", label="A rating calls a person at or below", least=1, most=4),
    ),
)
BOT_VOICE = Group(
    "voice",
    title="How it speaks",
    fields=(
        Field("bot", "choice", label="The bot", choices=tuple(MODES.items())),
        Field("bot_name", "text", label="Name", hint="Empty: it speaks as the hotel."),
        Field(
            "tone",
            "long",
            label="Tone",
            hint="In a sentence or two: calm and brief, or warm and chatty.",
        ),
        Field(
            "disclosure_required",
            "switch",
            label="Say in the first answer that an automatic assistant is answering",
        ),
    ),
)
BOT_PACE = Group(
    "pace",
    title="When it answers",
    fields=(
        Field(
            "pause_seconds",
            "number",
            label="Wait for the guest’s next line",
            unit="s",
            most=60,
            hint="Three quick lines get one considered answer.",
        ),
        Field(
            "stale_minutes",
            "number",
            label="Answer lines that are not older than",
            unit="min",
            least=1,
            most=1440,
            hint="Older ones are shown as waiting.",
        ),
        Field("reply_limit", "number", label="Answers in one chat, at most", least=1, most=100),
        Field("reply_window_minutes", "number", label="within", unit="min", least=1, most=1440),
    ),
)
BOT_MODEL = Group(
    "model",
    title="Models and money",
    fields=(
        Field(
            "regions",
            "marks",
            label="Models may be in these regions",
            hint="None ticked: any. The offline brain needs none.",
        ),
        Field(
            "journey_languages",
            "marks",
            label="A model may write rules’ words in",
            hint="None ticked: where a text is missing guests get the hotel’s language.",
        ),
        Field(
            "hourly_model_calls",
            "number",
            label="Calls of a model in an hour, at most",
            most=1000000,
        ),
        Field(
            "daily_spend_usd",
            "number",
            label="Spend on models in a day, at most",
            unit="USD",
            most=100000,
            hint="When it is spent the offline brain answers until midnight.",
        ),
    ),
)
HOURS_DESK = Group(
    "desk",
    title="At the desk",
    fields=(
        Field(
            "desk.opens",
            "time",
            label="Somebody is there from",
            hint="The same time twice: around the clock.",
        ),
        Field("desk.closes", "time", label="until"),
        Field(
            "waiting_limit_minutes",
            "number",
            label="A guest without an answer raises an alert after",
            unit="min",
            least=1,
            most=1440,
        ),
        Field(
            "takeover_minutes",
            "number",
            label="After a person has written, the bot keeps quiet for",
            unit="min",
            least=1,
            most=10080,
        ),
    ),
)
HOURS_QUIET = Group(
    "quiet",
    title="Quiet hours",
    lead="Nothing is sent first in these hours. Guests who write are answered.",
    fields=(
        Field("quiet_from", "time", label="From"),
        Field("quiet_until", "time", label="until"),
    ),
)
HOURS_LIMITS = Group(
    "limits",
    title="How often guests are written to",
    fields=(
        Field(
            "journey_manners",
            "switch",
            label="Hold back what would be too much",
            hint="Consent and quiet hours count all the same.",
        ),
        Field("proactive_per_stay", "number", label="Messages in one stay, at most", most=100),
        Field("proactive_pause_hours", "number", label="One message in", unit="h", most=240),
        Field(
            "guest_wrote_minutes",
            "number",
            label="After the guest wrote, start nothing for",
            unit="min",
            most=1440,
        ),
    ),
)
KEEPING_TIMES = Group(
    "times",
    title="How long it is kept",
    lead="What is older goes by itself in the night. 0: kept until somebody erases it.",
    fields=(
        Field(
            "keep_guests_days",
            "number",
            label="Guests, after their last stay and last word",
            unit="d",
            most=36500,
            hint="Erased: names, phones, texts, files. Counts stay.",
        ),
        Field("keep_files_days", "number", label="Guests’ photos and files", unit="d", most=36500),
        Field(
            "keep_raw_days",
            "number",
            label="Raw events as they came in",
            unit="d",
            most=36500,
            hint="What providers and property systems sent, letter for letter.",
        ),
    ),
)
ORDERS = {
    "": "Oldest number first",
    "max whatsapp telegram": "MAX, WhatsApp, Telegram",
    "max telegram whatsapp": "MAX, Telegram, WhatsApp",
    "whatsapp max telegram": "WhatsApp, MAX, Telegram",
    "whatsapp telegram max": "WhatsApp, Telegram, MAX",
    "telegram max whatsapp": "Telegram, MAX, WhatsApp",
    "telegram whatsapp max": "Telegram, WhatsApp, MAX",
}
CHANNEL_ROADS = Group(
    "roads",
    title="Several channels",
    lead="A reply goes where the guest wrote, and what the hotel starts where they wrote last.",
    fields=(
        Field(
            "channel_order",
            "order",
            label="For guests who have not written yet",
            choices=tuple(ORDERS.items()),
        ),
        Field(
            "ask_who",
            "switch",
            label="Ask guests with a hidden phone for the booking’s surname and day of arrival",
        ),
    ),
)
CHANNEL_WARM_UP = Group(
    "warm-up",
    title="Starting slowly",
    lead="A new number that writes to many strangers is blocked sooner.",
    fields=(
        Field(
            "first_contacts_a_day",
            "number",
            label="New guests written to first in a day",
            most=10000,
            hint="0: no limit.",
        ),
        Field(
            "warm_up_days",
            "number",
            label="Days of warming up",
            most=365,
            hint="After them the number of new guests rises day by day.",
        ),
        Field(
            "reconcile_minutes",
            "number",
            label="Compare with the provider’s journal every",
            unit="min",
            least=1,
            most=1440,
        ),
    ),
)
CHANNEL_COST = Group(
    "cost",
    title="What it costs",
    fields=(
        Field(
            "channel_month_usd",
            "number",
            label="Paid for the numbers in a month",
            unit="USD",
            most=100000,
            hint="For the figures of cost in the reports.",
        ),
    ),
)
PEOPLE_DIGEST = Group(
    "digest",
    title="Yesterday’s figures by e-mail",
    fields=(
        Field(
            "digest_to", "mails", label="To these addresses", hint="One in each line, ten at most."
        ),
        Field("digest_at", "time", label="Every day at"),
    ),
)
# words: end
GROUPS: dict[str, tuple[Group, ...]] = {
    "hotel": (
        HOTEL_STAY,
        HOTEL_REVIEWS,
    ),
    "bot": (
        BOT_VOICE,
        BOT_PACE,
        BOT_MODEL,
    ),
    "hours": (
        HOURS_DESK,
        HOURS_QUIET,
        HOURS_LIMITS,
    ),
    "keeping": (KEEPING_TIMES,),
    "people": (PEOPLE_DIGEST,),
    "channel": (CHANNEL_ROADS, CHANNEL_WARM_UP, CHANNEL_COST),
}
KEPT_BY_THEMSELVES = frozenset({"watched_words"})
"""Rules that follow from something else."""


def group_of(section: str, key: str) -> Group | None:
    return next((each for each in GROUPS.get(section, ()) if each.key == key), None)


def marks_for(name: str, rules: HotelRules) -> list[str]:
    """What may be ticked: what is there, and what was ticked once."""
    if name == "regions":
        there = {provider.region for provider in settings.load().all_providers()}
        return sorted(there | set(rules.regions))
    return [*LANGUAGES, *(each for each in rules.journey_languages if each not in LANGUAGES)]
