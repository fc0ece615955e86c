"""export: files to take along, beside the session; what was written is measured and told."""

from __future__ import annotations

import contextlib
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.assistant.actions import export_session, export_words
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats, tracks_of, visible
from engine.assistant.mixdown.mixdown import MixdownFile, mixdown_file, session_end
from engine.catalog import packages
from engine.daw.daw import Region, Track
from engine.errors import UserError
from engine.media.clip import Clip
from engine.media.export.place import free_path, written
from engine.media.export.sound import SUFFIXES, Levelled, levelled, measured, write_sound
from engine.media.midi_file import save_song
from engine.media.note import Note
from engine.media.sound_blocks import FiledSound, SoundBlocks, TurnedSound

_AT_LOUDNESS_DB = 0.25
"""A loudness that is missed by less is met."""
_FORMATS = {
    **dict.fromkeys(("mix", "tracks", "stems"), ("wav", "flac", "mp3", "aac")),
    **dict.fromkeys(("clip", "selection"), ("wav", "flac", "mp3", "aac", "mid")),
    "notes": ("mid",),
    "transcript": ("txt", "srt", "vtt", "lrc"),
    "lyrics": ("txt", "lrc", "srt", "vtt"),
    "session": ("dawproject",),
}


def act(args: Mapping[str, Any], access: SessionAccess) -> str:
    """See the row `export` of the task table."""
    what, form = args["what"], args.get("format")
    if form and form not in _FORMATS[what]:
        if form == "mid" and what in ("mix", "tracks", "stems", "session"):
            what = "notes"
        elif form in ("srt", "vtt", "txt") and what in ("mix", "clip", "selection"):
            what = "transcript"
        elif form == "dawproject":
            what = "session"
        else:
            raise UserError(f"A {what} cannot be written as {form}; it goes as {', '.join(_FORMATS[what])}.")
    if form == "aac":
        packages.bring(("av",), "picture", "An m4a file")
    return _WRITERS[what]({**args, "format": form or _FORMATS[what][0]}, access)


def folder_of(access: SessionAccess) -> Path:
    """Where exports of this project go."""
    return access.library.folder / "Exports"


_SILENT_DBTP = -80.0


def _mix(args: Mapping[str, Any], access: SessionAccess) -> str:
    start, end = _range(args, access)
    chosen = {track.id for track in tracks_of(args, access)} if args.get("track") or args.get("tracks") else None
    name = access.snapshot.project.name or "Mix"
    if chosen:
        name = f"{name} {_of_tracks(chosen, access)}"
        chosen = _with_inside(chosen, access)
    with scratch(access) as folder:
        made = _mixed(access, folder, tracks=chosen, start_beats=start, end_beats=end)
        return _one_file(name, made.sound, args, access, folder, made.missed)


def _with_inside(chosen: set[str], access: SessionAccess) -> set[str]:
    """The tracks, and of a group all that lies in it."""
    while more := {track.id for track in visible(access) if track.group in chosen} - chosen:
        chosen = chosen | more
    return chosen


def called(name: str, args: Mapping[str, Any]) -> str:
    """What a file is called: as was asked for, else the name that is usual; "_instr" goes behind that."""
    wanted = str(args.get("name") or "")
    return f"{name}{wanted}" if wanted.startswith(("_", "-")) else wanted or name


def _of_tracks(chosen: set[str], access: SessionAccess) -> str:
    """ "Drums, Bass" or, where only a few are left out, "without Vocal"."""
    sounding = [track for track in visible(access) if track.kind in ("audio", "midi")]
    inside = [track.name for track in sounding if track.id in chosen]
    left = [track.name for track in sounding if track.id not in chosen and track.group not in chosen]
    if left and len(left) < len(inside):
        return f"without {', '.join(left)}"
    return ", ".join(inside or [_track_name(access, one) for one in chosen])


def _tracks(args: Mapping[str, Any], access: SessionAccess) -> str:
    """Every track by itself, from bar 1, all of one length."""
    return _parts([([track], track.name) for track in _sounding(args, access)], args, access, "tracks")


def _stems(args: Mapping[str, Any], access: SessionAccess) -> str:
    """The groups and the tracks in none: parts that add up to the mix."""
    tracks = _sounding(args, access)
    parts: dict[str, tuple[list[Track], str]] = {}
    for track in tracks:
        top = track
        while (above := access.snapshot.track(top.group)) and above is not top:
            top = above
        parts.setdefault(top.id, ([], top.name))[0].append(track)
    return _parts(list(parts.values()), args, access, "stems")


def _sounding(args: Mapping[str, Any], access: SessionAccess) -> list[Track]:
    if args.get("track") or args.get("tracks"):
        named = tracks_of(args, access)
        inside = [track for track in visible(access) if track.group in {one.id for one in named}]
        tracks = [track for track in (*named, *inside) if track.kind in ("audio", "midi")]
    else:
        tracks = [track for track in visible(access) if track.kind in ("audio", "midi")]
    found = [track for track in tracks if any(not region.mute for region in access.snapshot.regions_on(track.id))]
    if not found:
        raise UserError("There is nothing on the tracks to export.")
    return found


def _parts(parts: Sequence[tuple[list[Track], str]], args: Mapping[str, Any], access: SessionAccess, what: str) -> str:
    start, end = _range(args, access)
    muted = [name for tracks, name in parts if all(track.mute for track in tracks)]
    heard = [([track for track in tracks if not track.mute], name) for tracks, name in parts if name not in muted]
    if not heard:
        raise UserError("All of them are muted; unmute what you want to export.")
    end = session_end(access.snapshot) if end is None else end
    with scratch(access) as passing:
        mixed = [
            _mixed(
                access, passing, tracks={track.id for track in tracks}, start_beats=start, end_beats=end,
                ignores_mutes=True,
            )
            for tracks, _ in heard
        ]  # fmt: skip
        ready = levelled([one.sound for one in mixed], passing, args.get("loudness_lufs"))
        lines = _written_parts(ready, [name for _, name in heard], args, access, what)
    lines += [f"{', '.join(muted)} {'is' if len(muted) == 1 else 'are'} muted and left out."] if muted else []
    return "\n".join([*lines, *_remarks(ready, [m for one in mixed for m in one.missed])])


def _written_parts(
    ready: Levelled, names: Sequence[str], args: Mapping[str, Any], access: SessionAccess, what: str
) -> list[str]:
    usual = f"{access.snapshot.project.name or 'Session'} {what}"
    if args.get("name") and len(ready.sounds) == 1:
        folder, names = folder_of(access), [called(names[0], args)]
    else:
        folder = free_path(folder_of(access), called(usual, args), "")
    suffix = SUFFIXES[args["format"]]
    done: list[Path] = []
    try:
        for name, sound in zip(names, ready.sounds, strict=True):
            done.append(write_sound(free_path(folder, name, suffix), sound))
    except UserError as error:
        kept = f" {len(done)} of {len(names)} are in {folder}." if done else ""
        raise UserError(f"{error}{kept}") from error
    seconds = max(sound.seconds for sound in ready.sounds)
    shown = ", ".join(path.stem for path in done[:12]) + (" …" if len(done) > 12 else "")
    count = f"{len(done)} {what}" if len(done) > 1 else f"1 {what.removesuffix('s')}"
    return [f"{count} ({shown}), each {_length(seconds)} long, in {folder}.", *_levels(names, ready.sounds)]


_MOST_LEVELS = 8


def _levels(names: Sequence[str], sounds: Sequence[SoundBlocks]) -> list[str]:
    """How loud they are, as it is measured in what was written."""
    found = [(name, measured(one)) for name, one in zip(names[:_MOST_LEVELS], sounds, strict=False)]
    loud = [(name, one) for name, one in found if one.lufs is not None]
    if len(names) == 1:
        return [
            f"'{name}' is at {one.lufs:.1f} LUFS, true peak {one.true_peak_dbtp or 0.0:.1f} dBTP.".replace(" -", " −")
            for name, one in loud
        ]
    told = ", ".join(f"{name} {one.lufs:.1f}".replace(" -", " −") for name, one in loud)
    return [f"By track: {told}{' …' if len(names) > _MOST_LEVELS else ''} (LUFS)."] if told else []


def _clip(args: Mapping[str, Any], access: SessionAccess) -> str:
    names = [str(one) for one in args.get("clips") or ([args["clip"]] if args.get("clip") else [])]
    if not names:
        return _selection(args, access)
    placed = [region for name in names if (region := access.region(name)) is not None]
    if len(placed) == len(names) and {"start_bar", "end_bar"} & set(args) and args.get("format") != "mid":
        return _tracks({**args, "tracks": [_track_name(access, region.track) for region in placed]}, access)
    clips = [access.clip(name) for name in names]
    if args["format"] == "mid" or (all(clip.kind == "midi" for clip in clips) and "format" not in args):
        return "\n".join(
            _notes_file([(clip.name, clip.midi().notes)], called(clip.name, args), clip.midi().length_beats, access)
            for clip in clips
        )
    with scratch(access) as folder:
        return "\n".join(
            _one_file(clip.name, _sound(clip, name, access, folder), args, access, folder)
            for clip, name in zip(clips, names, strict=True)
        )


def _sound(clip: Clip, reference: str, access: SessionAccess, folder: Path) -> SoundBlocks:
    region = access.region(reference)
    if region is not None and access.outboard is not None:
        track = access.snapshot.track(region.track)
        if clip.kind == "midi" and track is not None:
            played = access.outboard.notes(region, track, access.snapshot, folder)
            if played is None:
                raise UserError(f"Nothing here can play the notes of '{clip.name}'; export them as mid.")
            return TurnedSound(FiledSound(played.path), 20 * math.log10(max(played.factor, 1e-6)))
    if clip.kind != "audio":
        raise UserError(f"'{clip.name}' is {clip.kind}; only sound and notes are exported as sound.")
    return FiledSound(clip.path)


def _selection(args: Mapping[str, Any], access: SessionAccess) -> str:
    selection = access.snapshot.selection
    if args["format"] == "mid" and selection.notes:
        first = min(note.start_beats for note in selection.notes)
        notes = [replace(note, start_beats=note.start_beats - first) for note in selection.notes]
        length_beats = max(note.end_beats for note in notes)
        return _notes_file([("Selection", notes)], called("Selection", args), length_beats, access)
    regions = [region for one in selection.regions if (region := access.snapshot.region(one))]
    if len(regions) == 1:
        return _clip({**args, "clip": "selection"}, access)
    start, end = selection.start_beats, selection.end_beats
    if regions and (start is None or end is None):
        start, end = min(one.start_beats for one in regions), max(one.end_beats for one in regions)
    if start is None or end is None:
        raise UserError("Nothing is selected in the DAW; select a range or clips, or name what to export.")
    chosen = _with_inside(set(selection.tracks), access) or {region.track for region in regions} or None
    with scratch(access) as folder:
        made = _mixed(access, folder, tracks=chosen, start_beats=start, end_beats=end)
        name = f"{access.snapshot.project.name or 'Session'} selection"
        return _one_file(name, made.sound, args, access, folder, made.missed)


def _notes(args: Mapping[str, Any], access: SessionAccess) -> str:
    if args.get("clip") or args.get("clips"):
        regions = [region for one in args.get("clips") or [args["clip"]] if (region := access.region(str(one)))]
        if not regions:
            return _clip({**args, "format": "mid"}, access)
        if any(region.kind != "midi" for region in regions):
            raise UserError("Only clips of notes are written as mid; write sound down as notes first (audio to MIDI).")
    else:
        chosen = tracks_of(args, access) if args.get("track") or args.get("tracks") else visible(access)
        regions = [
            r for track in chosen for r in access.snapshot.regions_on(track.id) if r.kind == "midi" and not r.mute
        ]
    if not any(region.notes for region in regions):
        raise UserError("There are no notes to export.")
    by_track: dict[str, list[Region]] = {}
    for region in regions:
        by_track.setdefault(region.track, []).append(region)
    tracks = [
        (
            _track_name(access, one),
            [_at_session(n, region) for region in own for n in region.notes if n.start_beats < region.length_beats],
        )
        for one, own in by_track.items()
    ]
    name = tracks[0][0] if len(tracks) == 1 else access.snapshot.project.name or "Notes"
    return _notes_file(tracks, called(name, args), max(region.end_beats for region in regions), access)


def _notes_file(
    tracks: Sequence[tuple[str, Sequence[Note]]], name: str, length_beats: float, access: SessionAccess
) -> str:
    path = free_path(folder_of(access), name, ".mid")
    markers = [(marker.at_beats, marker.name) for marker in access.snapshot.markers]
    written(path, lambda fresh: save_song(fresh, tracks, access.snapshot.tempo_map, length_beats, markers))
    count = sum(len(notes) for _, notes in tracks)
    more = f" on {len(tracks)} tracks" if len(tracks) > 1 else ""
    return f"{count} note{'' if count == 1 else 's'}{more}, with tempo and meter, are in {path}."


_WRITERS: Mapping[str, Callable[[Mapping[str, Any], SessionAccess], str]] = {
    "mix": _mix,
    "tracks": _tracks,
    "stems": _stems,
    "clip": _clip,
    "selection": _selection,
    "notes": _notes,
    "transcript": lambda args, access: export_words.transcript(args, access, folder_of(access)),
    "lyrics": lambda args, access: export_words.lyrics(args, access, folder_of(access)),
    "session": lambda args, access: export_session.session(args, access, folder_of(access)),
}


@contextlib.contextmanager
def scratch(access: SessionAccess) -> Iterator[Path]:
    """A passing folder on the disk of the library."""
    with tempfile.TemporaryDirectory(prefix=".mix ", dir=access.library.folder) as folder:
        yield Path(folder)


def _mixed(access: SessionAccess, folder: Path, **how: Any) -> MixdownFile:
    if not access.snapshot.revision:
        raise UserError("No DAW is connected, so there is no session to export; name a clip, or connect a DAW.")
    return mixdown_file(access.snapshot, folder, players=access.outboard, **how)


def _one_file(
    name: str, whole: SoundBlocks, args: Mapping[str, Any], access: SessionAccess, folder: Path,
    missed: Sequence[str] = (),
) -> str:  # fmt: skip
    ready = levelled([whole], folder, args.get("loudness_lufs"))
    sound = ready.sounds[0]
    path = write_sound(free_path(folder_of(access), called(name, args), SUFFIXES[args["format"]]), sound)
    found = measured(sound)
    is_silent = found.true_peak_dbtp is None or found.true_peak_dbtp < _SILENT_DBTP
    unheard = "silent: nothing of it is heard" if is_silent else "too short or too quiet for a loudness"
    loud = f"{found.lufs:.1f} LUFS" if found.lufs is not None else unheard
    peak = f", true peak {found.true_peak_dbtp:.1f} dBTP" if found.true_peak_dbtp is not None else ""
    line = f"{path} is {_length(sound.seconds)} long, {loud.replace('-', '−')}{peak.replace('-', '−')}."
    return "\n".join([line, *_remarks(ready, missed, _short_db(args, found.lufs))])


def _short_db(args: Mapping[str, Any], lufs: float | None) -> float:
    """How much is lacking to the loudness that was asked for."""
    wanted = args.get("loudness_lufs")
    return 0.0 if wanted is None or lufs is None else float(wanted) - lufs


def _remarks(ready: Levelled, missed: Sequence[str], short_db: float = 0.0) -> list[str]:
    lines = []
    if ready.limited_db == 0 and ready.gain_db < 0 and ready.is_turned_down:
        lines.append(f"It would have clipped, so it was turned down by {-ready.gain_db:.1f} dB.")
    if short_db > _AT_LOUDNESS_DB:
        limited = f"Even with peaks turned down by up to {ready.limited_db:.1f} dB"
        lines.append(f"{limited} it is {short_db:.1f} dB short of the loudness that was asked for.")
    elif ready.limited_db > 0.5:
        lines.append(f"Peaks were turned down by up to {ready.limited_db:.1f} dB to reach that loudness.")
    if names := list(dict.fromkeys(missed)):
        shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
        lines.append(f"Not in it, because only your DAW can play it: {shown}.")
    return lines


def _range(args: Mapping[str, Any], access: SessionAccess) -> tuple[float, float | None]:
    start = bar_beats(args["start_bar"], access) if args.get("start_bar") is not None else 0.0
    end = bar_beats(args["end_bar"], access) if args.get("end_bar") is not None else None
    if end is not None and end <= start:
        raise UserError("The end of an export lies after its start; say the first bar first.")
    return start, end


def _track_name(access: SessionAccess, track_id: str) -> str:
    track = access.snapshot.track(track_id)
    return track.name if track else "Notes"


def _at_session(note: Note, region: Region) -> Note:
    length = min(note.length_beats, max(1e-3, region.length_beats - note.start_beats))
    return Note(note.pitch, note.start_beats + region.start_beats, length, note.velocity, note.lyric, note.channel)


def _length(seconds: float) -> str:
    whole = round(seconds, 1)
    return f"{int(whole // 60)}:{whole % 60:04.1f}"
