"""A hotel's words in another language: faithful, or not at all."""

import pytest

from bellhop import ai
from tests.ai.model.wire import completion, refused

OWN = "{% if guest_name %}{{ guest_name }}, w{% else %}W{% endif %}elcome! Breakfast is at 7:30."
GOOD = "[[1]][[2]], [[3]][[4]]willkommen! Frühstück gibt es für Sie ab 7:30 Uhr."


async def german(text: str = OWN) -> str | None:
    told = await ai.translate(text, "de", hotel_id="h", regions=())
    return told.text


async def test_a_faithful_translation_keeps_its_variables(wire):
    wire.will(completion(GOOD))
    assert await german() == (
        "{% if guest_name %}{{ guest_name }}, {% else %}{% endif %}willkommen!"
        " Frühstück gibt es für Sie ab 7:30 Uhr."
    )


@pytest.mark.parametrize(
    "said",
    [
        GOOD.replace("[[2]]", ""),
        GOOD.replace("7:30", "8:30"),
        GOOD + " Nur 10 Euro.",
        GOOD + " Mehr auf https://example.com/x",
        GOOD + " {{ room }}",
        "[[1]][[2]], [[3]][[4]] Добро пожаловать, завтрак для вас накрывают с 7:30",
        "",
        GOOD * 5,
    ],
)
async def test_an_unfaithful_one_is_none(wire, said):
    wire.will(completion(said))
    assert await german() is None


async def test_a_model_that_fails_leaves_the_words_as_they_are_and_is_counted(wire):
    wire.will(refused(500))
    told = await ai.translate(OWN, "de", hotel_id="h", regions=())
    assert told.text is None
    assert [call.outcome for call in told.calls] == ["Busy"]


async def test_a_cut_answer_is_none(wire):
    wire.will(completion(GOOD, "length"))
    assert await german() is None


async def test_a_hotel_whose_words_may_not_leave_asks_nobody(wire):
    told = await ai.translate(OWN, "de", hotel_id="h", regions=("mars",))
    assert (told.text, told.calls) == (None, ())


async def test_a_language_we_cannot_judge_is_not_asked_for(wire):
    assert (await ai.translate(OWN, "xx", hotel_id="h", regions=())).calls == ()
