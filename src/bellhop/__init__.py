"""Bellhop: a concierge for hotels on WhatsApp."""
