"""Benchmarks: what Bellhop must reach, measured on the machine they run on."""
