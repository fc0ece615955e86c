"""Song sheet: selected notes with the words that would be sung on them, before anything is sung."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.assistant.melodies import melodies
from engine.assistant.resolve import Resolver, notes_clip, region_clip
from engine.assistant.singing_memory import SingingMemory
from engine.assistant.song_key import song_key
from engine.catalog.model import Brief, Facts, Report
from engine.catalog.registry import Registry
from engine.config import Settings
from engine.daw.daw import Region, Snapshot
from engine.daw.pointing import pointed
from engine.daw.words import bars_told
from engine.errors import Cancelled, ModelError, UserError
from engine.library.library import Library
from engine.library.sung_words import token_of
from engine.library.turn import Turn
from engine.media.clip import Clip
from engine.media.note import Note, TempoMap
from engine.tasks.plan import Step
from engine.wire.wire import BarView, PhraseView, SongNoteView, SongView, SyllableView
from engine.workers.worker import Order, Worker


@dataclass(frozen=True)
class SingingWish:
    """Which notes are meant, and how they should be sung; None = as it was sung before, if it was."""

    midi: str = "selection"
    """`selection`, or the id of a region or clip."""
    lyrics: str | None = None
    voice: str | None = None
    style: str | None = None
    selection: Mapping[str, Any] = field(default_factory=dict)
    """What is to be selected, where the DAW may select something else by now."""


@dataclass(frozen=True)
class SingingDraft:
    """What a singer is asked, read in one go from the library and the session."""

    clip: Clip
    midi: str
    """By what these very notes are found again."""
    selection: Mapping[str, Any]
    """What is to be selected, where `midi` says so."""
    track: str
    args: Mapping[str, Any]
    brief: Brief
    words_from: str


def drafted(
    wish: SingingWish, library: Library, snapshot: Snapshot | None, settings: Settings, folder: Path
) -> SingingDraft:
    """Everything a singer needs to know; files go into `folder`. UserError where there are no notes."""
    if snapshot is not None and wish.selection:
        snapshot = pointed(snapshot, wish.selection)
    resolver = Resolver(library, snapshot, {}, folder)
    region = resolver.region(wish.midi)
    clip = _notes(wish.midi, region, resolver, library, folder)
    asked = {"lyrics": wish.lyrics, "voice": wish.voice, "style": wish.style}
    known = resolver.known_as(region.id) if region else wish.midi
    step = Step("sing", {"midi": known, **{name: value for name, value in asked.items() if value is not None}})
    memory = SingingMemory(Turn(0, ""), library, resolver)
    full, _ = memory.completed(step, {"midi": clip})
    brief = Brief(
        "sing",
        folder,
        snapshot.tempo_map if snapshot else clip.midi().tempo_map,
        key=song_key(library, snapshot),
        sample_rate_hz=snapshot.sample_rate_hz if snapshot else settings.sample_rate_hz,
        seed=memory.seed(step, {"midi": clip}) or 0,
        licence_policy="commercial-safe" if settings.prefer == "commercial-safe" else "any",
        start_beats=clip.start_beats or 0.0,
    )
    said, lyrics = (wish.lyrics or "").strip(), str(full.args.get("lyrics") or "")
    has_own = any((note.lyric or "").strip() for note in clip.midi().notes)
    words_from = "asked" if said else "before" if lyrics else "notes" if has_own else "nothing"
    args = {name: str(full.args.get(name) or "") for name in asked}
    return SingingDraft(
        clip, known, _selected(region, clip, snapshot), _track(region, snapshot), args, brief, words_from
    )


def song_sheet(draft: SingingDraft, registry: Registry, worker: Worker, prefer: str) -> SongView:
    """What the best singer that takes these words would sing on which note; UserError when none does."""
    args = {name: value for name, value in draft.args.items() if value} | {"preview": True}
    reasons: list[str] = []
    for model in registry.choose("sing", prefer=prefer, voice=str(args.get("voice", ""))):
        hints: list[str] = []
        order = Order(model.id, args, {"midi": draft.clip}, draft.brief)
        try:
            made = worker.run(order, Report(None, hints.append))
        except Cancelled:
            raise
        except (ModelError, UserError) as error:
            reasons.append(str(error))
            continue
        table = made.get("table")
        if isinstance(table, Facts):
            return _view(draft, table.values, model.name, hints)
        reasons.append(f"{model.name} does not say what it would sing.")
    raise UserError(reasons[-1])


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for the files of one sheet."""
    return tempfile.TemporaryDirectory(prefix="tonmeister-")


def _notes(reference: str, region: Region | None, resolver: Resolver, library: Library, folder: Path) -> Clip:
    """The notes that are meant; nothing of them is kept in the library."""
    snapshot = resolver.snapshot
    if region is not None and snapshot is not None:
        if region.kind != "midi":
            raise UserError(f"'{region.name}' is a recording; select notes (MIDI) to be sung.")
        return region_clip(region, snapshot, folder)
    if reference == "selection":
        if snapshot is None or not snapshot.selection.notes:
            raise UserError("No notes are selected; select a MIDI region or notes in the DAW."
                            if melodies(library, snapshot) else
                            "There are no notes here yet; ask for a melody, or drop a MIDI file.")
        return notes_clip(snapshot.selection.notes, snapshot, folder, "Selection")
    clip = library.clip(reference)
    if clip is None or clip.kind != "midi":
        raise UserError("These notes are not there any more; select them in the DAW.")
    return clip


def _selected(region: Region | None, clip: Clip, snapshot: Snapshot | None) -> dict[str, Any]:
    """Selected notes of no one region, in words that mean the same later; {} where an id means them."""
    if region is not None or snapshot is None or clip.start_beats is None or not snapshot.selection.notes:
        return {}
    ends = (clip.start_beats, clip.start_beats + (clip.length_beats or 0.0))
    tracks = [track.name for track_id in snapshot.selection.tracks if (track := snapshot.track(track_id))]
    told = {"bars": [_bar(snapshot.tempo_map, beats) for beats in ends]}
    return {**told, "track": tracks[0]} if len(tracks) == 1 else {}


def _bar(tempo_map: TempoMap, beats: float) -> float:
    """A place as a bar with its fraction: 5.5 is the middle of bar 5."""
    bar, since = tempo_map.bar_at(max(0.0, beats))
    return bar + since / tempo_map.meter_at(max(0.0, beats)).bar_beats


def _track(region: Region | None, snapshot: Snapshot | None) -> str:
    ids = [region.track] if region else list(snapshot.selection.tracks) if snapshot else []
    track = snapshot.track(ids[0]) if snapshot and ids else None
    return track.name if track else ""


def _view(draft: SingingDraft, table: Mapping[str, Any], singer: str, hints: Sequence[str]) -> SongView:
    clip, tempo_map = draft.clip, draft.brief.tempo_map
    content = clip.midi()
    start = clip.start_beats
    length = clip.length_beats or content.length_beats
    rows = [row for row in table.get("rows", ()) if isinstance(row, Mapping)]
    phrases = [
        PhraseView(int(row["first_note"]), int(row["last_note"]), _words(rows, row), bool(row["is_sung"]))
        for row in table.get("phrase_rows", ())
    ]
    return SongView(
        draft.midi,
        clip.name,
        draft.track,
        bars_told(start, start + length, tempo_map) if start is not None else "",
        tuple(map(_note, content.notes)),
        tuple(
            SyllableView(int(row["note"]), token_of(row), int(row["bar"]), bool(row["is_held"]), bool(row["is_split"]))
            for row in rows
        ),
        tuple(phrases),
        tuple(_bars(tempo_map, start or 0.0, length)),
        length,
        draft.args["lyrics"] or _written(rows),
        draft.words_from,
        draft.args["voice"],
        str(table.get("voice") or ""),
        draft.args["style"],
        singer,
        tuple(hints),
        draft.selection,
    )


def _note(note: Note) -> SongNoteView:
    return SongNoteView(note.pitch, round(note.start_beats, 4), round(note.length_beats, 4), note.lyric or "")


def _written(rows: Sequence[Mapping[str, Any]]) -> str:
    """What stands on the notes, as lyrics are written."""
    return " ".join(map(token_of, rows))


def _words(rows: Sequence[Mapping[str, Any]], phrase: Mapping[str, Any]) -> str:
    """The words of a phrase."""
    mine = [
        str(row["syllable"])
        for row in rows
        if phrase["first_note"] <= row["note"] <= phrase["last_note"] and not row["is_held"]
    ]
    return " ".join(mine).replace("- ", "")


def _bars(tempo_map: TempoMap, start: float, length: float) -> list[BarView]:
    """The bar lines over the notes."""
    bar, since = tempo_map.bar_at(max(0.0, start))
    bar += since > 1e-6
    lines = []
    while (at := tempo_map.bar_start(bar) - start) < length - 1e-6:
        lines.append(BarView(bar, round(at, 4)))
        bar += 1
    return lines
