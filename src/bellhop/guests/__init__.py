"""Guests, the addresses they are reached by, their consent and stays."""

from bellhop.guests.addresses import (
    also_at,
    introduce,
    keep_check,
    not_there,
    owner_of_phone,
    phone_told,
)
from bellhop.guests.consent import keep_consent
from bellhop.guests.erase import erase, guest_of_phone
from bellhop.guests.find import CurrentStay, Known, by_address, current_stay, start_again, stop
from bellhop.guests.given import ConsentGiven, GuestGiven, StayGiven
from bellhop.guests.mapping import Mapping, read_mapped
from bellhop.guests.merge import merge, merges_of, remember, unmerge
from bellhop.guests.models import (
    AddressCheck,
    Consent,
    Guest,
    GuestAddress,
    GuestMerge,
    PmsDelivery,
    Stay,
    WhoAsked,
)
from bellhop.guests.phones import country_of, digits_of
from bellhop.guests.put import Put, put_stays
from bellhop.guests.status import EventGiven, tell
from bellhop.guests.twins import Twin, twins
from bellhop.guests.who import guess, may_be_asked, note_asked, open_question, read_who

__all__ = [
    "AddressCheck",
    "Consent",
    "ConsentGiven",
    "CurrentStay",
    "EventGiven",
    "Guest",
    "GuestAddress",
    "GuestGiven",
    "GuestMerge",
    "Known",
    "Mapping",
    "PmsDelivery",
    "Put",
    "Stay",
    "StayGiven",
    "Twin",
    "WhoAsked",
    "also_at",
    "by_address",
    "country_of",
    "current_stay",
    "digits_of",
    "erase",
    "guess",
    "guest_of_phone",
    "introduce",
    "keep_check",
    "keep_consent",
    "may_be_asked",
    "merge",
    "merges_of",
    "not_there",
    "note_asked",
    "open_question",
    "owner_of_phone",
    "phone_told",
    "put_stays",
    "read_mapped",
    "read_who",
    "remember",
    "start_again",
    "stop",
    "tell",
    "twins",
    "unmerge",
]
