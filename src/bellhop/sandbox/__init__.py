"""A stand-in Green API, a stand-in DeepSeek and a guest's phone, in one process on its own port.

It speaks only HTTP with the rest of the house and shares no code with it, so a misreading of
the outside services in `channels` or `ai` cannot hide behind the same misreading here.
"""

from bellhop.sandbox.app import create_app

__all__ = ["create_app"]
