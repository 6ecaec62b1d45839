"""Why no model gave a usable answer. Each branch says what may help.

MindError
├── NoAnswerInTime   the deadline passed before the answer came
├── Unreachable      no connection, or it broke
├── Busy             429, 500, 503 or "insufficient_system_resource": soon again, or elsewhere
├── NotServed        400, 401, 402, 422: the same call will never work
├── Unreadable       blank, no JSON, wrong types
├── Cut              the answer hit its length limit
└── Filtered         the provider's filter swallowed the answer; a person must look
"""

from __future__ import annotations

from bellhop.errors import MindError


class NoAnswerInTime(MindError):  # noqa: N818 - reads as a sentence
    """The deadline passed before the answer came."""

    outcome = "timeout"


class Unreachable(MindError):  # noqa: N818
    """There was no connection, or it broke."""

    outcome = "unreachable"


class Busy(MindError):  # noqa: N818
    """The provider is full or ill for the moment."""

    def __init__(self, message: str, outcome: str) -> None:
        super().__init__(message, retryable=True)
        self.outcome = outcome


class NotServed(MindError):  # noqa: N818
    """The provider refuses: the key, the balance or the call is wrong."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status
        self.outcome = f"http_{status}"


class Unreadable(MindError):  # noqa: N818
    """The answer is blank or no answer object."""

    def __init__(self, message: str, outcome: str) -> None:
        super().__init__(message, retryable=True)
        self.outcome = outcome


class Cut(MindError):  # noqa: N818
    """The answer hit its length limit."""

    outcome = "length"


class Filtered(MindError):  # noqa: N818
    """The provider's filter swallowed the answer."""

    outcome = "content_filter"


Failure = NoAnswerInTime | Unreachable | Busy | NotServed | Unreadable | Cut | Filtered
FAILURES = (NoAnswerInTime, Unreachable, Busy, NotServed, Unreadable, Cut, Filtered)
