"""Every word that a page says has its Russian, with all its forms and places."""

import re
import string
from pathlib import Path

import pytest

import bellhop.console
from bellhop import alerts
from bellhop.console import assets, sections
from bellhop.console.words import catalogue, words

FOLDER = Path(bellhop.console.__file__).parent
BELOW = [FOLDER.parent / "hotels" / "passwords.py", FOLDER.parent / "hotels" / "people.py"]
BELOW += [FOLDER.parent / "conversations" / "care.py", FOLDER.parent / "hotels" / "team.py"]
BELOW += [FOLDER.parent / "knowledge" / "rows.py"]
BELOW += [FOLDER.parent / "hotels" / "devices.py"]
BELOW += [FOLDER.parent / "turns" / "draft.py"]
QUOTED = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
USED = re.compile(r"\b(?:_|words|desk\.words|visitor\.words|_words|say)\(\s*" + QUOTED)
RAISED = re.compile(r"(?:BadInput|Refused)\(\s*" + QUOTED)
NAMED = re.compile(r'(?:Section|Queue)\(\s*"[^"]*",\s*"([^"]+)"')
CALLED = re.compile(r'(?:title|lead|label|hint|unit)="([^"]+)"')
VALUES = re.compile(r'(?::|\b(?:costs|risks|cannot)=)\s*"([^"]+)"')
LISTED = re.compile(r"# words: begin(.*?)# words: end", re.DOTALL)


def used() -> set[str]:
    """What templates and code give to `_` and `words`, and lists of texts marked as such."""
    found: set[str] = {english for english, _ in alerts.REASONS.values()}
    for file in [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.py"), *BELOW]:
        text = file.read_text()
        found |= {each[1:-1].replace("\\'", "'") for each in USED.findall(text)}
        for part in LISTED.findall(text):
            found |= set(re.findall(r'(?::|\b(?:costs|risks|cannot)=)\s*"([^"]+)"', part)) | set(
                CALLED.findall(part)
            )
        found |= {each[1:-1] for each in RAISED.findall(text)}
        found |= set(NAMED.findall(text))
    return found - {""}


def test_every_text_has_its_russian():
    assert sorted(used() - catalogue("ru").keys()) == []


def test_no_russian_is_left_over():
    said = used() | {part.name for part in (*sections.RAIL, *sections.BELOW)}
    assert sorted(catalogue("ru").keys() - said) == []


@pytest.mark.parametrize(("english", "russian"), sorted(catalogue("ru").items(), key=str))
def test_a_translation_has_the_same_places(english, russian):
    places = {name for _, name, _, _ in string.Formatter().parse(english) if name}
    forms = russian if isinstance(russian, list) else [russian]
    assert len(forms) == (3 if "|" in english else 1)
    for form in forms:
        assert {name for _, name, _, _ in string.Formatter().parse(form) if name} == places
        assert "!" not in form


def test_numbers_take_their_form():
    catalogue("ru")["{n} chat|{n} chats"] = ["{n} чат", "{n} чата", "{n} чатов"]
    try:
        ru, en = words("ru"), words("en")
        assert [ru("{n} chat|{n} chats", n=n) for n in (1, 3, 5, 21)] == [
            "1 чат", "3 чата", "5 чатов", "21 чат",
        ]  # fmt: skip
        assert [en("{n} chat|{n} chats", n=n) for n in (1, 2)] == ["1 chat", "2 chats"]
    finally:
        del catalogue("ru")["{n} chat|{n} chats"]


def test_every_icon_is_there_and_none_is_unused():
    text = "".join(
        file.read_text()
        for kind in ("html", "py", "js")
        for file in FOLDER.rglob(f"*.{kind}")
        if "npm" not in file.parts
    )
    drawn = assets.icon_names()
    asked = set(re.findall(r"icon\('([a-z0-9-]+)'", text)) - {"bell"}
    assert asked - drawn == set()
    assert {name for name in drawn if f"'{name}'" not in text and f'"{name}"' not in text} == set()


def test_npm_files_are_named_with_their_licence():
    known = (FOLDER / "assets" / "LICENCES.md").read_text()
    for file in (FOLDER / "assets" / "npm").iterdir():
        assert file.name in known or "inter-*" in known


def test_a_class_has_its_look_from_one_file():
    """All styles go out as one file, so a second rule for a bare class changes another page."""
    owners: dict[str, set[str]] = {}
    for file in (FOLDER / "assets" / "css").glob("*.css"):
        for line in file.read_text().splitlines():
            for name in re.findall(r"(?:^|, )(\.[a-z][a-z-]*)(?=[,{ ][^.>+~:\[]*\{)", line):
                if not line.startswith((" ", "@")):
                    owners.setdefault(name, set()).add(file.name)
    shared = {name: sorted(files) for name, files in owners.items() if len(files) > 1}
    assert shared == {}
