"""The tenant: hotels, their rules, numbers, staff and audit trail."""

from bellhop.hotels import guessing, invitations, logins, passwords, people, second_factor
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
from bellhop.hotels.change import change_rules, change_token
from bellhop.hotels.find import (
    account,
    accounts,
    all_ids,
    hotel_and_account,
    id_of_slug,
    owner_of_instance,
    read,
)
from bellhop.hotels.happenings import Happened, Kind, forget, happened, take_happening
from bellhop.hotels.keys import rotate_keys
from bellhop.hotels.models import (
    ApiToken,
    ChannelAccount,
    Happening,
    HotelRecord,
    Membership,
    OutgoingEvent,
    Person,
    PmsDoor,
    Subscription,
)
from bellhop.hotels.people import Place, Preferences, Staff
from bellhop.hotels.plain import Account, Hotel
from bellhop.hotels.rules import DeskHours, HotelRules, ReviewLink
from bellhop.hotels.secrets import keep_secret
from bellhop.hotels.tokens import (
    SCOPES,
    Bearer,
    bearer,
    make_pms_door,
    make_token,
    pms_door_of,
    pms_doors,
    revoke_token,
    tokens,
)
from bellhop.hotels.way_in import Door, Doors

__all__ = [
    "SCOPES",
    "Account",
    "AddedAccount",
    "ApiToken",
    "Bearer",
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
    "OutgoingEvent",
    "Person",
    "Place",
    "PmsDoor",
    "Preferences",
    "ReviewLink",
    "Staff",
    "Subscription",
    "account",
    "accounts",
    "add_account",
    "add_hotel",
    "add_staff",
    "all_ids",
    "bearer",
    "beat",
    "change_rules",
    "change_token",
    "forget",
    "guessing",
    "happened",
    "hotel_and_account",
    "id_of_slug",
    "invitations",
    "keep_secret",
    "last_beats",
    "logins",
    "make_pms_door",
    "make_token",
    "move_account",
    "note",
    "owner_of_instance",
    "passwords",
    "people",
    "pms_door_of",
    "pms_doors",
    "read",
    "revoke_token",
    "rotate_keys",
    "second_factor",
    "take_happening",
    "tokens",
]
