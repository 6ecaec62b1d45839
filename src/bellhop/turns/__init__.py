"""What happens when a guest writes."""

from bellhop.ai import close, warm
from bellhop.turns.answer import answer
from bellhop.turns.purse import watch_balances
from bellhop.turns.take_in import take_in, take_statuses
from bellhop.turns.waiting import raise_waiting

__all__ = ["answer", "close", "raise_waiting", "take_in", "take_statuses", "warm", "watch_balances"]
