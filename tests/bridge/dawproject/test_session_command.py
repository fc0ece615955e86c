"""tonmeister session and ask --selection on a DAWproject."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.ask import selected
from engine.cli.cli import main
from engine.daw.pointing import pointed
from engine.errors import UserError, WrongUse
from tests.bridge.dawproject.song import opened, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "Song.dawproject")


def test_the_session_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["session", "--daw", "dawproject", "--project", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["bar"] for one in told["markers"]] == [1, 5]
    assert told["tempo"][1] == {"bar": 9, "beat": 32.0, "bpm": 120.0, "glides": True}
    assert told["meter"][1] == {"bar": 13, "beat": 48.0, "meter": "6/8"}
    drums = next(one for one in told["tracks"] if one["name"] == "Drums")
    assert drums["group"] == "Band" and drums["sends"] == [{"to": "Hall", "gain_db": -6.02}]
    assert [one["name"] for one in drums["regions"]] == ["beat", "off"]
    assert "transport" in told["cannot"]


def test_the_session_for_people_has_no_ids(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["session", "--project", str(path)]) == 0
    said = capsys.readouterr().out
    assert "Drums (audio): -6 dB, pan +0.5, in Band" in said and "  beat: bars 1 to 3" in said
    assert "clip" not in said and "drums-c" not in said


def test_a_project_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["session", "--project", str(tmp_path / "Nothing.dawproject")]) == 1
    assert "export one from your DAW" in capsys.readouterr().err


def test_a_clip_a_range_and_the_playhead_are_selected(path: Path) -> None:
    snapshot = opened(path).snapshot()
    chosen = pointed(snapshot, selected('{"clip": "CHORDS"}')).selection
    assert [snapshot.region(one).name for one in chosen.regions] == ["chords"]
    assert (chosen.start_beats, chosen.end_beats, len(chosen.notes)) == (4.0, 12.0, 4)
    chosen = pointed(snapshot, selected('{"track": "Keys", "bars": [2, 3]}')).selection
    assert (chosen.tracks, chosen.regions, len(chosen.notes)) == (("keys",), (), 2)
    chosen = pointed(snapshot, selected('{"track": "voice", "bars": [1, 5]}')).selection
    assert len(chosen.regions) == 2
    assert pointed(snapshot, selected('{"playhead_bar": 9}')).playhead_beats == 32.0


@pytest.mark.parametrize(
    "text", ["Melody", "[]", '{"bars": [5, 1]}', '{"bars": [1]}', '{"clip": 3}', '{"playhead_bar": 0}', '{"x": 1}']
)
def test_a_selection_that_is_none(text: str) -> None:
    with pytest.raises(WrongUse):
        selected(text)


@pytest.mark.parametrize("text", ['{"track": "Flute", "bars": [1, 2]}', '{"clip": "solo"}'])
def test_a_selection_of_something_that_is_not_there(path: Path, text: str) -> None:
    with pytest.raises(UserError, match="There is no"):
        pointed(opened(path).snapshot(), selected(text))
