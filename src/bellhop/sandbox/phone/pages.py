"""The pages: a list of numbers, and one guest's phone for each."""

from fastapi import APIRouter

router = APIRouter()
