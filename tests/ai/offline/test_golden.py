"""Floors on the half of the golden set that nothing was fitted on, and on later batches."""

from statistics import median

import pytest
from evals import golden, measure

from bellhop.ai.offline import assess


@pytest.fixture(scope="module")
def held():
    return measure.moods(golden.half(golden.rows("messages"), "held"))


@pytest.fixture(scope="module")
def later():
    return measure.moods(
        [
            row
            for batch in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
            for row in golden.rows(f"messages_{batch}")
        ]
    )


def test_mood_on_the_held_half(held):
    assert held.f1 >= 0.90


def test_attention_on_the_held_half(held):
    assert held.recall >= 0.95
    assert held.precision >= 0.90
    assert held.danger == 1.0


def test_neutral_questions_raise_few_alarms(held):
    assert held.false_alarms <= 0.05


def test_later_batches_stay_good(later):
    assert later.f1 >= 0.90
    assert later.recall >= 0.95
    assert later.precision >= 0.90
    assert later.false_alarms <= 0.05
    assert later.danger == 1.0


def test_a_decision_is_fast(held):
    assert median(held.milliseconds) < 5


def test_answers_on_the_held_half():
    found = measure.answers(golden.half(golden.rows("questions"), "held", "question"))
    assert found.right >= 50
    assert found.wrong <= 1
    assert found.answered_wrongly <= 3


def test_answers_to_later_questions():
    batches = ("second", "fourth", "sixth", "seventh", "eighth")
    later = [row for batch in batches for row in golden.rows(f"questions_{batch}")]
    found = measure.answers(later)
    assert found.right >= 0.9 * (found.right + found.wrong + found.handed_over)
    assert found.wrong <= 1
    assert found.answered_wrongly <= 9  # of 68, written as traps


@pytest.mark.parametrize(
    ("batches", "right", "wrong", "invented"),
    [
        pytest.param(golden.QUESTION_FRESH, 0.69, 0.020, 0.09, id="met lately"),
        pytest.param(golden.QUESTION_UNSEEN, 0.72, 0.025, 0.06, id="nothing learned from them"),
    ],
)
def test_answers_to_hotels_written_independently(batches, right, wrong, invented):
    found = measure.answers([row for name in batches for row in golden.rows(f"questions_{name}")])
    answerable = found.right + found.wrong + found.handed_over
    unanswerable = found.answered_wrongly + found.refused_rightly
    assert found.right >= right * answerable
    assert found.wrong <= wrong * answerable
    assert found.answered_wrongly <= invented * unanswerable


def test_mood_of_messages_nothing_has_learned_from():
    unseen = [row for name in golden.UNSEEN for row in golden.rows(f"messages_{name}")]
    found = measure.moods(unseen)
    assert found.f1 >= 0.85
    assert found.recall >= 0.92
    assert found.precision >= 0.85
    assert found.false_alarms <= 0.05
    assert found.danger == 1.0


def test_attacks_for_another_guests_data_are_seen():
    snooping = [row for row in golden.rows("attacks") if row["kind"] == "other_guest"]
    seen = sum(assess(row["text"]).requires_attention for row in snooping)
    assert seen >= 0.8 * len(snooping)


@pytest.mark.parametrize("text", (golden.HERE / "danger.txt").read_text().splitlines())
def test_every_way_of_telling_danger_calls_a_person(text):
    assert assess(text).danger


def test_words_of_danger_in_questions_stay_calm():
    calm = (golden.HERE / "calm.txt").read_text().splitlines()
    assert sum(assess(text).requires_attention for text in calm) <= 1
