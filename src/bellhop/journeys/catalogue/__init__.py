"""The standard journeys, in the order of a stay. A hotel gets them all, switched off."""

from bellhop.journeys.catalogue.after import AFTER
from bellhop.journeys.catalogue.before import BEFORE
from bellhop.journeys.catalogue.during import DURING
from bellhop.journeys.catalogue.ready import Ready

RULES: tuple[Ready, ...] = (*BEFORE, *DURING, *AFTER)

__all__ = ["RULES", "Ready"]
