"""Calls for a person: raised, told, listed, resolved."""

from bellhop.alerts.call import Call, call_person, settle_operator, tell_operator
from bellhop.alerts.models import Alert, AlertCall, OperatorAlert
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
from bellhop.alerts.tell import due_operator_alerts, tell_operator_now, tell_staff

__all__ = [
    "Alert",
    "AlertCall",
    "Call",
    "OperatorAlert",
    "Shown",
    "acknowledge",
    "assign",
    "call_person",
    "due_operator_alerts",
    "forget",
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
