"""The REST API for integrators, the property systems' address, and events told to programs."""

from bellhop.api.app import create_api
from bellhop.api.door import Guard
from bellhop.api.gather import gather_events
from bellhop.api.pms import router as pms
from bellhop.api.take_pms import take_delivery
from bellhop.api.tell import close_client, http_client, signature, tell_subscriber

__all__ = [
    "Guard",
    "close_client",
    "create_api",
    "gather_events",
    "http_client",
    "pms",
    "signature",
    "take_delivery",
    "tell_subscriber",
]
