"""What of a long past is shown for a request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.planner_context import REMEMBERED, build_context
from engine.library.library import Library
from engine.library.recall import FOUND_TURNS, NEW_CLIPS, PART, Recall, asked
from engine.library.turn import StepRecord
from engine.media.audio import Audio
from engine.media.clip import Recipe, audio_clip
from engine.tasks.plan import Step, validated

COUNT = 400


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Four hundred turns of one clip each; the fifth made a kazoo, every tenth is a by-product."""
    folder = tmp_path_factory.mktemp("library")
    library = Library(folder)
    silence = audio_clip(folder, "clip", Audio(np.zeros((1, 48), np.float32), 48000))
    with library.database.conn:
        for number in range(1, COUNT + 1):
            name = "kazoo solo" if number == 5 else f"take {number}"
            step = Step("generate_audio", {"prompt": name})
            turn = library.begin_turn(f"make a {name}")
            clip = replace(
                silence,
                id=f"k{number}",
                name=name,
                tags=(PART,) if number % 10 == 0 else (),
                recipe=Recipe("generate_audio", "procedural", "1", 0, step.args),
            )
            library.adopt(clip, turn=turn.number)
            record = StepRecord("done", clips={"audio": clip.id})
            library.save_turn(replace(turn, plan=validated([step]), steps=(record,), state="done"))
    yield library
    library.close()


def test_an_old_clip_and_its_turn_are_found_by_their_words(library):
    assert "k5" not in [clip.id for clip in build_context(library, None, {}, "louder").clips]
    shown = build_context(library, None, {}, "put some reverb on the kazoos")
    assert "k5" in [clip.id for clip in shown.clips]
    assert [call.turn for call in shown.history][:2] == [5, COUNT - REMEMBERED + 1]


def test_the_newest_are_always_shown_and_by_products_never(library):
    ids = [clip.id for clip in build_context(library, None, {}, "").clips]
    assert ids[-1] == f"k{COUNT - 1}" and len(ids) == NEW_CLIPS and f"k{COUNT}" not in ids


def test_what_was_taken_back_is_not_shown(library):
    turn = library.turn(5)
    library.save_turn(replace(turn, undone=True))
    try:
        shown = build_context(library, None, {}, "the kazoo solo")
        assert "k5" not in [clip.id for clip in shown.clips] and 5 not in [call.turn for call in shown.history]
    finally:
        library.save_turn(turn)


def test_replaced_regions_are_followed(library):
    library.placed("k5", "region-1", "Kazoo")
    library.replaced([("region-1", "region-2"), ("region-2", "region-3")])
    recall = Recall(library)
    assert recall.placed(["region-3", "region-9"]) == {"k5": "region-3"}
    assert [clip.id for clip in recall.clips("", ["k5"])][0] == "k5"


def test_words_of_any_kind_are_data(library):
    for text in ("", "the a of", '"; drop table clip', "kazoo* NEAR(solo) -take ^x:", "\x00", "🥁" * 300, "长笛 solo"):
        assert len(Recall(library).turns(text, 10)) <= 10 + FOUND_TURNS
    assert asked("the kazoo's SOLO") == '"kazoo" OR "solo"'


def test_an_older_library_is_brought_up_to_date(tmp_path: Path):
    library = Library(tmp_path)
    for name in ("clip_fts", "turn_fts"):
        library.database.table(name.removesuffix("_fts")).disable_fts()
    library.database.execute("delete from _sqlite_migrations where name = 'full_text'")
    library.database.execute("drop index idx_clip_region")
    library.database.execute("drop index idx_alias_new")
    turn = library.begin_turn("a glass harmonica")
    library.close()
    again = Library(tmp_path)
    assert turn.number in [found.number for found in Recall(again).turns("harmonica", 0)]
    again.close()
