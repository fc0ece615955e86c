"""Tempo and meter of a DAWproject: the transport's values, and what the arrangement says over time."""

from __future__ import annotations

from collections.abc import Iterable

from bridge.dawproject.xml import Element, add, child_of, elements, number, put, remove
from engine.errors import DawError, UserError
from engine.media.note import MeterChange, TempoChange, TempoMap


def read_tempo_map(root: Element) -> TempoMap:
    """Tempo and meter of a whole project; 120 bpm and 4/4 where it says nothing."""
    transport = root.find("Transport")
    tempo = transport.find("Tempo") if transport is not None else None
    signature = transport.find("TimeSignature") if transport is not None else None
    tempos = {0.0: (number(tempo, "value", 120.0), False)}
    meters = {0.0: (int(number(signature, "numerator", 4)), int(number(signature, "denominator", 4)))}
    for point in _points(root, "TempoAutomation"):
        tempos[number(point, "time")] = (number(point, "value", 120.0), point.get("interpolation") == "linear")
    for point in _points(root, "TimeSignatureAutomation"):
        top, bottom = int(number(point, "numerator", 4)), int(number(point, "denominator", 4))
        meters[number(point, "time")] = (top, bottom)
    try:
        return TempoMap(
            tuple(TempoChange(beat, *value) for beat, value in sorted(tempos.items())),
            tuple(MeterChange(beat, *value) for beat, value in sorted(meters.items())),
        )
    except UserError as error:
        raise DawError(f"The project's tempo cannot be read: {error}") from error


def write_tempo_map(document_root: Element, tempo_map: TempoMap, tempo_id: str, meter_id: str) -> None:
    """Write tempo and meter; what holds throughout is a value of the transport alone.

    `tempo_id` and `meter_id` are for parameters that have none.
    """
    transport = child_of(document_root, "Transport")
    tempo = child_of(transport, "Tempo", unit="bpm", min=20.0, max=666.0)
    signature = child_of(transport, "TimeSignature")
    for parameter, new_id in ((tempo, tempo_id), (signature, meter_id)):
        if not parameter.get("id"):
            parameter.set("id", new_id)
    put(tempo, value=tempo_map.tempos[0].bpm)
    put(signature, numerator=tempo_map.meters[0].numerator, denominator=tempo_map.meters[0].denominator)
    tempos = [
        ("RealPoint", {"time": one.beat, "value": one.bpm, "interpolation": "linear" if one.glides else "hold"})
        for one in tempo_map.tempos
    ]
    meters = [
        ("TimeSignaturePoint", {"time": one.beat, "numerator": one.numerator, "denominator": one.denominator})
        for one in tempo_map.meters
    ]
    _write(document_root, "TempoAutomation", str(tempo.get("id")), tempos, "bpm")
    _write(document_root, "TimeSignatureAutomation", str(signature.get("id")), meters, None)


def _points(root: Element, tag: str) -> list[Element]:
    found = root.find(f"Arrangement/{tag}")
    return [one for one in elements(found) if one.tag in ("RealPoint", "TimeSignaturePoint")]


def _write(root: Element, tag: str, target: str, rows: Iterable[tuple[str, dict]], unit: str | None) -> None:
    rows = list(rows)
    found = root.find(f"Arrangement/{tag}")
    if len(rows) == 1:
        if found is not None:
            remove(found)
        return
    if found is None:
        found = add(child_of(root, "Arrangement"), tag, timeUnit="beats", unit=unit)
        add(found, "Target", parameter=target)
    for point in _points(root, tag):
        remove(point)
    for name, values in rows:
        add(found, name, **values)
