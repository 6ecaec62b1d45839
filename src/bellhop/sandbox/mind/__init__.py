"""The stand-in DeepSeek: no intelligence, the same manners."""
