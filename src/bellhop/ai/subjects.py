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
_AGED = re.compile(
    r"(?:одно|дву|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати)лет"
)
_YEARS_OLD = re.compile(r"\b1?\d[- ]years?[- ]olds?\b")

# Each line is one subject: the beginnings of words that mean it.
_SUBJECTS = """
breakfast: завтрак завтрек breakfast brekf morning_meal позавтр
dinner: ужин dinner supper поужин
lunch: обед обеда обеде lunch пообед
restaurant: рестора restaur dining
bar: бар бара баре bar bars cocktail коктейл
food: еда еды еду питан food meal meals блюд
roomservice: roomservice доставк delivery deliver
menu: меню menu
checkin: заезд заехат заеха заезж засел заселит check-in checkin arriv прибыт прибы
checkout: выезд выеха выезж расчёт расчет check-out checkout departur depart отъезд освобод
luggage: belong багаж чемода вещ вещи luggag baggag suitca bags bag сумк
wifi: wi-fi wifi вайфа вай-фа интерне internet network сеть сети пароль passwor
parking: парков паркин стоянк parking park garage гараж машиномес
pool: бассей pool
beach: пляж beach море моря морю sea seasid
sunbed: лежак шезлонг sunbed lounger loungers
sauna: сауна сауну сауны сауне парная sauna steam
spa: спа spa
massage: массаж massag
bath: серны бани баня баню баню sulphu sulfur baths
gym: спортза тренаж фитнес gym fitness
pet: животн собак кошк питом кот pet pets dog dogs cat cats animal пес псом пса щен щенок puppy
pet: kitten собачк кошечк йорк такса
smoking: кури курен курит сигаре smoke smoki smoker cigare
transfer: шаттл трансфе аэропор transfe airport shuttle driver водител
taxi: такси taxi cab
bus: автобус bus маршрут
train: поезд вокзал train railwa
metro: метро metro subway
cancel: отмен cancel аннулир
payment: оплат оплач платит карт картой наличн pay paid payment card cards cash visa master предопл
deposit: депозит залог deposit
invoice: счёт чек чека invoice receipt bill
tax: налог сбор tax
child: дети детям детьми детях детей детск ребен ребён малыш child kids kid baby infant children
child: сын сыну сына сыном
child: дочь дочк дочери дочку дочка дочки внук внучк подрост школьн son sons daughte toddler teen
child: teens teenage grandch малютк дошкол летка летки летку летний newborn years-old
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
tour: экскурс тур туры поездк tour tours trip trips excursi excurs
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
bicycle: велосип прокат bicycle bike rental rent велик велика велики bikes cycling cycle
quiet: тишин шум quiet noise
party: вечерин вечеринк party parties event мероприя
smokingfee: штраф fine penalty
upgrade: улучшен повышен upgrade
booking: брони бронь заброн резерв зарезе reserv book booking booked
tea: чай чая чаю чаем чайка tea teas
coffee: кофе кофей кофеварк coffee espress эспресс капучин cappucc
kettle: чайник kettle
registration: регистр registr
fan: вентиля fan fans
hammam: хаммам хамам hammam
bathtub: ванна ванной ванну ванны bathtub tub
shower: душ душа душе душем душевая shower
robe: халат bathrobe robe robes
slippers: тапоч тапки slipper
hairdryer: фен фена феном hairdryer
charging: зарядк зарядн charger chargers charging
electric: электромоб электрокар tesla electri
helmet: шлем helmet
projector: проектор projector
flipchart: флипчар flipcha
meeting: конференц переговорн meeting confere конфере
ski: лыж лыжи лыжн ski skis skiing
sled: санки санок ледянк sled sleds sledge tubing тюбинг
boat: лодк катер катама boat boats rowing
kayak: каяк байдар kayak canoe
sup: сап сапы сапборд paddleb
fishing: рыбалк рыбач рыболов удочк fishing
horse: лошад верхом верхов конн конюш horse horses riding stable пони pony
lifeguard: спасател lifegua
babysitting: няня няни няню няней babysit nanny
playground: площадк playgro
playroom: игров playroo
tennis: теннис ракетк tennis racket
billiard: бильярд billiar snooker
barbecue: мангал барбек гриль шашлык barbecu grill bbq
firewood: дрова дров firewoo
campfire: костер костра костров campfir bonfire
lunchbox: сухпаек ланчбокс lunchbox packed
champagne: шампанс champag prosecc просекк sparkli
fruit: фрукты фруктов фруктах fruit fruits
pillow: подушк pillow
blanket: одеял плед пледы blanket
linen: постельн белье белья linen sheets
tv: телевиз tv телек televis
microwave: микровол microwa
dishwasher: посудом dishwas
oven: духовк oven
stove: печь печка печкой печк плита плиты плитка stove cooker hob
toaster: тостер toaster
dishes: посуд crocker dishes cutlery
highchair: стульчик стульч high-chair highchai
stroller: прогулочн stroller pushcha
jacuzzi: джакузи jacuzzi hot-tub купель чан чане чана whirlpo
plunge: plunge
waterslide: горки горка горок waterslide slide slides
salt: соляная солян salt
doctor: врач врача врачу доктор медсест медпунк doctor nurse medical
pharmacy: аптек pharmac
atm: банкомат atm cashpoi
shop: магазин лавка shop store supermar супермар kiosk
souvenir: сувенир souveni
computer: компьют computer
printer: принтер распечат print printer printin
concert: концерт concert
music: музык music
karaoke: караок karaoke
disco: дискотек disco
cinema: кино кинозал cinema movie film
casino: казино casino
yoga: йога йоги йогу yoga
vegan: веган vegan постное
vegetarian: вегетар vegetar
glutenfree: глютен gluten
halal: халяль халал halal
kosher: кошерн kosher
alcohol: алкогол спиртн alcohol
beer: пиво пива пивом beer beers
drinks: напиток напитк drinks beverag
cake: торт торта пирог cake cakes
flowers: цветы цветов букет flowers bouquet
candles: свечи свечей свеча candle
hookah: кальян hookah shisha
vape: вейп вейпы вейпа vape vaping
dollar: доллар dollar
euro: евро euro euros
cheque: чеками cheque cheques
crypto: крипт биткои crypto bitcoin
car_rental: аренда арендов каршер
ramp: пандус ramp
visitor: посетит visitor visitors
wedding: свадьб wedding
luggageroom: камера камеру камере
lockers: ячейк локер locker lockers
motorbike: мотоцик motorbi motorcy
van: фургон микроавт minibus van vans campervan
trailer: прицеп trailer
drone: дрон дроны drone
firework: фейерв салют firewor
skipass: ски-пасс скипасс lift-pass ski-pass
mask: маска маски mask snorkel
vest: жилет жилеты vest vests
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
    if _AGED.match(word):
        return "#child"
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
    lowered = _YEARS_OLD.sub(" child ", lowered)
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
