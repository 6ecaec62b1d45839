"""Coming in: login, second factor, passwords, invitations, one's own account, hotels."""

from fastapi import APIRouter

from bellhop.console.doors import hotels, invite, login, me, password, second_factor

router = APIRouter()
for part in (login, second_factor, password, invite, me, hotels):
    router.include_router(part.router)
