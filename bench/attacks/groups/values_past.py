"""Values beyond what a DAW has, and things that are not there, in every DAW: clamped and said so, or not done."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack
from bench.attacks.hosts import Host, hosts
from engine.daw import daw
from engine.daw.daw import Change
from engine.media.note import Note

NAN, INF = math.nan, math.inf


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    for host in hosts(folder, ends):
        for name, make in _changes(host).items():
            yield Attack(f"{host.name}: {name}", _tried(host, make))
        yield Attack(f"{host.name}: a plain change", host.plain)


def _changes(host: Host) -> dict[str, Callable[[], Change]]:
    drums, keys, beat, chords = host.track("Drums"), host.track("Keys"), "beat", "chords"
    wanted: dict[str, tuple[Any, ...]] = {}
    for value in (400.0, -900.0, NAN, INF):
        wanted[f"gain {value}"] = (daw.SetGain, drums, value)
        wanted[f"pan {value}"] = (daw.SetPan, drums, value)
        wanted[f"clip gain {value}"] = (daw.SetRegionGain, beat, value)
        wanted[f"fade in {value}"] = (daw.SetFadeIn, beat, value)
        wanted[f"fade out {value}"] = (daw.SetFadeOut, beat, value)
        wanted[f"tempo {value}"] = (daw.SetTempo, value)
        wanted[f"tempo at beat {value}"] = (daw.SetTempo, 101.0, value)
        wanted[f"sound at beat {value}"] = (daw.PlaceAudio, drums, host.sound, value, "late")
        wanted[f"notes at beat {value}"] = (daw.PlaceMidi, keys, (Note(60, 0.0, 1.0),), value, 4.0, "late")
        wanted[f"move to {value}"] = (daw.Move, chords, value)
        wanted[f"copy to {value}"] = (daw.Duplicate, chords, value)
        wanted[f"marker at {value}"] = (daw.AddMarker, "far", value)
    for top, bottom in ((0, 4), (4, 3), (257, 4), (3, 1 << 20)):
        wanted[f"meter {top}/{bottom}"] = (daw.SetMeter, top, bottom)
    for name in ("red", "#12", "#12345g", "", "rgb(1,2,3)"):
        wanted[f"colour {name!r}"] = (daw.SetColor, drums, name)
    wanted |= {
        "a meter of nothing amid": (daw.SetMeter, 0, 257, 4.0),
        "a copy onto itself": (daw.Duplicate, chords, 4.0),
        "split before it": (daw.Split, beat, -3.0),
        "split behind it": (daw.Split, beat, 900.0),
        "split at its start": (daw.Split, chords, 4.0),
        "trim to nothing": (daw.Trim, beat, 1.0, 1.0),
        "trim backwards": (daw.Trim, beat, 1.5, 0.5),
        "a track that is not there": (daw.SetGain, "nobody", -3.0),
        "a clip that is not there": (daw.Move, "nothing", 8.0),
        "remove what is not there": (daw.RemoveRegion, "nothing"),
        "remove no track": (daw.RemoveTrack, "nobody"),
        "position 4 000": (daw.SetPosition, drums, 4000),
        "position -9": (daw.SetPosition, drums, -9),
        "a group that is not there": (daw.SetGroup, drums, "nobody"),
        "an output that is not there": (daw.SetOutput, drums, "nobody"),
        "a send to nobody": (daw.SetSend, drums, "nobody", -6.0),
        "a send to itself": (daw.SetSend, drums, drums, -6.0),
        "an unknown effect": (daw.AddPlugin, drums, "warp drive"),
        "a sound that is not there": (daw.PlaceAudio, drums, Path("/nowhere/x.wav"), 8.0, "gone"),
        "a folder for a sound": (daw.PlaceAudio, drums, Path("/tmp"), 8.0, "folder"),
        "a text for a sound": (daw.PlaceAudio, drums, Path(__file__), 8.0, "text"),
        "notes on nothing": (daw.SetNotes, "nothing", (Note(60, 0.0, 1.0),)),
        "no plugin": (daw.RemovePlugin, drums, "nothing"),
        "a plugin that is not there": (daw.SetPlugin, drums, "nothing"),
        "a marker that is not there": (daw.RemoveMarker, "nothing"),
    }
    return {name: _maker(host, *said) for name, said in wanted.items()}


def _maker(host: Host, kind: Any, *args: Any) -> Callable[[], Change]:
    def make() -> Change:
        ids = [host.region(one) if one in ("beat", "chords") else one for one in args]
        change: Change = kind(*ids)
        return change

    return make


def _tried(host: Host, make: Callable[[], Change]) -> Callable[[], None]:
    def act() -> None:
        change = make()
        before = host.session.snapshot()
        if change.capability not in before.capabilities:
            return
        (outcome,) = host.do(change)
        now = host.session.snapshot()
        if not outcome.is_done:
            assert _shown(now) == _shown(before), f"told as not done ({outcome.why}), and something has changed"
            return
        for region in now.regions:
            assert math.isfinite(region.start_beats) and math.isfinite(region.end_beats), region
        for track in now.tracks:
            assert not math.isnan(track.gain_db) and not math.isnan(track.pan), track
        new = {one.id for one in now.regions} - {one.id for one in before.regions}
        back = [daw.RemoveRegion(one) for one in new]
        if (place := now.region(host.region("chords"))) and abs(place.start_beats - 4.0) > 0.01:
            back.append(daw.Move(place.id, 4.0))
        inverse = host.do(*back) if back else []
        assert all(one.is_done for one in inverse), [one.why for one in inverse]

    return act


def _shown(now: daw.Snapshot) -> object:
    return [(t.name, t.gain_db, t.pan, t.color, len(t.plugins)) for t in now.tracks], len(now.regions), now.tempo_map
