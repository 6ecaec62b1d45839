"""The tree of errors. Whatever Bellhop raises on purpose is one of these.

BellhopError
├── Misconfigured        the installation is set up wrong; says what to do
├── NotFound             no such hotel, account, entry …
├── Refused              a rule of the house says no; safe to show to the caller
├── BadInput             what was given cannot be read; safe to show to the caller
├── ChannelError         the channel did not do as asked (channels/errors.py has the branches)
├── MindError            no model gave a usable answer (ai/errors.py has the branches)
├── NotifyError          staff could not be told by that road
└── DatabaseAway         the database does not answer; the same again may work
"""


class BellhopError(Exception):
    """Something Bellhop knows about went wrong."""


class Misconfigured(BellhopError):  # noqa: N818 - reads as a sentence
    """The installation is set up wrong; the message says which setting and what to do."""


class NotFound(BellhopError):  # noqa: N818
    """There is no such thing, or it belongs to another hotel."""


class Refused(BellhopError):  # noqa: N818
    """A rule of the house says no. The message may be shown."""


class BadInput(BellhopError):  # noqa: N818
    """The input cannot be used. The message says where and why, and may be shown."""


class ChannelError(BellhopError):
    """The channel did not do as asked.

    `permanent`: another try cannot help.
    `outcome_unknown`: the channel may have done it all the same (a read timeout, a dropped
    connection, 499 or 5xx): look it up before trying again.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, outcome_unknown: bool = False
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.outcome_unknown = outcome_unknown


class MindError(BellhopError):
    """No usable answer came from a model. `retryable`: the same call may work at once."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class NotifyError(BellhopError):
    """Staff could not be told by that road."""


class DatabaseAway(BellhopError):  # noqa: N818
    """The database does not answer. What was asked may be asked again; whether a transaction whose
    COMMIT got no answer was kept is not known."""
