"""The minds: what a message means and what the hotel knows about it.

Plain data in, plain data out (`plain`). `offline` needs no network and no model.
"""
