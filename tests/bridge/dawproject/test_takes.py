"""Takes of clips that are warped or looped: an edit follows the tempo too, and the take of before comes back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bridge.dawproject.sounds import Sounds
from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw.daw import DawSession, Region
from engine.library.cold import pack_cold
from engine.library.library import Library
from engine.media.audio import probe_audio
from engine.tasks.plan import Step
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.edit.tempo_key import TempoKey
from tests.bridge.dawproject import song
from tests.fakes import ScriptedPlanner


class Room:
    """The song made by hand, and what is asked of it."""

    def __init__(self, folder: Path) -> None:
        heard = song.project().replace('solo="true"', 'solo="false"')  # and the drums at their end
        heard = heard.replace('<RealPoint time="8" value="0" ', '<RealPoint time="8" value="0.5" ')
        self.path = song.write(folder / "song.dawproject", heard)
        self.session: DawSession = song.opened(self.path)
        self.library = Library(folder / "Tonmeister")
        models = {model.id: model for model in (Editor(), Effects(), TempoKey())}
        self._assistant = Assistant(
            registry=Registry(models=models), library=self.library, planner=ScriptedPlanner({}), session=self.session
        )

        self.packs = False

    def ask(self, task: str, **args: Any) -> str:
        turn = self._assistant.ask(f"{task} {args}", steps=[Step(task, args)], approve=lambda plan: True)
        assert turn.state == "done", turn.answer
        assert song.is_valid(self.path) == ""
        if self.packs:
            sources = [one for region in self.session.snapshot().regions for one in region.sources]
            pack_cold(self.library, copies=Sounds(self.path).folder, playing=sources)
        return turn.answer

    def region(self, name: str) -> Region:
        return next(one for one in self.session.snapshot().regions if one.name == name)

    def clip(self, name: str) -> etree._Element:
        return next(one for one in song.tree_of(self.path).iter("Clip") if one.get("name") == name)


@pytest.fixture(params=[False, True], ids=["", "packed"])
def room(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Also with all packed after each request that nothing plays."""
    made = Room(tmp_path)
    made.packs = request.param
    monkeypatch.setattr("engine.library.cold._LEAST_BYTES", 0)
    yield made
    made.library.close()


def inside(clip: etree._Element) -> list[tuple[str, dict[str, str | None]]]:
    """What a clip holds, and how it plays it."""
    window = {name: clip.get(name) for name in ("loopStart", "loopEnd", "playStart")}
    window["unit"] = clip.get("contentTimeUnit", "beats")
    parts = [(str(one.tag), {k: v for k, v in one.attrib.items() if k != "id"}) for one in clip.iterdescendants()]
    return [("Clip", window), *parts]


def test_an_edit_of_a_warped_clip_goes_on_following_the_tempo(room: Room) -> None:
    beat = f"region:{room.region('beat').id}"
    room.ask("apply_effect", clip=beat, effect="lowpass", cutoff_hz=900.0)
    edited = room.region("beat")
    assert edited.follows_tempo and edited.length_beats == pytest.approx(8.0) and not edited.is_looped
    assert probe_audio(edited.sources[0]).seconds == pytest.approx(4.0), "at this tempo it plays at its own speed"
    room.ask("transport", action="set_tempo", bpm=60)
    slow = room.region("beat")
    assert slow.length_beats == pytest.approx(8.0) and slow.length_s == pytest.approx(8.0)
    assert probe_audio(slow.sources[0]).seconds == pytest.approx(8.0)


def test_the_take_of_before_is_warped_and_looped_as_it_was_also_at_another_tempo(room: Room) -> None:
    beat, before = f"region:{room.region('beat').id}", inside(room.clip("beat"))
    room.ask("apply_effect", clip=beat, effect="lowpass", cutoff_hz=900.0)
    after = inside(room.clip("beat"))
    assert after != before
    room.ask("transport", action="set_tempo", bpm=60)
    assert "take 1 of 2" in room.ask("take", action="use", clip=beat, number="1")
    assert inside(room.clip("beat")) == before
    assert room.region("beat").is_looped and room.region("beat").length_s == pytest.approx(8.0)
    assert "take 2 of 2" in room.ask("take", action="use", clip=beat, number="2")
    assert inside(room.clip("beat")) == after
    room.ask("undo", steps=1000)
    assert inside(room.clip("beat")) == before and room.region("beat").length_s == pytest.approx(4.0)


def test_a_glide_of_the_tempo_is_followed_beat_by_beat(room: Room) -> None:
    beat = f"region:{room.region('beat').id}"
    room.ask("arrange", action="move", clip=beat, bar=9)  # beat 32, where the tempo begins to fall
    lasts_s = room.region("beat").length_s
    room.ask("apply_effect", clip=beat, effect="lowpass", cutoff_hz=900.0)
    edited = room.region("beat")
    assert edited.length_beats == pytest.approx(8.0, abs=0.01) and edited.length_s == pytest.approx(lasts_s, abs=0.01)
    assert len(room.clip("beat").findall(".//Warp")) == 9


def test_a_loop_of_notes_is_a_loop_again(room: Room) -> None:
    chords, before = f"region:{room.region('chords').id}", inside(room.clip("chords"))
    room.ask("edit_notes", clip=chords, action="velocity", value=40)
    assert inside(room.clip("chords")) != before  # the loop is written out
    room.ask("take", action="use", clip=chords, number="1")
    assert inside(room.clip("chords")) == before
    room.ask("undo")
    room.ask("undo")
    assert inside(room.clip("chords")) == before


def test_a_deleted_warped_clip_comes_back_at_the_tempo_of_now(room: Room) -> None:
    """It is as long as its beats are by then: that is no failure, and nothing is left to undo of the deletion."""
    beat = room.region("beat")
    room.ask("arrange", action="delete", clip=f"region:{beat.id}")
    room.ask("transport", action="set_tempo", bpm=60)
    room.ask("undo", target="#1")
    again = room.region("beat")
    assert again.length_beats == pytest.approx(beat.length_beats) and again.length_s == pytest.approx(8.0)
