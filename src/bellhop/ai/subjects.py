"""What a sentence is about: rough stems and the hotel's subjects, in Russian and English alike.

A guard asks whether a claim and an entry speak of the same thing. Stems decide within one
language; subjects ("breakfast" and «завтрак») decide across the two and between synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bellhop.ai.plain import Entry
from bellhop.ai.thought import HotelFacts

_WORD = re.compile(r"[^\W\d_]{2,}")
_STEM = 5

# Each line is one subject: the beginnings of words that mean it.
_SUBJECTS = """
breakfast: завтрак завтрек breakfast brekf morning_meal
dinner: ужин dinner supper
lunch: обед обеда обеде lunch
restaurant: рестора restaur dining
bar: бар бара баре bar bars cocktail коктейл
food: еда еды еду питан food meal meals блюд
roomservice: roomservice доставк delivery deliver
menu: меню menu
checkin: заезд заехат заеха заезж засел заселит check-in checkin arriv прибыт прибы
checkout: выезд выеха выезж расчёт расчет check-out checkout departur depart отъезд освобод
luggage: багаж чемода вещ вещи luggag baggag suitca bags bag сумк
wifi: wi-fi wifi вайфа вай-фа интерне internet network сеть сети пароль passwor
parking: парков паркин стоянк parking park garage гараж машиномес
pool: бассей pool
beach: пляж beach море моря морю sea seasid
sunbed: лежак шезлонг sunbed lounger
sauna: сауна сауну сауны сауне парная sauna steam
spa: спа spa массаж massag
bath: серны бани баня баню баню sulphu sulfur baths
gym: спортза тренаж фитнес gym fitness
pet: животн собак кошк питом кот pet pets dog dogs cat cats animal
smoking: кури курен курит сигаре smoke smoki smoker cigare
transfer: трансфе аэропор transfe airport shuttle driver водител
taxi: такси taxi cab
bus: автобус bus маршрут
train: поезд вокзал train railwa
metro: метро metro subway
cancel: отмен cancel аннулир
payment: оплат оплач платит карт картой наличн pay paid payment card cards cash visa master предопл
deposit: депозит залог deposit
invoice: счёт чек чека invoice receipt bill
tax: налог сбор tax
child: дети детей детск ребен ребён малыш child kids kid baby infant children
cot: кроватк люльк cot cots crib cradle
bed: дополнит доп место extra-bed bed beds extra
laundry: стирк постир прачеч химчист laundry wash washing
iron: утюг гладил iron ironing
towel: полоте towel
cleaning: уборк убира уборщ cleaning clean housek
conditioner: кондици conditi conditioning отоплен heating обогрев
lift: лифт elevato lift
kitchen: кухн kitchen
fridge: холодил мини-бар минибар fridge minibar
document: докумен паспорт passpor documen свидете
reception: ресепш стойк администрат recept desk front
address: адрес address locati находит улиц
tour: экскурс тур туры поездк tour tours trip trips excursi
wine: вино вина вину дегуста wine tasting
currency: валют обмен exchang currency
late: поздн late
early: ранн early
accessible: инвалид коляск wheelch accessi
safe: сейф safe
view: вид видом view
balcony: балкон balcony
terrace: террас крыша крыше terrac roof
key: ключ key
umbrella: зонт umbrell
bicycle: велосип прокат bicycle bike rental rent
quiet: тишин шум quiet noise
party: вечерин вечеринк party parties event мероприя
smokingfee: штраф fine penalty
upgrade: улучшен повышен upgrade
booking: брони бронь заброн резерв зарезе reserv book booking booked
room: номер номера номере комнат room rooms suite люкс
"""

# Words that say nothing about the subject.
_EMPTY_WORDS = """
    the and for you your our are can may will with from this that have has been there here what
    when where which who how why does please thank thanks yes not any all also very just only
    about into out until till per each every night nights day days hour hours minute minutes time
    times free charge included include includes inclusive allowed allow permitted welcome open
    opens available complimentary cost costs price rate guest guests hotel stay staff property it
    its is we us they them their was were would could should must need want like know tell ask get
    let make take use good sure course happy glad hello dear sir madam if in on at to of or an as
    be by do go so up no me my he she his her some more most than then now today tomorrow during
    before after upon person people adult adults via offer offers provide provides additional
    extra fee gel usd eur rub и в во не на я с со как а то все она так его но да ты к у же вы за
    бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже
    или ни быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут
    где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет ж
    тогда кто этот это эта эти того потому этого какой какая какие совсем ним здесь этом один
    почти мой тем чтобы нее сейчас были куда зачем всех можно можете сможете можем нельзя
    бесплатно бесплатный бесплатная бесплатные бесплатна бесплатен включен включена включено
    включены входит входят разрешено разрешена разрешены разрешен открыт открыта открыто открыты
    работает работают доступен доступна доступно доступны стоит стоимость стоимости цена цене цену
    цены рублей рубля руб лари гость гостя гостей гостям гости гостю отель отеля отеле отелю нас
    нам наш наша наши нашем нашего ваш ваша ваше вашего вашей вашу вами пожалуйста спасибо
    здравствуйте день дня дней ночь ночи сутки суток час часа часов минут минуты время времени
    человек человека утра вечера конечно очень также либо чтото сегодня завтра проживание
    проживания проживании территории территория later earlier позже раньше
"""
# In every second entry, so sharing them says little.
_WEAK = frozenset({"#room", "#booking"})
_EMPTY = frozenset(_EMPTY_WORDS.split())


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _SUBJECTS.replace("ё", "е").strip().splitlines():
        name, _, beginnings = line.partition(":")
        for beginning in beginnings.split():
            table.setdefault(beginning, f"#{name}")
    return table


_TABLE = _table()
_LONGEST = max(map(len, _TABLE))
_SHORT = {each for each in _TABLE if len(each) <= 4}


@lru_cache(maxsize=20_000)
def _meaning(word: str) -> str:
    """The word's subject, else its rough stem, else nothing."""
    if word in _EMPTY:
        return ""
    if word in _TABLE:
        return _TABLE[word]
    for length in range(min(len(word), _LONGEST), 4, -1):
        if word[:length] in _TABLE:
            return _TABLE[word[:length]]
    if len(word) <= 6 and word[:4] in _SHORT:
        return _TABLE[word[:4]]
    return word[:_STEM] if len(word) >= 4 else ""


@lru_cache(maxsize=4_000)
def topics(text: str) -> frozenset[str]:
    """Subjects and stems of the text."""
    lowered = text.lower().replace("ё", "е")
    for spelled, joined in (
        ("wi-fi", "wifi"),
        ("room service", "roomservice"),
        ("check-in", "checkin"),
        ("check in", "checkin"),
    ):
        lowered = lowered.replace(spelled, joined)
    for spelled in ("check-out", "check out", "вай-фай"):
        joined = "wifi" if spelled.startswith("в") else "checkout"
        lowered = lowered.replace(spelled, joined)
    found = {_meaning(word) for word in _WORD.findall(lowered)}
    found.discard("")
    return frozenset(found)


def subjects(found: Iterable[str]) -> frozenset[str]:
    """Only the topics known in both languages and telling enough."""
    return frozenset(each for each in found if each[0] == "#" and each not in _WEAK)


def share(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts speak of one thing."""
    return bool((one & other) - _WEAK)


def nearest(hotel: HotelFacts, asked: str, most: int) -> list[Entry]:
    """The entries that fit a question best, best first, by id where equal."""
    wanted = topics(asked)
    found = hotel.library.find(asked).entry
    scored = sorted(
        hotel.entries,
        key=lambda entry: (
            -(10 if found is not None and entry.id == found.id else 0)
            - 2 * len(wanted & topics(entry.question))
            - len(wanted & topics(entry.answer)),
            entry.id,
        ),
    )
    return scored[:most]
