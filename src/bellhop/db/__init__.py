"""The cellar: engines, sessions that name one hotel, the base of all tables, migrations.

`hotel(id)` opens one transaction for one hotel; `system()` one that may read only keys and ids.
Both commit at the end of the block, roll back on an error, and let jobs leave after the commit.
"""

from bellhop.db.base import Base, HotelRow, key_to, one_of, table_of, tenant
from bellhop.db.engines import close, is_open, open_engines
from bellhop.db.prepared import Prepared, word
from bellhop.db.sessions import hotel, rehearsal, system, unnamed
from bellhop.db.settled import settled_until

__all__ = [
    "Base",
    "HotelRow",
    "Prepared",
    "close",
    "hotel",
    "is_open",
    "key_to",
    "one_of",
    "open_engines",
    "rehearsal",
    "settled_until",
    "system",
    "table_of",
    "tenant",
    "unnamed",
    "word",
]
