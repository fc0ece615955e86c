"""Mixdown: the sound of a session, or of some of its tracks, between two beats.

Regions with their gain, mute and fades; plugins as far as the players have them; faders, panners and mutes with their
automation; solos, sends, buses and groups. A part is mixed as it sounds in the whole, so that parts add up to the mix.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from engine.daw.daw import Region, Snapshot, Track
from engine.errors import UserError
from engine.media.audio import Audio, read_audio, resample, to_channels
from engine.mixdown.players import Players

SILENCE_DB = -119.0
_CONTROL_FRAMES = 480
"""Values that move are computed so often and joined by lines."""


@dataclass(frozen=True)
class Mixdown:
    """A sound that was mixed down, and what of the session is not in it."""

    audio: Audio
    """Stereo, at the session's rate."""
    missed: tuple[str, ...] = ()
    """What could not be played, as "Serum on 'Bass'"; only the DAW has it."""


def session_end(snapshot: Snapshot, tracks: Collection[str] | None = None) -> float:
    """The beat where the last region of the session, or of some tracks, ends."""
    return max((r.end_beats for r in snapshot.regions if tracks is None or r.track in tracks), default=0.0)


def mixdown(
    snapshot: Snapshot,
    *,
    tracks: Collection[str] | None = None,
    start_beats: float = 0.0,
    end_beats: float | None = None,
    players: Players | None = None,
    ignores_mutes: bool = False,
) -> Mixdown:
    """Mix the whole session, or only what begins on some tracks, through its buses, groups and master.

    Without an end: to the end of the last region of the session. `ignores_mutes` lets tracks sound that are muted
    or silenced by the solo of another. UserError when there is nothing to mix, or a sound is missing on disk.
    """
    end = session_end(snapshot) if end_beats is None else end_beats
    if end <= start_beats:
        raise UserError("There is nothing in that part of the session to mix.")
    return _Mixing(snapshot, tracks, start_beats, end, players or Players(), ignores_mutes).mixed()


class _Mixing:
    """One mixdown at work."""

    def __init__(
        self,
        snapshot: Snapshot,
        tracks: Collection[str] | None,
        start_beats: float,
        end_beats: float,
        players: Players,
        ignores_mutes: bool,
    ) -> None:
        self.snapshot, self.players, self.ignores_mutes = snapshot, players, ignores_mutes
        self.wanted = tracks
        self.rate = snapshot.sample_rate_hz
        tempo_map = snapshot.tempo_map
        self.first = tempo_map.sample_at(start_beats, self.rate)
        self.frames = max(1, tempo_map.sample_at(end_beats, self.rate) - self.first)
        self.missed: dict[str, None] = {}
        self.inputs: dict[str, np.ndarray] = {}
        """What has been sent so far to buses, groups and the master."""
        self.is_soloing = any(track.solo for track in snapshot.tracks)

    def mixed(self) -> Mixdown:
        total = np.zeros((2, self.frames), np.float32)
        master = next((track for track in self.snapshot.tracks if track.kind == "master"), None)
        for track in self._in_order():
            if track is master:
                continue
            sound = self._channel(track)
            if sound is None:
                continue
            target = self.snapshot.track(track.output or track.group)
            if target is None or target is master or target.id == track.id:
                total += sound
            else:
                self._send(target.id, sound)
        if master is not None:
            self._send(master.id, total)
            through = self._channel(master)
            total = total if through is None else through
        return Mixdown(Audio(total, self.rate), tuple(self.missed))

    def _in_order(self) -> list[Track]:
        """Tracks before the buses and groups they go to; what runs in a circle is cut where it was found."""
        by_id = {track.id: track for track in self.snapshot.tracks if not track.is_hidden}
        done: dict[str, Track] = {}
        waiting: set[str] = set()

        def visit(track: Track) -> None:
            if track.id in done or track.id in waiting:
                return
            waiting.add(track.id)
            for other in by_id.values():
                if track.id in (other.output, other.group, *(send.to for send in other.sends)):
                    visit(other)
            done[track.id] = track

        for track in by_id.values():
            visit(track)
        return list(done.values())

    def _channel(self, track: Track) -> np.ndarray | None:
        """A channel's sound after its fader, its sends served; None for silence."""
        sound = self.inputs.pop(track.id, None)
        if self.wanted is None or track.id in self.wanted:
            own = self._regions(track)
            sound = own if sound is None else sound if own is None else sound + own
        if sound is None or (not self.ignores_mutes and self._is_silenced(track)):
            return None
        sound = self._through_plugins(track, sound)
        faded = sound * self._gains(track)
        for send in track.sends:
            self._send(send.to, faded * self._send_gain(track, send.to, send.gain_db))
        return np.asarray(faded, np.float32)

    def _send(self, target: str, sound: np.ndarray) -> None:
        there = self.inputs.get(target)
        self.inputs[target] = sound.astype(np.float32) if there is None else there + sound

    def _is_silenced(self, track: Track) -> bool:
        if track.mute and not self._lane(track, "mute"):
            return True
        if not self.is_soloing or track.kind not in ("audio", "midi"):
            return False
        above, one = [track], track
        while (parent := self.snapshot.track(one.group or one.output)) and parent not in above:
            above.append(parent)
            one = parent
        return not any(other.solo for other in above)

    def _regions(self, track: Track) -> np.ndarray | None:
        sound: np.ndarray | None = None
        for region in self.snapshot.regions_on(track.id):
            placed = None if region.mute else self._region(region, track)
            if placed is None:
                continue
            at, samples = placed
            begin, end = max(0, at - self.first), min(self.frames, at - self.first + samples.shape[1])
            if end > begin:
                sound = np.zeros((2, self.frames), np.float32) if sound is None else sound
                sound[:, begin:end] += samples[:, begin + self.first - at : end + self.first - at]
        return sound

    def _region(self, region: Region, track: Track) -> tuple[int, np.ndarray] | None:
        """Where a region begins in the session and its sound; None outside the range, or when nobody can play it."""
        tempo_map = self.snapshot.tempo_map
        at = round(region.start_s * self.rate) if region.start_s else tempo_map.sample_at(region.start_beats, self.rate)
        until = tempo_map.sample_at(region.end_beats, self.rate)
        if until <= self.first or at >= self.first + self.frames:
            return None
        if region.kind == "midi":
            played = self.players.notes(region, track, self.snapshot) if region.notes else None
            if played is None:
                if region.notes:
                    self.missed[f"the notes of '{region.name}'"] = None
                return None
        else:
            played = region_sound(region)
        samples = to_channels(resample(played, self.rate), 2).samples
        if region.is_looped and region.kind == "audio" and samples.shape[1] < until - at:
            samples = np.tile(samples, -(-(until - at) // max(1, samples.shape[1])))[:, : until - at]
        return at, _faded(samples, region, self.rate)

    def _through_plugins(self, track: Track, sound: np.ndarray) -> np.ndarray:
        effects = track.plugins
        for plugin in effects:
            if not plugin.on or (track.kind == "midi" and plugin is effects[0] and not _is_effect(plugin.name)):
                continue
            made = self.players.effect(plugin, Audio(np.asarray(sound, np.float32), self.rate), track, self.snapshot)
            if made is None:
                self.missed[f"{plugin.name} on '{track.name}'"] = None
            else:
                samples = to_channels(made, 2).samples[:, : self.frames]
                sound = np.pad(samples, ((0, 0), (0, self.frames - samples.shape[1])))
        return sound

    def _gains(self, track: Track) -> np.ndarray:
        """Fader, panner and mute [shape=(2, 1) or (2, frames)]."""
        volume, pan, mute = (self._moving(track, name) for name in ("volume", "pan", "mute"))
        gain = _factor(np.full(1, track.gain_db) if volume is None else volume)
        if mute is not None and not self.ignores_mutes:
            gain = gain * (mute < 0.5)
        place = np.full(1, track.pan) if pan is None else pan
        return np.stack([gain * np.minimum(1.0, 1.0 - place), gain * np.minimum(1.0, 1.0 + place)])

    def _send_gain(self, track: Track, bus: str, gain_db: float) -> np.ndarray:
        moving = self._moving(track, f"send {bus}")
        return _factor(np.full(1, gain_db) if moving is None else moving)

    def _lane(self, track: Track, parameter: str) -> Sequence[tuple[float, float]]:
        return next((lane.points for lane in track.automation if lane.parameter == parameter), ())

    def _moving(self, track: Track, parameter: str) -> np.ndarray | None:
        """An automated value at every sample; None where nothing is automated."""
        points = self._lane(track, parameter)
        if not points:
            return None
        tempo_map = self.snapshot.tempo_map
        at_s = [tempo_map.seconds_at(beat) for beat, _ in points]
        control = np.arange(0, self.frames + _CONTROL_FRAMES, _CONTROL_FRAMES)
        values = np.interp((control + self.first) / self.rate, at_s, [value for _, value in points])
        return np.interp(np.arange(self.frames), control, values)


def region_sound(region: Region) -> Audio:
    """The sound of an audio region before its gain and fades; UserError when a file of it has gone."""
    if not region.sources:
        raise UserError(f"The DAW does not say which file '{region.name}' plays.")
    end_s = region.offset_s + region.length_s if region.length_s else None
    parts = []
    for source in region.sources:
        if not source.is_file():
            raise UserError(
                f"The sound of '{region.name}' is missing: {source} is not there; put it back, or delete that clip."
            )
        parts.append(read_audio(source, start_s=region.offset_s, end_s=end_s))
    if len(parts) == 1:
        return parts[0]
    frames = min(part.frames for part in parts)
    return Audio(np.concatenate([part.samples[:, :frames] for part in parts]), parts[0].sample_rate_hz)


def _faded(samples: np.ndarray, region: Region, rate: int) -> np.ndarray:
    """A region's sound with its gain and fades."""
    shaped = samples * np.float32(10 ** (region.gain_db / 20))
    for seconds, is_end in ((region.fade_in_s, False), (region.fade_out_s, True)):
        frames = min(samples.shape[1], round(seconds * rate))
        if frames > 0:
            line = np.linspace(0, 1, frames, endpoint=False, dtype=np.float32)
            part = slice(samples.shape[1] - frames, None) if is_end else slice(0, frames)
            shaped[:, part] *= line[::-1] if is_end else line
    return shaped


def _factor(level_db: np.ndarray) -> np.ndarray:
    return np.where(level_db <= SILENCE_DB, 0.0, 10 ** (np.maximum(level_db, SILENCE_DB) / 20))


def _is_effect(name: str) -> bool:
    return any(word in name.casefold() for word in _EFFECT_WORDS)


_EFFECT_WORDS = (
    "reverb",
    "verb",
    "delay",
    "echo",
    "comp",
    "eq",
    "filter",
    "chorus",
    "phaser",
    "flang",
    "limit",
    "gate",
    "dist",
    "drive",
    "satur",
    "trem",
    "deess",
    "pass",
    "tune",
    "widen",
    "crush",
)
