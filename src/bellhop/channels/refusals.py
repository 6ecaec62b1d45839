"""From what came back, or did not, to the error that says what can be done about it.

Codes and texts: section 4.4 of the GREEN-API reference (green-api.com/docs/api/common-errors).
Bodies come as JSON, plain text, HTML or nothing, so texts are recognised by what they contain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import httpx2

from bellhop.channels import errors
from bellhop.channels.account import Account
from bellhop.channels.body import JsonObject, load
from bellhop.channels.fields import first_text, inner, text, whole
from bellhop.messages import LineState

_QUOTED = 160
_NUMBERS = re.compile(r"\d{5,}")
_BEFORE_SENDING = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
)
_BAD_ADDRESS = (httpx2.UnsupportedProtocol, httpx2.InvalidURL)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is not the one asked for. `sends`: the call would have sent something."""

    account: Account
    method: str
    sends: bool
    status: int
    body: bytes = field(repr=False)

    def error(self) -> errors.GreenApiError:
        return self._by_status() or self._by_text() or self._by_family()

    def not_accepted(self) -> errors.GreenApiError:
        """The error of a 200 that refuses. One that cannot be read leaves a send's fate open."""
        if load(self.body) is None and self.body.strip() != b"null":
            return self._lost("has an answer that cannot be read")
        return self._by_text() or errors.NotAccepted(self._sentence("was not accepted"))

    def _by_status(self) -> errors.GreenApiError | None:
        if self.status == 401:
            return errors.WrongToken(self._sentence("was refused: the token is not valid"))
        if self.status == 466:
            return self._quota()
        if self.status == 469:
            return errors.CheckLimitReached(self._sentence("was refused: too many look-ups"))
        if self.status == 429:
            return errors.RateLimited(self._sentence("was refused: too many requests"))
        return None

    def _by_text(self) -> errors.GreenApiError | None:
        said = self._said().lower()
        if "entity too large" in said:  # a 500, but one that says why
            return errors.Rejected(self._sentence("was refused"))
        if self._is_fault() or _is_page(said):  # a proxy's words prove nothing about a send
            return None
        if not self.sends and "timeout limit exceeded" in said:
            return errors.NoAnswer(self._sentence("got no answer from the messenger"))
        for words, kind in _PHRASES:
            if words in said:
                return kind(self._sentence("was refused"))
        for words, state in _NOT_READY:
            if words in said:
                return errors.LineNotReady(self._sentence("was refused"), state=state)
        return None

    def _by_family(self) -> errors.GreenApiError:
        if self._is_fault():
            return self._lost("was answered by a fault")
        if self.status in (403, 404, 405) or self.status < 400:
            return errors.WrongAddress(self._sentence("was refused: no such instance or method"))
        return errors.Rejected(self._sentence("was refused"))

    def _is_fault(self) -> bool:
        return self.status in (408, 499) or self.status >= 500

    def _lost(self, what: str) -> errors.GreenApiError:
        kind = errors.OutcomeUnknown if self.sends else errors.NoAnswer
        return kind(self._sentence(what))

    def _quota(self) -> errors.GreenApiError:
        answer = load(self.body)
        answer = answer if type(answer) is dict else {}
        branches = [inner(answer, name) for name in ("correspondentsStatus", "invokeStatus")]
        spent = next((each for each in branches if "EXCEEDED" in text(each, "status")), {})
        return _quota_spent(self._sentence("was refused: the plan's quota is used up", ""), spent)

    def _said(self) -> str:
        """The provider's own words about a refusal, wherever they stand.

        Of a 200 only named fields are taken: the rest, a journal cut short say, is guests' words.
        """
        answer = load(self.body)
        if type(answer) is dict:
            return first_text(answer, "message", "reason", "error", "description")
        if type(answer) is str:
            return answer
        plain = self.body.decode("utf-8", "replace")
        return plain if self.status >= 400 or _is_page(plain) else ""

    def _sentence(self, what: str, said: str | None = None) -> str:
        """What happened, with a little of what was said: no token, no number, no page of HTML."""
        said = self._said() if said is None else said
        said = "an HTML page" if _is_page(said) else " ".join(said.split())
        said = _NUMBERS.sub("[number]", self.account.scrub(said))[:_QUOTED]
        return f"{self.method} {what} ({self.status})" + (f": {said}" if said else "")


_PHRASES: tuple[tuple[str, type[errors.GreenApiError]], ...] = (
    ("custom webhook url", errors.PollingClosed),
    ("account is expired", errors.LineGone),
    ("instance is deleted", errors.LineGone),
    ("rate-overlimit", errors.RateLimited),
)
_NOT_READY: tuple[tuple[str, LineState | None], ...] = (
    ("in starting process", LineState.STARTING),
    ("starting or not authorized", None),
    ("not authorized", LineState.NOT_AUTHORIZED),
    ("account is suspended", LineState.SUSPENDED),  # 403 of MAX: lifted by time, so not for good
)


def _is_page(said: str) -> bool:
    return "<html" in said.lower()


def _quota_spent(sentence: str, spent: JsonObject) -> errors.GreenApiError:
    return errors.QuotaSpentError(
        sentence,
        method=text(spent, "method"),
        used=whole(spent.get("used")),
        total=whole(spent.get("total")),
    )


def of_transport(failure: Exception, method: str, *, sends: bool) -> errors.GreenApiError:
    """The error for a call that got no answer. Of the failure only its class is told on: its text
    and its request hold the address, and so the token."""
    name = type(failure).__name__
    if isinstance(failure, _BAD_ADDRESS):
        return errors.WrongAddress(f"{method}: the account's address is not a web address")
    if isinstance(failure, _BEFORE_SENDING):
        return errors.Unreachable(f"{method} could not be delivered: {name}")
    if sends:
        return errors.OutcomeUnknown(f"{method} went out and its answer was lost: {name}")
    return errors.NoAnswer(f"{method} got no answer: {name}")
