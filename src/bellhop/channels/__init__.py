"""Green API for WhatsApp, MAX and Telegram: plain data in, plain data out, no tables.

`read_event` turns a webhook's body into an event of the house; `GreenApi` makes the calls.
"""

from bellhop.channels.account import Account
from bellhop.channels.capabilities import CAPABILITIES, Capabilities
from bellhop.channels.client import GreenApi
from bellhop.channels.codec import Codec, codec
from bellhop.channels.errors import (
    CheckLimitReached,
    GreenApiError,
    LineGone,
    LineNotReady,
    NoAnswer,
    NotAccepted,
    OutcomeUnknown,
    PollingClosed,
    QuotaSpentError,
    RateLimited,
    Rejected,
    Unreachable,
    WrongAddress,
    WrongToken,
)
from bellhop.channels.fit import fit, fits_anywhere
from bellhop.channels.journal import Journaled, read_journal
from bellhop.channels.parse import read_event
from bellhop.channels.results import (
    Checked,
    FileUpload,
    Notification,
    OwnAccount,
    Qr,
    QrKind,
    QueuedItem,
    Sent,
)
from bellhop.channels.shared import client, close_client, open_client
from bellhop.channels.wire import Observer, open_http

__all__ = [
    "CAPABILITIES",
    "Account",
    "Capabilities",
    "CheckLimitReached",
    "Checked",
    "Codec",
    "FileUpload",
    "GreenApi",
    "GreenApiError",
    "Journaled",
    "LineGone",
    "LineNotReady",
    "NoAnswer",
    "NotAccepted",
    "Notification",
    "Observer",
    "OutcomeUnknown",
    "OwnAccount",
    "PollingClosed",
    "Qr",
    "QrKind",
    "QueuedItem",
    "QuotaSpentError",
    "RateLimited",
    "Rejected",
    "Sent",
    "Unreachable",
    "WrongAddress",
    "WrongToken",
    "client",
    "close_client",
    "codec",
    "fit",
    "fits_anywhere",
    "open_client",
    "open_http",
    "read_event",
    "read_journal",
]
