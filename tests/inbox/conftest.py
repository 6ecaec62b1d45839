"""A guest of the cast may write here too."""

from tests.turns.conftest import meanwhile, receive, says  # noqa: F401
