"""How Live's script speaks: its wire table, what it can be asked to prove, what is to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from bridge.live.changes import CAN, LIMITS, MISSING, LiveDesk, wire_of
from bridge.live.effects import effect_named, knobs_of
from bridge.scripted.dialect import Dialect
from bridge.scripted.fit import knob_end
from bridge.scripted.prove import knob
from bridge.scripted.translation_context import TranslationContext, Wire
from engine.daw.claim import Claim, lasts
from engine.daw.daw import AddPlugin, Change, Outcome, PlaceAudio, ReplaceContent, SetTempo, Snapshot, Transport
from engine.media.audio import probe_audio


class LiveDialect(Dialect):
    """Live 11.3.25 and later."""

    name: ClassVar[str] = "Live"
    can: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[Mapping[str, str]] = MISSING
    limits: ClassVar[Mapping[str, str]] = LIMITS
    moves_others: ClassVar[tuple[type[Change], ...]] = (SetTempo,)
    looks_every_s: ClassVar[float] = 0.1
    settles_s: ClassVar[float] = 1.0

    def wire_of(self, change: Change, desk: TranslationContext) -> Wire:
        """In beats and dB."""
        assert isinstance(desk, LiveDesk)
        return wire_of(change, desk)

    def extra_claims(
        self, asked: Change, real: Change, outcome: Outcome, told: Mapping[str, Any], desk: TranslationContext
    ) -> Sequence[Claim]:
        """A file is as long in Live as it is, not stretched to Live's tempo; knobs stand where the script set them."""
        assert isinstance(desk, LiveDesk)
        if not outcome.is_done:
            return []
        made = [id_ for _, id_ in outcome.made]
        file = desk.prepared.get(id(asked))
        if isinstance(real, PlaceAudio | ReplaceContent) and file:
            region = made[0] if isinstance(real, PlaceAudio) else real.region
            return [lasts(region, file.frames / probe_audio(file.path).sample_rate_hz)]
        if isinstance(real, AddPlugin) and made:
            return [knob(made[0], label, value) for label, value in _turned(told).items() if label != "Device On"]
        return []

    def transport_wrong(self, change: Transport, now: Mapping[str, Any], after: Snapshot) -> str:
        """By what Live's transport says of itself, in beats."""
        return transport_wrong(change, now)

    def reservations(self, change: Change, told: Mapping[str, Any]) -> Sequence[str]:
        """Knobs that end before, knobs that are not there, no instrument."""
        said = [str(told["note"])] if told.get("note") else []
        if isinstance(change, AddPlugin) and not change.was:
            knobs, unknown = knobs_of(effect_named(change.effect), change.parameters)
            if unknown:
                said.append(f"Live's device has no control for {', '.join(unknown)}.")
            for label, value in _turned(told).items():
                if abs(float(value) - knobs.get(label, value)) > 0.02 * max(1.0, abs(float(value))):
                    said.append(knob_end(label, float(value)))
        if isinstance(change, Transport) and change.count_in_bars:
            said.append("Live counts in for as long as its own settings say.")
        return said


def _turned(told: Mapping[str, Any]) -> dict[str, float]:
    turned = told.get("set")
    return turned if isinstance(turned, dict) else {}


def transport_wrong(change: Transport, now: Mapping[str, Any]) -> str:
    """Empty when the transport does what was asked, else a sentence."""
    rolls, at = bool(now["rolling"]), change.at_beats
    if change.action in ("play", "record") and change.on and not rolls:
        return "Live's transport does not roll."
    if change.action == "stop" and rolls:
        return "Live's transport still rolls."
    if change.action == "record" and bool(now["record"]) != change.on:
        return "Live's record button did not follow."
    if change.action == "locate" and not rolls and at is not None and abs(now["beat"] - at) > 1e-3:
        return f"Live's playhead is at beat {now['beat']:g}, not {at:g}."
    if change.action == "loop" and bool(now["looping"]) != change.on:
        return "Live's loop did not follow."
    if change.action == "loop" and change.on and at is not None and change.end_beats is not None:
        start, end = now["loop"]
        if abs(start - at) > 1e-3 or abs(end - change.end_beats) > 1e-3:
            return f"Live's loop goes from beat {start:g} to {end:g}."
    if change.action == "metronome" and bool(now["click"]) != change.on:
        return "Live's click did not follow."
    return ""
