"""What a private Ardour keeps over two restarts: names in any script, and plugins."""

from __future__ import annotations

import pytest

from bridge.hosts.ardour_rig import ArdourRig
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    RenameRegion,
    RenameTrack,
    Snapshot,
)
from engine.media.note import Note
from tests.daw.conftest import done, tone

TUNE = (Note(60, 0, 1), Note(62, 1, 1), Note(64, 2, 1), Note(65, 3, 1))
NAMES = (
    "bell \x07 x",
    "esc \x1b[31m",
    "del \x7f",
    "c1 \x85\x9b",
    "\ufffe\uffff end",
    "lone \ud800 s",
    "tab\tline\n",
    "🎤 歌 é",
)
"""A control character in a name makes Ardour refuse its own file."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """The session as it was made, and as it is after each of two restarts."""
    folder = tmp_path_factory.mktemp("kept")
    with ArdourRig(folder / "rig", name="Kept") as rig:
        session = rig.session()
        sound, numbered = tone(folder / "n.wav"), list(enumerate(NAMES))
        made = done(
            session,
            *(NewTrack(name, ref=f"t{number}") for number, name in numbered),
            *(PlaceAudio(f"t{number}", sound, 0.0, name, ref=f"r{number}") for number, name in numbered),
            *(NewTrack(name + " m", "midi", ref=f"m{number}") for number, name in numbered),
            *(PlaceMidi(f"m{number}", TUNE, 0.0, 4.0, name, ref=f"n{number}") for number, name in numbered),
            *(AddMarker(name, 4.0 * (1 + number)) for number, name in numbered),
        )
        done(
            session,
            *(RenameTrack(made[f"t{number}"], f"{name} again") for number, name in numbered),
            *(RenameRegion(made[f"r{number}"], f"{name} too") for number, name in numbered),
        )
        done(
            session,
            NewTrack("Tune", "midi", ref="m"),
            PlaceMidi("m", TUNE, 0.0, 4.0, "Tune"),
            AddPlugin("m", "reverb", (("wet", 0.4),)),
        )
        session.save()
        looks = [session.snapshot()]
        for _ in range(2):
            rig.stop()
            rig.start()
            looks.append(rig.session().snapshot())
        return looks


def test_names_do_not_spoil_the_session(seen: list[Snapshot]) -> None:
    before, *later = seen
    for after in later:
        assert [one.name for one in after.tracks] == [one.name for one in before.tracks]
        assert sorted(one.name for one in after.regions) == sorted(one.name for one in before.regions)
        assert [one.name for one in after.markers] == [one.name for one in before.markers]
        assert "🎤 歌 é again" in {one.name for one in after.tracks}


def test_plugins_are_there_after_a_restart(seen: list[Snapshot]) -> None:
    for look in seen:
        plugins = {track.name: [(plugin.name, plugin.on) for plugin in track.plugins] for track in look.tracks}
        assert plugins["Tune"] == [("ACE Reasonable Synth", True), ("ACE Reverb", True)] and plugins["Master"] == []
