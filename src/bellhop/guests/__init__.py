"""Guests, the addresses they are reached by, their consent and stays."""

from bellhop.guests.find import CurrentStay, Known, by_address, current_stay, start_again, stop
from bellhop.guests.models import Guest, GuestAddress, Stay

__all__ = [
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
