"""session: a line for each thing, with every value that is not as usual."""

from engine.cli.session import facts, lines
from engine.daw.daw import Marker, Project, Region, Snapshot, Track

TRACKS = (
    Track("t1", "Voice", gain_db=-3.0, mute=True, arm=True, monitor="on", output="t3", color="#c04040"),
    Track("t2", "Keys", "midi", is_frozen=True, position=1),
    Track("t3", "Hall", "bus", position=2),
)
REGIONS = (
    Region("r1", "t1", "take", "audio", 0.0, 4.0, gain_db=-2.5, mute=True, fade_in_s=0.25),
    Region("r2", "t2", "chords", "midi", 0.0, 4.0),
)
SONG = Snapshot(
    Project("p", "Song", None), "1", tracks=TRACKS, regions=REGIONS, markers=(Marker("m", "Verse", 4.0),), daw="Tape"
)


def test_a_line_says_what_is_not_as_usual():
    told = lines(facts(SONG))
    assert "Voice (audio): -3 dB, mute, arm, to Hall, monitoring on" in told
    assert "Keys (midi): +0 dB, frozen" in told and "Hall (bus): +0 dB" in told
    assert "  take: bars 1 to 2, mute, gain -2.5 dB, fade-in 0.25 s" in told
    assert "  chords: bars 1 to 2" in told and "bar 2: marker Verse" in told


def test_the_facts_hold_every_value_by_names():
    voice, keys, _ = facts(SONG)["tracks"]
    assert (voice["monitor"], voice["output"], voice["is_frozen"]) == ("on", "Hall", False)
    assert (keys["monitor"], keys["output"], keys["is_frozen"]) == ("auto", "", True)
    assert "position" not in keys and voice["regions"][0]["fade_in_s"] == 0.25
