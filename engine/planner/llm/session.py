"""The session as a language model is shown it: short lines of data, every name in them a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.planner.context import Call, ClipInfo, Context, Exchange
from engine.planner.llm.handles import Handles
from engine.planner.llm.label import label, said
from engine.planner.offline.text.names import name_words

REPLIES = ("chat", "ask", "refuse")


@dataclass(frozen=True)
class Extent:
    """How much of the session is shown."""

    clips: int = 40
    tracks: int = 60
    exchanges: int = 8
    """Turns of the conversation word for word."""
    calls: int = 20
    """Older calls, one line each."""

    def halved(self) -> Extent:
        """A shorter view."""
        return Extent(self.clips // 2, self.tracks // 2, self.exchanges // 2, self.calls // 2)


WHOLE = Extent()
SHORT = Extent(clips=16, tracks=24, exchanges=3, calls=6)
"""For small models: what they are not shown cannot confuse them."""
SEARCHED = 4000
"""So many of the newest clips are searched for the words of the request."""


def session_text(text: str, handles: Handles, extent: Extent) -> str:
    """What there is and what was done, for one request."""
    context = handles.context
    lines = [_head(context, handles)]
    if context.tracks:
        shown = list(handles.tracks.items())[: extent.tracks]
        lines.append("tracks: " + "; ".join(f'{handle} "{label(name)}"' for handle, name in shown))
        if len(context.tracks) > len(shown):
            lines[-1] += f"; {len(context.tracks) - len(shown)} more"
    chosen = shown_clips(text, context, extent.clips)
    if chosen:
        lines.append("clips:")
        lines += [_clip_line(clip, context, handles) for clip in chosen]
        if len(context.clips) > len(chosen):
            lines.append(f"and {len(context.clips) - len(chosen)} older clips")
    if context.files:
        files = [f'{handles.of_clip[one.id]} "{label(one.name)}" {label(one.kind)}' for one in context.files[:20]]
        lines.append("attached files: " + "; ".join(files))
    return "\n".join([*lines, *_past(context, handles, extent)])


def shown_clips(text: str, context: Context, most: int) -> list[ClipInfo]:
    """The clips a request may be about, in the order of the session: selected, last, named, then the newest."""
    words = {word for word in name_words(text[:4000]) if len(word) > 1}
    near = set(context.selected_clips) | {context.last}
    for exchange in context.dialogue[-3:]:
        near |= {out for result in exchange.results for out in result.out}
    searched = len(context.clips) - SEARCHED
    ranked: list[tuple[int, int]] = []
    for place, clip in enumerate(context.clips):
        named = len(words & _name_words(clip)) if place >= searched else 0
        ranked.append((100 * (clip.id in near) + named, place))
    kept = sorted(place for _, place in sorted(ranked, reverse=True)[:most])
    return [context.clips[place] for place in kept]


def _name_words(clip: ClipInfo) -> set[str]:
    return {word for name in (clip.name, *clip.tags) for word in name_words(name)}


def _head(context: Context, handles: Handles) -> str:
    parts = [
        f"tempo {context.tempo:g} bpm",
        f"meter {label(context.time_signature)}",
        f"key {label(context.key)}" if context.key else "key unknown",
        f"playhead {context.playhead:g} s (bar {_bar(context.playhead, context)})",
    ]
    selected = [handles.of_clip[one] for one in context.selected_clips if one in handles.of_clip]
    parts.append(f"selection {', '.join(selected[:12])}" if selected else "nothing selected")
    if context.selected_range:
        start, end = context.selected_range
        parts.append(f"selected range {start:g}-{end:g} s")
    if context.last in handles.of_clip:
        parts.append(f"last made or touched (it, that): {handles.of_clip[str(context.last)]}")
    return "; ".join(parts)


def _bar(seconds: float, context: Context) -> int:
    top, _, bottom = context.time_signature.partition("/")
    beats = 4.0 * int(top) / int(bottom) if top.isdigit() and bottom.isdigit() and int(bottom) and int(top) else 4.0
    return 1 + int(seconds * context.tempo / 60 / beats + 1e-6)


def _clip_line(clip: ClipInfo, context: Context, handles: Handles) -> str:
    track = handles.of_track(clip.track)
    where = f" on {track} at bar {_bar(clip.start, context)} ({clip.start:.4g} s)" if track else " not on a track"
    tags = ", ".join(label(tag, 24) for tag in clip.tags[:5])
    return (
        f'{handles.of_clip[clip.id]} "{label(clip.name)}" {label(clip.kind)}{where}, {clip.length:.4g} s'
        f"{f', {tags}' if tags else ''}"
    )


def _past(context: Context, handles: Handles, extent: Extent) -> list[str]:
    told = context.dialogue[-extent.exchanges :] if extent.exchanges else ()
    older = _older(handles, len(told))[-extent.calls :] if extent.calls else []
    lines = []
    if older:
        lines.append("done before: " + "; ".join(older))
    if told:
        lines.append("conversation, oldest first:")
        lines += [_exchange_line(one, handles) for one in told]
    return lines


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
            args = call.get("args")
            args = args if isinstance(args, Mapping) else {}
            lines.append(_past_call(Call(0, str(call.get("tool")), args, outs), handles))
    return lines


def _past_call(call: Call, handles: Handles) -> str:
    outs = ", ".join(handles.of_clip.get(out, "a clip") for out in call.out[:6])
    return f"{label(call.tool)}{_what(call.args)}{f' made {outs}' if outs else ''}"


def _what(args: Mapping[str, Any]) -> str:
    kind = next((args[name] for name in ("action", "effect", "kind", "aspect") if isinstance(args.get(name), str)), "")
    return f" {label(kind)}" if kind else ""


def _exchange_line(exchange: Exchange, handles: Handles) -> str:
    results = {result.call: result for result in exchange.results}
    calls: list[str] = []
    for place, call in enumerate(exchange.calls[:8]):
        tool = label(call.get("tool", ""))
        args = call.get("args")
        args = args if isinstance(args, Mapping) else {}
        result = results.get(place)
        calls.append(f"{tool}({_args(tool, args, handles)})" + _outcome(result, handles))
    return f'musician: "{said(exchange.user, 240)}" → {"; ".join(calls) or "nothing"}'


def _args(tool: str, args: Mapping[str, Any], handles: Handles) -> str:
    if tool in REPLIES:
        return f"text {said(str(args.get('text', '')), 120)}" if tool == "ask" else ""
    return ", ".join(f"{label(name)} {_value(value, handles)}" for name, value in list(args.items())[:10])


def _value(value: Any, handles: Handles) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(_value(one, handles) for one in list(value)[:6])
    text = str(value)
    if text in handles.of_clip:
        return handles.of_clip[text]
    if isinstance(value, str) and handles.of_track(text):
        return handles.of_track(text)
    return text if text.startswith("$") and len(text) < 24 else label(text)


def _outcome(result: Any, handles: Handles) -> str:
    """What came of a call; words that came out are never shown, only that there are some."""
    if result is None:
        return ""
    if not result.ok:
        return f" failed: {label(result.error, 80)}" if result.error else " failed"
    outs = ", ".join(handles.of_clip.get(out, "a clip") for out in result.out[:8])
    words = f" gave a text of {len(result.text.split())} words" if result.text else ""
    return (f" made {outs}" if outs else "") + words
