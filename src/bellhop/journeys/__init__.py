"""What happens when a stay's clock strikes: rules, their plan, and the messages they send."""

from bellhop.journeys.definition import Definition
from bellhop.journeys.happen import take_happening
from bellhop.journeys.models import JourneyRule, JourneySend
from bellhop.journeys.moved_clock import move_clock, next_due, set_clock
from bellhop.journeys.plan_rule import plan_rule
from bellhop.journeys.rulebook import Rule
from bellhop.journeys.rulebook import all_rules as rules
from bellhop.journeys.rules import id_of, install, read_definition, save_rule, switch
from bellhop.journeys.send import send_journey
from bellhop.journeys.simulate import play_all
from bellhop.journeys.strike import strike_rule
from bellhop.journeys.tick import hand_out_due

__all__ = [
    "Definition",
    "JourneyRule",
    "JourneySend",
    "Rule",
    "hand_out_due",
    "id_of",
    "install",
    "move_clock",
    "next_due",
    "plan_rule",
    "play_all",
    "read_definition",
    "rules",
    "save_rule",
    "send_journey",
    "set_clock",
    "strike_rule",
    "switch",
    "take_happening",
]
