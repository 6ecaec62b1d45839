"""What happens when a stay's clock strikes: rules, their plan, and the messages they send."""

from bellhop.journeys.by_hand import broadcast, change_text, send_now, skip
from bellhop.journeys.definition import Definition
from bellhop.journeys.facts import FACTS, Fact
from bellhop.journeys.happen import take_happening
from bellhop.journeys.models import JourneyRule, JourneySend
from bellhop.journeys.moved_clock import move_clock, next_due, set_clock
from bellhop.journeys.person import change_guest, forget
from bellhop.journeys.plan_rule import plan_rule
from bellhop.journeys.preview import Would, who_would_get
from bellhop.journeys.rulebook import Rule
from bellhop.journeys.rulebook import all_rules as rules
from bellhop.journeys.rules import (
    id_of,
    install,
    plan_again,
    read_definition,
    save_rule,
    switch,
)
from bellhop.journeys.send import send_journey
from bellhop.journeys.sentences import of_condition, of_rule, of_when
from bellhop.journeys.sentences import reason as reason_in_words
from bellhop.journeys.show import Entry, funnel, held, plan_of_stay, today
from bellhop.journeys.simulate import play_all
from bellhop.journeys.strike import strike_rule
from bellhop.journeys.templates import VARIABLES
from bellhop.journeys.theatre import Played, play
from bellhop.journeys.tick import hand_out_due
from bellhop.journeys.translate import translate_rule
from bellhop.journeys.try_text import Tried, try_text

__all__ = [
    "FACTS",
    "VARIABLES",
    "Definition",
    "Entry",
    "Fact",
    "JourneyRule",
    "JourneySend",
    "Played",
    "Rule",
    "Tried",
    "Would",
    "broadcast",
    "change_guest",
    "change_text",
    "forget",
    "funnel",
    "hand_out_due",
    "held",
    "id_of",
    "install",
    "move_clock",
    "next_due",
    "of_condition",
    "of_rule",
    "of_when",
    "plan_again",
    "plan_of_stay",
    "plan_rule",
    "play",
    "play_all",
    "read_definition",
    "reason_in_words",
    "rules",
    "save_rule",
    "send_journey",
    "send_now",
    "set_clock",
    "skip",
    "strike_rule",
    "switch",
    "take_happening",
    "today",
    "translate_rule",
    "try_text",
    "who_would_get",
]
