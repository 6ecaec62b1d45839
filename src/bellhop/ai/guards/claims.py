"""What may only be said when an entry says so: free, included, allowed, open, available, always.

Both replies and entries are read clause by clause. A claim carries the subjects of its clause, or,
where the clause names none, those spoken of just before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bellhop.ai.guards.text import ALWAYS, clauses, is_denied, sentences
from bellhop.ai.subjects import subjects, topics

_KINDS: dict[str, re.Pattern[str]] = {
    "free": re.compile(
        r"(?<!feel )(?<!smoke-)(?<!smoke )\bfree\b(?!\s+(?:to|room|rooms|time|table|tables|up|of (?!cha"
        r"rge)))|complimentary|no (?:extra |additional )?(?:charge|cost|fee)\b|without (?:any )?(?:extra"
        r" )?(?:charge|payment)|at no cost|costs? nothing|on the house|(?<!\w)бесплат\w+|безвозмездн\w*"
        r"|не взимается|без доплат\w*|(?<!\w)даром(?!\w)|за счёт отеля|платить не (?:нужно|надо)"
        r"|не нужно платить|kostenlos|gratis|gratuit\w*|ücretsiz|免费|مجان",
        re.IGNORECASE,
    ),
    "included": re.compile(
        r"\binclud(?:ed|es|e|ing)\b|\bcovered by\b|part of the (?:room )?(?:rate|price)|(?<!\w)вход(?:ит"
        r"|ят|ила|ило)\s+в\s+(?:стоим|цен|тариф|счёт|счет|оплат|прожив)\w*|(?<!\w)включ[её]н\w*|(?<!\w)в"
        r"ключа(?:ет|ют)|(?<!\w)включая|all[- ]inclusive|inklusive|incluid\w|dahil|包含",
        re.IGNORECASE,
    ),
    "allowed": re.compile(
        r"\ballowed\b|\bpermitted\b|(?<!you are )(?<!you're )(?<!most )\bwelcome\b(?! to (?:the|our|us))"
        r"|\bno problem\b|\bgo ahead\b|\bby all means\b|\byou may\b|(?<!\w)разреш\w+|(?<!\w)допуска\w+"
        r"|(?<!\w)дозвол\w+|без проблем|(?<!\w)не запрещ\w+|\baccept(?:ed|s)?\b|(?<!\w)принимаем(?!\w)",
        re.IGNORECASE,
    ),
    "open": re.compile(
        r"\bopens?\b(?! air)|\bopened\b|\bworks?\b(?= from| until| till| daily| all| 24| day)|\boperat(?:"
        r"es?|ing)\b|(?<!\w)открыт(?:а|о|ы)?(?!\w)(?! бассейн)|(?<!\w)открыва(?:ется|ются|ем)|(?<!\w)работ"
        r"а(?:ет|ют|ем)(?!\w)",
        re.IGNORECASE,
    ),
    "vacant": re.compile(
        r"\bin stock\b|\bvacan\w+|\b(?:rooms?|tables?|suites?|places?|spots?|spaces?|dates?|nights?)\b"
        r"[^.,;]{0,25}\bavailab\w+|\bavailab\w+[^.,;]{0,15}\b(?:rooms?|tables?|suites?|dates?|tonight|now"
        r")\b|\bfree (?:rooms?|tables?)\b|(?<!\w)в наличии|(?<!\w)(?:свободн\w+|свободен)(?!\w)|(?<!\w)дос"
        r"тупн\w+ (?:номер|комнат|мест|стол)\w*|(?<!\w)есть (?:мест|номер|стол)\w*",
        re.IGNORECASE,
    ),
    "available": re.compile(
        r"\bavailab(?:le|ility)\b|(?<!\w)доступ(?:ен|на|но|ны)(?!\w)|(?<!\w)к вашим услугам", re.IGNORECASE
    ),
    "always": ALWAYS,
    "may": re.compile(
        r"\byou can\b|\byou could\b|\b(?:guests?|children|dogs?|pets?) (?:can|may)\b|\bfeel free to\b"
        r"|\bit(?:'s| is) possible\b|\bit is fine\b|\bthat(?:'s| is) fine\b|\bwe (?:can|could|do) \w+"
        r"|(?<!\w)можно(?!\w)|(?<!\w)мож(?:ете|ем)(?!\w)|(?<!\w)сможете(?!\w)|(?<!\w)возможн[оа](?!\w)",
        re.IGNORECASE,
    ),
    "has": re.compile(
        r"\bwe (?:have|offer|provide|serve)\b|\bthere (?:is|are)\b|\b(?:hotel|room|rooms) (?:has|have|offe"
        r"rs?)\b|\bcomes? with\b|\bequipped\b|(?<!\w)у нас (?:есть|имее|работа)|(?<!\w)в (?:отеле|номере|но"
        r"мерах) (?:есть|имее)|(?<!\w)имеются?(?!\w)|(?<!\w)имеется|(?<!\w)предоставля\w+|(?<!\w)предлага\w"
        r"+|(?<!\w)есть(?!\w)",
        re.IGNORECASE,
    ),
    "yes": re.compile(
        r"^\W*(?:yes|yeah|sure|of course|certainly|absolutely|definitely|no problem|exactly|correct|right"
        r"|that's (?:right|correct)|да|конечно|разумеется|верно|точно|именно|подтвержда\w+|без проблем)"
        r"(?!\w)",
        re.IGNORECASE,
    ),
}
# Writing, asking and waiting need nobody's permission; being glad needs no timetable.
_HARMLESS = re.compile(
    r"\b(?:can|could|may|free to|possible to) (?:always |also |just |simply )?(?:write|ask|contact|reach|"
    r"call|tell|let us|message|reply|find|help|check|see|confirm|speak|get in touch|answer|assist|only)\b"
    r"|(?:мож(?:ете|но|ем)|сможете|возможно)\s+(?:\w+\s+)?(?:написа|спроси|обрати|уточни|узна|позвони|св"
    r"яза|помо|сообщи|рассказ|подсказ|подскаж|задать|найти|ответ|уведом)\w*|\b(?:how|what|anything)\b[^.?]"
    r"*\bcan\b|чем (?:\w+ )?(?:могу|можем)|(?:always|всегда) (?:glad|happy|рады|рад)|\b(?:write|ask|contact"
    r"|message|reach|call)\b[^.]{0,20}any time|(?:пиш|обращай|спрашив|звон)\w*[^.]{0,20}в любое время"
    r"|there (?:is|are) (?:a |an )?(?:few|some|many)? ?(?:questions?|misunderstanding)|at any time if",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?\s*$")
# Kinds that another kind of an entry says as well.
SAID_BY: dict[str, frozenset[str]] = {
    "free": frozenset({"free"}),
    "included": frozenset({"included"}),
    "allowed": frozenset({"allowed", "may", "free"}),
    "open": frozenset({"open", "hours", "always"}),
    "vacant": frozenset({"vacant"}),
    "always": frozenset({"always"}),
}
RESTRICTIONS = re.compile(
    r"(?<!\w)(?:only|except|must|unless|fine of|no|not|don't|cannot|sorry|только|кроме|лишь|нельзя|не|нет"
    r"|штраф\w*|запрещ\w*|исключительно|until|till|before|up to|from|if|до|с|по|если|при)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, what it is about, and the words that make it."""

    kind: str
    about: frozenset[str]
    words: str
    clause: str


def claims(text: str, before: frozenset[str] = frozenset()) -> list[Claim]:
    """The claims of a text already brought to one spelling, questions and denials left out."""
    found: list[Claim] = []
    about = before
    for sentence in sentences(text):
        if _QUESTION.search(sentence):
            continue
        for clause in clauses(sentence):
            own = subjects(topics(clause))
            about = own or about
            found.extend(_claims_of(clause, about))
    return found


def _claims_of(clause: str, about: frozenset[str]) -> list[Claim]:
    spoken = _HARMLESS.sub(" ", clause)
    found = []
    for kind, pattern in _KINDS.items():
        each = pattern.search(spoken)
        if each is not None and (kind == "always" or not is_denied(spoken, each.start())):
            found.append(Claim(kind, about, each[0].strip(), clause))
    return found
