"""Whom a rule is for, as data and as sentences."""

import pytest

from bellhop import journeys
from bellhop.errors import BadInput
from bellhop.journeys.conditions import Tree
from bellhop.journeys.facts import FACTS
from bellhop.journeys.rulebook import draft
from bellhop.journeys.sentences import REASONS, of_condition, reason

KNOWN = {
    "nights": 3, "adults": 2, "children": None, "source": "Booking.com", "language": "ru",
    "tags": ("VIP", "press"), "mood": None, "in_house": True, "attribute.breakfast": "yes",
}  # fmt: skip


def condition(given):
    return Tree.model_validate({"who": given}).who


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        ({"fact": "nights", "op": "at_least", "value": 3}, True),
        ({"fact": "nights", "op": "at_most", "value": 2}, False),
        ({"fact": "nights", "op": "is", "value": 3}, True),
        ({"fact": "source", "value": "booking.com"}, True),
        ({"fact": "source", "op": "in", "value": ["direct", "booking.com"]}, True),
        ({"fact": "source", "op": "not_in", "value": ["direct"]}, True),
        ({"fact": "tags", "op": "has", "value": "vip"}, True),
        ({"fact": "tags", "op": "has_not", "value": "vip"}, False),
        ({"fact": "in_house"}, True),
        ({"fact": "in_house", "value": False}, False),
        ({"fact": "attribute.breakfast", "value": "yes"}, True),
        # what is not known fits nothing, and is nothing
        ({"fact": "children", "op": "at_least", "value": 0}, False),
        ({"fact": "mood", "value": "negative"}, False),
        ({"fact": "mood", "op": "is_not", "value": "negative"}, True),
        ({"fact": "mood", "op": "known"}, False),
        ({"fact": "attribute.spa", "op": "known", "value": False}, True),
        ({"not": {"fact": "in_house"}}, False),
        ({"any": [{"fact": "mood", "value": "positive"}, {"fact": "in_house"}]}, True),
        ({"all": [{"fact": "nights", "value": 3}, {"not": {"fact": "in_house"}}]}, False),
    ],
)
def test_a_condition_holds_or_not(given, holds):
    assert condition(given).holds(KNOWN) is holds


@pytest.mark.parametrize(
    "given",
    [
        {"fact": "__class__"},
        {"fact": "nights", "op": "eval", "value": "1"},
        {"all": []},
        {"fact": "nights", "code": "import os"},
        "nights > 2",
    ],
)
def test_what_is_not_a_condition_is_refused(given):
    when = {"type": "offset", "anchor": "checkin", "hours": 1}
    with pytest.raises(BadInput):
        journeys.read_definition({"when": when, "who": given, "what": {"texts": {"en": "hi"}}})


def test_conditions_nested_too_deep_are_refused():
    given = {"fact": "in_house"}
    for _ in range(9):
        given = {"not": given}
    when = {"type": "by_hand"}
    with pytest.raises(BadInput, match="deep"):
        journeys.read_definition({"when": when, "who": given, "what": {"texts": {"en": "hi"}}})


def test_a_condition_reads_as_a_sentence():
    given = {
        "all": [
            {"fact": "nights", "op": "at_least", "value": 4},
            {"any": [{"fact": "language", "value": "ru"}, {"fact": "tags", "op": "has",
                      "value": "VIP"}]},
            {"not": {"fact": "in_house"}},
        ]
    }  # fmt: skip
    assert of_condition(condition(given), "en") == (
        "nights: at least 4 and (guest's language is ru or guest's tags include VIP)"
        " and not: in house now"
    )
    assert of_condition(condition(given), "ru-RU") == (
        "число ночей: не меньше 4 и (язык гостя: ru или метки гостя: есть VIP)"
        " и не так: гость сейчас живёт в отеле"
    )
    assert of_condition(None, "en") == "every guest"


def test_every_fact_and_reason_has_words_in_both_languages():
    for fact in FACTS.values():
        assert fact.en
        assert fact.ru
        assert fact.ops
    for code in REASONS:
        assert reason(code, "ru") != reason(code, "en")


def test_a_whole_rule_reads_as_a_sentence():
    definition = journeys.read_definition(
        {
            "when": {"type": "local", "anchor": "checkout", "days": -1, "time": "18:00"},
            "who": {"fact": "nights", "op": "at_least", "value": 2},
            "what": {"texts": {"en": "Bye"}},
            "manners": {"in_stay": True, "kind": "marketing"},
        }
    )
    assert journeys.of_rule(draft(definition), "en") == (
        "at 18:00, 1 days before check-out; nights: at least 2;"
        " only with consent to offers; only until check-out"
    )
