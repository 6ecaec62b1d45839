"""A guest of the cast may write here too."""

from tests.turns.conftest import channel, meanwhile, receive, says  # noqa: F401
