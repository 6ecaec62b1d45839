"""The hotel's numbers seen from outside: connected, configured, watched."""

from bellhop.channels import NotAccepted, Qr, QrKind
from bellhop.lines import practice
from bellhop.lines.abilities import can
from bellhop.lines.by_hand import (
    begin_login,
    check,
    code,
    enter_code,
    enter_password,
    log_out,
    picture,
    restart,
    state_now,
    webhook_url,
)
from bellhop.lines.connect import Seen, Step, close, configure, connect, look, wanted_settings
from bellhop.lines.figures import Figures, figures
from bellhop.lines.models import Incident
from bellhop.lines.watch import watch_line

__all__ = [
    "Figures",
    "Incident",
    "NotAccepted",
    "Qr",
    "QrKind",
    "Seen",
    "Step",
    "begin_login",
    "can",
    "check",
    "close",
    "code",
    "configure",
    "connect",
    "enter_code",
    "enter_password",
    "figures",
    "log_out",
    "look",
    "picture",
    "practice",
    "restart",
    "state_now",
    "wanted_settings",
    "watch_line",
    "webhook_url",
]
