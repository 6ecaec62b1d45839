"""Kinds of answer: "how much" wants a price, "on what floor" a floor. Does an entry hold one?"""

import re

from bellhop.ai.currencies import MONEY_SIGNS, MONEY_WORDS

# What is left of an entry's score when it lacks the kind of answer asked for.
LACKING = {
    "price": 0.5,
    "time": 0.55,
    "place": 0.8,
    "distance": 0.8,
    "way": 0.6,
    "count": 0.6,
    "booking": 0.6,
    "floor": 0.3,
    "depth": 0.3,
    "warmth": 0.3,
    "tallness": 0.3,
    "capacity": 0.3,
    "area": 0.3,
    "age": 0.5,
    "closing": 0.5,
}

_NUMBER = (
    r"(?<![$€£₽№.,:\d])\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|дв[ае]|дво\w+"
    r"|тр[ие]|тро\w+|четыр\w+|четвер\w+|пят[ьи]\w*|шест[ьи]\w*|сем[ьи]|восемь|десят\w+)"
)
# A number that is an hour, a day, a price, an age or a measure counts nothing.
_NO_COUNT = (
    r"(?![\d.,:]*\d)(?![.,]?\d|st\b|nd\b|rd\b|th\b|-?(?:го|й|я|е|му)\b)"
    r"(?! ?(?:am|pm|a\.m|o'clock|час\w* (?:утра|дня|вечера|ночи)|утра|вечера|ночи|[$€£₽₸₾%°]|руб"
    r"|eur|usd|лари|тенге|лет\b|год|years?\b|yo\b|degrees|градус|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен"
    r"|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)

_WRITTEN = {
    "price": r"[$€₽£₾₸₺¥₹₴₪฿₩%]|\b(?:руб|лари|тенге|евро|долл|usd|eur|gel|rub|kzt|free|charge"
    r"|бесплат|включ[её]н|входит|included|covers\b|complimentary|comes? with|no (?:extra )?cost"
    r"|gratis|плат[еынуа]|наценк|прейскурант|штраф|без доплат|at no |without charge|стоит|costs?"
    r"|price|оплачива|скидк|discount|полцены"
    r"|половин\w+ (?:суток|стоимости|цены|тарифа)|half (?:the|of|a) (?:rate|price|day|night))"
    rf"|\d\s?(?:k|тыс\.?|тысяч\w*)?\s?{MONEY_WORDS}|\b{MONEY_SIGNS}\s?\d|\d ?p\b",
    "time": r"\d{1,2}[:.]\d{2}|\bс \d{1,2} до \d"
    r"|(?:between|from|till|until|by|at|после|до|с|к) \d{1,2}\b"
    r"(?! ?(?:лет|год|year|kg|кг|%|м\b|m\b|чел|guest|people))"
    r"|\d ?(?:am|pm)\b|\b\d{1,2} ?(?:час|утра|вечера)"
    r"|noon|midnight|полдень|полдня|полудн|полноч|утром|вечером|next morning|раз в "
    r"|круглосуточн|24/7|24 ?(?:hours|час)|минут|minutes|\b(?:день|дня|дней|days?|hours?|час)"
    r"|round the clock|сутк|недел|week|месяц|month|\bпри (?:заезде|заселении|выезде|бронировании)"
    r"|\b(?:on|upon|at) (?:arrival|check|departure|booking)",
    "place": r"этаж|floor|рядом|вход|двор|метр|\bm\b|met(?:er|re)s|corner|next to|in front"
    r"|garage|basement"
    r"|\b(?:в|во|на|под|над|за|у|около|возле|напротив) [а-яё]{4,}"
    r"|\b(?:in|on|at|under|behind|by|near|opposite) (?:the|your|our|every|each) \w{3,}",
    "distance": r"\d+ ?(?:м|m|км|km|мин|min)|метр|metre|meter|пешком|on foot|walk",
    "way": r"пешком|on foot|bus|автобус|такси|taxi|driver|водител|метро|metro|трансфер|transfer"
    r"|аллее|минут|minutes|поезд|train|shuttle|leaves|прямо|направо|налево|выход|met(?:er|re)s|метр"
    r"|трамва|tram",
    "count": _NUMBER + _NO_COUNT,
    "booking": r"запис|заказ|заброн|брон|звон|телефон|reserv|book|order|call|dial|ask|reception"
    r"|ресепш|админ|стойк|заранее|advance|day before|накануне",
    "floor": r"этаж|floor|подвал|цокол|basement|stor(?:e?y|ies)|крыш|roof|upstairs|downstairs"
    r"|мансард|attic|cellar|level|наверху|внизу",
    "depth": r"глубин|глубок|мелк|deep|depth|shallow",
    "warmth": r"градус|°|degree|\d ?c\b|\+\d",
    "tallness": r"высот|габарит|height|clearance|\bhigh\b|\btall\b|высок",
    "capacity": r"вмеща|вместим|мест[ао]?\b|capacity|seats?\b|sleeps|people|guests|persons|adults"
    r"|человек|гост|взросл|на (?:дво|тро|четвер|пятер|\d)|двухмест|тр[её]хмест|дву?спальн|for "
    r"(?:two|three|four|six|up to|\d)|двоих|троих|двух|double|twin",
    "area": r"\d ?(?:м2|м²|m2|m²|кв|sq)|квадрат|square|площад|размер|size|\d ?(?:x|х|×|на|by) ?\d",
    "age": r"лет\b|год[аиу]?\b|years?\b|возраст|aged?\b|over \d|under \d|взросл|adults?|детей|\d\+",
    "closing": r"\bдо (?:\d{1,2}\b(?! ?(?:чел|лет|год|гост|мест|кг|взр|м\b))"
    r"|полуно|утра|вечера|ноч|об[ев]|посл)|till?\b|until|круглосут|round the clock|24"
    r"|\bto \d|[–—-] ?\d|by \d|clos|закрыва|midnight|всю ночь|all night|всегда|any time",
}
_HOLDS = {kind: re.compile(written, re.IGNORECASE) for kind, written in _WRITTEN.items()}


def held(answer: str) -> set[str]:
    """The kinds of answer that an entry's answer holds."""
    return {kind for kind, pattern in _HOLDS.items() if pattern.search(answer)}
