"""The conversation as a language model is shown it: what was said, which calls that was, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.context import Call, CallResult, Exchange
from engine.planner.llm.handles import Handles
from engine.planner.llm.label import label, said
from engine.planner.regex import regex
from engine.tasks.task import all_tasks

REPLIES = ("chat", "ask", "refuse")
_MEASURED = ("describe_music", "detect_sounds", "detect_target_sound")
_FILES = ("export",)
"""What these tell is where files lie on this computer."""
LONGEST_DIGEST = 200
_NUMBERED = regex(r"\$\d+(?:\.\w{1,20})?|#\d+(?:\.\d+)?(?:, #\d+(?:\.\d+)?){0,9}")
"""What a call made, and requests by their numbers."""
_TRACKS = ("track", "tracks", "to")
_TEXTS = ("lyrics", "text", "prompt")
"""Arguments that hold the musician's own words."""


def past(handles: Handles, exchanges: int, calls: int) -> list[str]:
    """Lines of so many turns, oldest first, and so many calls of those before them."""
    dialogue = handles.context.dialogue
    told = dialogue[-exchanges:] if exchanges else ()
    older = _older(handles, len(told))[-calls:] if calls else []
    lines = ["done before: " + "; ".join(older)] if older else []
    if told:
        lines.append("conversation, oldest first (number of the request; its calls; what came of each):")
        first = len(dialogue) - len(told) + 1
        lines += [_exchange_line(one, one.number or place, handles) for place, one in enumerate(told, first)]
        lines += _offers(told[-1], handles)
    return lines


def call_text(tool: str, args: Mapping[str, Any], handles: Handles) -> str:
    """One call in a line: mix(action gain, track t2, value_db -3)."""
    if tool in REPLIES:
        return f'{label(tool)} "{said(str(args.get("text", "")), LONGEST_DIGEST)}"'
    told = (f"{label(name)} {_value(name, value, handles)}" for name, value in list(args.items())[:12])
    return f"{label(tool)}({', '.join(told)})"


def _older(handles: Handles, told: int) -> list[str]:
    """The digest of what lies before the conversation that is shown."""
    context = handles.context
    if not context.dialogue:
        return [_past_call(call, handles) for call in context.history]
    turns = context.dialogue[: len(context.dialogue) - told]
    seen = {out for turn in context.dialogue for result in turn.results for out in result.out}
    before = [call for call in context.history if call.out and not seen.intersection(call.out)]
    lines = [_past_call(call, handles) for call in before]
    for turn in turns:
        for place, call in enumerate(turn.calls):
            outs = tuple(out for result in turn.results if result.call == place for out in result.out)
            lines.append(_past_call(Call(0, str(call.get("tool")), _args_of(call), outs), handles))
    return lines


def _past_call(call: Call, handles: Handles) -> str:
    outs = ", ".join(handles.of_clip.get(out, "a clip") for out in call.out[:6])
    return f"{label(call.tool)}{_what(call.args)}{f' made {outs}' if outs else ''}"


def _what(args: Mapping[str, Any]) -> str:
    kind = next((args[name] for name in ("action", "effect", "kind", "aspect") if isinstance(args.get(name), str)), "")
    return f" {label(kind)}" if kind else ""


def _exchange_line(exchange: Exchange, number: int, handles: Handles) -> str:
    results = {result.call: result for result in exchange.results}
    calls: list[str] = []
    for place, call in enumerate(exchange.calls[:8]):
        text = call_text(str(call.get("tool", "")), _args_of(call), handles)
        is_act = call.get("tool") not in REPLIES
        name = f"{number}.{place + 1} " if is_act else ""
        about = f", {label(call['op'])} of {label(call['base'])}" if call.get("base") else ""
        calls.append(f"{name}{text}{about}{_outcome(call, results.get(place), handles) if is_act else ''}")
    more = f"; {len(exchange.calls) - 8} more calls" if len(exchange.calls) > 8 else ""
    back = " [all of it was undone since]" if exchange.undone else ""
    return f'{number}. musician: "{said(exchange.user, 400)}" → {"; ".join(calls) or "nothing"}{more}{back}'


def _outcome(call: Mapping[str, Any], result: CallResult | None, handles: Handles) -> str:
    """What came of a call; of words that came out of a recording only that there are some."""
    if result is None:
        return ""
    if not result.ok:
        return f" FAILED: {label(result.error, 120)}" if result.error else " FAILED"
    outs = ", ".join(handles.of_clip.get(out, "a clip that is no longer there") for out in result.out[:8])
    parts = [f" made {outs}"] if outs else []
    was = "; ".join(f"{handles.of_track(track) or label(track)} {label(what)} {value:g}"
                    for track, what, value in result.was[:4])
    parts += [f" (stood before: {was})"] if was else []
    if result.text and _is_ours(str(call.get("tool"))):
        parts.append(f' told "{label(result.text, LONGEST_DIGEST)}"')
    elif result.text and not outs:
        parts.append(f" gave a text of {len(result.text.split())} words")
    parts += [" [undone since]"] if result.undone else []
    return "".join(parts)


def _is_ours(tool: str) -> bool:
    """Are the words of a task's result ours: figures, keys and names of the session, in sentences that we made?"""
    row = all_tasks().get(tool)
    return tool in _MEASURED or row is not None and row.kind == "session" and tool not in _FILES


def _offers(exchange: Exchange, handles: Handles) -> list[str]:
    """What the last question offered: a yes, a number or a name takes one of them."""
    lines = []
    for number, choice in enumerate(exchange.choices[:6], 1):
        calls = "; ".join(call_text(str(call.get("tool", "")), _args_of(call), handles) for call in choice[:6])
        lines.append(f"  offered there, {number}: {calls}")
    return lines


def _args_of(call: Mapping[str, Any]) -> Mapping[str, Any]:
    args = call.get("args")
    return args if isinstance(args, Mapping) else {}


def _value(name: str, value: Any, handles: Handles) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(_value(name, one, handles) for one in list(value)[:12])
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    if handle := handles.of_clip.get(text) or (handles.of_track(text) if name in _TRACKS else ""):
        return handle
    if _NUMBERED.fullmatch(text):
        return text
    return f'"{said(text, 160)}"' if name in _TEXTS else label(text)
