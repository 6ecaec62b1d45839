"""Calls for a person: raised, told, listed, resolved."""

from bellhop.alerts.call import Call, call_person, settle_operator, tell_operator
from bellhop.alerts.climb import due_rungs
from bellhop.alerts.models import Alert, AlertCall, OperatorAlert
from bellhop.alerts.operator import due_operator_alerts, tell_operator_now
from bellhop.alerts.person import forget
from bellhop.alerts.settle import acknowledge, assign, resolve
from bellhop.alerts.show import (
    Shown,
    open_alerts,
    operator_alerts,
    resolve_chat,
    resolve_for_chat,
    resolve_for_line,
)
from bellhop.alerts.tell import tell_staff
from bellhop.alerts.words import ACK, REASONS, note_of

__all__ = [
    "ACK",
    "REASONS",
    "Alert",
    "AlertCall",
    "Call",
    "OperatorAlert",
    "Shown",
    "acknowledge",
    "assign",
    "call_person",
    "due_operator_alerts",
    "due_rungs",
    "forget",
    "note_of",
    "open_alerts",
    "operator_alerts",
    "resolve",
    "resolve_chat",
    "resolve_for_chat",
    "resolve_for_line",
    "settle_operator",
    "tell_operator",
    "tell_operator_now",
    "tell_staff",
]
