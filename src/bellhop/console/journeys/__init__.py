"""Journeys: the rules as sentences, their words, who gets them and what became of them."""

from bellhop.console.journeys.change import router as changes
from bellhop.console.journeys.pages import router as pages

__all__ = ["changes", "pages"]
