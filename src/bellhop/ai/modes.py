"""How a provider is asked for the answer object, and where it then puts it.

`json_object`: valid JSON, any shape. `json_schema`: strict, where chat completions know it.
`strict_tool`: the arguments of a forced strict function (DeepSeek: only below `/beta`, thinking
off). `responses`: the Responses API with a schema. `text`: nothing but our own words.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from bellhop.ai.plain import Department, Reason, Sentiment, Topic

Mode = Literal["json_object", "json_schema", "strict_tool", "responses", "text"]
NAME = "guest_answer"
_FINISHES = {"max_output_tokens": "length", "content_filter": "content_filter"}
_STRING, _FLAG = {"type": "string"}, {"type": "boolean"}


def _one_of(kinds: object) -> dict[str, Any]:
    return {"type": "string", "enum": list(get_args(kinds))}


# The order matters: the model judges before it speaks.
_PROPERTIES: dict[str, dict[str, Any]] = {
    "language": _STRING,
    "topic": _one_of(Topic),
    "sentiment": _one_of(Sentiment),
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "requires_attention": _FLAG,
    "attention_reason": _one_of(Reason),
    "department": _one_of(Department),
    "knowledge_ids": {"type": "array", "items": _STRING},
    "answerable": _FLAG,
    "needs_human": _FLAG,
    "handover_summary": _STRING,
    "reply": _STRING,
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": _PROPERTIES,
    "required": list(_PROPERTIES),
    "additionalProperties": False,
}


def path(mode: Mode) -> str:
    """Where a call of this mode goes, below the provider's base URL."""
    return "/responses" if mode == "responses" else "/chat/completions"


def frame(mode: Mode, messages: list[dict[str, Any]], most: int, *, formed: bool) -> dict[str, Any]:
    """The fields by which a mode differs. `formed` false: without the form, after it failed."""
    if mode == "responses":
        plain = {
            "input": messages,
            "max_output_tokens": most,
            "reasoning": {"effort": "none"},
            "store": False,
        }
        form = {"type": "json_schema", "name": NAME, "strict": True, "schema": SCHEMA}
        return {**plain, "text": {"format": form}} if formed else plain
    return {"messages": messages, **(_form(mode) if formed else {})}


def _form(mode: Mode) -> dict[str, Any]:
    match mode:
        case "json_object":
            return {"response_format": {"type": "json_object"}}
        case "json_schema":
            schema = {"name": NAME, "strict": True, "schema": SCHEMA}
            return {"response_format": {"type": "json_schema", "json_schema": schema}}
        case "strict_tool":
            function = {"name": NAME, "strict": True, "parameters": SCHEMA}
            return {
                "tools": [{"type": "function", "function": function}],
                "tool_choice": {"type": "function", "function": {"name": NAME}},
            }
        case _:
            return {}


def words(mode: Mode, body: dict[str, Any]) -> tuple[str, str]:
    """What was said and why it ended, in the words of chat completions."""
    if mode == "responses":
        return _responded(body)
    choice = body["choices"][0]
    message, finish = choice["message"], str(choice.get("finish_reason") or "stop")
    calls = message.get("tool_calls") or []
    if mode == "strict_tool" and calls:
        return str(calls[0]["function"]["arguments"]), "stop" if finish == "tool_calls" else finish
    said = message.get("content") or ""
    return (said if isinstance(said, str) else ""), finish


def _responded(body: dict[str, Any]) -> tuple[str, str]:
    parts = [
        str(part.get("text") or "")
        for item in body["output"]
        if item.get("type") == "message"
        for part in item.get("content") or ()
        if part.get("type") == "output_text"
    ]
    if body.get("status") == "incomplete":
        reason = str((body.get("incomplete_details") or {}).get("reason"))
        return "".join(parts), _FINISHES.get(reason, "length")
    finish = "stop" if body.get("status") == "completed" else "insufficient_system_resource"
    return "".join(parts), finish
