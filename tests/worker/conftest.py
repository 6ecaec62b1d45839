"""A guest of the cast may write here too."""

from tests.turns.conftest import receive  # noqa: F401
