"""A session by the ids that its things have now; what is called as it was is not made again."""

from __future__ import annotations

from engine.assistant.undo.renamed import renamed
from engine.daw.daw import Marker, Plugin, Project, Region, Send, Snapshot, Track

SEEN = Snapshot(
    Project("p", "Song", None),
    "1",
    tracks=(
        Track("t1", "Drums", "audio", sends=(Send("t2", -6.0),), plugins=(Plugin("p1", "EQ"),)),
        Track("t2", "Room", "bus"),
    ),
    regions=(Region("r1", "t1", "Beat", "audio", 0.0, 4.0), Region("r2", "t1", "Beat 2", "audio", 4.0, 4.0)),
    markers=(Marker("m1", "Verse", 0.0),),
)


def test_nothing_is_made_anew_where_nothing_has_another_id() -> None:
    assert renamed(SEEN, lambda one: one) is SEEN


def test_only_what_has_another_id_is_made_anew() -> None:
    now = renamed(SEEN, lambda one: {"t2": "t9", "r2": "r9"}.get(one, one))
    assert [one.id for one in now.regions] == ["r1", "r9"] and now.regions[0] is SEEN.regions[0]
    assert [one.id for one in now.tracks] == ["t1", "t9"] and now.tracks[0].sends == (Send("t9", -6.0),)
    assert now.tracks[0].plugins is SEEN.tracks[0].plugins or now.tracks[0].plugins == SEEN.tracks[0].plugins
    assert now.markers == SEEN.markers
