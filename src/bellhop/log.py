"""Structured logs: one JSON object a line in production, readable colours in development.

Guests' phones are masked here, whatever event carries them; tokens never reach a log because
`channels` keeps them out of its errors.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog

_PHONE = re.compile(r"(?<![\w-])\+?\d(?:[\s().-]{0,2}\d){9,15}(?:@c\.us|@lid)?(?![\w-])")
_MANY_DIGITS = re.compile(r"\d(?:[\s().-]{0,2}\d){9}")
_SAFE = {"timestamp", "request_id", "job_id", "instance_id", "account_id"}
_SPOKEN_ELSEWHERE = (
    "uvicorn.access",
    "httpx2",
    "httpcore2",
    "celery.worker.strategy",
    "celery.app.trace",
)


def mask_phone(phone: str) -> str:
    """First two and last two digits: enough to recognise, not enough to call."""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:2]}***{digits[-2:]}" if len(digits) > 4 else "***"


def _mask(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        is_id = key in _SAFE or key.endswith("_id")
        # an id may look like a phone and stays readable; an address of a chat holds one
        if not is_id or (isinstance(value, str) and "@" in value):
            event[key] = _masked(value)
    return event


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        if not _MANY_DIGITS.search(value):
            return value
        return _PHONE.sub(lambda found: mask_phone(found.group()), value)
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(inner) for inner in value]
    return value


def configure(*, json_lines: bool, level: str = "INFO") -> None:
    """Set up logging for this process; call once, first thing."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # as plain text, before phones are masked; never with the values of variables, which are
        # guests' words and tokens (and take a renderer half a minute to draw)
        structlog.processors.format_exc_info,
        _mask,
    ]
    last: structlog.types.Processor = (
        structlog.processors.JSONRenderer(serializer=_json)
        if json_lines
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        # straight to the stream: the standard library's road costs ten times as much a line
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _SPOKEN_ELSEWHERE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()


def get(name: str) -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger
