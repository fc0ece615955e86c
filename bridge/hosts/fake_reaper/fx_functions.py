"""REAPER's functions of effects and envelopes."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_reaper.catalogue import BAND_KNOBS, BANDS, CATALOGUE, ReaperKnob, found
from bridge.hosts.fake_reaper.project import FakeReaperProject
from bridge.hosts.fake_reaper.strict import ReaperRefusal, ReaperText
from bridge.hosts.fake_reaper.things import Envelope, Fx, ReaperTrack


class FxFunctions:
    """A part of the table `reaper`."""

    project: FakeReaperProject
    fader_scaling = 1
    """REAPER's preference: 1 = volume envelopes are scaled like faders."""

    def _fx(self, track: ReaperTrack, index: int) -> Fx:
        if not 0 <= index < len(track.fx):
            raise ReaperRefusal("There is no such effect.")
        return track.fx[index]

    def _knob(self, fx: Fx, index: int) -> ReaperKnob:
        knobs = self._knobs(fx)
        if not 0 <= index < len(knobs):
            raise ReaperRefusal("There is no such parameter.")
        return knobs[index]

    @staticmethod
    def _knobs(fx: Fx) -> list[ReaperKnob]:
        bands = [ReaperKnob(f"{kind}-{BANDS[band]}", shows) for band in fx.bands for kind, shows in BAND_KNOBS]
        return [*CATALOGUE[fx.name].knobs, *bands]

    def TrackFX_GetCount(self, track: ReaperTrack) -> int:
        return len(track.fx)

    def TrackFX_AddByName(self, track: ReaperTrack, name: ReaperText, is_input: bool, instantiate: int) -> int:
        title = found(name.text)
        if not title:
            return -1
        place = -1000 - instantiate if instantiate <= -1000 else len(track.fx)
        track.fx.insert(place, Fx(name=title, norms=[knob.norm for knob in CATALOGUE[title].knobs]))
        return min(place, len(track.fx) - 1)

    def TrackFX_Delete(self, track: ReaperTrack, index: int) -> bool:
        track.fx.remove(self._fx(track, index))
        return True

    def TrackFX_GetFXGUID(self, track: ReaperTrack, index: int) -> str:
        return self._fx(track, index).guid

    def TrackFX_GetFXName(self, track: ReaperTrack, index: int) -> tuple[bool, str]:
        return True, CATALOGUE[self._fx(track, index).name].title

    def TrackFX_GetEnabled(self, track: ReaperTrack, index: int) -> bool:
        return self._fx(track, index).is_enabled

    def TrackFX_SetEnabled(self, track: ReaperTrack, index: int, on: bool) -> None:
        self._fx(track, index).is_enabled = on

    def TrackFX_GetInstrument(self, track: ReaperTrack) -> int:
        return next((i for i, fx in enumerate(track.fx) if CATALOGUE[fx.name].is_instrument), -1)

    def TrackFX_GetNumParams(self, track: ReaperTrack, index: int) -> int:
        return len(self._knobs(self._fx(track, index)))

    def TrackFX_GetParamName(self, track: ReaperTrack, index: int, knob: int) -> tuple[bool, str]:
        return True, self._knob(self._fx(track, index), knob).name

    def TrackFX_GetParam(self, track: ReaperTrack, index: int, knob: int) -> tuple[float, float, float]:
        return self._fx(track, index).norms[knob], 0.0, 1.0

    def TrackFX_SetParam(self, track: ReaperTrack, index: int, knob: int, value: float) -> bool:
        return self.TrackFX_SetParamNormalized(track, index, knob, value)

    def TrackFX_SetParamNormalized(self, track: ReaperTrack, index: int, knob: int, value: float) -> bool:
        fx = self._fx(track, index)
        self._knob(fx, knob)
        fx.norms[knob] = max(0.0, min(1.0, value))
        return True

    def TrackFX_GetFormattedParamValue(self, track: ReaperTrack, index: int, knob: int) -> tuple[bool, str]:
        fx = self._fx(track, index)
        return True, self._knob(fx, knob).shows(fx.norms[knob])

    def TrackFX_FormatParamValueNormalized(
        self, track: ReaperTrack, index: int, knob: int, value: float, text: ReaperText
    ) -> tuple[bool, str]:
        return True, self._knob(self._fx(track, index), knob).shows(value)

    def TrackFX_SetEQBandEnabled(self, track: ReaperTrack, index: int, band: int, number: int, on: bool) -> bool:
        fx = self._fx(track, index)
        if fx.name != "ReaEQ" or band not in BANDS or number:
            return False
        if on and band not in fx.bands:
            fx.bands.append(band)
            fx.norms += [0.5] * len(BAND_KNOBS)
        return True

    def TrackFX_GetEQParam(self, track: ReaperTrack, index: int, knob: int) -> tuple[bool, int, int, int, float]:
        fx = self._fx(track, index)
        self._knob(fx, knob)
        place = knob - len(CATALOGUE[fx.name].knobs)
        if fx.name != "ReaEQ" or place < 0:
            return False, 0, 0, 0, 0.0
        return True, fx.bands[place // len(BAND_KNOBS)], 0, place % len(BAND_KNOBS), fx.norms[knob]

    # --- envelopes ---

    def GetFXEnvelope(self, track: ReaperTrack, index: int, knob: int, creates: bool) -> Envelope | None:
        fx = self._fx(track, index)
        name = self._knob(fx, knob).name
        if creates and knob not in fx.envelopes:
            fx.envelopes[knob] = Envelope(name=name)
            self._activate(fx.envelopes[knob])
        return fx.envelopes.get(knob)

    def _activate(self, envelope: Envelope) -> None:
        """As when a user shows one: where it holds nothing it gets a point at the start."""
        envelope.texts["ACTIVE"] = "1"
        if not envelope.points:
            envelope.points.append([0.0, 1.0, 0])

    def GetSetEnvelopeInfo_String(
        self, envelope: Envelope, name: ReaperText, value: ReaperText, is_set: bool
    ) -> tuple[bool, str]:
        if name not in envelope.texts:
            raise ReaperRefusal(f"There is no text '{name}' in the stand-in.")
        if is_set and value not in ("0", "1"):
            raise ReaperRefusal(f"{name} is '0' or '1'.")
        if is_set and name == "ACTIVE" and value == "1":
            self._activate(envelope)
        elif is_set:
            envelope.texts[str(name)] = str(value)
        return True, envelope.texts[str(name)]

    def GetEnvelopeScalingMode(self, envelope: Envelope) -> int:
        return self.fader_scaling if envelope.is_fader else 0

    def ScaleToEnvelopeMode(self, mode: int, value: float) -> float:
        return float(716.21785031263 * (value / 2) ** 0.25) if mode == 1 and value > 0 else value

    def ScaleFromEnvelopeMode(self, mode: int, value: float) -> float:
        return float(2 * (value / 716.21785031263) ** 4) if mode == 1 else value

    def CountEnvelopePoints(self, envelope: Envelope) -> int:
        return len(envelope.points)

    def GetEnvelopePoint(self, envelope: Envelope, index: int) -> tuple[Any, ...]:
        if not 0 <= index < len(envelope.points):
            return False, 0.0, 0.0, 0, 0.0, False
        at, value, shape = envelope.points[index]
        return True, at, value, int(shape), 0.0, False

    def InsertEnvelopePoint(
        self,
        envelope: Envelope,
        at: float,
        value: float,
        shape: int,
        tension: float,
        is_selected: bool,
        is_unsorted: bool | None,
    ) -> bool:
        if envelope.is_fader and self.fader_scaling and 0 < value < 2:
            raise ReaperRefusal("A volume envelope scaled like a fader was given a plain factor.")
        envelope.points.append([at, value, shape])
        if not is_unsorted:
            envelope.points.sort()
        return True

    def Envelope_SortPoints(self, envelope: Envelope) -> bool:
        envelope.points.sort(key=lambda point: point[0])
        return True

    def DeleteEnvelopePointRange(self, envelope: Envelope, start: float, end: float) -> bool:
        envelope.points = [point for point in envelope.points if not start <= point[0] < end]
        return True
