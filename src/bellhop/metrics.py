"""The figures Bellhop keeps of itself, under the names that dashboards rely on."""

from __future__ import annotations

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)

messages = Counter(
    "bellhop_messages_total",
    "Messages by what became of them; counts transitions",
    ["hotel", "direction", "origin", "status"],
)
http_seconds = Histogram(
    "bellhop_http_request_seconds",
    "Time to answer a request",
    ["method", "route", "status"],
    buckets=_SECONDS,
)
external_seconds = Histogram(
    "bellhop_external_request_seconds",
    "Time an outside service took",
    ["service", "outcome"],
    buckets=_SECONDS,
)
external_errors = Counter(
    "bellhop_external_errors_total",
    "Refusals and failures of outside services",
    ["service", "kind"],
)
sentiment = Counter("bellhop_sentiment_total", "Guests' messages by mood", ["hotel", "sentiment"])
reply_seconds = Histogram(
    "bellhop_reply_seconds",
    "From the guest's last line stored to the reply accepted by the channel",
    buckets=_SECONDS,
)
queue_age = Gauge(
    "bellhop_queue_age_seconds",
    "Age of the oldest row that waits",
    ["queue"],
    multiprocess_mode="max",
)
balance = Gauge(
    "bellhop_llm_balance",
    "What is left of a provider's prepaid balance",
    ["provider", "currency"],
    multiprocess_mode="mostrecent",
)
llm_tokens = Counter("bellhop_llm_tokens_total", "Tokens by kind", ["hotel", "kind"])
llm_cost = Counter("bellhop_llm_cost_usd_total", "Cost of model calls", ["hotel"])
alerts = Counter("bellhop_alerts_total", "Alerts raised", ["hotel", "reason"])
events = Counter(
    "bellhop_events_total", "Events stored, by kind and what they were", ["kind", "fate"]
)
refusals = Counter("bellhop_webhook_refusals_total", "Webhook calls refused", ["reason"])
hints_dropped = Counter("bellhop_job_hints_dropped_total", "Job hints that Redis did not take")
sweeps = Counter("bellhop_swept_rows_total", "Rows the sweepers picked up", ["queue"])


def page() -> bytes:
    """This process's figures in Prometheus' text format."""
    return generate_latest(REGISTRY)
