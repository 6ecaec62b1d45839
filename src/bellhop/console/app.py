"""The console's routes, mounted by the web process."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from bellhop import log
from bellhop.console import assets, layout, security
from bellhop.console.alerts import router as alerts
from bellhop.console.desk import (
    LoginNeeded,
    RoleTooLow,
    SecondFactorNeeded,
    guard,
)
from bellhop.console.doors import router as doors
from bellhop.console.first_run import ROUTERS as FIRST_RUN
from bellhop.console.guests import ROUTERS as GUESTS
from bellhop.console.inbox import router as inbox
from bellhop.console.install import ROUTERS as INSTALL
from bellhop.console.journeys import changes as journey_changes
from bellhop.console.journeys import pages as journeys
from bellhop.console.knowledge import ROUTERS as KNOWLEDGE
from bellhop.console.live import router as news
from bellhop.console.reports import router as reports
from bellhop.console.settings import ROUTERS as SETTINGS
from bellhop.errors import BadInput, DatabaseAway, NotFound, Refused

logger = log.get(__name__)

router = APIRouter(dependencies=[Depends(guard)], include_in_schema=False)
PARTS = (
    *INSTALL, doors, inbox, alerts, *GUESTS, journeys, journey_changes, *KNOWLEDGE, reports,
    *SETTINGS, *FIRST_RUN, news,
)  # fmt: skip
for part in PARTS:
    router.include_router(part)


def mount(app: FastAPI) -> None:
    """Add the console to the web application."""
    app.include_router(assets.router)
    app.add_middleware(security.Headers)
    app.include_router(router)
    app.add_exception_handler(LoginNeeded, _login_needed)
    app.add_exception_handler(SecondFactorNeeded, _second_factor_needed)


def shows_pages(request: Request) -> bool:
    """Whether whoever asks reads pages, so that an error should be one."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted or "hx-request" in request.headers


def error_page(request: Request, error: Exception) -> Response:
    """An error as a page: what happened, what is safe, what to do."""
    status, kind = _kind(error)
    if status >= 500:
        logger.error("page_failed", kind=type(error).__name__, exc_info=error)
    words = str(error) if isinstance(error, Refused | BadInput) and str(error) else ""
    login = getattr(request.state, "login", None)
    language = login.staff.preferences.language if login else ""
    theme = login.staff.preferences.theme if login else "auto"
    return layout.door(
        request,
        "frame/error.html",
        status=status,
        language=language,
        kind=kind,
        words=words,
        theme=theme,
    )


def _kind(error: Exception) -> tuple[int, str]:
    match error:
        case NotFound():
            return 404, "missing"
        case RoleTooLow():
            return 403, "forbidden"
        case Refused():
            return 403, "refused"
        case BadInput():
            return 422, "unreadable"
        case DatabaseAway():
            return 503, "away"
        case HTTPException():
            return error.status_code, "missing" if error.status_code == 404 else "refused"
        case _:
            return 500, "broken"


async def _login_needed(request: Request, _: Exception) -> Response:
    """To the login and back again; a page that is open learns of it and keeps what was written."""
    if "hx-request" in request.headers or request.headers.get("x-bellhop") == "live":
        return Response(status_code=401)
    if request.method != "GET" or not shows_pages(request):
        if not shows_pages(request):
            return Response(status_code=401)
        return RedirectResponse("/login", 303)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(back)}" if back != "/" else "/login", 303)


async def _second_factor_needed(_: Request, __: Exception) -> Response:
    return RedirectResponse("/me/second-factor", 303)


__all__ = ["error_page", "mount", "shows_pages"]
