"""What a text is about in the hotel's own terms: concepts, the kind of answer wanted, words."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bellhop.ai.offline import morphology
from bellhop.ai.offline.folding import fold
from bellhop.ai.offline.phrases import Hit, Phrases
from bellhop.ai.offline.spelling import Speller
from bellhop.ai.offline.wordlists import lines, load
from bellhop.ai.offline.words import Word, Words, take_apart

BOOKS = (
    "concepts.yaml",
    "concepts_wider.yaml",
    "concepts_more.yaml",
    "concepts_daily.yaml",
    "concepts_talk.yaml",
)
# How much a word outside the vocabulary matters, by part of speech; a noun names a thing.
_BY_SPEECH = {"NOUN": 0.9, "VERB": 0.3, "INFN": 0.3, "ADJF": 0.55, "ADJS": 0.4, "ADVB": 0.2}
_OTHER_WORD = 0.6
_DEED = 0.25
_PLAIN = 0.15
_DEED_OF_HIRE = 0.4
_CONTEXT_WEIGHT = 0.06
_PASSING = 0.45  # what is said before the question itself
_CONDITION = 0.3  # "after check-out" tells when, not what
_HOURS = frozenset(["night", "lateness"])  # "at midnight" too
_WHOLE = 0.3  # a whole named beside its part
_DETERMINERS = frozenset(["the", "our", "my", "your", "a"])
_DEEDS = {"reserve_place": "booking", "paying": "price", "rental": "price"}
_WHEN = frozenset(
    ["после", "до", "перед", "before", "after", "during", "prior", "while", "until", "till"]
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing said: concepts it may mean, or a word's stem."""

    concepts: frozenset[str]
    stem: str
    weight: float
    shown: str
    words: tuple[Word, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class Meaning:
    """A text's terms and the kinds of answer it asks for or holds."""

    terms: list[Term] = field(default_factory=list)
    aspects: set[str] = field(default_factory=set)
    words: list[Word] = field(default_factory=list)

    @property
    def concepts(self) -> set[str]:
        """Every concept named."""
        return _all(self.terms)

    @property
    def stems(self) -> set[str]:
        """Every other word's stem."""
        return {term.stem for term in self.terms if term.stem}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The curated vocabulary, compiled."""

    phrases: Phrases
    speller: Speller
    context: frozenset[str]
    kin: dict[str, frozenset[str]]
    parts: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]]
    hints: dict[str, re.Pattern[str]]
    not_in_passing: frozenset[str]
    filler: frozenset[str]
    verbs: frozenset[str]
    plain: frozenset[str]
    openers: frozenset[str]

    def read(self, text: str, lang: str = "en") -> Meaning:
        """What the text is about. `lang` chooses the stemmer of words outside the vocabulary."""
        words = take_apart(text, self._also)
        hits = self.phrases.scan(words)
        aspects = {_name(h) for h in hits if h.rule.startswith("aspects.")}
        meaning = Meaning(aspects=aspects, words=words.row)
        named = _longest([h for h in hits if not h.rule.startswith("aspects.")])
        weights = _sentence_weights(words)
        for (start, end), concepts in named.items():
            only_context = concepts <= self.context
            weight = _CONTEXT_WEIGHT if only_context else weights[words.row[start].sentence]
            if not only_context and (concepts <= _HOURS or _tells_when(words, start)):
                weight *= _CONDITION
            if concepts <= _HOURS:
                meaning.aspects |= {"time", "closing"}
            said = tuple(words.row[start:end])
            shown = " ".join(word.raw for word in said)
            meaning.terms.append(Term(frozenset(concepts), "", weight, shown, said))
        _set_aside(meaning, self.context)
        covered = {i for h in hits for i in range(h.start, h.end)}
        for at, word in enumerate(words.row):
            if at not in covered and (term := self._other(word, lang, weights[word.sentence])):
                meaning.terms.append(term)
        meaning.terms = _lightened(_once(meaning.terms), self.parts)
        return meaning

    def _also(self, folded: str, raw: str) -> str | None:
        """A second reading of a word: its typo mended, or its dictionary form."""
        mended = self.speller.mend(folded, raw)
        if mended or not morphology.is_russian(raw):
            return mended
        return morphology.lemma(raw)

    def _other(self, word: Word, lang: str, weight: float) -> Term | None:
        if self.filler & set(word.forms) or len(word.raw) < 3 or word.raw[0].isdigit():
            return None
        raw = word.raw if not morphology.is_russian(word.forms[0]) else _russian(word)
        speech = morphology.part_of_speech(raw)
        if speech in ("PREP", "CONJ", "PRCL", "INTJ", "NPRO"):
            return None
        plain = self.plain & set(word.forms)
        unnamed = _PLAIN if plain else _DEED if self.verbs & set(word.forms) else _OTHER_WORD
        own = _BY_SPEECH.get(speech, _OTHER_WORD) if speech else unnamed
        return Term(frozenset(), morphology.lemma(raw, lang), own * weight, word.raw, (word,))


def _tells_when(words: Words, start: int) -> bool:
    """Whether "after", "until our" or the like stands before a thing."""
    at = start - 1
    if at > 0 and words.row[at].raw in _DETERMINERS:
        at -= 1
    return at >= 0 and bool(_WHEN & set(words.row[at].forms))


def _set_aside(meaning: Meaning, context: frozenset[str]) -> None:
    """ "How do I book a massage" asks for the way to book: a kind of answer, not a thing."""
    for deed, aspect in _DEEDS.items():
        others = [t for t in meaning.terms if deed not in t.concepts and not t.concepts <= context]
        if others and len(others) < len(meaning.terms) and "payment" not in _all(others):
            doing = [term for term in meaning.terms if deed in term.concepts]
            meaning.terms = [term for term in meaning.terms if term not in doing]
            if deed == "rental":  # an entry about hiring things is the one that is meant
                meaning.terms += [replace(term, weight=_DEED_OF_HIRE) for term in doing]
            meaning.aspects |= {aspect} if doing and "cancel" not in _all(others) else set()


def _all(terms: list[Term]) -> set[str]:
    return {concept for term in terms for concept in term.concepts}


def _once(terms: list[Term]) -> list[Term]:
    """Each thing once, however often it is named; the heaviest mention counts."""
    best: dict[frozenset[str] | str, Term] = {}
    for term in terms:
        key = term.concepts or term.stem
        if key not in best or best[key].weight < term.weight:
            best[key] = term
    return list(best.values())


def _lightened(terms: list[Term], parts: dict[str, frozenset[str]]) -> list[Term]:
    """A whole named beside its part ("a cot for the baby") says little more than the part."""
    wholes = {
        term: {w for concept in term.concepts for w in parts.get(concept, ())} for term in terms
    }
    told = [
        any(
            term.concepts <= wholes[other] and not other.concepts <= wholes[term]
            for other in terms
            if term.concepts and other is not term
        )
        for term in terms
    ]
    pairs = zip(terms, told, strict=True)
    return [replace(t, weight=t.weight * _WHOLE) if light else t for t, light in pairs]


def _russian(word: Word) -> str:
    return word.raw if morphology.is_russian(word.raw) else word.forms[0]


def _name(hit: Hit) -> str:
    return hit.rule.partition(".")[2]


def _longest(hits: list[Hit]) -> dict[tuple[int, int], set[str]]:
    """Concepts by place; a hit inside a longer one ("check-out" in "late check-out") is dropped."""
    kept: dict[tuple[int, int], set[str]] = {}
    for hit in sorted(hits, key=lambda h: h.start - h.end):
        inside = any(
            a <= hit.start and hit.end <= b and (a, b) != (hit.start, hit.end) for a, b in kept
        )
        if not inside:
            kept.setdefault((hit.start, hit.end), set()).add(_name(hit))
    return kept


def _sentence_weights(words: Words) -> dict[int, float]:
    """Sentences that ask weigh fully; where some ask, the others are said in passing."""
    every = {word.sentence for word in words.row}
    return {s: 1.0 if not words.asked or s in words.asked else _PASSING for s in every}


def _merged(part: str) -> dict[str, str]:
    """One part of the vocabulary, from all files."""
    merged: dict[str, str] = {}
    for name in BOOKS:
        for concept, block in load(name).get(part, {}).items():
            merged[concept] = f"{merged.get(concept, '')}\n{block}"
    return merged


def _sets(part: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(others.split()) for name, others in _merged(part).items()}


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary files, compiled once per process."""
    book = load(BOOKS[0])
    rules = {
        f"{part}.{name}": lines(block)
        for part in ("things", "aspects", "context")
        for name, block in _merged(part).items()
    }
    phrases = Phrases.build(rules)
    said = " ".join(load(name)["filler"] for name in BOOKS).split()
    filler = frozenset(fold(re.sub("['’]", "", word)) for word in said)
    spelt = load("plain_words.yaml")
    plain = frozenset(fold(word) for word in spelt["plain"].split())
    common = frozenset(load("common_words.yaml")["words"].split()) | filler | plain
    common |= frozenset(fold(word) for word in spelt["known"].split())
    return Vocabulary(
        phrases,
        Speller(phrases.literals(), common),
        context=frozenset(_merged("context")),
        kin=_sets("kin"),
        parts=_sets("parts"),
        titles=_sets("titles"),
        hints={
            name: re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)
            for name, words in _sets("hints").items()
        },
        not_in_passing=frozenset(book["not_in_passing"].split()),
        filler=filler,
        verbs=frozenset(fold(word) for word in load(BOOKS[2])["verbs"].split()),
        plain=plain,
        openers=frozenset(fold(word) for word in spelt["openers"].split()),
    )
