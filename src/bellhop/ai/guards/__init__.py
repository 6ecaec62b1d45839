"""What stands between a reply and a guest, whoever wrote the reply."""

from bellhop.ai.guards.check import Grounds, Verdict, check

__all__ = ["Grounds", "Verdict", "check"]
