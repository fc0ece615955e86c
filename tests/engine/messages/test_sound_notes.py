"""What models of sound and singing note, find and refuse reaches the user whole in one language."""

import ast
import re
from dataclasses import replace

import pytest

from engine.messages.message import left_in_english, said_in
from engine.tasks.plan import Step
from models.hearing.everyday import EVERYDAY
from models.hearing.kinds import DRUMS_BY_PITCH, KINDS
from models.singing.harmony_part import parts_of
from models.singing.voice import VOICES
from models.singing.voice_list import understood
from models.singing.world_singer import WorldSinger
from models.sound.caption import FactCaptioner
from models.sound.composer import PartComposer
from models.sound.inpaint import GapFiller
from models.sound.instruments import _table
from models.sound.music.style_table import STYLES
from models.sound.prompt.players import STAND_INS, stand_in_told
from models.sound.render_midi import NotePlayer
from models.sound.sketch import Sketch
from models.sound.sources.table import SOURCES
from models.sound.space.motion import MOTIONS
from tests.engine.messages.requests import Session
from tests.engine.messages.test_sentences import ROOT

LANGUAGES = ("de", "fr", "es", "pt", "zh")
MODELS = (Sketch(), PartComposer(), NotePlayer(), GapFiller(), FactCaptioner(), WorldSinger())
REQUESTS = {"de": "bitte mach das mit dem Gesang", "fr": "fais ça avec la voix, s'il te plaît"}
ENGLISH = re.compile(r"\b(?:the|is|are|of|and|to|with|from|here|it|there|so)\b")


def _answer(folder, language, step):
    session = Session(folder, MODELS)
    known = {region.name: f"region:{region.id}" for region in session.daw.regions}
    args = {name: known.get(value, value) if isinstance(value, str) else value for name, value in step.args.items()}
    return session.assistant.ask(REQUESTS[language], steps=[replace(step, args=args)], approve=lambda plan: True).answer


@pytest.mark.parametrize(
    ("step", "german", "french"),
    [
        (
            Step("generate_audio", {"prompt": "jazz with banjo and rain, wobbledy, very long", "bars": 1}),
            (
                "Hinweis: Banjo gibt es hier nicht; stattdessen spielt eine Westerngitarre.",
                "Hinweis: Diese Wörter hatten keine Wirkung: „wobbledy“.",
                "Hinweis: „very long“ hatte keine Wirkung: die Länge war angegeben.",
                "Hinweis: Nur im Mix, ohne eigenen Stem: Regen.",
            ),
            (
                "Remarque : Cet instrument n'existe pas ici (banjo) ; une guitare folk joue à la place.",
                "Remarque : Ces mots n'ont pas eu d'effet : « wobbledy ».",
                "Remarque : « very long » n'a pas eu d'effet : la durée était donnée.",
                "Remarque : Seulement dans le mix, sans stem à part : pluie.",
            ),
        ),
        (
            Step("generate_audio", {"prompt": "whales"}),
            ("Das kann hier nichts machen: „whales“; am nächsten kommen Meereswellen, Blasen und Sonar.",),
            ("Rien ici ne sait faire « whales » ; les plus proches : vagues de la mer, bulles et sonar.",),
        ),
        (
            Step("generate_midi", {"kind": "drums", "style": "ambient", "bars": 1}),
            ("Hinweis: Ambient hat kein eigenes Schlagzeug, deshalb ist dies ein leiser Lo-Fi-Groove.",),
            ("Remarque : Ce style (Ambient) n'a pas de batterie propre, c'est donc un groove lo-fi discret.",),
        ),
        (
            Step("inpaint", {"clip": "vox", "start": 0.1, "end": 90}),
            ("„vox“ ist 4.00 s lang; 0.1 bis 90 s liegt nicht darin.",),
            ("« vox » dure 4.00 s ; 0.1 à 90 s n'y est pas.",),
        ),
        (
            Step("caption_audio", {"clip": "vox"}),
            ("Gemessen: Töne, 4.0 s, −14.7 LUFS.",),
            ("Mesuré : sons tenus, 4.0 s, −14.7 LUFS.",),
        ),
        (
            Step("sing", {"midi": "tune", "voice": "formant", "lyrics": "la", "style": "zorky"}),
            (
                "1 Silbe auf 16 Noten, gesungen von formant (eine Maschinenstimme, nur aus Resonanzen).",
                "Hinweis: Die Stilwörter „zorky“ sagen dieser Stimme nichts, also ändern sie nichts.",
                "Hinweis: Es gibt nur 1 Silbe für 16 Noten, deshalb wird sie über mehrere gehalten.",
            ),
            (
                "1 syllabe sur 16 notes, chant : formant (une voix de machine, faite de résonances seules).",
                "Remarque : Les mots de style « zorky » ne disent rien à cette voix, ils ne changent donc rien.",
                "Remarque : Il n'y a qu'une syllabe pour 16 notes, elle est donc tenue sur plusieurs.",
            ),
        ),
        (
            Step("sing", {"midi": "tune", "voice": "xylofant"}),
            ("Es gibt keine Stimme „xylofant“. Sag männlich, weiblich, tief, Kind oder weich",),
            ("Il n'y a pas de voix « xylofant ». Dis homme, femme, grave, enfant ou douce",),
        ),
    ],
)
def test_a_model_is_heard_in_one_language(tmp_path, step, german, french):
    for language, lines in (("de", german), ("fr", french)):
        answer = _answer(tmp_path / language, language, step)
        assert [line for line in lines if line not in answer] == [], answer
        assert not ENGLISH.search(re.sub(r"«[^»]*»|„[^“]*“", "", answer))


SAID_OF = {
    "The {} is in the mix only; it has no stem of its own.": [*SOURCES],
    "No style was named, so this is {}.": [*STYLES],
    "There is no instrument 'x' here; the nearest are {}, {}.": [*_table()],
    "1 note lies outside the range of the {} and was played an octave away.": [one.name for one in _table().values()],
    "No voice here is 'x'; the nearest there is sings, x: {}.": [voice.sounds for voice in VOICES],
    "'x' is no motion that is known; say one of {}.": [one for one in MOTIONS if one != "swing"],
    "'x' is no motion that is known; say one of {}, still.": ["swing from side to side"],
    "'x' cannot be found by its name without a downloaded model; give an example clip of it, or one of {}.": [
        *KINDS,
        *DRUMS_BY_PITCH.values(),
        *EVERYDAY.values(),
    ],
    "With {} (centre).": [
        part.name
        for words in ("third above", "octave below", "minor sixth below", "perfect 5th above", "7th", "double", "+7 st")
        for part in parts_of(words, None)
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_in_a_sentence_is_in_the_catalogues(language):
    told = [stand_in_told(name) for name in STAND_INS]
    told += [sentence.replace("{}", name) for sentence, names in SAID_OF.items() for name in names]
    assert [line for line in told if left_in_english(language, line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_voice_is_like_is_said_in_the_language(language):
    for voice in VOICES:
        told = said_in(language, f"{voice.kind}; sings English; {voice.sounds}{understood(voice)}")
        assert not re.search(r"male|child|sings|recogniser|English", told) and voice.sounds not in told


def test_each_wish_for_one_sound_is_in_the_catalogues():
    calls = (node for path in (ROOT / "models").rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    asked = {
        node.args[1].value
        for node in calls
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "one_clip" and len(node.args) > 1
    }
    assert len(asked) > 4
    assert [wish for wish in asked if left_in_english("de", f"Name one sound to {wish}.")] == []
