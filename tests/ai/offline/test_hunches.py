"""Words that name nothing still lean towards a subject, in either language."""

from collections import Counter

import pytest
from evals.hunches import shares

from bellhop.ai.offline import Library, hunches
from bellhop.ai.offline.beyond import beyond
from bellhop.ai.offline.words import take_apart
from bellhop.ai.plain import Entry

ENTRIES = [
    Entry("vinyl", "How do the record players work?", "Every room has five records.", "en"),
    Entry("bbq", "Есть ли мангал?", "Мангал у реки бесплатно, дрова 400 ₽ вязанка.", "ru"),
    Entry("gym", "Is there a gym?", "Two treadmills and weights, open 5:00 to 23:00.", "en"),
    Entry("deposit", "Is there a deposit?", "We hold £150 on your card for three days.", "en"),
]


@pytest.fixture(scope="module")
def library():
    return Library(ENTRIES, lang="en")


def lean(text):
    return hunches.leaning(take_apart(text).row)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("can I spin my LPs", "проигрыватель и пластинки"),
        ("мясо пожарить негде?", "charcoal for the grill"),
        ("where can we wash our stuff", "прачечная"),
    ],
)
def test_words_of_one_subject_are_alike_across_languages(one, other):
    assert hunches.likeness(lean(one), lean(other)) > 0.6


def test_words_of_different_subjects_are_not_alike():
    assert hunches.likeness(lean("turntable"), lean("мангал")) == 0.0


def test_a_text_that_says_nothing_leans_nowhere():
    assert hunches.likeness(lean("so what"), lean("gym")) == 0.0


@pytest.mark.parametrize(
    ("question", "wanted"),
    [("мясо замариновали, на чем жарить", "bbq"), ("anywhere to lift weights at 6am", "gym")],
)
def test_a_question_that_shares_no_word_with_its_entry_finds_it(library, question, wanted):
    match = library.find(question)
    assert match.entry is not None
    assert match.entry.id == wanted


def test_a_typo_leans_as_the_word_that_was_meant():
    assert hunches.likeness(lean("чемадан"), lean("чемодан")) > 0.99


def test_a_word_of_the_language_is_no_typo_of_another():
    assert hunches.leaning(take_apart("рыбаки").row) != lean("рубашки")


def test_what_is_meant_is_likelier_where_the_words_agree():
    one, two = (hunches.odds(take_apart(text).row) for text in ("pool", "swim in the pool"))
    pool = max(two, key=two.__getitem__)
    assert two[pool] > one[pool]
    assert sum(two.values()) <= 1


def test_words_heard_with_many_subjects_tell_little_of_each():
    heard = {"swim": {1: 4.0}, "any": dict.fromkeys(range(30), 1.0)}
    told = shares({"pool": {1: 6.0}}, heard, Counter())
    assert told["pool"][1] > 0.6
    assert told["swim"][1] > 0.5
    assert "any" not in told


def test_what_brand_a_thing_is_no_entry_tells(library):
    assert library.find("what brand are the treadmills in the gym").entry is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("баня в субботу ещё свободна?", "just_now"),
        ("оставьте за нами бокс на 5 января", "favour"),
        ("what brand is the treadmill", "which_one"),
    ],
)
def test_favours_the_state_of_things_and_brands_are_beyond_any_entry(question, kind):
    assert kind in beyond(question)


def test_things_to_be_washed_are_no_luggage():
    washing = Entry("laundry", "Можно ли постирать вещи?", "Стирка 300 ₽ за загрузку.", "ru")
    library = Library([washing, *ENTRIES], lang="ru")
    assert library.find("где оставить чемоданы").entry is None
    assert library.find("где постирать вещи").entry == washing


def test_a_slip_met_once_among_the_lessons_counts_as_the_word_that_was_meant():
    assert hunches.odds(take_apart("чемадан").row) == hunches.odds(take_apart("чемодан").row)


def test_words_of_any_question_hide_no_subject():
    pool = max(lean("pool"), key=lean("pool").__getitem__)
    assert lean("in the pool")[pool] == lean("pool")[pool]
