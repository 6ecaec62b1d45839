"""A stay in a minute: three guests of a sandbox hotel, six days, everything that goes and comes."""

from bellhop.journeys.theatre.deed import Played, play

__all__ = ["Played", "play"]
