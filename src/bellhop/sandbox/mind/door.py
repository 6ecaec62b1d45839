"""The doors of the stand-in DeepSeek and its control calls."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import AsyncIterator
from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bellhop.sandbox.mind import answers
from bellhop.sandbox.mind.desk import Desk, Knobs, MindFault, MindFaultWish
from bellhop.sandbox.mind.reading import entries_in, guest_words, text_of

router = APIRouter()
MODELS = ("deepseek-flash", "deepseek-v4-flash", "deepseek-v4-pro")
FINGERPRINT = "fp_" + hashlib.sha256(b"bellhop-sandbox").hexdigest()[:10] + "_1017"

ERRORS = {
    400: ("Invalid request body", "invalid_request_error"),
    401: (
        "Authentication Fails (auth header format should be Bearer sk-...)",
        "authentication_error",
    ),
    402: ("Insufficient Balance", "unknown_error"),
    422: ("Invalid parameters", "invalid_request_error"),
    429: ("Rate limit reached: too many concurrent requests", "rate_limit_error"),
    500: ("Internal server error", "server_error"),
    503: ("Service is too busy, please try again later", "service_unavailable_error"),
}


def _error(status: int, message: str = "") -> JSONResponse:
    text, kind = ERRORS[status]
    body = {"message": message or text, "type": kind, "param": None, "code": kind}
    return JSONResponse({"error": body}, status)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.house.desk
    return desk


def _welcome(request: Request) -> bool:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(key.strip())


async def complete(request: Request) -> Response:
    """POST /chat/completions."""
    if not _welcome(request):
        return _error(401)
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        return _error(400, "Failed to parse the request body as JSON")
    if refused := _refusal(body):
        return _error(400, refused)
    desk = _desk(request)
    fault = desk.fault()
    desk.calls.append({"at": time.time(), "fault": fault.kind if fault else None, "body": body})
    wait = desk.knobs.latency + (fault.seconds if fault else 0.0)
    if fault and fault.kind.startswith("http_"):
        await asyncio.sleep(wait)
        return _error(int(fault.kind.removeprefix("http_")))
    if wait <= desk.knobs.keep_alive:
        await asyncio.sleep(wait)
        return Response(_completion(desk, body, fault), media_type="application/json")
    lines = _waiting(desk, body, fault, wait)
    return StreamingResponse(lines, media_type="application/json")


def _refusal(body: Any) -> str:
    if not isinstance(body, dict) or not isinstance(body.get("messages"), list):
        return "Failed to deserialize the JSON body: missing field `messages`"
    if body.get("model") not in MODELS:
        return "Model Not Exist"
    if body.get("stream"):
        return "streaming is not played by this stand-in"
    wanted = (body.get("response_format") or {}).get("type", "text")
    if wanted not in ("text", "json_object"):
        return "This response_format type is unavailable now"
    prompt = "\n".join(text_of(message) for message in body["messages"])
    if wanted == "json_object" and "json" not in prompt.lower():
        return "Prompt must contain the word 'json' in some form to use json_object"
    return ""


async def _waiting(
    desk: Desk, body: dict[str, Any], fault: MindFault | None, seconds: float
) -> AsyncIterator[bytes]:
    # The real server sends blank lines while a request waits, so read timeouts never fire.
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(min(left, desk.knobs.keep_alive))
        yield b"\n"
    yield _completion(desk, body, fault)


def _tokens(text: str) -> int:
    plain = 2 * len(text) - len(text.encode())
    return round(0.3 * max(plain, 0) + 0.42 * (len(text) - max(plain, 0))) + 1


def _usage(desk: Desk, body: dict[str, Any], content: str, reasoning: int) -> dict[str, Any]:
    prompt = "\n".join(f"<{m.get('role')}>{text_of(m)}" for m in body["messages"])
    shared = desk.seen_before(str(body.get("user_id") or ""), prompt)
    total, hit = _tokens(prompt), _tokens(prompt[:shared]) if shared else 0
    written = _tokens(content) + reasoning
    return {
        "prompt_tokens": total,
        "completion_tokens": written,
        "total_tokens": total + written,
        "prompt_tokens_details": {"cached_tokens": hit},
        "completion_tokens_details": {"reasoning_tokens": reasoning},
        "prompt_cache_hit_tokens": hit,
        "prompt_cache_miss_tokens": total - hit,
    }


def _spoil(content: str, answer: dict[str, Any], fault: MindFault | None) -> tuple[str, str]:
    match fault.kind if fault else "":
        case "blank":
            return " " * 40, "stop"
        case "cut":
            return content[: max(20, len(content) * 2 // 3)], "length"
        case "prose":
            return f"Sure! Here is the json:\n```json\n{content}\n```\nHope this helps.", "stop"
        case "content_filter":
            return "", "content_filter"
        case "no_capacity":
            return content[:12], "insufficient_system_resource"
        case "wrong_types":
            wrong = {"confidence": "high", "knowledge_ids": "kb-1", "needs_human": "no", "reply": 7}
            return orjson.dumps(answer | wrong).decode(), "stop"
        case _:
            return content, "stop"


def _completion(desk: Desk, body: dict[str, Any], fault: MindFault | None) -> bytes:
    messages = body["messages"]
    guests = [message for message in messages if message.get("role") == "user"]
    entries = tuple(entry for message in messages for entry in entries_in(text_of(message)))
    words = guest_words(text_of(guests[-1])) if guests else ""
    lie = fault.name if fault and fault.kind == "lie" else desk.knobs.lies
    answer = answers.compose(words, entries, lie or "")
    as_json = (body.get("response_format") or {}).get("type") == "json_object"
    content = orjson.dumps(answer).decode() if as_json else str(answer["reply"])
    content, finish = _spoil(content, answer, fault)
    message: dict[str, Any] = {"role": "assistant", "content": content}
    # Thinking is on unless switched off, and it is paid for.
    thinks = (body.get("thinking") or {}).get("type", "enabled") == "enabled"
    if thinks:
        message["reasoning_content"] = "The guest writes to the hotel. I look at the entries."
    return orjson.dumps(
        {
            "id": secrets.token_hex(16),
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": [
                {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
            ],
            "usage": _usage(desk, body, content, 180 if thinks else 0),
            "system_fingerprint": FINGERPRINT,
        }
    )


@router.get("/models")
@router.get("/v1/models")
async def models(request: Request) -> Response:
    """GET /models."""
    if not _welcome(request):
        return _error(401)
    data = [{"id": name, "object": "model", "owned_by": "deepseek"} for name in MODELS]
    return JSONResponse({"object": "list", "data": data})


@router.get("/user/balance")
async def balance(request: Request) -> Response:
    """GET /user/balance."""
    if not _welcome(request):
        return _error(401)
    total = _desk(request).knobs.balance
    info = {"currency": "USD", "total_balance": total, "granted_balance": "0.00"}
    info["topped_up_balance"] = total
    return JSONResponse({"is_available": float(total) > 0, "balance_infos": [info]})


@router.get("/sandbox/deepseek")
async def show(request: Request) -> dict[str, Any]:
    """Knobs and faults."""
    desk = _desk(request)
    return {**desk.knobs.model_dump(), "faults": desk.faults}


@router.put("/sandbox/deepseek")
async def turn(knobs: Knobs, request: Request) -> Knobs:
    """Turn the knobs; what is left out goes back to its default."""
    _desk(request).turn(knobs)
    return knobs


@router.post("/sandbox/deepseek/faults", status_code=201)
async def switch_on(wish: MindFaultWish, request: Request) -> MindFault:
    """One more fault, behind those that are on."""
    fault = MindFault(**wish.model_dump())
    _desk(request).faults.append(fault)
    return fault


@router.delete("/sandbox/deepseek/faults", status_code=204)
async def clear(request: Request) -> None:
    """All off."""
    _desk(request).faults.clear()


@router.get("/sandbox/deepseek/calls")
async def calls(request: Request) -> list[dict[str, Any]]:
    """The last 100 requests, oldest first: what a model would have seen."""
    return list(_desk(request).calls)


@router.delete("/sandbox/deepseek/calls", status_code=204)
async def forget(request: Request) -> None:
    """Start counting anew."""
    _desk(request).calls.clear()
