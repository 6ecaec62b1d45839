"""The minds: what a message means, what the hotel knows about it, and what to say.

Plain data in, plain data out (`plain`, `thought`). `offline` needs no network and no model;
`think` asks the providers first and never lets an unchecked word through.
"""

from bellhop.ai.balance import Balance, balance
from bellhop.ai.clients import close
from bellhop.ai.think import think

__all__ = ["Balance", "balance", "close", "think"]
