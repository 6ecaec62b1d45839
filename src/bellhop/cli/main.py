"""`bellhop`: every command there is. Each is imported when it is called, so that a quick command
does not wait for what only the worker needs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS = {
    "up": ("up:up", "Everything in one place; --demo adds two hotels and a guest's phone."),
    "welcome": ("welcome:welcome", "Where the first person of an installation comes in."),
    "hotel": ("rules:app", "Hotels of this installation: add, list, show, rule, secret, cost."),
    "channel": ("channel:app", "The hotel's numbers: add, status, connect, configure, token."),
    "chat": ("chat:app", "A guest's chat: why, never-automatic, give-back."),
    "staff": ("staff:app", "People who work at a hotel."),
    "knowledge": ("knowledge:app", "The hotel's questions and answers."),
    "journeys": (
        "journeys:app",
        "Messages tied to a stay's clock: list, on, plan, simulate.",
    ),
    "stays": ("stays:app", "Bookings: import a spreadsheet."),
    "erase": ("erase:erase", "Forget a guest for good."),
    "token": ("token:app", "Keys for programs: add, list, revoke."),
    "alerts": ("alert:app", "Guests who need a person, and faults."),
    "demo": ("play:app", "Play a stay on the sandbox phone: play."),
    "doctor": ("doctor:doctor", "What works, what does not, and what to do about it."),
    "eval": ("evaluate:app", "Judge the minds on messages and questions of your own."),
    "migrate": ("migrations:migrate", "Make or update the database's roles and tables."),
    "web": ("doors:web", "The web process."),
    "worker": ("doors:worker", "A worker process."),
    "beat": ("doors:beat", "The timetable."),
    "sandbox": ("stand_in:sandbox", "A stand-in Green API and DeepSeek with a guest's phone."),
    "verify-isolation": ("ops:verify_isolation", "Check that no hotel can see another's rows."),
    "replay": ("ops:replay", "Handle a hotel's parked events again."),
    "keys": ("keys:app", "Keys that seal credentials at rest."),
}


class Commands(TyperGroup):
    """Knows the names of all commands, and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        _ = ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """For the list of commands: its name and what it does."""
        _ = ctx
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1])

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, _loaded(name) if name is not None else command, rest


def _loaded(name: str) -> Any:
    module, _, attribute = COMMANDS[name][0].partition(":")
    found = getattr(import_module(f"bellhop.cli.{module}"), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(pretty_exceptions_enable=False)
        alone.command(name)(found)
        found = alone
    return typer.main.get_command(found)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Bellhop: a concierge for hotels on WhatsApp.",
)


@app.callback()
def bellhop() -> None:
    """Bellhop: a concierge for hotels on WhatsApp."""
