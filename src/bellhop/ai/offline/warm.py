"""Loading ahead of the first guest."""


def warm() -> None:
    """Load dictionaries and rules now (about a second), so that the first guest need not wait."""
    from bellhop.ai.offline.assess import assess  # noqa: PLC0415

    assess("Добрый день")
