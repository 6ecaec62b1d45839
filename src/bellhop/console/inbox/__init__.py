"""The inbox: queues, the list, the thread, the composer and what is known of the guest."""

from fastapi import APIRouter

from bellhop.console.inbox import answer, care, files, live, pages, planned, templates

router = APIRouter()
for part in (pages, templates, answer, planned, care, files, live):
    router.include_router(part.router)
