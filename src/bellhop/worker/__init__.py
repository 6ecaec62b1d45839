"""Background work: thin tasks, the timetable, sweepers, the bridge to the event loop."""

from bellhop.worker.run import run_beat, run_worker

__all__ = ["run_beat", "run_worker"]
