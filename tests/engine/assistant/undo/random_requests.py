"""One request of any kind that a session allows now, drawn at random: what the undo tests take back."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from engine.assistant.actions.automate import EDGE_BEATS
from engine.daw import daw
from engine.media.note import Note, TempoMap
from tests.fakes import FakeDaw

NOTES = (Note(60, 0.0, 1.0), Note(64, 1.0, 1.0), Note(67, 2.0, 2.0))
PARAMETERS = (("mix", 0.3), ("size", 0.5))


def requests(session: FakeDaw, chance: random.Random, sound: Path) -> list[daw.Change]:
    """The changes of one request, of any kind that the session allows now."""
    tracks = [track for track in session.tracks if track.kind in ("audio", "midi")]
    buses = [track for track in session.tracks if track.kind == "bus"]
    groups = [track for track in session.tracks if track.kind == "group"]
    audio = [region for region in session.regions if region.kind == "audio"]
    midi = [region for region in session.regions if region.kind == "midi"]
    plugins = [(track.id, plugin.id) for track in session.tracks for plugin in track.plugins]

    one = chance.choice

    def number(low: int, high: int) -> float:
        return float(chance.randint(low, high))

    kinds: dict[str, Callable[[], list[daw.Change]]] = {
        "beat": lambda: [
            daw.NewTrack("Beat", "audio", "new"),
            daw.PlaceAudio("new", sound, number(0, 8), "Beat", "clip"),
        ],
        "notes": lambda: [daw.NewTrack("Keys", "midi", "new"), daw.PlaceMidi("new", NOTES, 4.0, 4.0, "Keys", "clip")],
        "bus": lambda: [
            daw.NewTrack("Room", "bus", "new"),
            *(daw.SetSend(t.id, "new", -12.0) for t in tracks[:1]),
        ],
        "group": lambda: [daw.NewTrack("Band", "group", "new"), *(daw.SetGroup(t.id, "new") for t in tracks[:2])],
        "tempo": lambda: [daw.SetTempo(number(60, 180), number(0, 4) * 8)],
        "ramp": lambda: [daw.SetTempo(number(60, 180), 16.0, number(60, 180), 32.0)],
        "meter": lambda: [daw.SetMeter(3, 4, number(0, 4) * 12)],
        "map": lambda: [daw.SetTempoMap(TempoMap.constant(number(60, 180)))],
        "marker": lambda: [daw.AddMarker("Verse", number(0, 64), "m")],
    }
    if tracks:
        on = one(tracks).id
        kind = next(track.kind for track in tracks if track.id == on)
        place: dict[str, Callable[[], daw.Change]] = {
            "audio": lambda: daw.PlaceAudio(on, sound, number(0, 8), "More", "clip"),
            "midi": lambda: daw.PlaceMidi(on, NOTES, 8.0, 4.0, "More", "clip"),
        }
        kinds |= {
            "place": lambda: [place[kind]()],
            "gain": lambda: [daw.SetGain(on, number(-20, 6)), daw.SetPan(on, number(-1, 1))],
            "mute": lambda: [daw.SetMute(on, True), daw.SetSolo(on, True)],
            "look": lambda: [
                daw.SetColor(on, one(["#d02020", "#2020d0", "#20d020"])),
                daw.RenameTrack(on, one(["A", "B"])),
            ],
            "desk": lambda: [daw.SetArm(on, True), daw.SetMonitor(on, "on"), daw.SetPosition(on, int(number(0, 3)))],
            "freeze": lambda: [daw.SetFrozen(on, True)],
            "plugin": lambda: [daw.AddPlugin(on, "reverb", PARAMETERS, "p")],
            "automate": lambda: [daw.SetAutomation(on, one(["volume", "pan"]), ((8.0, -1.0), (16.0, 0.5)), 8.0, 16.0)],
            "ride": lambda: [_ride(on, chance)],
            "clear": lambda: [daw.SetAutomation(on, "volume", (), 4.0, 12.0)],
            "delete track": lambda: [daw.RemoveTrack(on)],
        }
        if buses:
            kinds["send"] = lambda: [daw.SetSend(on, one(buses).id, one([None, -6.0, -20.0]))]
            kinds["output"] = lambda: [daw.SetOutput(on, one(buses).id)]
            kinds["delete bus"] = lambda: [daw.RemoveTrack(one(buses).id)]
        if groups:
            kinds["regroup"] = lambda: [daw.SetGroup(on, one([*[g.id for g in groups], ""]))]
        if plugins:
            at, which = one(plugins)
            kinds["knobs"] = lambda: [daw.SetPlugin(at, which, (("mix", number(0, 9) / 10),), on=False)]
            kinds["sidechain"] = lambda: [daw.SetSidechain(at, which, on)]
            kinds["plugin off"] = lambda: [daw.RemovePlugin(at, which)]
    if session.regions:
        region = one(session.regions)
        middle = region.start_beats + region.length_beats / 2
        kinds |= {
            "move": lambda: [daw.Move(region.id, number(0, 32))],
            "copy": lambda: [daw.Duplicate(region.id, number(32, 48), "copy")],
            "trim": lambda: [daw.Trim(region.id, region.start_beats, middle)],
            "trim the front": lambda: [daw.Trim(region.id, middle, region.end_beats)],
            "split": lambda: [daw.Split(region.id, middle, "half")],
            "fades": lambda: [daw.SetFadeIn(region.id, 0.05), daw.SetFadeOut(region.id, number(1, 3) / 100)],
            "clip": lambda: [daw.SetRegionGain(region.id, number(-9, 0)), daw.SetRegionMute(region.id, True)],
            "name": lambda: [daw.RenameRegion(region.id, one(["X", "Y"]))],
            "delete": lambda: [daw.RemoveRegion(region.id)],
            "move twice": lambda: [daw.Move(region.id, 1.0), daw.Trim(region.id, 1.0, 1.5), daw.Move(region.id, 3.0)],
        }
    if audio:
        kinds["edit"] = lambda: [daw.ReplaceContent(one(audio).id, sound, length_s=number(1, 4) / 10)]
    if midi:
        tune = one(midi)
        fit = tuple(note for note in NOTES if note.start_beats < tune.length_beats)
        kinds["edit notes"] = lambda: [daw.SetNotes(tune.id, fit[: int(number(0, 3))])]
        kinds["other notes"] = lambda: [daw.ReplaceContent(tune.id, notes=NOTES[1:], length_beats=3.0)]
    if session.markers:
        marker = one(session.markers).id
        kinds["markers"] = lambda: [daw.MoveMarker(marker, number(0, 64)), daw.RenameMarker(marker, one(["P", "Q"]))]
        kinds["marker off"] = lambda: [daw.RemoveMarker(marker)]
    return kinds[one(sorted(kinds))]()


def _ride(track: str, chance: random.Random) -> daw.Change:
    """A ride of eight beats that may begin where another one ends, with the points that keep what lies around it."""
    start = float(chance.choice((0, 8, 16)))
    before = ((start - EDGE_BEATS, -2.0),) if start and chance.random() < 0.5 else ()
    after = ((start + 8.0 + EDGE_BEATS, -4.0),) if chance.random() < 0.5 else ()
    points = (*before, (start, -9.0), (start + 8.0, float(chance.randint(-8, 0))), *after)
    return daw.SetAutomation(track, "volume", points, points[0][0], points[-1][0])
