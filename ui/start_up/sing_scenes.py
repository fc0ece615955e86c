"""Scenes of notes that are given words."""

from __future__ import annotations

from dataclasses import replace

from engine.wire.wire import (
    BarView,
    PhraseView,
    SongNoteView,
    SongView,
    SyllableView,
    TurnView,
)
from ui.conversation.sing_state import MelodyLine, SingState, SungPhrase, VoiceLine
from ui.start_up.scene import AT, SELECTED, SESSION, Scene


def _melody() -> SongView:
    """Fourteen notes over five bars, in two phrases."""
    steps = ((69, 0, 1, "shine"), (72, 1, 2, "on"), (71, 3.2, 0.8, "till"), (69, 4, 1, "the"), (67, 5, 1.4, "mor-"),
             (64, 6.6, 1.2, "ning"), (69, 8, 0.8, "and"), (71, 9, 0.7, "I"), (72, 10, 0.8, "will"), (74, 11, 0.8, "be"),
             (76, 12, 2, "there"), (74, 14.2, 0.9, "~"), (72, 15.4, 1.8, "with"), (69, 17.4, 2.2, "you"))
    notes = tuple(SongNoteView(pitch, float(start), float(length)) for pitch, start, length, _ in steps)
    syllables = tuple(SyllableView(at, text, 5 + int(start // 4), text == "~")
                      for at, (_, start, _, text) in enumerate(steps, 1))
    phrases = (PhraseView(1, 6, "shine on till the morning", True), PhraseView(7, 14, "and I will be there with you"))
    bars = tuple(BarView(5 + bar, 4.0 * bar) for bar in range(5))
    hints = ("From bar 7 on there are 9 seconds without a rest to breathe in, more than one breath.",)
    return SongView("region:7", "Lead", "Lead", "bars 5–9", notes, syllables, phrases, bars, 20.0,
                    "shine on till the mor-ning and I will be there ~ with you", "asked", "rms", "rms", "soft",
                    "WORLD singer", hints)


_VOICES = (VoiceLine("rms", "Rufus", "male, English"), VoiceLine("slt", "Selma", "female, English"),
           VoiceLine("max", "Max", "male, 100 languages"))


def sing() -> Scene:
    """Words under selected notes: one of two phrases has changed since it was sung."""
    song = _melody()
    sung = tuple(SungPhrase("vox1", "/session/Vocals take 1.wav", at * 8.0, at * 8.0 + 7) for at in range(2))
    card = SingState("region:7", song=song, text=song.lyrics, voices=_VOICES, sung=sung)
    said = TurnView(1, "Sing this softly: “shine on till the morning, and I will be there with you”", "done",
                    attached=("MIDI: Lead, bars 5–9, 14 notes",), answer="Sung on the new track Vocal.",
                    undo="1 track added", started_at=AT)
    return Scene(replace(SESSION, selection=SELECTED), (said,), song=card)


def sing_first() -> Scene:
    """A melody before its first take: more syllables than notes."""
    song = _melody()
    many = (*song.syllables[:10], replace(song.syllables[10], text="ev-", is_split=True),
            replace(song.syllables[10], text="er", is_split=True), *song.syllables[11:])
    words = "shine on till the mor-ning and I will be ev-er ~ with you"
    first, second = song.phrases
    phrases = (replace(first, is_sung=False), replace(second, text="and I will be ever with you", is_sung=False))
    fresh = replace(song, syllables=many, lyrics=words, hints=(), voice="", style="", phrases=phrases)
    card = SingState("region:7", song=fresh, text=words, voices=_VOICES)
    return Scene(replace(SESSION, selection=SELECTED), song=card)


def sing_which() -> Scene:
    """Nothing is selected: which notes?"""
    lines = tuple(MelodyLine(f"region:{at}", words) for at, words in enumerate((
        "Lead · bars 5–9", "Lead · bars 13–17", "Upright bass, second try · Bass · bars 1–16", "Pad · bar 3")))
    return Scene(SESSION, song=SingState(text="shine on", melodies=lines, voices=_VOICES))
