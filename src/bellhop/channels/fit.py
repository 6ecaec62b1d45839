"""Making a message fit its channel: one message of ours may be several of the channel's."""

from __future__ import annotations

import re

from bellhop.channels.capabilities import CAPABILITIES, Capabilities
from bellhop.messages import ChannelType, FileOut, Outgoing, PollOut, TextOut

TOP_MARK = 5
FITS_ANYWHERE = min(min(can.text_limit, can.caption_limit) for can in CAPABILITIES.values())
"""A text, or a caption, of so many characters needs no look at the channel."""
_ENDS = (
    re.compile(r"\n\s*\n"),  # a paragraph's
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…。！？])[\"»”')\]]*\s+"),  # a sentence's
    re.compile(r"(?<=[;:,])\s+"),
    re.compile(r"\s+"),
)


def fit(channel: ChannelType, out: Outgoing, *, group: bool = False) -> tuple[Outgoing, ...]:
    """The messages that say the same within the channel's limits, in their order."""
    can = CAPABILITIES[channel]
    if isinstance(out, PollOut):
        if shows_polls(can, group=group):
            return (out,)
        out = TextOut(in_words(out))
    if isinstance(out, FileOut):
        return _file(can, out)
    pieces = pieces_of(out.text, can.text_limit)
    first = TextOut(pieces[0], out.quoted_id, out.link_preview)
    return (first, *(TextOut(piece, None, out.link_preview) for piece in pieces[1:]))


def fits_anywhere(out: Outgoing) -> bool:
    """Whether every channel takes it as it is."""
    if isinstance(out, PollOut):
        return False
    words = out.text if isinstance(out, TextOut) else out.caption
    return len(words) <= FITS_ANYWHERE


def shows_polls(can: Capabilities, *, group: bool) -> bool:
    return can.polls and (group or not can.poll_in_groups_only)


def in_words(poll: PollOut) -> str:
    """The poll as lines with numbers; a guest answers with one. Marks keep the number they mean,
    because a guest who is asked for a mark answers 5 for the best."""
    marks = range(TOP_MARK, 0, -1) if poll.rating else range(1, len(poll.options) + 1)
    lines = (f"{mark}. {option}" for mark, option in zip(marks, poll.options, strict=False))
    return "\n".join((poll.question, *lines))


def pieces_of(text: str, limit: int) -> tuple[str, ...]:
    """The text cut where it hurts least: after a paragraph, a line, a sentence, a clause, a word;
    inside a word only when nothing else is left. Nothing but the white space at a cut is lost."""
    pieces: list[str] = []
    rest = text
    while len(rest) > limit:
        end, start = _cut(rest, limit)
        pieces.append(rest[:end])
        rest = rest[start:]
    return (*pieces, rest) if rest or not pieces else tuple(pieces)


def _cut(text: str, limit: int) -> tuple[int, int]:
    """Where the piece ends, and where the next one starts."""
    for ends in _ENDS:
        places = [found for found in ends.finditer(text, 0, limit + 1) if found.start() <= limit]
        for place in reversed(places):
            end = place.start() + len(place.group().rstrip())
            if limit // 3 <= end <= limit:  # an early paragraph would leave crumbs
                return end, place.end()
    return limit, limit


def _file(can: Capabilities, out: FileOut) -> tuple[Outgoing, ...]:
    """A caption that is too long goes before its file."""
    if len(out.caption) <= can.caption_limit:
        return (out,)
    words = (TextOut(piece) for piece in pieces_of(out.caption, can.text_limit))
    return (*words, FileOut(out.url, out.file_name, "", out.quoted_id))
