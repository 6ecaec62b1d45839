"""Prepaid balances: the operator hears before the money is gone."""

from itertools import count

import pytest
from sqlalchemy import select

from bellhop import ai, db
from bellhop.ai.errors import NoAnswerInTime
from bellhop.alerts import OperatorAlert
from bellhop.settings import Provider, Settings
from bellhop.turns import watch_balances

_numbers = count(1)


class Purse:
    """A provider of its own for each test, and what it says is left."""

    def __init__(self) -> None:
        self.name = f"purse-{next(_numbers)}"
        self.says: ai.Balance | Exception = self.left(100)

    def left(self, total: float, *, available: bool = True) -> ai.Balance:
        return ai.Balance(self.name, available, "USD", total)

    def providers(self) -> list[Provider]:
        about = {"base_url": "http://model.test", "api_key": "k", "model": "m"}
        deaf = Provider(name="deaf", **about)
        return [deaf, Provider(name=self.name, balance=True, warn_below=5, **about)]

    async def answer(self, asked: Provider) -> ai.Balance:
        assert asked.name == self.name, "the other cannot tell"
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    async def told(self) -> list[str]:
        async with db.unnamed() as session:
            query = select(OperatorAlert.summary).where(
                OperatorAlert.kind == "balance",
                OperatorAlert.subject == self.name,
                OperatorAlert.resolved_at.is_(None),
            )
            return list((await session.execute(query)).scalars())


@pytest.fixture
def purse(monkeypatch, database, walk) -> Purse:
    mine = Purse()
    monkeypatch.setattr(Settings, "all_providers", lambda _: mine.providers())
    monkeypatch.setattr(ai, "balance", mine.answer)
    return mine


async def test_a_full_purse_is_nobodys_business(purse):
    assert await watch_balances() == 0
    assert await purse.told() == []


async def test_a_low_one_is_told_once_and_settled_when_it_is_filled(purse):
    purse.says = purse.left(4.2)
    assert await watch_balances() == 1
    assert await watch_balances() == 1
    [words] = await purse.told()
    assert "4.20 USD" in words
    purse.says = purse.left(50)
    await watch_balances()
    assert await purse.told() == []


async def test_an_empty_one_is_told_as_such(purse):
    purse.says = purse.left(0, available=False)
    await watch_balances()
    [words] = await purse.told()
    assert "offline brain answers alone" in words


async def test_one_that_does_not_answer_is_left_for_the_next_time(purse):
    purse.says = NoAnswerInTime("no")
    assert await watch_balances() == 0
    assert await purse.told() == []
