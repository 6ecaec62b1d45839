"""Guests, the addresses they are reached by, their consent and stays."""

from bellhop.guests.find import CurrentStay, Known, by_address, current_stay, start_again, stop
from bellhop.guests.models import Consent, Guest, GuestAddress, Stay

__all__ = [
    "Consent",
    "CurrentStay",
    "Guest",
    "GuestAddress",
    "Known",
    "Stay",
    "by_address",
    "current_stay",
    "start_again",
    "stop",
]
