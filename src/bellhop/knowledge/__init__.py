"""What the hotel says to the questions guests ask."""

from bellhop.knowledge.bring_in import NewEntry, bring_in, check, read_file
from bellhop.knowledge.models import KnowledgeEntry
from bellhop.knowledge.read import Known, entries

__all__ = ["KnowledgeEntry", "Known", "NewEntry", "bring_in", "check", "entries", "read_file"]
