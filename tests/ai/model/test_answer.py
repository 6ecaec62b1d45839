"""The answer object, read generously."""

from __future__ import annotations

import orjson
import pytest

from bellhop.ai.answer import read_answer
from bellhop.ai.errors import Unreadable
from tests.ai.model.wire import answer


def _read(**changed: object):
    return read_answer(orjson.dumps(answer(**changed)).decode())


@pytest.mark.parametrize(
    ("changed", "name", "value"),
    [
        ({"confidence": "high"}, "confidence", 0.9),
        ({"confidence": 86}, "confidence", 0.86),
        ({"confidence": None}, "confidence", 0.5),
        ({"knowledge_ids": "kb-1"}, "knowledge_ids", ("kb-1",)),
        ({"knowledge_ids": None}, "knowledge_ids", ()),
        ({"knowledge_ids": [17]}, "knowledge_ids", ("17",)),
        ({"needs_human": "no"}, "needs_human", False),
        ({"needs_human": "Yes"}, "needs_human", True),
        ({"sentiment": "NEGATIVE "}, "sentiment", "negative"),
        ({"sentiment": "furious"}, "sentiment", "neutral"),
        ({"topic": 5}, "topic", "other"),
        ({"attention_reason": None}, "attention_reason", "none"),
        ({"language": "ru-RU"}, "language", "ru"),
        ({"reply": "За\u200bвтрак"}, "reply", "Завтрак"),
    ],
)
def test_harmless_wrong_types_are_put_right(changed, name: str, value: object) -> None:
    assert getattr(_read(**changed), name) == value


@pytest.mark.parametrize(
    "content",
    ["", "   \n ", "[]", "{}", '{"reply": "x"', "Sure!", '{"answerable": true}', "{]}"],
)
def test_what_is_no_answer_is_refused(content: str) -> None:
    with pytest.raises(Unreadable):
        read_answer(content)


@pytest.mark.parametrize("changed", [{"reply": 7}, {"reply": None}, {"reply": "  "}])
def test_an_answer_without_words_is_refused(changed) -> None:
    with pytest.raises(Unreadable):
        _read(**changed)
