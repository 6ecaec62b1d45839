"""Questions whose answer no written entry holds: favours, how things stand just now, which one.

Nobody has written down whether the box is free on the 5th, who the singer is, or that a table is
kept. Such words speak against an entry, however near its subject; how much is learned
(`sureness`).
"""

import re

_FAVOUR = (
    r"оставьте|отложите|придержите|договори(?:т|м)|организуйте"
    r"|закро(?:ете|ем|йте) (?:\w+ )?(?:для|за)|перенес|добавьте|замените|поменяйте|заброниру[йе]те"
    r"|закажите|положите|принесите|приготовьте|подготовьте|украсить|украсьте|встаньте|сделайте|присмотрите|полейте|проследите"
    r"|(?:может|можете|можно|могли)(?: бы)?(?: ли)?(?: \w+)? (?:нам|мне|за нами)\b"
    r"|(?:could|can|would|will) (?:you|u|somebody|someone) (?:please )?(?!tell|say|explain|confirm"
    r"|advise|recommend|have|let me know|remind|cater|serve|accept|take|offer|charge)\w+"
    r"|would you mind|i(?:'?d| would) like (?:to|you)|put us|make sure|that one\b"
    r"|exactly (?:that|the)"
)
_NOW = (
    r"\bсейчас|\bеще (?:есть|свобод|остал)|свобод(?:ен|на|но|ны)\b|\bзанят[аоы]?\b"
    r"|\bостал(?:ось|ись|ся)"
    r"|right now|at the moment|currently|still (?:free|available|got|there|on)|(?:any|is|are|be)"
    r"(?: \w+){0,3} (?:available|left|vacant)\b|free (?:on|for) (?:the|mon|tue|wed|thu|fri|sat|sun)"
    r"|на (?:эту )?(?:пятниц|суббот|воскресен|понедельник|вторник|сред|четверг)"
    r"|\bon the \d+(?:st|nd|rd|th)"
)
_WHICH = (
    r"\b(?:фирмы|какая фирма|марк[аиу]|бренд\w*|сорт\w*|как зовут|кто (?:вед|поет|гото"
    r"|дел)\w+|образован\w+|опыт\w*"
    r"|размер\w*|номер \d+|в \d+(?:-?м|ом)? номере)\b|\b(?:brand|make of|model|is called|named"
    r"|who is|who's|the same (?:one|room|model|brand|kind)|qualif\w+|experience\w*|certif\w+"
    r"|size|(?:room|flat) \d+)\b"
)
_KINDS = {
    "favour": re.compile(_FAVOUR, re.IGNORECASE),
    "just_now": re.compile(_NOW, re.IGNORECASE),
    "which_one": re.compile(_WHICH, re.IGNORECASE),
}


def beyond(text: str) -> frozenset[str]:
    """Which of these a question is."""
    plain = text.replace("ё", "е").replace("’", "'")
    return frozenset(name for name, pattern in _KINDS.items() if pattern.search(plain))
