"""The tenant: hotels, their rules, numbers, staff and audit trail."""

from bellhop.hotels.add import (
    AddedAccount,
    NewAccount,
    NewHotel,
    add_account,
    add_hotel,
    add_staff,
    move_account,
)
from bellhop.hotels.alive import beat, last_beats
from bellhop.hotels.audit import note
from bellhop.hotels.find import (
    account,
    accounts,
    all_ids,
    hotel_and_account,
    id_of_slug,
    owner_of_instance,
    read,
)
from bellhop.hotels.happenings import Happened, Kind, happened, take_happening
from bellhop.hotels.keys import rotate_keys
from bellhop.hotels.models import ChannelAccount, Happening, HotelRecord, Membership, Person
from bellhop.hotels.plain import Account, Hotel
from bellhop.hotels.rules import DeskHours, HotelRules
from bellhop.hotels.way_in import Door, Doors

__all__ = [
    "Account",
    "AddedAccount",
    "ChannelAccount",
    "DeskHours",
    "Door",
    "Doors",
    "Happened",
    "Happening",
    "Hotel",
    "HotelRecord",
    "HotelRules",
    "Kind",
    "Membership",
    "NewAccount",
    "NewHotel",
    "Person",
    "account",
    "accounts",
    "add_account",
    "add_hotel",
    "add_staff",
    "all_ids",
    "beat",
    "happened",
    "hotel_and_account",
    "id_of_slug",
    "last_beats",
    "move_account",
    "note",
    "owner_of_instance",
    "read",
    "rotate_keys",
    "take_happening",
]
