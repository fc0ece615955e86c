"""Clip state: what a clip card says and which of its buttons work."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from engine.wire.wire import ClipView, SessionView
from ui import wording
from ui.conversation.conversation import day_label
from ui.conversation.item import ClipItem
from ui.conversation.takes_state import rival_of

_OWN = ("", "none")
"""Licence of what holds nobody else's work."""
SPAN_TOLERANCE = 0.02
"""Source and result are drawn over each other when their lengths differ by less."""

_ON_TRACKS = ("audio", "midi")


@dataclass(frozen=True)
class ClipState:
    """Everything that the card shows."""

    title: str
    badge: str
    is_commercial: bool
    chips: tuple[str, ...]
    main: str
    """Label of the main button."""
    is_placed: bool
    can_place: bool
    can_play: bool
    why_silent: str
    """Why it cannot be played or dragged; empty when it can."""
    can_compare: bool
    why_not_compare: str
    first_bar: int
    bars: int
    beats_per_bar: int
    """Beats of the metre, not quarter notes."""
    beat: float
    """Quarter notes of one of them."""
    length: str
    """In words: "4 bars, 0:08.0"."""
    is_wave: bool
    """True when it has a waveform."""


def clip_card(item: ClipItem, session: SessionView | None, source: ClipView | None, *, target: str = "") -> ClipState:
    """The card of a clip; `source` is what it is compared with, `target` the track that it would go to."""
    clip = item.clip
    placed = bool(clip.track) and not item.is_undone
    silent = _why_silent(clip)
    has_source = bool(rival_of(clip)) and clip.kind == "audio"
    other = "source" if rival_of(clip) == clip.source else "other take"
    lost = "" if source and source.path and not source.is_missing else f"The {other} is not there any more."
    first, bars = bars_of(clip, session)
    daw = bool(session and session.daw)
    has_place = bool(clip.path) if _is_only_a_file(clip, daw) else clip.kind in _ON_TRACKS
    return ClipState(
        title=clip.name,
        badge=_badge(clip),
        is_commercial=clip.is_commercial,
        chips=_facts(clip),
        main=_main(clip, placed, target, has_daw=daw),
        is_placed=placed,
        can_place=has_place and not clip.is_missing and not item.is_unfinished,
        can_play=not silent and clip.kind == "audio",
        why_silent=silent,
        can_compare=has_source and not lost and not silent,
        why_not_compare=lost if has_source else "",
        first_bar=first,
        bars=bars,
        beats_per_bar=metre_of(session)[0],
        beat=4 / metre_of(session)[1],
        length=_length(clip, bars),
        is_wave=clip.kind == "audio" and not clip.is_missing,
    )


def bars_of(clip: ClipView, session: SessionView | None) -> tuple[int, int]:
    """(first bar, number of bars) of a clip in a session of one metre; (1, 0) when its beats are not known."""
    if clip.length_beats is None or clip.length_beats <= 0:
        return 1, 0
    beats = beats_in_bar(session)
    return int((clip.start_beats or 0.0) // beats) + 1, max(1, round(clip.length_beats / beats))


def beats_in_bar(session: SessionView | None) -> float:
    """Quarter notes of a bar."""
    top, bottom = metre_of(session)
    return top * 4 / bottom


def metre_of(session: SessionView | None) -> tuple[int, int]:
    """The metre as two numbers; 4/4 when it is not known."""
    top, _, bottom = (session.meter if session else "4/4").partition("/")
    return (int(top), int(bottom)) if top.isdigit() and bottom.isdigit() and int(top) and int(bottom) else (4, 4)


def spans_alike(clip: ClipView, source: ClipView | None) -> bool:
    """True when the source can be drawn behind the result."""
    if source is None or clip.seconds <= 0:
        return False
    return abs(source.seconds - clip.seconds) <= SPAN_TOLERANCE * clip.seconds


def provenance(item: ClipItem, source: ClipView | None) -> list[tuple[str, str]]:
    """How it was made: (name, value) rows."""
    clip = item.clip
    made = " · ".join(part for part in (_when(item.made_at), wording.about(item.took_s) if item.took_s else "") if part)
    asked = ", ".join(f"{wording.plain(name)} {wording.shown(value)}" for name, value in clip.args.items()
                      if name not in ("clip", "clips", "midi", "model") and value not in (None, ""))
    rows = [
        ("Task", wording.sentence(wording.plain(clip.task))),
        ("Model", clip.model),
        ("From", source.name if source else ""),
        ("Settings", asked),
        ("Seed", str(clip.seed) if clip.task else ""),
        ("Licence", _licence(clip)),
        ("Made", made),
        ("File", clip.path),
    ]
    return [(name, value) for name, value in rows if value]


def _licence(clip: ClipView) -> str:
    """What may be done with it; the licences of the program and of its weights, where they are two."""
    may = "commercial use is fine" if clip.is_commercial else "it may not be sold"
    if clip.licence in _OWN:
        return may.capitalize()
    weights = clip.licence
    return f"code {clip.code_licence}, weights {weights}: {may}" if clip.code_licence else f"{weights}: {may}"


def _length(clip: ClipView, bars: int) -> str:
    parts = (wording.count(bars, "bar") if bars else "", wording.clock(clip.seconds) if clip.seconds else "")
    return ", ".join(part for part in parts if part) or clip.kind


def _badge(clip: ClipView) -> str:
    if not clip.is_commercial:
        return "non-commercial"
    return clip.licence if clip.licence not in _OWN and len(clip.licence) <= 16 else ""


def _why_silent(clip: ClipView) -> str:
    if clip.is_missing:
        return "The file is not there any more. Make it again, or look where it was moved to."
    return "" if clip.path else "The file is not finished yet."


def _facts(clip: ClipView) -> tuple[str, ...]:
    facts = (
        clip.key,
        wording.bpm(clip.bpm) if clip.bpm else "",
        wording.lufs(clip.loudness_lufs) if clip.loudness_lufs is not None else "",
    )
    return tuple(fact for fact in facts if fact)


def _is_only_a_file(clip: ClipView, has_daw: bool) -> bool:
    """True where there is no track for it: no DAW, or a picture, a video or a text."""
    return not has_daw or clip.kind not in _ON_TRACKS


def _main(clip: ClipView, placed: bool, target: str, *, has_daw: bool) -> str:
    if placed:
        return f"On “{clip.track}”" + (f", {clip.place}" if clip.place else "")
    if _is_only_a_file(clip, has_daw):
        return "Show the file"
    return f"To “{target}”" if target else "To a new track"


def _when(made_at: str) -> str:
    try:
        local = datetime.datetime.fromisoformat(made_at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return ""
    return f"{day_label(local.date(), datetime.date.today())} {local:%H:%M}"
