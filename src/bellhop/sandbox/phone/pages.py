"""The pages: a list of numbers, one guest's phone for each, and linking a number."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from bellhop.sandbox.addresses import phone_of
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import Instance
from bellhop.sandbox.phone.words import LANGUAGES, language_of

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(directory=Path(__file__).parent.parent / "templates")
# Pictures sent by link may live anywhere; scripts and styles are ours alone.
POLICY = (
    "default-src 'self'; img-src * data: blob:; media-src * blob:; frame-ancestors 'self';"
    " base-uri 'none'; form-action 'self'; object-src 'none'"
)
RUSSIAN = 11
YEAR = 365 * 86400


def _page(request: Request, name: str, status: int = 200, **more: Any) -> Response:
    language = language_of(request)
    context = {"lang": language, "t": LANGUAGES[language], **more}
    context["other"] = "en" if language == "ru" else "ru"
    page = templates.TemplateResponse(request, name, context, status_code=status)
    page.headers["Content-Security-Policy"] = POLICY
    page.headers["X-Content-Type-Options"] = "nosniff"
    page.headers["Referrer-Policy"] = "no-referrer"
    if request.query_params.get("lang") in LANGUAGES:
        page.set_cookie("sandbox_lang", language, max_age=YEAR, samesite="lax")
    return page


def _known(request: Request, instance_id: str) -> Instance | None:
    house: House = request.app.state.house
    return house.instances.get(instance_id)


def own_number(instance: Instance) -> str:
    """The number as people write it."""
    phone = phone_of(instance.wid)
    if len(phone) == RUSSIAN and phone[0] == "7":
        return f"+7 {phone[1:4]} {phone[4:7]}-{phone[7:9]}-{phone[9:]}"
    return f"+{phone}" if phone else instance.wid


@router.get("/")
async def home(request: Request) -> Response:
    """All numbers."""
    house: House = request.app.state.house
    numbers = [(instance, own_number(instance)) for instance in house.instances.values()]
    return _page(request, "home.html", numbers=numbers)


@router.get("/phone/{instance_id}")
async def phone(instance_id: str, request: Request) -> Response:
    """A guest's phone, open on this hotel."""
    instance = _known(request, instance_id)
    if instance is None:
        return _page(request, "lost.html", 404)
    return _page(request, "phone.html", instance=instance, number=own_number(instance))


@router.get("/phone/{instance_id}/link")
async def link(instance_id: str, request: Request) -> Response:
    """Where the QR code leads: asks before anything changes."""
    instance = _known(request, instance_id)
    if instance is None:
        return _page(request, "lost.html", 404)
    linked = instance.state != "notAuthorized"
    return _page(request, "link.html", instance=instance, number=own_number(instance), done=linked)


@router.post("/phone/{instance_id}/link")
async def confirm_link(instance_id: str, request: Request) -> Response:
    """The hotel's phone is linked."""
    house: House = request.app.state.house
    instance = _known(request, instance_id)
    if instance is None:
        return _page(request, "lost.html", 404)
    if instance.state in ("notAuthorized", "pendingPassword"):
        house.set_state(instance, "authorized")
    return _page(request, "link.html", instance=instance, number=own_number(instance), done=True)
