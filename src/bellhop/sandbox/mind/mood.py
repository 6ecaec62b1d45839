"""Mood and reasons to call a person, by tell-tale words; the first line that fits wins."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mood:
    """How the guest feels and whether somebody must look."""

    sentiment: str = "neutral"
    confidence: float = 0.78
    reason: str = "none"
    topic: str = ""
    department: str = "none"
    needs_human: bool = False


def _line(words: str, mood: Mood) -> tuple[re.Pattern[str], Mood]:
    return re.compile(words, re.IGNORECASE), mood


def _call(reason: str, topic: str, department: str, sentiment: str = "negative") -> Mood:
    return Mood(sentiment, 0.9, reason, topic, department, needs_human=True)


LINES = (
    _line(
        r"пожар|\bгори(т|м)\b|задымлен|\bдым\b|пахнет газом|утечк\w* газа|\bfire\b(?!place)"
        r"|\bsmoke in\b|gas leak|smell of gas|осколк|ударил\w* током|electric shock",
        _call("safety", "emergency", "security"),
    ),
    _line(
        r"скор(ая|ую)|\bврач|сердц\w* (плохо|болит)|потерял\w* сознание|кровотеч|отравил|"
        r"ambulance|\bdoctor\b|injur|unconscious|bleeding|chest pain|allergic reaction",
        _call("medical", "emergency", "reception"),
    ),
    _line(
        r"полици|украли|обокрали|\bкраж|угрожа|драк|ломятся|\bpolice\b|stolen|\btheft\b|robbed"
        r"|threaten|breaking in",
        _call("security", "emergency", "security"),
    ),
    _line(
        r"ignore (all |the )?(previous|above)|system prompt|your instructions|игнорируй|"
        r"забудь (все|всё|про)|системн\w+ (промпт|инструкц)|ты теперь|you are now",
        Mood("neutral", 0.8, "injection", "off_topic", "none"),
    ),
    _line(
        r"\bв суд\b|подам в суд|адвокат|юрист|роспотребнадзор|lawyer|\bsue\b|legal action",
        _call("legal", "complaint", "management"),
    ),
    _line(
        r"верн(ите|уть) (мне |мои |наши )?деньг|возврат|refund|money back",
        _call("refund", "billing", "billing"),
    ),
    _line(
        r"отмен(ить|ите|яю|яем) (мо[юе] |нашу? |свою )?(брон|заказ|резерв)|cancel (my|our|the) "
        r"(booking|reservation|stay)",
        _call("cancellation", "booking", "reception", "neutral"),
    ),
    _line(
        r"списал|переплат|лишн\w+ (сумм|деньг)|неверн\w+ сч[её]т|двойн\w+ спис|overcharg|"
        r"charged (me )?(twice|too)|double charge|wrong (bill|invoice)",
        _call("money", "billing", "billing"),
    ),
    _line(
        r"позов(ите|и)|администратора|живо(й|го|му) человек|оператора|менеджера|"
        r"(talk|speak) (to|with) (a |the )?(person|human|manager|someone|staff)|real person"
        r"|\bhuman\b|\boperator\b",
        _call("person_wanted", "other", "reception", "neutral"),
    ),
    _line(
        r"\b(дурак|идиот|козл|мраз|твар|сволоч|пош[её]л\w* (на|в)|хрен|черт\w* вас)\w*"
        r"|\bidiots?\b|stupid|bastard|fuck|\bshit\b|asshole",
        _call("abuse", "complaint", "management"),
    ),
    _line(
        r"не работает|не включа|сломал|сломан|протека|течет|течёт|нет (горячей )?воды|нет света"
        r"|засор|не греет|не холодит|not working|doesn'?t work|isn'?t working|broken|leaking"
        r"|no hot water|clogged",
        _call("malfunction", "maintenance", "maintenance"),
    ),
    _line(
        r"потерял|забыл[аи]? (в|у|сво|мо|зар|пасп|теле)|оставил[аи]? (в номере|у вас)|пропал"
        r"|\blost (my|our)|left (my|our)|forgot (my|our)",
        _call("lost_item", "lost_found", "reception", "neutral"),
    ),
    _line(
        r"продлить|перенести (брон|заезд|дат)|измени\w* (брон|дат)|перебронир|другой номер"
        r"|extend (my|our|the) (stay|booking)|change (my|our|the) (dates|booking|reservation)"
        r"|another room",
        _call("booking_change", "booking", "reception", "neutral"),
    ),
    _line(
        r"жалоб|жаловат|грязн|гряз[ьи]|ужас|отврат|кошмар|воня|запах|таракан|клоп|плесен|хамств"
        r"|нахам|шумн|шумят|орут|не спал|невозможно (спать|уснуть)|разочаров|недоволен|недовольн"
        r"|возмут|безобраз|плохо|хуже|можно ждать|полчаса жд|час жд|никто не (прид|прих|отв)"
        r"|dirty|filthy|terrible|horrible|awful|disgust|disappoint|unacceptable|worst|noisy|noise"
        r"|cockroach|bed ?bugs|mou?ld|smell|rude|complain|still waiting|can'?t sleep|not clean"
        r"|angry|upset",
        _call("complaint", "complaint", "reception"),
    ),
    _line(
        r"спасибо|благодар|отличн|прекрасн|замечательн|супер|класс|восторг|понравил|люб(им|лю)"
        r"|чудесн|великолепн|thank|great|wonderful|amazing|excellent|lovely|perfect|awesome|❤|😍|👍",
        Mood("positive", 0.88),
    ),
)


def mood_of(text: str) -> Mood:
    """The first line that fits."""
    return next((mood for pattern, mood in LINES if pattern.search(text)), Mood())
