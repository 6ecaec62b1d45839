"""Ratings asked and given, cases to be made good, review pages and counted links."""

from bellhop.feedback.ask import Asking, ask, asked_elsewhere
from bellhop.feedback.cases import case_of_guest, open_case, open_cases, solve
from bellhop.feedback.links import Target, follow, review_links, shorten
from bellhop.feedback.models import Case, Rating, RatingAsked, ShortLink
from bellhop.feedback.person import change_guest, forget
from bellhop.feedback.read import Given, read_rating, read_yes_no
from bellhop.feedback.take import Answer, Said, take

__all__ = [
    "Answer",
    "Asking",
    "Case",
    "Given",
    "Rating",
    "RatingAsked",
    "Said",
    "ShortLink",
    "Target",
    "ask",
    "asked_elsewhere",
    "case_of_guest",
    "change_guest",
    "follow",
    "forget",
    "open_case",
    "open_cases",
    "read_rating",
    "read_yes_no",
    "review_links",
    "shorten",
    "solve",
    "take",
]
