"""What happens when a guest writes."""

from bellhop.ai import close, placeholders, ready, warm
from bellhop.turns.alike import alike
from bellhop.turns.answer import answer
from bellhop.turns.attack import Struck, attack
from bellhop.turns.attacks import ATTACKS, KINDS
from bellhop.turns.draft import draft
from bellhop.turns.purse import balances, watch_balances
from bellhop.turns.take_in import take_in, take_statuses
from bellhop.turns.try_it import Tried, try_all, try_it
from bellhop.turns.waiting import raise_waiting

__all__ = [
    "ATTACKS",
    "KINDS",
    "Struck",
    "Tried",
    "alike",
    "answer",
    "attack",
    "balances",
    "close",
    "draft",
    "placeholders",
    "raise_waiting",
    "ready",
    "take_in",
    "take_statuses",
    "try_all",
    "try_it",
    "warm",
    "watch_balances",
]
