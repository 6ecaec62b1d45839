"""Conditions, rules and reasons as sentences, in Russian and English."""

from __future__ import annotations

from typing import Any

from bellhop.journeys.conditions import All, Condition, Either, Not, Test
from bellhop.journeys.facts import FACTS, Fact
from bellhop.journeys.rulebook import Rule
from bellhop.journeys.when import Birthday, ByHand, Cron, Local, Offset, On

OPS = {
    "is": ("{fact} is {value}", "{fact}: {value}"),
    "is_not": ("{fact} is not {value}", "{fact}: не {value}"),
    "in": ("{fact} is {value}", "{fact}: {value}"),
    "not_in": ("{fact} is none of {value}", "{fact}: не {value}"),
    "at_least": ("{fact}: at least {value}", "{fact}: не меньше {value}"),
    "at_most": ("{fact}: at most {value}", "{fact}: не больше {value}"),
    "has": ("{fact} include {value}", "{fact}: есть {value}"),
    "has_not": ("{fact} do not include {value}", "{fact}: нет {value}"),
    "known": ("{fact} is known", "{fact}: известно"),
}
VALUES = {
    "booked": ("booked", "забронировано"),
    "checked_in": ("checked in", "заселён"),
    "checked_out": ("checked out", "выехал"),
    "cancelled": ("cancelled", "отменено"),
    "no_show": ("did not come", "не приехал"),
    "positive": ("positive", "хорошее"),
    "neutral": ("neutral", "спокойное"),
    "negative": ("negative", "плохое"),
    "monday": ("Monday", "понедельник"),
    "tuesday": ("Tuesday", "вторник"),
    "wednesday": ("Wednesday", "среда"),
    "thursday": ("Thursday", "четверг"),
    "friday": ("Friday", "пятница"),
    "saturday": ("Saturday", "суббота"),
    "sunday": ("Sunday", "воскресенье"),
}
ANCHORS = {
    "checkin": ("check-in", "заезда"),
    "checkout": ("check-out", "выезда"),
    "booking": ("booking", "бронирования"),
    "middle": ("the middle of the stay", "середины проживания"),
}
EVENTS = {
    "booked": ("a booking comes", "пришла бронь"),
    "checked_in": ("the guest checks in", "гость заселился"),
    "checked_out": ("the guest checks out", "гость выехал"),
    "cancelled": ("the booking is cancelled", "бронь отменена"),
    "no_show": ("the guest does not come", "гость не приехал"),
    "room_ready": ("the room is ready", "номер готов"),
    "moved": ("the guest moves to another room", "гость переехал в другой номер"),
    "message": ("the guest writes one of the words", "гость написал одно из слов"),
    "unhappy": ("the guest sounds unhappy", "гость недоволен"),
    "alert_resolved": ("an alert is resolved", "тревога закрыта"),
    "rated": ("the guest gives a rating", "гость поставил оценку"),
    "case_solved": ("a complaint is solved", "жалоба решена"),
}
REASONS = {
    "past": ("its moment had passed when it became known", "о моменте узнали, когда он прошёл"),
    "after_checkout": ("the guest would be gone", "гость к этому времени уже уедет"),
    "cancelled": ("the booking is cancelled", "бронь отменена"),
    "no_show": ("the guest did not come", "гость не приехал"),
    "guest_said_stop": ("the guest asked us not to write first", "гость просил не писать первыми"),
    "no_marketing_consent": (
        "the guest has not agreed to offers",
        "гость не соглашался на предложения",
    ),
    "no_service_consent": ("the guest has refused messages", "гость отказался от сообщений"),
    "waits_for_checkin": ("waits until the check-in is reported", "ждёт отметки о заселении"),
    "no_moment": ("its day is not known", "день неизвестен"),
    "switched_off": ("the rule is switched off", "правило выключено"),
    "stay_changed": ("the stay changed", "бронь изменилась"),
    "not_for_this_guest": ("its conditions do not fit this guest", "условия не подходят гостю"),
    "received_before": ("the guest has had it before", "гость уже получал такое сообщение"),
    "never_automatic": ("nothing automatic in this chat", "в этом чате бот не пишет"),
    "no_address": ("there is no phone to write to", "нет телефона для связи"),
    "too_late": ("it was held back too long", "задержалось слишком надолго"),
    "quiet_hours": ("waits for the end of quiet hours", "ждёт конца тихих часов"),
    "person_talks": ("a colleague is talking with the guest", "с гостем говорит сотрудник"),
    "alert_open": ("an alert is open", "открыта тревога"),
    "guest_wrote": ("the guest wrote just now", "гость только что писал"),
    "number_restricted": ("the number is restricted", "номер отеля ограничен"),
    "number_is_new": (
        "the number is new and writes to few guests a day",
        "номер новый и пишет немногим гостям в день",
    ),
    "sent_lately": ("another message went lately", "недавно ушло другое сообщение"),
    "gives_way": ("gives way to a more important message", "уступает более важному сообщению"),
    "enough_for_a_stay": ("enough messages for one stay", "сообщений за проживание достаточно"),
    "skipped_by_hand": ("skipped by a colleague", "пропущено сотрудником"),
    "cannot_be_written": ("its text cannot be filled in", "текст не удалось заполнить"),
    "waits_for_event": ("waits for it to happen", "ждёт события"),
}  # fmt: skip


def _in(pair: tuple[str, str], locale: str) -> str:
    return pair[1] if locale[:2] == "ru" else pair[0]


def reason(code: str | None, locale: str) -> str:
    """Why a message does not go, or waits."""
    if code is None:
        return ""
    return _in(REASONS.get(code.partition(":")[0], (code, code)), locale)


def of_condition(condition: Condition | None, locale: str) -> str:
    """Who a rule is for."""
    if condition is None:
        return _in(("every guest", "каждый гость"), locale)
    return _clause(condition, locale, top=True)


def _clause(condition: Condition, locale: str, *, top: bool = False) -> str:
    match condition:
        case Test():
            return _test(condition, locale)
        case Not():
            return _in(("not: {}", "не так: {}"), locale).format(_clause(condition.not_, locale))
        case All() | Either():
            parts = condition.all if isinstance(condition, All) else condition.any
            words = (" and ", " и ") if isinstance(condition, All) else (" or ", " или ")
            joined = _in(words, locale).join(_clause(part, locale) for part in parts)
            return joined if top or len(parts) == 1 else f"({joined})"


def _test(test: Test, locale: str) -> str:
    fact = FACTS.get(test.fact) or Fact(test.fact, "word", *(_own_field(test.fact)))
    name = fact.ru if locale[:2] == "ru" else fact.en
    if isinstance(test.value, bool):
        yes = test.value == (test.op in ("is", "known", "has"))
        return name if yes else _in(("not: {}", "не так: {}"), locale).format(name)
    return _in(OPS[test.op], locale).format(fact=name, value=_value(test.value, locale))


def _own_field(name: str) -> tuple[str, str]:
    field = name.partition(".")[2] or name
    return f"the field {field}", f"поле {field}"


def _value(value: Any, locale: str) -> str:
    if isinstance(value, tuple):
        return _in((" or ", " или "), locale).join(_value(each, locale) for each in value)
    if isinstance(value, str):
        return _in(VALUES.get(value, (value, value)), locale)
    return f"{value:g}" if isinstance(value, float) else str(value)


def of_when(when: Any, locale: str) -> str:
    """When a rule speaks."""
    match when:
        case Offset():
            return _offset(when, locale)
        case Local():
            return _local(when, locale)
        case On():
            return _event(when, locale)
        case Cron():
            return _in(("by the timetable {}", "по расписанию {}"), locale).format(when.cron)
        case Birthday():
            words = ("on the guest's birthday at {}", "в день рождения гостя в {}")
            return _in(words, locale).format(f"{when.time:%H:%M}")
        case ByHand():
            return _in(("when a colleague sends it", "когда отправит сотрудник"), locale)
        case _:
            raise AssertionError(f"no words for {when!r}")


def _offset(when: Offset, locale: str) -> str:
    anchor = _in(ANCHORS[when.anchor], locale)
    if when.hours == 0:
        return _in(("at {}", "в момент {}"), locale).format(anchor)
    side = ("{} h after {}", "через {} ч после {}")
    if when.hours < 0:
        side = ("{} h before {}", "за {} ч до {}")
    return _in(side, locale).format(f"{abs(when.hours):g}", anchor)


def _local(when: Local, locale: str) -> str:
    anchor, time = _in(ANCHORS[when.anchor], locale), f"{when.time:%H:%M}"
    if when.days == 0:
        words = ("at {1} on the day of {0}", "в {1} в день {0}")
    elif when.days < 0:
        words = ("at {1}, {2} days before {0}", "в {1} за {2} дн. до {0}")
    else:
        words = ("at {1}, {2} days after {0}", "в {1} через {2} дн. после {0}")
    return _in(words, locale).format(anchor, time, abs(when.days))


def _event(when: On, locale: str) -> str:
    said = _in(("when {}", "когда {}"), locale).format(_in(EVENTS[when.event], locale))
    if when.words:
        said += ": " + ", ".join(when.words)
    if when.delay_minutes:
        words = (", {} min later", ", спустя {} мин")
        said += _in(words, locale).format(when.delay_minutes)
    return said


def of_rule(rule: Rule, locale: str) -> str:
    """The whole rule: when, who and manners."""
    definition, manners = rule.definition, rule.definition.manners
    said = [of_when(definition.when, locale), of_condition(definition.who, locale)]
    if manners.kind == "marketing":
        said.append(_in(("only with consent to offers", "только при согласии на рекламу"), locale))
    if manners.urgent:
        said.append(_in(("by day and night", "и днём и ночью"), locale))
    if manners.awaited:
        said.append(_in(("never held back by other messages", "не уступает другим"), locale))
    if manners.in_stay:
        said.append(_in(("only until check-out", "только до выезда"), locale))
    return "; ".join(said)
