"""Ways in which the channel does not do as asked.

GreenApiError                     (a ChannelError: carries `permanent` and `outcome_unknown`)
├── Unreachable                   no connection: nothing was sent, try again
├── NoAnswer                      a question got no usable answer: ask again
├── OutcomeUnknown                a send may have been taken: look it up first
├── NotAccepted                   the channel said no, this once: try again
│   ├── RateLimited               too many requests a second: wait a little
│   └── LineNotReady              the number is not authorised now: wait for its state
├── PollingClosed                 a webhook address is set, so nothing can be polled
└── Rejected                      permanent: this very request will never be taken
    ├── QuotaSpentError           the plan's limit, until the 1st or an upgrade
    ├── CheckLimitReached         the limit on looking up contacts
    ├── WrongToken                the API token is not valid: every call will fail
    ├── WrongAddress              host, instance id or method do not exist
    └── LineGone                  the instance is expired or deleted

Sources: sections 4.4 and 6 of the GREEN-API reference; green-api.com/docs/api/common-errors.
No message of these errors holds a token, a phone number or a guest's words.
"""

# ruff: noqa: N818 - the names read as sentences

from __future__ import annotations

from typing import ClassVar

from bellhop.errors import ChannelError
from bellhop.messages import LineState


class GreenApiError(ChannelError):
    """What all branches share: two flags that follow from the kind, and its word for metrics."""

    kind: ClassVar[str] = "other"
    _permanent: ClassVar[bool] = False
    _outcome_unknown: ClassVar[bool] = False

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=self._permanent, outcome_unknown=self._outcome_unknown)


class Unreachable(GreenApiError):
    """No connection was made (refused, connect timeout, no free connection): nothing was sent."""

    kind = "unreachable"


class NoAnswer(GreenApiError):
    """A call that sends nothing got no usable answer; asking again does no harm."""

    kind = "no_answer"


class OutcomeUnknown(GreenApiError):
    """A send went out and its answer was lost (read timeout, drop, 499, 5xx, unreadable 200).

    The message may be in the provider's queue. Look for the echo, the queue and the journal
    before sending again: there is no idempotency key.
    """

    kind = "outcome_unknown"
    _outcome_unknown = True


class NotAccepted(GreenApiError):
    """The channel answered and did not take it, without saying that it never will."""

    kind = "not_accepted"


class RateLimited(NotAccepted):
    """429, or WhatsApp's own `rate-overlimit`. Nothing was taken; wait 1, 2, 4 s."""

    kind = "rate_limited"


class LineNotReady(NotAccepted):
    """The instance is starting, not authorised or suspended: nothing is taken until it changes.

    `state` is what the refusal lets us know, None when it names several states at once.
    """

    kind = "line_not_ready"

    def __init__(self, message: str, *, state: LineState | None = None) -> None:
        super().__init__(message)
        self.state = state


class PollingClosed(GreenApiError):
    """The instance has a webhook address, so its notifications cannot be polled.

    After the address is cleared the provider needs about a minute.
    """

    kind = "polling_closed"


class Rejected(GreenApiError):
    """The request itself is wrong (a field, a size, an unknown number): no retry can help."""

    kind = "rejected"
    _permanent = True


class QuotaSpentError(Rejected):
    """466: the plan's limit for `method` is used up, until the 1st of the month or an upgrade.

    `method` is "correspondents" for the limit on chats. The provider's description is not kept:
    it lists other guests' chats.
    """

    kind = "quota_spent"

    def __init__(
        self,
        message: str,
        *,
        method: str = "",
        used: int | None = None,
        total: int | None = None,
    ) -> None:
        super().__init__(message)
        self.method = method
        self.used = used
        self.total = total


class CheckLimitReached(Rejected):
    """469: the channel lets no more contacts be looked up for now (MAX)."""

    kind = "check_limit"


class WrongToken(Rejected):
    """401: the API token is not valid. Nothing of this account works until it is replaced."""

    kind = "wrong_token"


class WrongAddress(Rejected):
    """403, 404 or a redirect: wrong host, instance id or method."""

    kind = "wrong_address"


class LineGone(Rejected):
    """The instance is expired (unpaid) or deleted at the provider."""

    kind = "line_gone"
