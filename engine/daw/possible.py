"""What no session can be asked for: places and values that are no number, and places before the song begins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from engine.daw.change import Change
from engine.daw.changes.edges import Move
from engine.daw.changes.markers import AddMarker
from engine.daw.changes.placing import Duplicate, PlaceMidi
from engine.daw.changes.time import SetMeter, SetTempo
from engine.daw.daw import Outcome
from engine.errors import UserError
from engine.media.note import MeterChange, TempoChange, TempoMap

if TYPE_CHECKING:
    from engine.daw.daw import DawSession

NO_NUMBER = "A place or value in this is no number; say it in figures."
TOO_EARLY = "Nothing can lie before the start of the song; choose a later place."
_EARLY_BEATS = -1e-6


def applied(session: DawSession, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
    """As the session applies them; what is impossible is not even asked for."""
    outcomes = {number: Outcome("not_done", why) for number, one in enumerate(changes) if (why := impossible(one))}
    rest = [number for number in range(len(changes)) if number not in outcomes]
    if rest:
        found = session.apply([changes[n] for n in rest], expected_revision=expected_revision, label=label)
        outcomes.update(zip(rest, found, strict=True))
    return [outcomes[number] for number in range(len(changes))]


def impossible(change: Change) -> str:
    """Why a change cannot be asked of any session; "" = it can."""
    if any(_is_no_number(getattr(change, field.name)) for field in fields(change)):
        return NO_NUMBER
    if isinstance(change, SetMeter | SetTempo):
        return _wrong_time(change)
    if isinstance(change, AddMarker):
        return TOO_EARLY if change.at_beats < _EARLY_BEATS else ""
    if isinstance(change, PlaceMidi | Duplicate | Move):
        return TOO_EARLY if change.start_beats < _EARLY_BEATS else ""
    return ""


def _wrong_time(change: SetMeter | SetTempo) -> str:
    try:
        if isinstance(change, SetMeter):
            TempoMap(meters=(MeterChange(0.0, change.numerator, change.denominator),))
        else:
            TempoMap(
                tuple(
                    TempoChange(float(at), bpm) for at, bpm in enumerate((change.bpm, change.to_bpm)) if bpm is not None
                )
            )
    except UserError as error:
        return str(error)
    return TOO_EARLY if change.at_beats < _EARLY_BEATS else ""


def _is_no_number(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_is_no_number(one) for one in value)
    return isinstance(value, float) and not math.isfinite(value)
