"""How much a guest hears, against a slow and obvious model."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from bellhop.journeys.limits import Candidate, Heard, too_much

START = datetime(2026, 6, 1, tzinfo=UTC)
PAUSE = timedelta(hours=20)
MOST = 3

messages = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 3), st.sampled_from([1, 2])), max_size=9
)


def slow(planned, last, counted):
    """Walk through the hours with every message on a card; keep the cards that may be sent."""
    cards = [
        (hour, -priority, number, stay) for number, (hour, priority, stay) in enumerate(planned)
    ]
    kept = []
    for hour in range(201):
        for card in sorted(card for card in cards if card[0] == hour):
            _, weight, number, _ = card
            rested = last is None or hour - last >= 20
            later = [
                other
                for other in cards
                if other != card and 0 <= other[0] - hour < 20 and other[1] < weight
                and (other[0], other[1], other[2]) > (hour, weight, number)
            ]  # fmt: skip
            if rested and not later:
                kept.append(card)
                last = hour
    for stay in (1, 2):
        mine = sorted((card for card in kept if card[3] == stay), key=lambda c: (c[1], c[0], c[2]))
        for card in mine[max(0, MOST - counted.get(stay, 0)) :]:
            kept.remove(card)
    return {card[2] for card in kept}


@settings(max_examples=400, deadline=None)
@given(messages, st.none() | st.integers(-30, 20), st.integers(0, 4))
def test_the_limits_agree_with_cards_on_a_table(planned, last, sent):
    candidates = [
        Candidate(UUID(int=number), UUID(int=stay), START + timedelta(hours=hour), priority)
        for number, (hour, priority, stay) in enumerate(planned)
    ]
    heard = Heard(None if last is None else START + timedelta(hours=last), {UUID(int=1): sent})
    dropped = too_much(candidates, heard, PAUSE, MOST)
    goes = {candidate.id.int for candidate in candidates} - {each.int for each in dropped}
    assert goes == slow(planned, last, {1: sent})
