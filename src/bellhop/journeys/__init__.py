"""What happens when a stay's clock strikes: rules, their plan, and the messages they send."""

from bellhop.journeys.simulate import play_all

__all__ = ["play_all"]
