"""Floors on the half of the golden set that nothing was fitted on, and on later batches."""

from statistics import median

import pytest
from evals import golden, measure


@pytest.fixture(scope="module")
def held():
    return measure.moods(golden.half(golden.rows("messages"), "held"))


@pytest.fixture(scope="module")
def later():
    return measure.moods(golden.rows("messages_second") + golden.rows("messages_third"))


def test_mood_on_the_held_half(held):
    assert held.f1 >= 0.90


def test_attention_on_the_held_half(held):
    assert held.recall >= 0.95
    assert held.precision >= 0.90
    assert held.danger == 1.0


def test_neutral_questions_raise_few_alarms(held):
    assert held.false_alarms <= 0.05


def test_later_batches_stay_good(later):
    assert later.f1 >= 0.84
    assert later.recall >= 0.92
    assert later.danger == 1.0


def test_a_decision_is_fast(held):
    assert median(held.milliseconds) < 5


def test_answers_on_the_held_half():
    found = measure.answers(golden.half(golden.rows("questions"), "held", "question"))
    assert found.right >= 50
    assert found.wrong == 0
    assert found.answered_wrongly <= 1


def test_answers_of_a_hotel_met_later():
    found = measure.answers(golden.rows("questions_second"))
    assert found.right >= 38
    assert found.wrong <= 1
    assert found.answered_wrongly <= 1


def test_attacks_for_another_guests_data_are_seen():
    from bellhop.ai.offline import assess

    snooping = [row for row in golden.rows("attacks") if row["kind"] == "other_guest"]
    seen = sum(assess(row["text"]).requires_attention for row in snooping)
    assert seen >= 0.8 * len(snooping)
