"""What is read of one request is read once, and again for the next one."""

from __future__ import annotations

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.remembered import once, remembered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses import whole
from engine.planner.offline.sentence.clauses.topic import Topic
from engine.planner.offline.slots.things import things
from tests.engine.planner.session import BAND, PLANNER


def test_within_a_request_it_is_read_once() -> None:
    read: list[str] = []

    def first() -> str:
        read.append("read")
        return "told"

    with remembered():
        assert [once("key", first, of=None), once("key", first, of=None)] == ["told", "told"]
        assert once("another", first, of=None) == "told"
    assert len(read) == 2
    with remembered():
        once("key", first, of=None)
    once("key", first, of=None)
    once("key", first, of=None)
    assert len(read) == 5


def test_nothing_is_also_remembered_but_no_failure() -> None:
    answers: list[None] = []
    with remembered():
        once("none", lambda: answers.append(None), of=None)
        once("none", lambda: answers.append(None), of=None)
        assert answers == [None]
        with pytest.raises(ZeroDivisionError):
            once("broken", lambda: 1 // 0, of=None)
        assert once("broken", lambda: 1, of=None) == 1


def test_what_is_kept_keeps_its_id() -> None:
    """Or another scene could come to stand where the one of the key stood."""
    with remembered():
        ids = set()
        for _ in range(50):
            scene = DialogueState.of(BAND)
            once(("scene", id(scene)), lambda: None, of=scene)
            ids.add(id(scene))
        assert len(ids) == 50


def test_whoever_changes_what_was_read_changes_only_his_own() -> None:
    scene = DialogueState.of(BAND)
    with remembered():
        said = taken_apart("mute the bass", scene)
        said.words.clear()
        assert taken_apart(" mute the bass ", scene).words == ["mute"]
        steps = whole.read_whole("mute the bass", scene)
        assert steps
        steps.clear()
        assert whole.read_whole("mute the bass", scene, Topic())
        things("mute the bass", scene).clear()
        assert [one.tracks for one in things("mute the bass", scene)] == [("Bass",)]
        assert not things("mute the bass", scene, [(5, 13)])


def test_a_clause_is_read_once_for_each_conversation_and_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, int, Topic]] = []
    alive = []
    original = whole._read_whole

    def counted(text: str, scene: DialogueState, topic: Topic | None) -> object:
        read.append((text, id(scene), topic or Topic()))
        alive.append(scene)
        return original(text, scene, topic)

    monkeypatch.setattr(whole, "_read_whole", counted)
    plan = PLANNER.plan("pull the bass down 3 dB and pan the pad left, then mute the beat", BAND)
    assert [step.task for step in plan.steps] == ["mix"] * 3
    assert len(read) == len(set(read)) > 2
