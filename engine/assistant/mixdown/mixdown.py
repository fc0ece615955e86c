"""Mixdown: the sound of a session, or of some of its tracks, between two beats, in flat memory.

Regions with their gain, mute and fades; plugins as far as the players have them; faders, panners and mutes with their
automation; solos, sends, buses and groups. A part is mixed as it sounds in the whole, so that parts add up to the mix.
What goes through a plugin, and notes that were played, lie in passing files; all else is mixed block by block.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.assistant.mixdown.players import Players
from engine.assistant.mixdown.region_sound import RegionSound
from engine.daw.daw import Plugin, Region, Snapshot, Track
from engine.errors import UserError
from engine.media.audio import Audio, to_channels
from engine.media.audio_stream import ClipWriter, read_frames
from engine.media.sound_blocks import FiledSound, SoundBlocks

SILENCE_DB = -119.0
_CONTROL_FRAMES = 480
"""Values that move are computed so often and joined by lines."""
_BLOCK = 1024 * _CONTROL_FRAMES


@dataclass(frozen=True)
class Mixdown:
    """A sound that was mixed down, and what of the session is not in it."""

    audio: Audio
    """Stereo, at the session's rate."""
    missed: tuple[str, ...] = ()
    """What could not be played, as "Serum on 'Bass'"; only the DAW has it."""


class MixedSound(SoundBlocks):
    """The mix as it is read: mixed anew each time, nothing of it is kept; see `_mixing` for how it can be asked for."""

    channels = 2

    def __init__(self, snapshot: Snapshot, **how: Any) -> None:
        self._snapshot, self._how = snapshot, how
        with _mixing(snapshot, **how) as mixing:
            self.sample_rate_hz, self.frames = mixing.rate, mixing.frames

    def blocks(self) -> Iterator[np.ndarray]:
        """See SoundBlocks."""
        with _mixing(self._snapshot, **self._how) as mixing:
            yield from mixing.blocks()


@dataclass(frozen=True)
class MixdownFile:
    """The same in a file."""

    sound: FiledSound
    missed: tuple[str, ...] = ()


def session_end(snapshot: Snapshot, tracks: Collection[str] | None = None) -> float:
    """The beat where the last region of the session, or of some tracks, ends."""
    return max((r.end_beats for r in snapshot.regions if tracks is None or r.track in tracks), default=0.0)


def mixdown(snapshot: Snapshot, **how: Any) -> Mixdown:
    """The mix in memory; see `_mixing` for how it can be asked for."""
    with _mixing(snapshot, **how) as mixing:
        blocks = list(mixing.blocks())
    return Mixdown(Audio(np.concatenate(blocks, axis=1), mixing.rate), tuple(mixing.missed))


def mixdown_file(snapshot: Snapshot, folder: Path, **how: Any) -> MixdownFile:
    """The mix as a float32 file in a folder, of any length; see `_mixing` for how it can be asked for."""
    with _mixing(snapshot, **how) as mixing, ClipWriter(folder, 2, mixing.rate, mixing.frames) as writer:
        for block in mixing.blocks():
            writer.write(block)
        path = writer.finish("mix").path
    return MixdownFile(FiledSound(path), tuple(mixing.missed))


@contextlib.contextmanager
def _mixing(
    snapshot: Snapshot,
    *,
    tracks: Collection[str] | None = None,
    start_beats: float = 0.0,
    end_beats: float | None = None,
    players: Players | None = None,
    ignores_mutes: bool = False,
) -> Iterator[_Mixing]:
    """Mix the whole session, or only what begins on some tracks, through its buses, groups and master.

    Without an end: to the end of the last region of the session. `ignores_mutes` lets tracks sound that are muted
    or silenced by the solo of another. UserError when there is nothing to mix, or a sound is missing on disk.
    """
    end = session_end(snapshot) if end_beats is None else end_beats
    if end <= start_beats:
        raise UserError("There is nothing in that part of the session to mix.")
    with tempfile.TemporaryDirectory(prefix="tonmeister-") as folder:
        yield _Mixing(snapshot, tracks, start_beats, end, players or Players(), ignores_mutes, Path(folder))


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
        folder: Path,
    ) -> None:
        self.snapshot, self.players, self.ignores_mutes = snapshot, players, ignores_mutes
        self.wanted, self.folder = tracks, folder
        self.rate = snapshot.sample_rate_hz
        tempo_map = snapshot.tempo_map
        self.first = tempo_map.sample_at(start_beats, self.rate)
        self.frames = max(1, tempo_map.sample_at(end_beats, self.rate) - self.first)
        self.missed: dict[str, None] = {}
        self.is_soloing = any(track.solo for track in snapshot.tracks)
        self._master = next((track for track in snapshot.tracks if track.kind == "master"), None)
        self._order = self._in_order()
        self._regions = {track.id: snapshot.regions_on(track.id) for track in self._order}
        self._played: dict[str, RegionSound | None] = {}
        self._printed: dict[str, FiledSound] = {}
        """What comes out of the plugins of a channel."""
        self._inputs: dict[str, np.ndarray] = {}
        """What has been sent so far to buses, groups and the master, of one block."""

    def blocks(self) -> Iterator[np.ndarray]:
        """The mix from its beginning to its end [shape=(2, n)]."""
        for track in self._order:
            if any(self._is_playing(track, plugin) for plugin in track.plugins):
                self._print(track)
        for begin in range(0, self.frames, _BLOCK):
            yield self._block(begin, min(_BLOCK, self.frames - begin), None)[0]

    def _print(self, track: Track) -> None:
        """Put a channel through its plugins, from the beginning to the end."""
        if not self.ignores_mutes and self._is_silenced(track):
            return
        is_heard = False
        with ClipWriter(self.folder, 2, self.rate, self.frames) as writer:
            for begin in range(0, self.frames, _BLOCK):
                size = min(_BLOCK, self.frames - begin)
                sound = self._block(begin, size, track)[1]
                is_heard |= sound is not None
                writer.write(np.zeros((2, size), np.float32) if sound is None else sound)
            path = writer.finish(track.name).path if is_heard else None
        for plugin in track.plugins if path else ():
            if not self._is_playing(track, plugin):
                continue
            assert path is not None
            made = self.players.effect(plugin, path, track, self.snapshot, self.folder)
            if made is None:
                self.missed[f"{plugin.name} on '{track.name}'"] = None
            path = made or path
        if path:
            self._printed[track.id] = FiledSound(path)

    def _block(self, begin: int, size: int, until: Track | None) -> tuple[np.ndarray, np.ndarray | None]:
        """The mix of one block and what goes into a channel, where its plugins are; at which the block ends."""
        total, master = np.zeros((2, size), np.float32), self._master
        self._inputs = {}
        for track in self._order:
            if track is master:
                continue
            if track is until:
                return total, self._before_plugins(track, begin, size)
            sound = self._channel(track, begin, size)
            if sound is None:
                continue
            target = self.snapshot.track(track.output or track.group)
            if target is None or target is master or target.id == track.id:
                total += sound
            else:
                self._send(target.id, sound)
        if master is not None:
            self._send(master.id, total)
            if master is until:
                return total, self._before_plugins(master, begin, size)
            through = self._channel(master, begin, size)
            total = total if through is None else through
        return total, None

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
        order = [track for track in done.values() if track is not self._master]
        return order if self._master is None else [*order, self._master]

    def _before_plugins(self, track: Track, begin: int, size: int) -> np.ndarray | None:
        sound = self._inputs.pop(track.id, None)
        if self.wanted is None or track.id in self.wanted:
            own = self._own(track, begin, size)
            sound = own if sound is None else sound if own is None else sound + own
        return sound

    def _channel(self, track: Track, begin: int, size: int) -> np.ndarray | None:
        """A channel's sound after its fader, its sends served; None for silence."""
        if track.id in self._printed:
            sound: np.ndarray | None = self._through_plugins(self._printed[track.id], begin, size)
        else:
            sound = self._before_plugins(track, begin, size)
        if sound is None or (not self.ignores_mutes and self._is_silenced(track)):
            return None
        faded = sound * self._gains(track, begin, size)
        for send in track.sends:
            self._send(send.to, faded * self._send_gain(track, send.to, send.gain_db, begin, size))
        return np.asarray(faded, np.float32)

    def _send(self, target: str, sound: np.ndarray) -> None:
        there = self._inputs.get(target)
        self._inputs[target] = sound.astype(np.float32) if there is None else there + sound

    def _is_silenced(self, track: Track) -> bool:
        if track.mute and not track.points("mute"):
            return True
        if not self.is_soloing or track.kind not in ("audio", "midi"):
            return False
        above, one = [track], track
        while (parent := self.snapshot.track(one.group or one.output)) and parent not in above:
            above.append(parent)
            one = parent
        return not any(other.solo for other in above)

    def _own(self, track: Track, begin: int, size: int) -> np.ndarray | None:
        """What the regions of a track play in a block; None for nothing."""
        sound: np.ndarray | None = None
        first, tempo_map = self.first + begin, self.snapshot.tempo_map
        for region in self._regions[track.id]:
            if region.mute:
                continue
            at = (
                round(region.start_s * self.rate)
                if region.start_s
                else tempo_map.sample_at(region.start_beats, self.rate)
            )
            until = tempo_map.sample_at(region.end_beats, self.rate)
            if until <= first or at >= first + size or (own := self._sound(region, track, until - at)) is None:
                continue
            start, end = max(0, at - first), min(size, at - first + own.frames)
            if end > start:
                sound = np.zeros((2, size), np.float32) if sound is None else sound
                sound[:, start:end] += own.read(start + first - at, end + first - at)
        return sound

    def _sound(self, region: Region, track: Track, frames: int) -> RegionSound | None:
        """What a region plays; None when nobody can play it."""
        if region.id in self._played:
            return self._played[region.id]
        made: RegionSound | None = None
        if region.kind == "audio":
            made = RegionSound(region, self.rate, frames)
        elif region.notes:
            played = self.players.notes(region, track, self.snapshot, self.folder)
            if played is None:
                self.missed[f"the notes of '{region.name}'"] = None
            else:
                made = RegionSound(region, self.rate, frames, sources=(played.path,), factor=played.factor)
        self._played[region.id] = made
        return made

    def _is_playing(self, track: Track, plugin: Plugin) -> bool:
        """True for an effect that is on; the first plugin of a track of notes is its instrument."""
        is_instrument = track.kind == "midi" and plugin is track.plugins[0] and not _is_effect(plugin.name)
        return plugin.on and not is_instrument

    def _through_plugins(self, printed: FiledSound, begin: int, size: int) -> np.ndarray:
        end = min(printed.frames, begin + size)
        if end <= begin:
            return np.zeros((2, size), np.float32)
        samples = to_channels(read_frames(printed.path, begin, end, printed.sample_rate_hz), 2).samples
        return np.pad(samples, ((0, 0), (0, size - samples.shape[1])))

    def _gains(self, track: Track, begin: int, size: int) -> np.ndarray:
        """Fader, panner and mute [shape=(2, 1) or (2, size)]."""
        volume, pan, mute = (self._moving(track, name, begin, size) for name in ("volume", "pan", "mute"))
        gain = _factor(np.full(1, track.gain_db) if volume is None else volume)
        if mute is not None and not self.ignores_mutes:
            gain = gain * (mute < 0.5)
        place = np.full(1, track.pan) if pan is None else pan
        return np.stack([gain * np.minimum(1.0, 1.0 - place), gain * np.minimum(1.0, 1.0 + place)])

    def _send_gain(self, track: Track, bus: str, gain_db: float, begin: int, size: int) -> np.ndarray:
        moving = self._moving(track, f"send {bus}", begin, size)
        return _factor(np.full(1, gain_db) if moving is None else moving)

    def _moving(self, track: Track, parameter: str, begin: int, size: int) -> np.ndarray | None:
        """An automated value at every sample; None where nothing is automated."""
        points = track.points(parameter)
        if not points:
            return None
        tempo_map = self.snapshot.tempo_map
        at_s = [tempo_map.seconds_at(beat) for beat, _ in points]
        control = np.arange(begin, begin + size + _CONTROL_FRAMES, _CONTROL_FRAMES)
        values = np.interp((control + self.first) / self.rate, at_s, [value for _, value in points])
        return np.interp(np.arange(begin, begin + size), control, values)


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
