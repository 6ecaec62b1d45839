"""The client of GREEN-API: one method per call that Bellhop makes."""

from __future__ import annotations

from bellhop.channels.chat_calls import ChatCalls
from bellhop.channels.line_calls import LineCalls
from bellhop.channels.receiving import Receiving
from bellhop.channels.sending import Sending


class GreenApi(Sending, Receiving, LineCalls, ChatCalls):
    """GREEN-API for any number of accounts, over one shared HTTP client.

    No call is ever repeated by the client. Whatever goes wrong is a ChannelError that says
    whether another try can help (`permanent`) and whether it was perhaps done all the same
    (`outcome_unknown`).
    """
