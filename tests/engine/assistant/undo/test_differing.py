"""What an undo need not look at: things that are as they were."""

from __future__ import annotations

from dataclasses import replace

from engine.assistant.undo.differing import differing
from engine.daw.daw import Plugin, Project, Region, Snapshot, Track
from engine.media.note import TempoChange, TempoMap

PROJECT = Project("p", "Song", None)
WAS = Snapshot(
    PROJECT,
    "1",
    tracks=(
        Track("band", "Band", "group"),
        Track("drums", "Drums", "audio", group="band"),
        Track("voice", "V", "audio"),
    ),
    regions=(Region("beat", "drums", "Beat", "audio", 0.0, 8.0), Region("line", "voice", "Line", "audio", 0.0, 8.0)),
)


def test_nothing_differs_from_itself() -> None:
    assert differing(WAS, replace(WAS, revision="2", playhead_beats=3.0)) == set()


def test_a_fader_is_its_track_and_the_group_it_lies_in() -> None:
    turned = tuple(replace(one, gain_db=-3.0) if one.id == "drums" else one for one in WAS.tracks)
    assert differing(WAS, replace(WAS, tracks=turned)) == {"drums", "band"}


def test_a_region_that_goes_is_told_with_its_track() -> None:
    assert differing(WAS, replace(WAS, regions=WAS.regions[:1])) == {"line", "voice"}


def test_a_region_that_changes_its_track_is_told_with_both() -> None:
    moved = (WAS.regions[0], replace(WAS.regions[1], track="drums"))
    assert differing(WAS, replace(WAS, regions=moved)) == {"line", "voice", "drums"}


def test_a_plugin_that_comes_is_told_with_its_track() -> None:
    fitted = (*WAS.tracks[:2], replace(WAS.tracks[2], plugins=(Plugin("eq", "EQ"),)))
    assert differing(WAS, replace(WAS, tracks=fitted)) == {"voice", "eq"}


def test_another_tempo_may_be_about_everything() -> None:
    assert differing(WAS, replace(WAS, tempo_map=TempoMap((TempoChange(0.0, 99.0),)))) is None
