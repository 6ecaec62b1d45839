"""The control calls. They are for this machine: no login, so never open the port outside."""

from fastapi import APIRouter

from bellhop.sandbox.control import breaking, guests, numbers

router = APIRouter(prefix="/sandbox")
router.include_router(numbers.router)
router.include_router(guests.router)
router.include_router(breaking.router)
