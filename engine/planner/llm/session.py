"""The session as a language model is shown it: short lines of data, every name in them a label."""

from __future__ import annotations

from dataclasses import dataclass

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.llm.handles import Handles
from engine.planner.llm.label import label
from engine.planner.llm.past import past
from engine.planner.offline.text.names import name_words


@dataclass(frozen=True)
class Extent:
    """How much of the session is shown."""

    clips: int = 80
    tracks: int = 60
    exchanges: int = 12
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
MOST_MARKERS = 40
MOST_LANES, MOST_POINTS = 3, 8
_NEAR = 1e-3
"""Bars that differ by less are the same."""


def session_text(text: str, handles: Handles, extent: Extent) -> str:
    """What there is and what was done, for one request."""
    context = handles.context
    lines = [_head(context, handles), *_time_changes(context), *_sections(context)]
    if handles.tracks:
        shown = list(handles.tracks.items())[: extent.tracks]
        known = {one.name: one for one in context.track_views}
        lines.append("tracks, top to bottom, then buses and the master:")
        lines += [_track_line(handle, known.get(name, TrackInfo(name, "")), handles) for handle, name in shown]
        if len(handles.tracks) > len(shown):
            lines.append(f"and {len(handles.tracks) - len(shown)} more tracks")
    chosen = shown_clips(text, context, extent.clips)
    if chosen:
        lines.append("clips:")
        lines += [_clip_line(clip, context, handles) for clip in chosen]
        if len(context.clips) > len(chosen):
            lines.append(f"and {len(context.clips) - len(chosen)} older clips")
    if context.files:
        files = [f'{handles.of_clip[one.id]} "{label(one.name)}" {label(one.kind)}' for one in context.files[:20]]
        lines.append("attached files: " + "; ".join(files))
    return "\n".join([*lines, *past(handles, extent.exchanges, extent.calls)])


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
    if ends := [clip.bars[1] for clip in context.clips if clip.bars and clip.track]:
        parts.append(f"the last clip ends with bar {_last(max(ends))}")
    if not context.has_session:
        parts.append("no session is open")
    selected = [handles.of_clip[one] for one in context.selected_clips if one in handles.of_clip]
    newly = " (just now)" if context.is_newly_selected else ""
    parts.append(f"selected: {', '.join(selected[:12])}{newly}" if selected else "no clip selected")
    if context.selected_tracks:
        chosen = [handles.of_track(name) or label(name) for name in context.selected_tracks[:12]]
        parts.append(f"selected tracks: {', '.join(chosen)}")
    if context.selected_bars:
        parts.append(f"selected: {bars_text(context.selected_bars)}")
    elif context.selected_range:
        start, end = context.selected_range
        parts.append(f"selected range {start:g}-{end:g} s")
    if context.last in handles.of_clip:
        parts.append(f"last made or touched (it, that): {handles.of_clip[str(context.last)]}")
    return "; ".join(parts)


def _time_changes(context: Context) -> list[str]:
    told = "; ".join(f"{label(what)} from bar {bar:.4g}" for bar, what in context.time_changes[:MOST_MARKERS])
    return [f"tempo and meter over time: {told}"] if told else []


def _sections(context: Context) -> list[str]:
    """The parts of the song: each lasts from its marker to the next one."""
    markers = context.markers[:MOST_MARKERS]
    if not markers:
        return []
    ends = [bar for _, bar in markers[1:]]
    last = max((clip.bars[1] for clip in context.clips if clip.bars and clip.track), default=0.0)
    told = [f'"{label(name)}" {bars_text((bar, end))}' for (name, bar), end in zip(markers, ends, strict=False)]
    name, bar = markers[-1]
    told.append(f'"{label(name)}" {bars_text((bar, last)) if last > bar else f"from bar {bar:g}"}')
    return ["sections, from marker to marker: " + "; ".join(told)]


def bars_text(bars: tuple[float, float]) -> str:
    """ "bars 5 to 8 (with it)" of (5, 9): as musicians count, whole bars by their first and last one."""
    start, end = bars
    if not _is_whole(start) or not _is_whole(end):
        return f"from bar {start:.4g} to before bar {end:.4g}"
    first, last = round(start), round(end) - 1
    return f"bar {first}" if last <= first else f"bars {first} to {last}"


def _last(end: float) -> str:
    return str(round(end) - 1) if _is_whole(end) else f"{end:.4g}"


def _is_whole(bar: float) -> bool:
    return abs(bar - round(bar)) < _NEAR


def _track_line(handle: str, track: TrackInfo, handles: Handles) -> str:
    """One track with what is known of its mixer strip."""
    parts = [f'{handle} "{label(track.name)}"{f" {label(track.kind)}" if track.kind else ""}']
    if track.kind:
        parts.append(f"fader {track.gain_db:+.3g} dB")
    if track.pan is not None and abs(track.pan) > _NEAR:
        parts.append(f"pan {abs(track.pan) * 100:.0f} {'left' if track.pan < 0 else 'right'}")
    parts += [word for word, is_on in (("muted", track.mute), ("soloed", track.solo)) if is_on]
    if track.group:
        parts.append(f"in group {handles.of_track(track.group) or label(track.group)}")
    if track.output:
        parts.append(f"through bus {handles.of_track(track.output) or label(track.output)}")
    for place, name in enumerate(track.sends[:8]):
        level = f" {track.send_db[place]:+.3g} dB" if place < len(track.send_db) else ""
        parts.append(f"send to {handles.of_track(name) or label(name)}{level}")
    for parameter, points in track.lanes[:MOST_LANES]:
        told = ", ".join(f"{value:.3g} at bar {bar:.4g}" for bar, value in points[:MOST_POINTS])
        more = " …" if len(points) > MOST_POINTS else ""
        parts.append(f"{label(parameter, 24)} automated: {told}{more}")
    if track.plugins:
        parts.append("plugins " + ", ".join(label(name, 24) for name in track.plugins[:8]))
    return ", ".join(parts)


def _bar(seconds: float, context: Context) -> int:
    top, _, bottom = context.time_signature.partition("/")
    beats = 4.0 * int(top) / int(bottom) if top.isdigit() and bottom.isdigit() and int(bottom) and int(top) else 4.0
    return 1 + int(seconds * context.tempo / 60 / beats + 1e-6)


def _clip_line(clip: ClipInfo, context: Context, handles: Handles) -> str:
    track = handles.of_track(clip.track)
    place = bars_text(clip.bars) if clip.bars else f"at bar {_bar(clip.start, context)}"
    where = f" on {track}, {place}, starts at {clip.start:.4g} s" if track else " not on a track"
    tags = ", ".join(label(tag, 24) for tag in clip.tags[:5])
    take = f", take {clip.take[0]} of {clip.take[1]}" if clip.take[1] > 1 else ""
    return (
        f'{handles.of_clip[clip.id]} "{label(clip.name)}" {label(clip.kind)}{where}, {clip.length:.4g} s long{take}'
        f"{f', {tags}' if tags else ''}"
    )
