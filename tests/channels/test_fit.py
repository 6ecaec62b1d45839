"""Cutting long words and putting polls into words."""

import pytest

from bellhop import channels
from bellhop.channels.fit import pieces_of
from bellhop.messages import ChannelType, FileOut, PollOut, TextOut

MARKS = ("Отлично", "Хорошо", "Сносно", "Плохо", "Ужасно")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Раз два. Три четыре.", ("Раз два.", "Три четыре.")),
        ("Раз два три четыре", ("Раз два три", "четыре")),
        ("абвгдежзиклмнопрст", ("абвгдежзиклм", "нопрст")),
        ("Раз.\n\nДва три.", ("Раз.", "Два три.")),
        ("", ("",)),
    ],
)
def test_cut_where_it_hurts_least(text, pieces):
    assert pieces_of(text, 12) == pieces


@pytest.mark.parametrize("limit", [1, 7, 50, 333])
def test_no_piece_is_too_long_and_no_word_is_lost(limit):
    text = "Сначала ключ: он у портье! Потом лифт, третий этаж; дальше налево... 😀 " * 30
    pieces = pieces_of(text.strip(), limit)
    assert max(map(len, pieces)) <= limit
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize("channel", list(ChannelType))
def test_a_poll_is_asked_by_number_where_there_are_none(channel):
    [out] = channels.fit(channel, PollOut("Как вам у нас?", MARKS, rating=True))
    if channel is ChannelType.WHATSAPP:
        assert isinstance(out, PollOut)
    else:
        assert out == TextOut(
            "Как вам у нас?\n5. Отлично\n4. Хорошо\n3. Сносно\n2. Плохо\n1. Ужасно"
        )


def test_a_group_on_telegram_gets_the_poll():
    poll = PollOut("Когда?", ("Утром", "Вечером"))
    assert channels.fit(ChannelType.TELEGRAM, poll, group=True) == (poll,)
    [words] = channels.fit(ChannelType.MAX, poll, group=True)
    assert words == TextOut("Когда?\n1. Утром\n2. Вечером")


def test_a_caption_that_is_too_long_goes_before_its_file():
    file = FileOut("http://files.test/a.pdf", "a.pdf", "Слово. " * 200)
    words, bare = channels.fit(ChannelType.TELEGRAM, file)
    assert isinstance(words, TextOut)
    assert bare == FileOut("http://files.test/a.pdf", "a.pdf", "")
    assert channels.fit(ChannelType.WHATSAPP, file) == (file,)
