"""Promises nobody may make for the hotel, and deeds nobody did.

A commitment passes only when a fitting entry uses the same verb («Пришлём водителя»), or when it
says that staff are told and a person is indeed being called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bellhop.ai.guards.ground import Known
from bellhop.ai.guards.text import clauses, is_denied, sentences

_FAVOURS: dict[str, re.Pattern[str]] = {
    "refund": re.compile(
        r"\brefund\w*|money back|\breimburs\w+|\bpay(?:ing)? (?:you )?back|return (?:the|your) (?:money|pa"
        r"yment)|(?<!\w)верн(?:[её]м|ем|у|ут|[её]тся)(?!\w)|(?<!\w)возврат\w*|(?<!\w)возмест\w+|(?<!\w)воз"
        r"мещ\w+",
        re.IGNORECASE,
    ),
    "compensation": re.compile(r"\bcompensat\w+|\bmake (?:it )?up (?:to|for)|(?<!\w)компенс\w+", re.I),
    "discount": re.compile(
        r"\bdiscount\w*|\d+ ?% off|\bhalf[- ]price|\bcheaper\b|\bspecial (?:price|rate|offer)|\bpromo\w*"
        r"|(?<!\w)скидк\w+|(?<!\w)скидок|за полцены|(?<!\w)дешевле|(?<!\w)промокод\w*|спец(?:иальн\w+ )?цен"
        r"\w*|(?<!\w)акци[яюи](?!\w)",
        re.IGNORECASE,
    ),
    "gift": re.compile(
        r"\bgifts?\b|\bvouchers?\b|\bcoupons?\b|\bbonus\w*|\bupgrad\w+|\bwaive[ds]?\b|complimentary (?:bott"
        r"le|drink|wine|dessert|upgrade|night)|on the house|free (?:night|upgrade|drink|dinner)|(?<!\w)в по"
        r"дарок|(?<!\w)подар\w+|(?<!\w)бонус\w*|(?<!\w)ваучер\w*|(?<!\w)купон\w*|(?<!\w)апгрейд\w*|за счёт "
        r"(?:отеля|заведения)|(?<!\w)повысим|(?<!\w)спишем(?!\w)|не будем (?:брать|взимать|начислять)",
        re.IGNORECASE,
    ),
    "guarantee": re.compile(
        r"\bguarante\w+|\b(?:i|we) promise\b|\brest assured\b|\bconsider it done\b|\ball (?:set|done)\b"
        r"|\byou have my word|(?<!\w)гарант\w+|(?<!\w)обеща\w+|даю слово|можете не сомневаться|(?<!\w)готово!",
        re.IGNORECASE,
    ),
}
_PARTICIPLES = (
    "booked|reserved|ordered|arranged|sent|cancell?ed|extended|changed|called|asked|requested|scheduled"
    "|confirmed|prepared|dispatched|moved|returned|processed|applied|added|updated|registered|checked"
    "|issued|credited|paid|assigned|placed|organi[sz]ed|approved|fixed|repaired|resolved|secured|delivered"
    "|transferred|blocked|held|noted down"
)
_TOLD_EN = "passed|forwarded|informed|notified|told|alerted|relayed|shared|let"
_DEEDS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?:i|we)(?:'ve| have|'d| had)?\s+(?:already |just |now |successfully )*({_PARTICIPLES}"
        rf"|{_TOLD_EN})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:is|are|was|were|has been|have been|'s been)\s+(?:now |already |successfully |being )*"
        rf"({_PARTICIPLES}|{_TOLD_EN}|on (?:the|its|their|his|her) way)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:i|we)(?:'ll| will| shall|'m going to| am going to| are going to|'re going to)\s+(?:be (?:abl"
        r"e|happy|glad) to |also |now |gladly |immediately |certainly |happily |just |definitely |personally )*"
        r"(\w+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:i am|i'm|we are|we're)\s+(?:now |already |currently |just )*(booking|reserving|sending|arrang"
        r"ing|ordering|calling|cancelling|changing|extending|preparing|passing|forwarding|informing|notifying"
        r"|checking|organi[sz]ing|dispatching|processing|upgrading|moving)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:someone|somebody|staff|team|colleagues?|technician|housekeep\w+|housekeeper|driver|manager|eng"
        r"ineer|maid|plumber|electrician|receptionist|porter|they|he|she|taxi|car|person)\b[^.!?]{0,25}?(?:\bw"
        r"ill|'ll)\s+(?:also |then |soon |shortly |immediately |be )*(\w+)",
        re.IGNORECASE,
    ),
    re.compile(r"\byou(?:'ll| will) (?:receive|get|be (\w+ed))\b|\byou get an?\b", re.IGNORECASE),
    re.compile(
        r"(?<!\w)(отправ(?:им|лю|ляю|ляем)|пришл(?:ём|ем|ю|ют)|принес(?:ём|ем|у|ут)|привез(?:ём|ем|у|ут)|подго"
        r"тов(?:им|лю)|забронир(?:уем|ую)|закаж(?:ем|у)|организу(?:ем|ю)|устро(?:им|ю)|сдела(?:ем|ю)|исправ(?"
        r":им|лю)|почин(?:им|ю|ят)|устран(?:им|ю|ят)|замен(?:им|ю|ят)|продл(?:им|ю)|перенес(?:ём|ем|у)|пересел"
        r"(?:им|ю)|измен(?:им|ю)|отмен(?:им|ю)|провер(?:им|ю|яю)|позвон(?:им|ю|ят)|вызов(?:ем|у)|вызыва(?:ю|ем)"
        r"|встрет(?:им|ят)|подойд(?:[её]т|ут)|прид(?:[её]т|ут)|приед(?:ет|ут)|поднимется|оформ(?:им|лю)|выдел(?:"
        r"им|ю)|остав(?:им|лю)|добав(?:им|лю)|запиш(?:ем|у)|согласу(?:ем|ю)|реш(?:им|у)|уточн(?:им|ю)|доставим"
        r"|уберут|убер(?:ём|ем)|получите|предостав(?:им|лю)|начисл(?:им|ю)|сохран(?:им|ю)|уступим)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?:я|мы|уже)\s+(?:\w+\s+)?((?:за|по|от|вы|о|про|из|до|на|пере|пре|с|при|у|раз|воз|вер|пода|пр"
        r"и)\w{2,}(?:ал|ил|ел|ёл|ыл|нул|ла|ли))(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)((?:забронировал|заказал|отправил|вызвал|оформил|отменил|продлил|изменил|подтвердил|добавил|з"
        r"аписал|проверил|организовал|подготовил|вернул|начислил|договорил|зарезервировал|уточнил|исправил|устра"
        r"нил|попросил)(?:а|и|ись)?)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)((?:забронирован|заказан|отправлен|оформлен|отмен[её]н|продл[её]н|подтвержд[её]н|измен[её]н|вы"
        r"полнен|начислен|возвращ[её]н|зарезервирован|вызван|добавлен|согласован|перенес[её]н|устран[её]н|провер"
        r"ен|записан|одобрен|выслан|списан)(?:а|о|ы)?)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(уже (?:ед[еу]т|ид[еу]т|в пути|выехал\w*|готов\w*|поднима\w+|спеш\w+)|скоро (?:подойд\w+|прид\w"
        r"+|будет|буд[уе]т)|будет у вас|буд[еу]т готов\w*|номер готов\w*|в ближайшее время)(?!\w)",
        re.IGNORECASE,
    ),
)
# True as soon as an alert is raised for staff, and it is raised with this very reply.
_TOLD = re.compile(
    r"^(?:pass\w*|forward\w*|inform\w*|notif\w+|told|tell|alert\w*|relay\w*|share\w*|let|answer|reply|respond"
    r"|contact|see|read|look|help|assist|get|come back|review|follow|переда\w+|сообщ\w+|уведом\w+|ответ\w+"
    r"|свяж\w+|увид\w+|посмотр\w+|займ[её]тся|помо\w+|позва\w+)",
    re.IGNORECASE,
)
_TOLD_RU = re.compile(
    r"(?<!\w)(переда(?:л|ла|ли|м|дим|ю|[её]м|но|на|н)|сообщ(?:у|им|ил|ила|или)|уведом(?:лю|им|ил|ила|или|лен"
    r"\w*)|свяж(?:усь|емся|ется|утся)|ответ(?:ит|ят|им)|займ[её]тся|займутся)(?!\w)",
    re.IGNORECASE,
)
_HARMLESS = frozenset(
    {"be", "help", "assist", "try", "need", "have", "find", "love", "do", "gladly", "happily", "then"}
    | {"always", "not", "never", "also", "welcome", "see", "miss", "enjoy", "remember", "only", "cost"}
)


def unkept(reply: str, near: Iterable[Known], *, calling: bool) -> Iterator[tuple[str, str]]:
    """Promises and deeds in a reply that no entry makes and nobody did."""
    entries = list(near)
    for sentence in sentences(reply):
        if sentence.endswith("?"):
            continue
        for clause in clauses(sentence):
            yield from _favours(clause, entries)
            yield from _deeds(clause, entries, calling=calling)


def _favours(clause: str, entries: list[Known]) -> Iterator[tuple[str, str]]:
    for kind, pattern in _FAVOURS.items():
        found = pattern.search(clause)
        if found is None or is_denied(clause, found.start()):
            continue
        if not any(pattern.search(each.text) for each in entries):
            yield kind, found[0]


def _deeds(clause: str, entries: list[Known], *, calling: bool) -> Iterator[tuple[str, str]]:
    for pattern in _DEEDS:
        for found in pattern.finditer(clause):
            verb = (found[found.lastindex] if found.lastindex else found[0]).lower()
            if verb in _HARMLESS or is_denied(clause, found.start()):
                continue
            if (calling and _TOLD.match(verb)) or _in_entries(verb, entries):
                continue
            yield "promise", found[0]
    told = _TOLD_RU.search(clause)
    if told is not None and not calling and not _in_entries(told[0].lower(), entries):
        yield "promise", told[0]


def _in_entries(verb: str, entries: list[Known]) -> bool:
    stem = verb.split()[0][: max(4, len(verb) - 3)]
    return any(stem in each.text for each in entries)
