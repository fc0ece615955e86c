"""What was told as not done and is not as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.scripted.leftover import leftovers
from engine.daw import daw
from engine.daw.daw import Marker, Outcome, Project, Region, Snapshot, Track
from engine.media.note import TempoMap

NO, DONE = Outcome("not_done", "It could not be done."), Outcome("done")
TRACKS = (Track("t", "Drums", "audio"), Track("k", "Keys", "midi", position=1))
BEAT = Region("r", "t", "beat", "audio", 0.0, 4.0)
BEFORE = Snapshot(Project("p", "Song", None), "1", TempoMap.constant(120.0), TRACKS, (BEAT,))
STRAY = replace(BEAT, id="x", start_beats=64.0)


def after(**values: object) -> Snapshot:
    return replace(BEFORE, **values)


LEFT = {
    "a knob": (daw.SetGain("t", -3.0), after(tracks=(replace(TRACKS[0], gain_db=-3.0), TRACKS[1]))),
    "a copy": (daw.Move("r", 8.0), after(regions=(BEAT, STRAY))),
    "a clip that is away": (daw.SetRegionMute("r", True), after(regions=())),
    "a track": (daw.NewTrack("More", "audio", ref="n"), after(tracks=(*TRACKS, Track("n", "Audio 3", "audio")))),
    "a marker": (daw.AddMarker("Verse", 8.0, ref="m"), after(markers=(Marker("m", "1", 8.0),))),
    "a tempo": (daw.SetTempo(90.0), after(tempo_map=TempoMap.constant(91.0))),
    "an order": (daw.SetPosition("k", 0), after(tracks=TRACKS[::-1])),
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_is_left_is_not_known(kind: str) -> None:
    change, seen = LEFT[kind]
    (outcome,) = leftovers([change], [NO], BEFORE, seen, "REAPER")
    assert outcome.state == "unknown" and outcome.why.endswith("look at it in REAPER.")
    assert leftovers([change], [NO], BEFORE, BEFORE, "REAPER") == [NO]


def test_what_was_done_accounts_for_its_part() -> None:
    changes = [daw.SetGain("t", -3.0), daw.SetSend("t", "hall", -6.0)]
    seen = after(tracks=(replace(TRACKS[0], gain_db=-3.0), TRACKS[1]))
    assert leftovers(changes, [DONE, NO], BEFORE, seen, "Live") == [DONE, NO]


def test_others_may_work_elsewhere() -> None:
    seen = after(tracks=(TRACKS[0], replace(TRACKS[1], mute=True), Track("n", "Mine", "midi", position=2)))
    assert leftovers([daw.SetGain("t", -3.0)], [NO], BEFORE, seen, "Live") == [NO]


def test_what_lies_beside_is_told() -> None:
    seen = after(regions=(replace(BEAT, start_beats=8.0), STRAY))
    (outcome,) = leftovers([daw.Move("r", 8.0)], [DONE], BEFORE, seen, "Live")
    assert outcome.is_done and "'beat' lies on its track" in outcome.why
