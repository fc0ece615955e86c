"""Words of the session as files: what is said, by transcribing, and what is sung, by what was asked to be sung."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import on_track, region_of, tracks_of, visible
from engine.daw.daw import Region, Track
from engine.errors import ModelError, UserError
from engine.library.sung_words import HELD, SungWords, WordStore, spots_of
from engine.media.clip import Clip
from engine.media.export.place import free_path
from engine.media.export.words import ExportedWord, as_text, captions, write_words

_TOGETHER_S = 0.1
_SPOKEN = re.compile(
    r"(?i)voice|vox|vocal|speech|spoken|host|guest|narrat|interview|dialog|podcast|lead|sing|speaker|mic\b"
)


def transcript(args: Mapping[str, Any], access: SessionAccess, folder: Path) -> str:
    """What is said in clips, on tracks or in the whole session, at the session's times."""
    if access.outboard is None:
        raise UserError("Nothing here can hear words now; ask for a transcription of the clip first.")
    heard, is_single = _heard(args, access)
    words: list[ExportedWord] = []
    silent: list[str] = []
    for clip, track, start_s in heard:
        try:
            spans = access.outboard.words(clip)
        except ModelError as error:
            raise UserError(f"The words of '{clip.name}' could not be heard: {error}") from error
        speaker = track.name if track and not is_single else ""
        words += [ExportedWord(start_s + one.start_s, start_s + one.end_s, one.label, speaker) for one in spans]
        silent += [] if spans else [clip.name]
    if not words:
        raise UserError(f"No words were heard in {_list([clip.name for clip, _, _ in heard])}, so nothing was written.")
    usual = heard[0][0].name if is_single else _song(access, "transcript")
    return _written(words, args["format"], str(args.get("name") or usual), folder, access)


def _heard(args: Mapping[str, Any], access: SessionAccess) -> tuple[list[tuple[Clip, Track | None, float]], bool]:
    """The recordings to listen to, their tracks and when they begin; True when it is only one."""
    names = [str(one) for one in args.get("clips") or ([args["clip"]] if args.get("clip") else [])]
    if names:
        found = [(access.clip(name), access.region(name)) for name in names]
        if wrong := [clip for clip, _ in found if clip.kind != "audio"]:
            raise UserError(f"'{wrong[0].name}' is {wrong[0].kind}; words are heard in a recording.")
        alone = len(found) == 1
        return [
            (clip, on_track(region, access) if region else None, 0.0 if alone else region.start_s if region else 0.0)
            for clip, region in found
        ], alone
    chosen = tracks_of(args, access) if args.get("track") or args.get("tracks") else list(visible(access))
    sounding = [track for track in chosen if track.kind == "audio" and not track.mute]
    regions = [
        (r, track)
        for track in sounding
        for r in access.snapshot.regions_on(track.id)
        if r.kind == "audio" and not r.mute
    ]
    named = [(r, track) for r, track in regions if _SPOKEN.search(f"{track.name} {r.name}")]
    regions = named if named and not (args.get("track") or args.get("tracks")) else regions
    if not regions:
        raise UserError("There is no recording in which words could be heard; name a clip.")
    starts = [access.snapshot.tempo_map.seconds_at(region.start_beats) for region, _ in regions]
    heard: list[tuple[Clip, Track | None, float]] = [
        (access.clip(f"region:{region.id}"), track, start)
        for (region, track), start in zip(regions, starts, strict=True)
    ]
    return sorted(heard, key=lambda one: one[2]), len(regions) == 1


def lyrics(args: Mapping[str, Any], access: SessionAccess, folder: Path) -> str:
    """What was sung in the session, or on a clip or track, line by line with its time."""
    words = [word for region in _sung(args, access) for word in _words_of(region, access)]
    if not words:
        raise UserError("No sung words are known there; sing them first, or export a transcript of the recording.")
    once = _once(sorted(words, key=lambda one: one.start_s))
    return _written(once, args["format"], str(args.get("name") or _song(access, "lyrics")), folder, access)


def _once(words: Sequence[ExportedWord]) -> list[ExportedWord]:
    """Each word once, which the notes, the voice that sings them and its doubles have at the same time."""
    kept: list[ExportedWord] = []
    for word in words:
        beside = [one for one in kept if abs(one.start_s - word.start_s) < _TOGETHER_S]
        if not any(one.text.casefold() == word.text.casefold() for one in beside):
            kept.append(word)
    return kept


def _sung(args: Mapping[str, Any], access: SessionAccess) -> list[Region]:
    names = [str(one) for one in args.get("clips") or ([args["clip"]] if args.get("clip") else [])]
    if names:
        return [region_of(name, access) for name in names]
    chosen = tracks_of(args, access) if args.get("track") or args.get("tracks") else visible(access)
    return [r for track in chosen for r in access.snapshot.regions_on(track.id) if not r.mute]


def _words_of(region: Region, access: SessionAccess) -> list[ExportedWord]:
    """The words of one region: those in its notes, else those that it was sung with."""
    if region.kind == "midi" and any(note.lyric for note in region.notes):
        syllables = [
            (region.start_beats + n.start_beats, region.start_beats + n.end_beats, n.lyric or HELD)
            for n in sorted(region.notes, key=lambda n: n.start_beats)
        ]
        return _joined(syllables, access)
    store = WordStore(access.library)
    found: SungWords | None = None
    if region.kind == "midi":
        found = store.find(access.library.current(region.id), spots_of(region.notes, region.start_beats))
    else:
        clip = access.clip(f"region:{region.id}")
        recipe = clip.recipe
        notes = access.library.clip(recipe.parents[0]) if recipe and recipe.task == "sing" and recipe.parents else None
        if notes is not None and notes.kind == "midi":
            found = store.find(notes.id, spots_of(notes.midi().notes, clip.start_beats))
    if found is None:
        return []
    ordered = sorted({beat for beat, _ in found.notes})
    ends = dict(zip(ordered, [*ordered[1:], ordered[-1] + 1.0], strict=True))
    return _joined(
        [
            (found.notes[index][0], ends[found.notes[index][0]], text)
            for index, text in found.syllables
            if index < len(found.notes)
        ],
        access,
    )


def _joined(syllables: Sequence[tuple[float, float, str]], access: SessionAccess) -> list[ExportedWord]:
    """Syllables as words: "mor-" and "ning" are one, what is held only lengthens it."""
    words: list[ExportedWord] = []
    is_open = False
    for start, end, text in syllables:
        begins_s, ends_s = access.snapshot.tempo_map.seconds_at(start), access.snapshot.tempo_map.seconds_at(end)
        bare = re.sub(r"\[[^\]]*\]$", "", text.strip())
        if bare in (HELD, "+", "-", "_", "") and words:
            words[-1] = ExportedWord(words[-1].start_s, ends_s, words[-1].text)
            continue
        piece = bare.rstrip("-")
        if is_open and words:
            words[-1] = ExportedWord(words[-1].start_s, ends_s, words[-1].text + piece)
        elif piece:
            words.append(ExportedWord(begins_s, ends_s, piece))
        is_open = bare.endswith("-")
    return words


def _written(words: Sequence[ExportedWord], form: str, name: str, folder: Path, access: SessionAccess) -> str:
    lines = captions(words)
    path = write_words(free_path(folder, name, f".{form}"), as_text(lines, form))
    timed = "" if form == "txt" else f" in {len(lines)} line{'' if len(lines) == 1 else 's'} with times"
    return f"{len(words)} words{timed} are in {path}."


def _song(access: SessionAccess, what: str) -> str:
    name = access.snapshot.project.name
    return f"{name} {what}" if name and access.snapshot.revision else what.capitalize()


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names[:6])
