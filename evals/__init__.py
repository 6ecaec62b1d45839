"""The golden set of this project and the report over it (`python -m evals.report`)."""
