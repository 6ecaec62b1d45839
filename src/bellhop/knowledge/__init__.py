"""What the hotel says to the questions guests ask."""

from bellhop.knowledge.bring_in import NewEntry, bring_in, check, read_file
from bellhop.knowledge.keep import remove, restore, save, versions
from bellhop.knowledge.models import KnowledgeEntry, KnowledgeVersion
from bellhop.knowledge.read import Known, entries

__all__ = [
    "KnowledgeEntry",
    "KnowledgeVersion",
    "Known",
    "NewEntry",
    "bring_in",
    "check",
    "entries",
    "read_file",
    "remove",
    "restore",
    "save",
    "versions",
]
