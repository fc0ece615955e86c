"""The key of the song, once it is said or made, is that of later music."""

import pytest

from engine.assistant.song_key import key_said
from engine.catalog.model import Facts
from engine.planner.context import Context
from engine.tasks.plan import Step
from tests.engine.assistant.test_assistant import SCRIPT, assistant
from tests.fakes import FakeDaw, FakeModel


@pytest.mark.parametrize(
    "text, key",
    [
        ("we're in F minor", "F minor"),
        ("The song is in the key of Bb major.", "Bb major"),
        ("key: G minor", "G minor"),
        ("das Lied ist in f-Moll", "F minor"),
        ("wir sind in a-Moll", "A minor"),
        ("la chanson est en fa mineur", "F minor"),
        ("estamos en fa menor", "F minor"),
        ("a música está em fá menor", "F minor"),
        ("estamos em fá menor", "F minor"),
        ("这首歌是F小调", "F minor"),
    ],
)
def test_a_key_that_is_said(text, key):
    assert key_said(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "what key is it in?",
        "is the song in F minor?",
        "make a beat in F minor",
        "put the vocal in A minor",
        "we want a beat in F minor",
        "I want this in A minor",
        "sing it in C",
        "the vocal is flat",
    ],
)
def test_a_key_that_is_asked_for_or_of_something_else_is_not_the_songs(text):
    assert key_said(text) is None


class Composer(FakeModel):
    """Says which key it made its music in: that of the brief, else its own."""

    def run(self, args, inputs, brief, report):
        key = args.get("key") or brief.key or "D major"
        return {**super().run(args, inputs, brief, report), "facts": Facts({"key": key})}


def test_beats_made_one_after_another_share_their_key(tmp_path):
    model = Composer()
    SCRIPT["first beat"] = [Step("generate_audio", {"prompt": "beat", "bars": 1, "key": "Eb minor"})]
    SCRIPT["another beat"] = [Step("generate_audio", {"prompt": "beat", "bars": 1})]
    SCRIPT["we're in F minor"] = [Step("chat", {"text": "All right."})]
    session = FakeDaw(tmp_path)
    tonmeister = assistant(session, tmp_path, model)
    for text in ("first beat", "another beat", "we're in F minor", "another beat"):
        session.playhead_beats += 8  # the same sound twice in one place is no way to make a song
        assert tonmeister.ask(text).state in ("done", "answered")
    assert [brief.key for brief in model.briefs] == [None, "Eb minor", "F minor"]
    shown: Context = tonmeister.planner.contexts[-1]
    assert shown.key == "F minor"
