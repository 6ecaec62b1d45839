"""How a reply is put: sorry first where the guest complains, and told when a person comes."""

from __future__ import annotations

import re

from bellhop.ai import phrases
from bellhop.ai.drafts import Draft, hardly_cross, spoken_language
from bellhop.ai.plain import Assessment
from bellhop.ai.thought import Question

_SORRY = re.compile(
    r"sorry|apolog|regret|жаль|извин|прости|сожале|leid|entschuldig|üzgün|özür|lo sentimos|disculp"
    r"|désolé|excus|抱歉|对不起|نأسف|آسف|кешір",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"staff|team|colleague|reception|member of|сотрудник|коллег|администратор|команд|персонал"
    r"|personal|görevli|equipo|équipe|工作人员|موظف|қызметкер",
    re.IGNORECASE,
)
LONGEST_SUMMARY = 300


def composed(question: Question, draft: Draft, judged: Assessment, call: str) -> str:
    """The draft with what decency and honesty add to it."""
    if draft.fixed or not call:
        return draft.text
    language, home = spoken_language(question), question.hotel.lang
    cross = judged.sentiment == "negative" and not hardly_cross(judged)
    if cross and not _SORRY.search(draft.text):
        line = phrases.complaint(language, home, desk_open=question.desk_open)
        return f"{line}\n\n{draft.text}"
    if _TOLD.search(draft.text):
        return draft.text
    return f"{draft.text}\n\n{phrases.handover(language, home, desk_open=question.desk_open)}"


def summary(question: Question, draft: Draft, held: tuple[tuple[str, str], ...]) -> str:
    """The alert's words for staff, in the hotel's language where it is Russian, else English."""
    russian = question.hotel.lang.startswith("ru")
    said = " ".join(" ".join(question.lines).split())[:200]
    words = draft.summary or (f"Гость пишет: {said}" if russian else f"The guest writes: {said}")
    if held:
        named = ", ".join(dict.fromkeys(guard for guard, _ in held))
        words += f" Ответ не отправлен ({named})." if russian else f" Reply held back ({named})."
    return words[:LONGEST_SUMMARY]
