"""A hotel's knowledge in memory."""

from bellhop import db
from bellhop import hotels as house
from bellhop.turns import gather


async def test_knowledge_that_left_memory_in_between_is_read_again(hotels, monkeypatch):
    """Between the look and the use three hundred other hotels may have been busier."""
    kept = gather.Libraries()
    monkeypatch.setattr(gather, "libraries", kept)
    async with db.hotel(hotels.one.id) as session:
        hotel = await house.read(session)
        await kept.get(hotel, await gather.entries_of(session, hotel))
        told = await gather.entries_of(session, hotel)
    assert told is None
    monkeypatch.setattr(gather, "KEPT_LIBRARIES", 1)
    async with db.hotel(hotels.two.id) as session:
        other = await house.read(session)
        entries = await gather.entries_of(session, other)
    await kept.get(other, entries)
    found, _ = await kept.get(hotel, told)
    assert "Во сколько завтрак?" in {entry.question for entry in found}
