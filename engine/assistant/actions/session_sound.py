"""What the session's sound tells: whether something clips, what covers what, how loud it is; all of it measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import region_of, track_named, visible
from engine.assistant.mixdown.mixdown import MixedSound, session_end
from engine.assistant.mixdown.region_sound import region_blocks
from engine.daw.daw import Region, Track
from engine.daw.words import where
from engine.errors import UserError
from engine.media.audio import probe_audio
from engine.media.export.sound import measured
from engine.media.sound_blocks import FiledSound, SoundBlocks, in_steps

BANDS = (
    ("sub", 20, 60),
    ("bass", 60, 150),
    ("low mids", 150, 400),
    ("mids", 400, 1200),
    ("upper mids", 1200, 3500),
    ("presence", 3500, 8000),
    ("air", 8000, 18000),
)
_CLIPS_AT = 0.999
_BLOCK_S = 0.4
_AUDIBLE_DB = -55.0
_COVERS_DB, _BELONGS_DB = -3.0, -12.0


def told(aspect: str, args: Mapping[str, Any], access: SessionAccess) -> str:
    """The answer to one question."""
    if aspect == "masking":
        return _masking(args, access)
    return _clipping(args, access) if aspect == "clipping" else _loudness(args, access)


def _clipping(args: Mapping[str, Any], access: SessionAccess) -> str:
    snapshot = access.snapshot
    regions = [region for region in snapshot.regions if region.kind == "audio" and not region.mute]
    if args.get("clip"):
        regions = [region_of(str(args["clip"]), access)]
    elif args.get("track"):
        regions = list(snapshot.regions_on(track_named(access, str(args["track"])).id))
    found = []
    for region in regions:
        if region.kind == "audio":
            at_s = _clipped_at(region)
            if at_s is not None:
                beat = snapshot.tempo_map.beats_at(snapshot.tempo_map.seconds_at(region.start_beats) + at_s)
                found.append(f"'{region.name}' (first at {where(beat, snapshot)})")
    lines = [f"Clipped in the recording: {', '.join(found[:8])}."] if found else []
    if args.get("clip"):
        return (
            lines[0] if lines else f"No, '{regions[0].name}' does not clip; {_peak_line(measured_clip(access, args))}."
        )
    tracks = {track_named(access, str(args["track"])).id} if args.get("track") else None
    mix = _mixed(access, tracks)
    peak = measured(mix).true_peak_dbtp
    what = f"'{track_named(access, str(args['track'])).name}'" if args.get("track") else "The mix"
    if peak is None:
        return "\n".join([*lines, f"{what} is silent."])
    if peak > 0:
        beat = snapshot.tempo_map.beats_at(_loudest_at_s(mix))
        lines.append(
            f"Yes: {what[0].lower()}{what[1:]} peaks {peak:.1f} dB above full scale at {where(beat, snapshot)}; "
            "turn it down by that much."
        )
    else:
        lines.append(f"{'' if lines else 'No, nothing clips. '}{what} peaks at {_db(peak)} dBTP.")
    return "\n".join(lines)


def _clipped_at(region: Region) -> float | None:
    """How far into a recording it first stays at full scale for three samples, in seconds; None when it never does."""
    at, before = 0, np.zeros(2, bool)
    for block in region_blocks(region):
        over = np.concatenate([before, (np.abs(block) >= _CLIPS_AT).any(axis=0)])
        held = over[:-2] & over[1:-1] & over[2:]
        if held.any():
            return max(0, at + int(held.argmax()) - 2) / probe_audio(region.sources[0]).sample_rate_hz
        at, before = at + block.shape[1], over[-2:]
    return None


def _loudest_at_s(sound: SoundBlocks) -> float:
    """Where its highest sample is."""
    peak, place, at = 0.0, 0, 0
    for block in sound.blocks():
        levels = np.abs(block).max(axis=0)
        if levels.max(initial=0.0) > peak:
            peak, place = float(levels.max()), at + int(levels.argmax())
        at += block.shape[1]
    return place / sound.sample_rate_hz


def measured_clip(access: SessionAccess, args: Mapping[str, Any]) -> float | None:
    """The true peak of the clip that is asked about, in dBTP."""
    return measured(FiledSound(access.clip(str(args["clip"])).path)).true_peak_dbtp


def _peak_line(peak: float | None) -> str:
    return "it is silent" if peak is None else f"it peaks at {_db(peak)} dBTP"


def _loudness(args: Mapping[str, Any], access: SessionAccess) -> str:
    if args.get("clip"):
        clip = access.clip(str(args["clip"]))
        found, name = measured(FiledSound(clip.path)), f"'{clip.name}'"
    else:
        track = track_named(access, str(args["track"])) if args.get("track") else None
        found = measured(_mixed(access, {track.id} if track else None, args))
        name = f"'{track.name}'" if track else "The mix"
    is_second, is_whole = args.get("to") == "", bool(args.get("clip"))  # a clip is measured as a whole
    bars = [] if is_second or is_whole else _bars_told(args)
    if found.lufs is None:
        return "\n".join([*bars, f"{name} is silent, or too short for a loudness."])
    spread = f", range {found.range_lu:.1f} LU" if found.range_lu is not None else ""
    line = f"{name} is at {_db(found.lufs)} LUFS, true peak {_db(found.true_peak_dbtp or 0.0)} dBTP{spread}."
    line = "\n".join([*bars, line])
    if args.get("track") and args.get("to"):
        return "\n".join([line, _loudness({**args, "track": args["to"], "to": ""}, access)])
    if args.get("clip") or args.get("track"):
        return line
    levels = sorted(
        ((measured(_mixed(access, {t.id}, args)).lufs, t.name) for t in _playing(access)[:24]),
        key=lambda pair: -(pair[0] if pair[0] is not None else -200),
    )
    loud = [f"{name_} {_db(level)}" for level, name_ in levels if level is not None]
    return f"{line}\nBy track: {', '.join(loud[:8])}{' …' if len(loud) > 8 else ''} (LUFS)." if len(loud) > 1 else line


def _masking(args: Mapping[str, Any], access: SessionAccess) -> str:
    """Which tracks are as strong as another in a band that is its own, at the same time."""
    tracks = _playing(access)
    named = track_named(access, str(args["track"])) if args.get("track") else None
    if args.get("clip"):
        named = access.snapshot.track(region_of(str(args["clip"]), access).track)
    if named is not None and named not in tracks:
        raise UserError(f"'{named.name}' makes no sound now, so nothing can cover it.")
    if len(tracks) < 2:
        return "Only one track sounds, so nothing covers another."
    levels = {track.id: _band_levels(_mixed(access, {track.id})) for track in tracks[:32]}
    found: list[tuple[float, str]] = []
    for one in [named] if named else tracks[:32]:
        for other in tracks[:32]:
            if other.id != one.id and (found_one := _covered(one, other, levels)):
                found.append(found_one)
    if not found:
        return f"Nothing covers '{named.name}'." if named else "No track covers another in its own band."
    seen: dict[str, float] = {}
    for share, line in sorted(found, reverse=True):
        seen.setdefault(line, share)
    return "\n".join(list(seen)[:3])


def _covered(one: Track, other: Track, levels: Mapping[str, np.ndarray]) -> tuple[float, str] | None:
    """The band in which a track is covered for the largest share of its time, with that share."""
    mine, theirs = levels[one.id], levels[other.id]
    plays = mine.max(axis=0) > _AUDIBLE_DB
    if plays.sum() < 2:
        return None
    belongs = mine >= mine.max(axis=0) + _BELONGS_DB
    covered = belongs & (theirs >= mine + _COVERS_DB) & (theirs > _AUDIBLE_DB) & plays
    shares = covered.sum(axis=1) / plays.sum()
    band = int(shares.argmax())
    if shares[band] < 0.25:
        return None
    both = covered[band]
    by_db = float(np.mean(theirs[band][both] - mine[band][both]))
    level = (
        "as strong there" if abs(by_db) < 1 else f"{abs(by_db):.0f} dB {'stronger' if by_db > 0 else 'weaker'} there"
    )
    name, low, high = BANDS[band]
    return float(shares[band]), (
        f"'{other.name}' covers '{one.name}' in the {name} ({low}–{high} Hz): it is {level} "
        f"in {shares[band]:.0%} of the time that '{one.name}' plays."
    )


def _band_levels(sound: SoundBlocks) -> np.ndarray:
    """Level in dB of each band [shape=(bands, blocks)]."""
    size = round(_BLOCK_S * sound.sample_rate_hz)
    hz, window = np.fft.rfftfreq(size, 1 / sound.sample_rate_hz), np.hanning(size).astype(np.float32)
    found: list[np.ndarray] = []
    for block in in_steps(sound.blocks(), size):
        mono = block.mean(axis=0)
        rows = np.pad(mono, (0, -len(mono) % size)).reshape(-1, size)
        power = np.abs(np.fft.rfft(rows * window, axis=1)) ** 2 / (size * size / 8)
        found.append(np.array([power[:, (hz >= low) & (hz < high)].sum(axis=1) for _, low, high in BANDS]))
    return np.asarray(10 * np.log10(np.concatenate(found, axis=1) + 1e-12))


def _playing(access: SessionAccess) -> list[Track]:
    soloing = any(track.solo for track in visible(access))
    return [
        track
        for track in visible(access)
        if track.kind in ("audio", "midi")
        and not track.mute
        and (track.solo or not soloing)
        and any(not r.mute for r in access.snapshot.regions_on(track.id))
    ]


def _mixed(access: SessionAccess, tracks: set[str] | None, args: Mapping[str, Any] | None = None) -> SoundBlocks:
    """What sounds, of some tracks, in the bars that are asked about."""
    if session_end(access.snapshot) <= 0:
        raise UserError("There is nothing in the session to measure yet.")
    start, end = ((args or {}).get(name) for name in ("start_bar", "end_bar"))
    bar_start = access.snapshot.tempo_map.bar_start
    return MixedSound(
        access.snapshot,
        tracks=tracks,
        players=access.outboard,
        start_beats=bar_start(int(start)) if start else 0.0,
        end_beats=bar_start(int(end)) if end else None,
    )


def _bars_told(args: Mapping[str, Any]) -> list[str]:
    """Which bars were measured, where not all of it was."""
    start, end = int(args.get("start_bar") or 1), int(args.get("end_bar") or 0)
    if end:
        return [f"Measured in bar {start}." if end - 1 <= start else f"Measured in bars {start} to {end - 1}."]
    return [f"Measured from bar {start} on."] if args.get("start_bar") else []


def _db(value: float) -> str:
    return f"{'−' if value < 0 else ''}{abs(value):.1f}"
