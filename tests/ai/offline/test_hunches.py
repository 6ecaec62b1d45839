"""Words that name nothing still lean towards a subject, in either language."""

import pytest

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
