"""What a hotel decides for itself, with the defaults it starts from."""

from __future__ import annotations

from datetime import time
from typing import Literal

from pydantic import BaseModel, Field, HttpUrl

from bellhop.messages import ChannelType


class DeskHours(BaseModel):
    """When somebody is at the desk, in the hotel's own zone; open around the clock when equal."""

    opens: time = time(0, 0)
    closes: time = time(0, 0)

    def open_at(self, moment: time) -> bool:
        if self.opens == self.closes:
            return True
        if self.opens < self.closes:
            return self.opens <= moment < self.closes
        return moment >= self.opens or moment < self.closes


class ReviewLink(BaseModel):
    """A public page where guests write about the hotel."""

    name: str = Field(max_length=60)
    url: HttpUrl


class HotelRules(BaseModel):
    """Per hotel, in the database. Times are wall times in the hotel's zone."""

    pause_seconds: float = Field(default=4.0, ge=0, le=60)
    """The gathering pause: how long the bot waits for the guest's next line."""
    stale_minutes: int = 60
    """A guest's line older than this is not answered automatically but shown as waiting; a reply
    held up for longer is not sent."""
    waiting_limit_minutes: int = 10
    takeover_minutes: int = 60
    """How long the bot stays quiet after a person spoke."""
    quiet_from: time = time(21, 0)
    quiet_until: time = time(9, 0)
    check_in: time = time(14, 0)
    check_out: time = time(12, 0)
    """When a booking names days only."""
    desk: DeskHours = DeskHours()
    bot: Literal["on", "drafts", "off"] = "on"
    bot_name: str = ""
    tone: str = ""
    reply_limit: int = 8
    reply_window_minutes: int = 10
    reconcile_minutes: int = 5
    disclosure_required: bool = True
    regions: list[str] = Field(default_factory=list)
    """Regions a model provider may be in; empty: any. The offline brain needs none."""
    hourly_model_calls: int = 2000
    daily_spend_usd: float = 10.0
    channel_order: list[ChannelType] = Field(default_factory=list)
    """On which channel a guest is written to first who has not written yet; channels that are not
    named come after, oldest number first."""
    ask_who: bool = True
    """Guests whose channel hides the phone are asked once for the booking's surname and day."""
    pms_reports_checkins: bool = False
    """Check-ins are told to us, so what counts from a check-in waits for that news."""
    journey_manners: bool = True
    """Off: nothing that a rule sends is held back or dropped for the sake of good manners. Consent,
    the stay and the rule's own conditions and quiet hours count all the same."""
    proactive_pause_hours: float = 20.0
    """Of the messages that guests do not wait for, one in so many hours."""
    proactive_per_stay: int = 6
    guest_wrote_minutes: int = 15
    """How long the hotel starts nothing after the guest wrote."""
    first_contacts_a_day: int = 20
    """How many guests a new number may write to first, in a day; after `warm_up_days` it rises by
    as many each day, and after three times as long it is free. 0: never limited."""
    warm_up_days: int = 10
    journey_languages: list[str] = Field(default_factory=list)
    """Languages in which a model may write what a rule says only in others; none: guests get the
    hotel's language."""
    desk_phone: str = ""
    address: str = ""
    review_links: list[ReviewLink] = Field(default_factory=list)
    """The same for every guest, whatever they thought of their stay: asking the happy ones only is
    forbidden by the pages themselves, so there is no setting for it."""
    low_score: int = Field(default=3, ge=1, le=4)
    """A rating at or below it calls a person and opens a case."""
    keep_guests_days: int = Field(default=0, ge=0)
    """Guests whose last stay and last word are longer ago are erased; 0: never by itself."""
    keep_files_days: int = Field(default=0, ge=0)
    """Photos and files of guests that are older go; 0: with the guest only."""
    keep_raw_days: int = Field(default=90, ge=0)
    """What came in, as it came, is emptied once it is handled and older than this; 0: kept."""
    digest_to: list[str] = Field(default_factory=list, max_length=10)
    """E-mail addresses that get yesterday's figures once a day."""
    digest_at: time = time(8, 0)
    channel_month_usd: float = Field(default=0.0, ge=0)
    """What the hotel pays its provider for its numbers in a month, for the figures of cost."""
    watched_words: list[str] = Field(default_factory=list)
    """Words of guests that a rule waits for; kept by the rules themselves."""
