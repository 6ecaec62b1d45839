"""Words of numbers, measures and the calendar, in Russian and English."""

from __future__ import annotations

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_ONES_RU = (
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
    " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать"
)
_ONES_RU_OF = (
    "одного двух трех четырех пяти шести семи восьми девяти десяти одиннадцати двенадцати"
    " тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати двадцати"
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_TENS_RU = (
    "тридцать:30 сорок:40 пятьдесят:50 шестьдесят:60 семьдесят:70 восемьдесят:80 девяносто:90"
    " тридцати:30 сорока:40 пятидесяти:50 шестидесяти:60 ста:100"
)
_HUNDREDS_RU = (
    "сто:100 сотня:100 сотню:100 сотни:100 сотен:100"
    " двести:200 триста:300 четыреста:400 пятьсот:500 шестьсот:600 семьсот:700"
    " восемьсот:800 девятьсот:900 тысяча:1000 тысячи:1000 тысяч:1000 тысячу:1000 одна:1 одну:1"
    " одно:1 две:2 двое:2 трое:3 четверо:4"
)


def _pairs(text: str) -> dict[str, int]:
    return {word: int(value) for word, _, value in (each.partition(":") for each in text.split())}


SMALL: dict[str, int] = (
    {word: value for value, word in enumerate(_ONES.split(), 1)}
    | {word: value for value, word in enumerate(_ONES_RU.split(), 1)}
    | {word: value for value, word in enumerate(_ONES_RU_OF.split(), 1)}
    | _TENS
    | {"ninety": 90, "hundred": 100, "thousand": 1_000}
    | _pairs(_TENS_RU)
    | _pairs(_HUNDREDS_RU)
)

_ORDINAL_STEMS = "перв втор треть трет четверт пят шест седьм восьм девят десят"
_ORDINAL_ENDS = "ый ой ий ая ое ого ому ом ую ей ьего ьем ьей ем его"
_ORDINAL_VALUES = (1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10)
_ORDINALS_EN = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_DIGIT_ENDS = ("st", "nd", "rd", "th", "-й", "-м", "-ом", "-ем", "-го")
ORDINALS: dict[str, int] = (
    {
        stem + end: value
        for value, stem in zip(_ORDINAL_VALUES, _ORDINAL_STEMS.split(), strict=True)
        for end in _ORDINAL_ENDS.split()
    }
    | {word: value for value, word in enumerate(_ORDINALS_EN.split(), 1)}
    | {f"{value}{end}": value for value in range(1, 31) for end in _DIGIT_ENDS}
)

UNITS: dict[str, str] = {
    "min": r"мин\.?(?!\w)|минут\w*|minutes?|mins?(?!\w)",
    "hour": r"час(?:а|ов|у|е|ам|ами)?(?!\w)|ч\.?(?!\w)|hours?|hrs?(?!\w)",
    "day": r"дн(?:я|ей|ям|ями|ях)(?!\w)|день(?!\w)|сут(?:ки|ок)(?!\w)|days?(?!\w)",
    "night": r"ноч\w+|nights?(?!\w)",
    "week": r"недел\w+|weeks?",
    "month": r"месяц\w*|months?",
    "year": r"год(?:а|у|ом)?(?!\w)|лет(?!\w)|years?",
    "km": r"км(?!\w)|километр\w*|km(?!\w)|kilomet\w+",
    "m": r"м(?![\w²2])|метр\w*|m(?!\w)|met(?:re|er)s?(?!\w)",
    "sqm": r"м²|м2|кв\.? ?м|m²|m2|sq\.? ?m\w*|square met\w+",
    "kg": r"кг(?!\w)|килограмм\w*|кило(?!\w)|kg(?!\w)|kilos?(?!\w)|kilogram\w*",
    "person": r"человек\w*|чел\.?(?!\w)|гост(?:я|ей|ям|ями)(?!\w)|взросл\w+|люд\w+|people|persons?"
    r"|guests?|adults?|passengers?|пассажир\w*",
    "child": r"дет(?:и|ей|ям)(?!\w)|реб[её]н\w+|children|child(?!\w)|kids?(?!\w)",
    "room": r"номер(?:а|ов)(?!\w)|комнат\w*|rooms?(?!\w)",
    "floor": r"этаж\w*|floors?(?!\w)|store?ys?",
    "place": r"мест(?:а|о)?(?!\w)|places?|spaces?|seats?|spots?",
    "bed": r"кроват\w+|beds?(?!\w)",
    "bag": r"чемодан\w*|сум(?:ка|ки|ок)(?!\w)|bags?(?!\w)|suitcases?",
    "star": r"зв[её]зд\w*|stars?",
    "degree": r"°\s?c?|градус\w*|degrees?",
    "litre": r"литр\w*|л(?!\w)|lit(?:re|er)s?",
}
UNIT_WORDS = "(?:" + "|".join(UNITS.values()) + ")"
HOUR_WORDS = r"(?:o'clock|am(?!\w)|pm(?!\w)|a\.m|p\.m|утра|вечера)"

# What a guest's own words may lend to a reply: counts of people, things and days.
COUNTS = frozenset({"day", "night", "week", "person", "child", "room", "bed", "bag", "month"})

MONTHS: dict[str, int] = {
    stem: month
    for month, stems in enumerate(
        (
            "январ january jan",
            "феврал february feb",
            "март march mar",
            "апрел april apr",
            "май мая мае may",
            "июн june jun",
            "июл july jul",
            "август august aug",
            "сентябр september sept sep",
            "октябр october oct",
            "ноябр november nov",
            "декабр december dec",
        ),
        1,
    )
    for stem in stems.split()
}
WEEKDAYS: dict[str, int] = {
    stem: day
    for day, stems in enumerate(
        (
            "понедельник monday",
            "вторник tuesday",
            "сред(?:а|у|е|ы|ам) wednesday",
            "четверг thursday",
            "пятниц friday",
            "суббот saturday",
            "воскресен sunday",
        )
    )
    for stem in stems.split()
}
