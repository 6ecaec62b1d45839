"""Russian in Latin letters ("gde zavtrak"), and Russian typed on an English keyboard ("ghbdtn")."""

import re
from functools import lru_cache

_MANY = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("tz", "ц"), ("ch", "ч"),
    ("sh", "ш"), ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"),
    ("jo", "е"), ("ye", "е"), ("je", "е"), ("iy", "ий"), ("yy", "ый"), ("ay", "ай"), ("ey", "ей"),
    ("oy", "ой"), ("uy", "уй"), ("aj", "ай"), ("ej", "ей"), ("oj", "ой"), ("ia", "ия"),
    ("ck", "к"), ("x", "х"), ("'", ""),
)  # fmt: skip
_ONE = str.maketrans("abvgdezijklmnoprstufhcywq46", "абвгдезийклмнопрстуфхцывкчш")
_LAYOUT = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
_CYRILLIC = re.compile("[а-яё]")
_ENDINGS = re.compile(
    r"(?:aet|yaet|ayut|yut|uyut|ite|ayte|oe|aya|aja|yy|iy|ogo|ego|ochen|ost|stvo|enie|anie|at|yat"
    r"|il|ila|ili|ala|ali|ov|ami|nno|tsya|tsa|tsja|it|et|yu|ju|no|na|ku|ka|om)$"
)
# Frequent Russian words as guests type them; English and the others do not have them.
_WORDS = frozenset(
    "gde kogda skolko skoko vo chto kak kakoy kakoi kakaya pochemu zachem mozhno mojno nuzhno nujno "
    "nado est estli u vas nas menya mne my nam vam vy vi ya ne net da i v s na po iz za do ot ili "
    "nomer nomere nomera zavtrak zavtra segodnya vchera utra utrom vecherom nochyu den dnya "
    "spasibo spasiba pozhaluysta pozhalusta pojaluysta pojalusta pozhaluista privet zdravstvuyte "
    "zdravstvuite dobry dobryy dobriy dobroe den utro vecher ochen vse vsyo eto etot eshe eshche "
    "uzhe uje tretiy vtoroy raz hochu hotim hotel hoteli otmenit bron broni zabronirovat rabotaet "
    "rabotayut polotence polotenca polotentse dush voda vody goryachey goryachaya holodno zharko "
    "shumno gryazno vonyaet pahnet tualet krovat uborka ubrat ubrali nikto pomogite srochno pozhar "
    "pojar gorit dym skoruyu politsiya policiya pozovite administratora deneg dengi vernite "
    "parkovka parol vayfay vaifai besplatno stoit cena transfer aeroport aeroporta iz k ko "
    "vyezd vezd zaezd zaselenie bassein basseyn lift klyuch kluch plohо ploho uzhas uzhasno koshmar "
    "horosho otlichno super kruto prosto tolko bez pod nad pri dlya ludi sosedi orut spat nelzya "
    "nevozmozhno slomalsya slomalas slomano techet kapaet kondicioner konditsioner kondey "
    "otel gostinica deti rebenok rebenku muzh zhena lyudi rublei rubley prinesite".split()
)
_ENGLISH_TOO = frozenset(
    "est do my i s u v na no hotel super den da ya bez lift transfer k vi at it om ka".split()
)


def looks_russian(words: list[str]) -> bool:
    """Whether Latin words read as Russian: known words, or one and Russian endings."""
    sure = [w for w in words if w in _WORDS and w not in _ENGLISH_TOO]
    maybe = [w for w in words if w in _ENGLISH_TOO]
    ended = [w for w in words if len(w) >= 5 and _ENDINGS.search(w) and w not in _WORDS]
    if not sure:
        return False
    share = (len(sure) + 0.5 * len(maybe) + 0.5 * len(ended)) / max(1, len(words))
    return share >= 0.34 or (len(sure) >= 3 and share >= 0.25)


@lru_cache(maxsize=5_000)
def to_cyrillic(word: str) -> str:
    """The word in Cyrillic, as it is most often meant; soft signs are lost, folding forgives."""
    if word.isdigit():
        return word
    for latin, cyrillic in _MANY:
        word = word.replace(latin, cyrillic)
    return word.translate(_ONE)


def from_wrong_layout(text: str) -> str:
    """What would stand there had the keyboard been switched to Russian."""
    return text.lower().translate(_LAYOUT)


_VOWEL = re.compile("[аеёиоуыэюя]")
_CONTRACTION = re.compile(r"'(?:t|s|m|d|re|ve|ll)\b")


def is_wrong_layout(text: str) -> bool:
    """Whether Latin text is Russian typed on an English keyboard.

    Most words lack English vowels or hold punctuation where Russian letters lie, and every word
    read in Russian has a vowel.
    """
    low = text.lower()
    if _CONTRACTION.search(low) or _CYRILLIC.search(low):
        return False
    words = re.findall(r"[a-z;'\[\],.`]{3,}", low)
    odd = [w for w in words if not re.search("[aeiou]", w) or re.search(r"[;\[\]`'][a-z]", w)]
    read = [w for w in words if _VOWEL.search(from_wrong_layout(w))]
    enough = len("".join(words)) >= 5
    return enough and len(odd) >= 0.5 * len(words) and len(read) == len(words)
