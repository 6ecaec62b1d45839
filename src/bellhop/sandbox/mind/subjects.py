"""What hotels are asked about: the beginnings of words, in Russian and English.

`words(text)` turns a sentence into features: "#breakfast" for a known subject, otherwise the
beginning of the word, which stands in for real stemming.
"""

import re
from functools import lru_cache

SUBJECTS: dict[str, tuple[str, ...]] = {
    "breakfast": ("завтрак", "позавтрак", "breakfast", "шведск", "buffet"),
    "restaurant": ("ресторан", "ужин", "поужин", "обед", "пообед", "restaurant", "dinner", "lunch"),
    "bar": ("бар", "bar", "коктейл", "cocktail"),
    "wifi": ("wifi", "вайфай", "вайфа", "интернет", "internet", "wlan", "вифи"),
    "parking": ("парков", "припарк", "стоянк", "parking", "park", "машин", "car"),
    "checkin": ("заезд", "заезж", "заехат", "заселен", "заселит", "заселя", "checkin", "arriv"),
    "checkout": ("выезд", "выезж", "выехат", "выселен", "освободит", "checkout", "depart"),
    "late": ("поздн", "late", "попозж"),
    "early": ("ранн", "раньш", "пораньш", "early", "earlier"),
    "pool": ("бассейн", "pool", "плават", "поплава", "swim"),
    "spa": ("спа", "spa", "сауна", "саун", "sauna", "массаж", "massage", "хамам", "hammam", "бан"),
    "gym": ("спортзал", "тренаж", "фитнес", "gym", "fitness", "workout"),
    "pets": ("питом", "животн", "собак", "собач", "кошк", "кошеч", "pet", "dog", "cat", "cats"),
    "transfer": ("трансфер", "такси", "аэропорт", "taxi", "transfer", "airport", "shuttle", "cab"),
    "smoking": ("курит", "курен", "курящ", "покурит", "smoking", "smoke", "cigar", "сигарет"),
    "kids": ("ребен", "ребён", "дет", "кроватк", "child", "kid", "kids", "baby", "crib", "cot"),
    "luggage": ("багаж", "чемодан", "вещи", "luggage", "baggage", "suitcase", "bags"),
    "towels": ("полотен", "towel", "халат", "bathrobe", "тапоч", "slipper"),
    "cleaning": ("уборк", "убрат", "уберит", "housekeep", "cleaning"),
    "laundry": ("стирк", "постира", "прачеч", "химчист", "laundry", "утюг", "гладил", "iron"),
    "address": ("адрес", "добрат", "проехат", "находит", "address", "located", "location", "метро"),
    "pay": ("оплат", "оплач", "карт", "наличн", "pay", "payment", "card", "cash"),
    "price": ("стоит", "стоимост", "цена", "цены", "сколько", "price", "cost", "much"),
    "minibar": ("минибар", "minibar"),
    "conditioner": ("кондиц", "conditioner", "aircon", "отоплен", "heating"),
    "safe": ("сейф", "safe"),
    "password": ("парол", "password"),
    "reception": ("ресепш", "стойк", "reception", "desk"),
    "roomservice": ("румсервис", "roomservice"),
    "kettle": ("чайник", "kettle"),
    "hairdryer": ("фен", "hairdryer"),
    "view": ("вид", "view"),
    "tours": ("экскурс", "достопримеч", "sights", "tour", "tours", "museum", "музе"),
    "documents": ("паспорт", "документ", "passport", "document"),
}
# Beginnings this short must be the whole word (or nearly), or "дет" would be found in "детектив".
SHORT = 4
COMPOUNDS = (
    (re.compile(r"\bв[ои] скольк\w+|\b(до|со?) скольк\w+"), "когда"),
    (re.compile(r"\bhow late\b|\bwhat time\b"), "when"),
    (re.compile(r"\bwi[\s-]?fi\b|\bвай[\s-]?фа[йя]\w*"), "wifi"),
    (re.compile(r"\bcheck(?:ing)?[\s-]?in\b"), "checkin"),
    (re.compile(r"\bcheck(?:ing)?[\s-]?out\b"), "checkout"),
    (re.compile(r"\broom[\s-]service\b|\bрум[\s-]сервис"), "roomservice"),
    (re.compile(r"\bair[\s-]con\w*"), "conditioner"),
    (re.compile(r"\bhair[\s-]?d\w+"), "hairdryer"),
)
STOP_WORDS = (
    "а и в во на с со у к о об от до за по из не но или же ли бы то это как что где когда "
    "есть можно мне нам вас вам вы мы я он она они ваш ваша ваше ваши у меня нас какой какая какие "
    "какое подскажите скажите пожалуйста будет быть сегодня завтра ещё еще тоже уже очень "
    "здравствуйте привет добрый день вечер утро спасибо хочу хотим отель отеле отеля номер номере "
    "the a an is are was do does did you your we our i my me it its of to in on at for and or not "
    "can could would will there have has any what when where which how please tell hi hello good "
    "morning evening thanks thank hotel room with from be if this that get need want like"
)
STOP = frozenset(STOP_WORDS.split())
TOKEN = re.compile(r"[^\W\d_]+")
STEM = 5


def _subject(token: str) -> str:
    for name, beginnings in SUBJECTS.items():
        for beginning in beginnings:
            slack = 3 if len(beginning) <= SHORT else 99
            if token.startswith(beginning) and len(token) - len(beginning) <= slack:
                return f"#{name}"
    return ""


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """The features of a text."""
    text = text.lower().replace("ё", "е")
    for pattern, word in COMPOUNDS:
        text = pattern.sub(f" {word} ", text)
    tokens = (token for token in TOKEN.findall(text) if token not in STOP)
    return frozenset(_subject(token) or token[:STEM] for token in tokens if len(token) > 1)
