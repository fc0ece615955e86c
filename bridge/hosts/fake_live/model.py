"""What a set of Live consists of, as plain data; undo keeps copies of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

NoteRow = tuple[int, int, float, float, float, bool]
"""Id, pitch, start and length in beats, velocity, mute."""


@dataclass
class SetParameter:
    """A knob."""

    ptr: int
    name: str
    value: float
    low: float = 0.0
    high: float = 1.0
    curve: str = "plain"
    """How its value is shown; see curve.py."""
    is_quantized: bool = False
    automation: int = 0
    """1 when it is automated, 2 when that is overridden."""

    def copied(self) -> SetParameter:
        """The same, apart."""
        return replace(self)


@dataclass
class SetDevice:
    """A device on a track."""

    ptr: int
    name: str
    class_name: str
    parameters: list[SetParameter]
    type: int = 2

    def copied(self) -> SetDevice:
        """The same, apart."""
        return replace(self, parameters=[one.copied() for one in self.parameters])


@dataclass
class SetClip:
    """A clip, in the arrangement or in a slot."""

    ptr: int
    is_midi: bool
    name: str
    start: float
    """In beats."""
    loop_start: float = 0.0
    """Of MIDI and of warped sound in beats, else in seconds; so is loop_end."""
    loop_end: float = 4.0
    color: int = 0xFF99AA
    is_muted: bool = False
    is_looping: bool = False
    is_warped: bool = False
    file: str = ""
    seconds: float = 0.0
    """Length of the file."""
    rate: float = 0.0
    gain: float = 0.4
    notes: tuple[NoteRow, ...] = ()
    chosen: tuple[int, ...] = ()
    """Ids of selected notes."""
    is_in_slot: bool = False
    pitch_coarse: int = 0
    pitch_fine: float = 0.0
    has_envelopes: bool = False

    def beats(self, tempo: float) -> float:
        """Its length in the arrangement."""
        length = self.loop_end - self.loop_start
        return length if self.is_midi or self.is_warped else length * tempo / 60

    def copied(self) -> SetClip:
        """The same, apart; notes are never changed, only replaced."""
        return replace(self)


@dataclass
class Mixer:
    """Fader, panner and sends."""

    ptr: int
    volume: SetParameter
    panning: SetParameter
    tempo: SetParameter
    """The tempo as a knob: on the main track only."""
    sends: list[SetParameter] = field(default_factory=list)

    def copied(self) -> Mixer:
        """The same, apart."""
        sends = [one.copied() for one in self.sends]
        volume, panning, tempo = self.volume.copied(), self.panning.copied(), self.tempo.copied()
        return replace(self, volume=volume, panning=panning, tempo=tempo, sends=sends)


@dataclass
class SetSlot:
    """A place of the session view."""

    ptr: int
    clip: SetClip | None = None

    def copied(self) -> SetSlot:
        """The same, apart."""
        return replace(self, clip=self.clip.copied() if self.clip else None)


@dataclass
class SetTrack:
    """A track, a return track or the main track."""

    ptr: int
    kind: str
    """audio, midi, group, return or main."""
    name: str
    mixer: Mixer
    color: int = 0xFF99AA
    is_muted: bool = False
    is_soloed: bool = False
    is_armed: bool = False
    is_frozen: bool = False
    monitor: int = 1
    group: int = 0
    devices: list[SetDevice] = field(default_factory=list)
    clips: list[SetClip] = field(default_factory=list)
    slots: list[SetSlot] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)

    def copied(self) -> SetTrack:
        """The same, apart."""
        return replace(
            self,
            mixer=self.mixer.copied(),
            devices=[one.copied() for one in self.devices],
            clips=[one.copied() for one in self.clips],
            slots=[one.copied() for one in self.slots],
            data=dict(self.data),
        )


@dataclass
class Cue:
    """A locator."""

    ptr: int
    name: str
    time: float

    def copied(self) -> Cue:
        """The same, apart."""
        return replace(self)


@dataclass
class SetScene:
    """A row of the session view."""

    ptr: int

    def copied(self) -> SetScene:
        """The same, apart."""
        return replace(self)


@dataclass
class LiveSet:
    """A set: all that undo brings back."""

    ptr: int
    main: SetTrack
    tracks: list[SetTrack] = field(default_factory=list)
    returns: list[SetTrack] = field(default_factory=list)
    scenes: list[SetScene] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    tempo: float = 120.0
    numerator: int = 4
    denominator: int = 4
    loop: bool = False
    loop_start: float = 0.0
    loop_length: float = 4.0
    data: dict[str, Any] = field(default_factory=dict)

    def copied(self) -> LiveSet:
        """The same, apart."""
        return replace(
            self,
            main=self.main.copied(),
            tracks=[one.copied() for one in self.tracks],
            returns=[one.copied() for one in self.returns],
            scenes=[one.copied() for one in self.scenes],
            cues=[one.copied() for one in self.cues],
            data=dict(self.data),
        )

    def everything(self) -> Iterator[Any]:
        """Every thing that has a number."""
        yield self
        yield from self.scenes
        yield from self.cues
        for track in (*self.tracks, *self.returns, self.main):
            yield track
            yield track.mixer
            yield from (track.mixer.volume, track.mixer.panning, track.mixer.tempo, *track.mixer.sends)
            yield from track.clips
            for slot in track.slots:
                yield slot
                if slot.clip:
                    yield slot.clip
            for device in track.devices:
                yield device
                yield from device.parameters
