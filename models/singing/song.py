"""The song that is asked for: its notes in time, its words, and who sings it."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.catalog.model import Brief
from engine.errors import UserError
from engine.media.clip import Clip
from engine.media.note import TempoMap
from models.singing.allocation import Allocation, allocate
from models.singing.language import ENGLISH, language_of
from models.singing.lyrics import parse_lyrics
from models.singing.note_lyrics import has_lyrics, lyrics_of_notes
from models.singing.performance import Speaker
from models.singing.score import Score, read_score
from models.singing.voice import choose_voice
from models.speech.flite_program import installed_voices

LONGEST_S = 1200.0


@dataclass(frozen=True)
class Clock:
    """Ties the beats of a clip to seconds from its start."""

    tempo_map: TempoMap
    start_beats: float
    earliest_s: float
    """How much sound may lie before the clip's start: 0 or less."""

    def seconds_at(self, beat: float) -> float:
        """Seconds from the start of the clip to one of its beats."""
        return self.tempo_map.seconds_at(self.start_beats + beat) - self.tempo_map.seconds_at(self.start_beats)

    def beats_at(self, seconds: float) -> float:
        """The beat of the clip at a time from its start."""
        return self.tempo_map.beats_at(self.tempo_map.seconds_at(self.start_beats) + seconds) - self.start_beats


@dataclass(frozen=True)
class Song:
    """What is to be sung, checked."""

    clip: Clip
    clock: Clock
    score: Score
    speaker: Speaker
    lyrics: str
    """The words that were asked for; empty when the notes carry them."""


def read_notes(inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> tuple[Clip, Clock, Score]:
    """The clip, its clock and its line of notes; UserError without notes, and for more than twenty minutes."""
    given = inputs.get("midi")
    clip = given if isinstance(given, Clip) or not given else given[0]
    if not isinstance(clip, Clip):
        raise UserError("Sing needs notes: select a MIDI region, or give a MIDI file.")
    content = clip.midi()
    clock = Clock(content.tempo_map, 0.0, 0.0)
    if clip.start_beats is not None:
        clock = Clock(brief.tempo_map, clip.start_beats, -max(0.0, brief.tempo_map.seconds_at(clip.start_beats)))
    score = read_score(content.notes, clock.seconds_at)
    if score.notes[-1].off_s > LONGEST_S:
        raise UserError(f"The notes last {score.notes[-1].off_s / 60:.0f} minutes; at most "
                        f"{LONGEST_S / 60:.0f} are sung at once. Select fewer bars.")
    return clip, clock, score


def read_song(args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> Song:
    """The song that is asked for; UserError without notes, for something that is no MIDI, for an unknown voice."""
    clip, clock, score = read_notes(inputs, brief)
    return Song(clip, clock, score, _speaker(args, score), str(args.get("lyrics") or ""))


def _speaker(args: Mapping[str, Any], score: Score) -> Speaker:
    words = f"{args.get('voice') or ''}"
    lyrics = str(args.get("lyrics") or " ".join(note.lyric or "" for note in score.notes))
    language = language_of(lyrics, f"{words} {args.get('style') or ''}")
    median_pitch = statistics.median(note.pitch for note in score.notes)
    voice = choose_voice(words.lower().replace(language, ""), median_pitch, installed_voices(),
                         is_english=language == ENGLISH)
    return Speaker(voice, language)


def words_on_notes(song: Song) -> Allocation:
    """Words from the request, else from the notes, else `la`."""
    lyrics, notes, speaker = song.lyrics, song.score.notes, song.speaker
    if lyrics.strip():
        parsed = parse_lyrics(lyrics, speaker.syllable_range)
        if parsed.syllables:
            return _with_unsayable_words(allocate(parsed, notes), speaker)
        why = "There is nothing to sing in the lyrics, so the melody is sung on 'la'."
    elif has_lyrics(notes):
        return _with_unsayable_words(lyrics_of_notes(notes, speaker.syllable_range), speaker)
    else:
        why = "No lyrics were given and the notes carry none, so the melody is sung on 'la'."
    parsed = parse_lyrics(" ".join(["la"] * len(notes)), speaker.syllable_range)
    allocation = allocate(parsed, notes)
    return Allocation(allocation.lyrics, allocation.by_note, (why,))


def _with_unsayable_words(allocation: Allocation, speaker: Speaker) -> Allocation:
    words = dict.fromkeys(word.spoken for word in allocation.lyrics.words)
    strange = [word for word in words if not speaker.can_say(word)]
    if not strange:
        return allocation
    if all(word.startswith("[") for word in strange) and speaker.voice.engine == "espeak":
        said = (f"The phonemes in {', '.join(strange[:5])} are not known (write them like [w er d]): 'la' is sung "
                "instead.")
    elif all(word.startswith("[") for word in strange):
        said = ("Pronunciations in brackets are followed by the espeak voices only (try voice 'max' or 'anna'): 'la' "
                "is sung instead.")
    else:
        said = f"This voice cannot say {', '.join(strange[:5])}: 'la' is sung instead."
    return Allocation(allocation.lyrics, allocation.by_note, (*allocation.warnings, said))
