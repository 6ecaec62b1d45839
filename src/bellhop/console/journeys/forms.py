"""From the fields of a form to a rule's definition as data. What is wrong is said by
`journeys.read_definition`, which reads the whole afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellhop.errors import BadInput
from bellhop.journeys import FACTS, Definition

Data = dict[str, Any]
MOST_VARIANTS = 5


def data_of(definition: Definition) -> Data:
    return definition.model_dump(mode="json", by_alias=True)


def with_text(data: Data, language: str, number: int, text: str, share: int) -> Data:
    """One wording changed; a number after the last adds one."""
    if not language.isalpha() or not 2 <= len(language) <= 3:
        raise BadInput("A language is two letters, such as en.")
    texts = data["what"]["texts"]
    variants = [*texts.get(language.lower(), [])]
    made = {"text": text.replace("\r\n", "\n").strip(), "share": share}
    if not made["text"]:
        raise BadInput("A message needs words.")
    if number < len(variants):
        variants[number] = made
    elif len(variants) < MOST_VARIANTS:
        variants.append(made)
    texts[language.lower()] = variants
    return data


def without_text(data: Data, language: str, number: int) -> Data:
    """One wording less; the language goes with its last."""
    texts = data["what"]["texts"]
    variants = [each for place, each in enumerate(texts.get(language, [])) if place != number]
    if variants:
        texts[language] = variants
    else:
        texts.pop(language, None)
    return data


def with_when(data: Data, given: Mapping[str, str]) -> Data:
    """The moment, by its type."""
    kind = given.get("type", "")
    when: Data = {"type": kind}
    match kind:
        case "offset":
            hours = _number(given, "hours")
            when |= {"anchor": given.get("anchor", ""), "hours": hours * _side(given)}
        case "local":
            days = int(_number(given, "days"))
            when |= {"anchor": given.get("anchor", ""), "days": days * _side(given)}
            when["time"] = given.get("time", "")
        case "event":
            words = [each.strip() for each in given.get("words", "").split(",")]
            when |= {"event": given.get("event", ""), "words": [each for each in words if each]}
            when["delay_minutes"] = int(_number(given, "delay"))
        case "cron":
            when |= {"cron": given.get("cron", ""), "audience": given.get("audience", "in_house")}
            if data["manners"]["once"] == "stay":
                data["manners"]["once"] = "each"
        case "birthday":
            when["time"] = given.get("time", "")
    data["when"] = when
    return data


def with_manners(data: Data, given: Mapping[str, str]) -> Data:
    """How the rule behaves."""
    manners = data["manners"]
    for name in ("quiet", "awaited", "in_stay", "urgent"):
        manners[name] = given.get(name) == "yes"
    for name in ("kind", "once", "late"):
        manners[name] = given.get(name, manners[name])
    manners["keep_hours"] = _number(given, "keep_hours")
    start, end = given.get("not_from", ""), given.get("not_until", "")
    manners["not_between"] = {"start": start, "end": end} if start and end else None
    ask = given.get("ask", "")
    data["what"]["ask"] = ask or None
    return data


def flat(who: Data | None) -> tuple[str, list[Data]] | None:
    """How the conditions are joined, and the conditions; None for a tree that lines cannot show."""
    if who is None:
        return "all", []
    if "fact" in who:
        return "all", [who]
    for join in ("all", "any"):
        parts = who.get(join)
        if parts is not None and all("fact" in part for part in parts):
            return join, parts
    return None


def with_join(data: Data, join: str) -> Data:
    _, parts = _lines(data)
    return _joined(data, "any" if join == "any" else "all", parts)


def with_condition(data: Data, number: int, fact: str, op: str, value: str) -> Data:
    """One condition changed; a number after the last adds one."""
    join, parts = _lines(data)
    made = {"fact": fact, "op": op, "value": _value(fact, op, value)}
    parts[number : number + 1] = [made]
    return _joined(data, join, parts)


def without_condition(data: Data, number: int) -> Data:
    join, parts = _lines(data)
    return _joined(data, join, [part for place, part in enumerate(parts) if place != number])


def _lines(data: Data) -> tuple[str, list[Data]]:
    found = flat(data["who"])
    if found is None:
        raise BadInput("These conditions are nested; change them as data.")
    return found[0], [*found[1]]


def _joined(data: Data, join: str, parts: list[Data]) -> Data:
    data["who"] = None if not parts else parts[0] if len(parts) == 1 else {join: parts}
    return data


def _value(fact: str, op: str, value: str) -> Any:
    """As the fact's kind wants it."""
    known = FACTS.get(fact)
    kind = known.type if known else "word"
    if known is not None and op not in known.ops:
        raise BadInput("These two do not go together.")
    value = value.strip()
    if op == "known" or kind == "yes_no":
        return value != "no"
    if kind == "number":
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            raise BadInput("A number is wanted here.") from None
        return int(number) if number.is_integer() else number
    if not value:
        raise BadInput("A condition needs something to compare with.")
    if op in ("in", "not_in"):
        return [each.strip() for each in value.split(",") if each.strip()]
    return value


def _side(given: Mapping[str, str]) -> int:
    return -1 if given.get("side") == "before" else 1


def _number(given: Mapping[str, str], name: str) -> float:
    try:
        return float(given.get(name, "0").replace(",", ".") or 0)
    except ValueError:
        raise BadInput("A number is wanted here.") from None
