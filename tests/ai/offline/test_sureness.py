"""Entries are weighed against one another, and against none of them."""

from math import isclose

from evals.sureness import Case, fit

from bellhop.ai.offline import Library
from bellhop.ai.offline.sureness import WITHOUT, chances, noticed, weights
from bellhop.ai.plain import Entry

POOL = Entry("pool", "When is the pool open?", "The pool is open from 8:00 to 20:00.", "en")
SEA = Entry("beach", "How far is the beach?", "200 metres, five minutes on foot.", "en")
BAR = Entry("bar", "Is there a bar?", "The bar by the pool is open until midnight.", "en")


def _case(*, right, likeness, answerable=True):
    entries = [{"likeness": each, f"{WITHOUT}view": 0.5} for each in likeness]
    return Case("anywhere", answerable, right, entries, {"asked": 1.0}, 1.0, fresh=True)


def test_chances_share_one_whole_with_no_answer():
    told = chances([{"a": 1.0}, {"a": 1.0}], {"none": 1.0}, {"a": 2.0, "none": 2.0})
    assert all(isclose(each, 1 / 3) for each in told)


def test_what_nobody_has_learned_weighs_nothing():
    assert chances([{"unheard of": 9.0}], {}, {}) == [0.5]


def test_learning_prefers_what_was_right_and_doubts_the_rest():
    cases = [_case(right=[True, False], likeness=[0.9, 0.2])] * 30
    cases += [_case(right=[False], likeness=[0.2], answerable=False)] * 30
    learned = fit(cases)
    sure, unsure = (chances([{"likeness": x}], {"asked": 1.0}, learned)[0] for x in (0.9, 0.2))
    assert sure > 0.8
    assert unsure < 0.5


def test_a_missing_thing_never_speaks_for_an_entry():
    learned = fit([_case(right=[True], likeness=[0.9])] * 10)
    assert learned[f"{WITHOUT}view"] == 0.0
    assert all(worth < 0 for name, worth in weights().items() if name.startswith(WITHOUT))


def test_two_entries_that_fit_alike_make_unsure():
    twin = Entry("pool-too", POOL.question, POOL.answer, "en")
    alone, crowded = Library([POOL, SEA]), Library([POOL, twin, SEA])
    question = "when is the pool open?"
    _, chance, _ = alone.surest(alone.asked(question, "en"), "en")
    _, torn, other = crowded.surest(crowded.asked(question, "en"), "en")
    assert chance > 0.8
    assert torn <= 0.5
    assert isclose(torn, other)


def test_what_an_entry_does_not_say_is_noticed():
    library = Library([POOL, BAR, SEA])
    asked = library.asked("is there a view from the pool?", "en")
    (best, *_) = library.likely(asked)
    found = noticed(asked, best, library.sense_rarity)
    assert f"{WITHOUT}view" in found
    assert found["things_missing"] > 0


def test_the_same_told_in_two_languages_is_one_answer():
    russian = Entry("pool-ru", "Когда открыт бассейн?", "Бассейн открыт с 8:00 до 20:00.", "ru")
    library = Library([POOL, russian, SEA])
    best, chance, other = library.surest(
        library.asked("во сколько открывается бассейн", "ru"), "ru"
    )
    assert best.row.entry.id == "pool-ru"
    assert chance > 0.8
    assert other < 0.1
