"""Sing state: what the card shows on which selected notes are given words, and what a click on it would sing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.wire.wire import SongView, TurnView
from ui.conversation.syllable_line import SyllableLine
from ui.wording import count, listed

STYLES = ("", "soft", "breathy", "bright", "belting", "whispered", "no vibrato", "more vibrato", "choir")
"""Words for how it is sung that every singer here knows; others can be written in a message."""
_NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
SINGS = ("Sing ", "Sing another take of ")
"""How the requests of the card begin."""
_NO_WORDS = "No lyrics were given"
"""A hint that the line below the notes says already."""


@dataclass(frozen=True)
class VoiceLine:
    """A voice to choose."""

    id: str
    name: str
    about: str
    """What it is, and whether results may be sold."""
    why_not: str = ""

    @property
    def words(self) -> str:
        """Its line in the list."""
        return " · ".join(part for part in (self.name, self.about) if part)


@dataclass(frozen=True)
class MelodyLine:
    """Notes to choose."""

    midi: str
    words: str
    """What they are called, and where they lie."""


@dataclass(frozen=True)
class SungPhrase:
    """A stretch of a sung clip that can be heard alone."""

    clip: str
    path: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class SingState:
    """One card."""

    midi: str = "selection"
    selection: Mapping[str, Any] = field(default_factory=dict)
    song: SongView | None = None
    """What the engine said last of these words."""
    text: str = ""
    """What stands in the field; it may be newer than the song."""
    voice: str | None = None
    """As it was chosen; None = as before, or whichever fits."""
    style: str | None = None
    voices: tuple[VoiceLine, ...] = ()
    melodies: tuple[MelodyLine, ...] = ()
    """What could be sung; looked for where nothing is selected."""
    is_asking: bool = False
    is_singing: bool = False
    """It is being sung: another click would sing it twice."""
    why_not: str = ""
    """Why there is nothing to sing, in a sentence."""
    refused: str = ""
    """Why the last thing that was done on the roll changed nothing."""
    playing: int = -1
    """Number of the phrase that plays, from 0."""
    sung: tuple[SungPhrase, ...] = ()
    """The phrases as they were sung last, where they are heard."""

    @property
    def title(self) -> str:
        """What the card is about."""
        name = self.song and (self.song.track or self.song.name)
        return f"Vocal for “{name}”" if name else "Sing notes"

    @property
    def line(self) -> SyllableLine:
        """What stands on the notes."""
        return SyllableLine.of(self.song.syllables if self.song else ())

    @property
    def fit(self) -> tuple[str, str]:
        """(ok, warn or ask, how the words fit the notes)."""
        if self.song is None or not self.song.syllables:
            return ("ask", WHICH_NOTES) if self.melodies else ("warn", self.why_not)
        sung = [one for one in self.song.syllables if not one.is_held]
        notes = len({one.note for one in self.song.syllables})
        said = f"{count(len(sung), 'syllable')} on {count(notes, 'note')}"
        if self.song.words_from == "nothing":
            return "warn", f"No words yet: {count(notes, 'note')} on “la”"
        split = [one for one in self.song.syllables if one.is_split]
        held = sum(one.is_held for one in self.song.syllables)
        said += f", {held} held" if held else ""
        if split:
            bars = sorted({one.bar for one in split})
            where = ("bar " if len(bars) == 1 else "bars ") + listed([str(bar) for bar in bars[:4]])
            return "warn", f"{said}: some share a note in {where}"
        return "ok", said

    @property
    def changed(self) -> tuple[int, ...]:
        """Numbers of the phrases that would be sung anew, from 0; empty before the first time."""
        phrases = self.song.phrases if self.song else ()
        if not any(one.is_sung for one in phrases):
            return ()
        return tuple(at for at, one in enumerate(phrases) if not one.is_sung)

    @property
    def is_sung(self) -> bool:
        """True when these very notes and words were sung before."""
        return bool(self.song and self.song.phrases) and all(one.is_sung for one in self.song.phrases)  # type: ignore[union-attr]

    @property
    def changed_notes(self) -> frozenset[int]:
        """Numbers of the notes of phrases that changed, from 1."""
        phrases = self.song.phrases if self.song else ()
        return frozenset(n for at in self.changed for n in range(phrases[at].first_note, phrases[at].last_note + 1))

    @property
    def said(self) -> str:
        """What a click on the main button would sing."""
        phrases = len(self.song.phrases) if self.song else 0
        if not phrases:
            return ""
        if self.is_singing:
            return "It is being sung; what comes of it stands above."
        if self.is_sung:
            return "Sung. Change a word, and only its phrase is sung again."
        if self.changed:
            only = "only that is sung again" if len(self.changed) == 1 else "only those are sung again"
            return f"{len(self.changed)} of {count(phrases, 'phrase')} changed: {only}"
        return count(phrases, "phrase")

    @property
    def main(self) -> str:
        """Label of the main button."""
        if self.is_singing:
            return "Singing"
        if self.is_sung:
            return "Another take"
        if self.changed:
            return "Sing changed phrase" if len(self.changed) == 1 else "Sing changed phrases"
        return "Sing"

    @property
    def can_sing(self) -> bool:
        """True when there are notes to sing that are not being sung already."""
        return bool(self.song and self.song.syllables) and not self.why_not and not self.is_singing

    @property
    def voice_said(self) -> str:
        """The voice on its button."""
        wanted = self.voice if self.voice is not None else self.song.voice if self.song else ""
        known = next((one.name for one in self.voices if one.id == (wanted or (self.song.sings if self.song else ""))),
                     "")
        return known or wanted or (self.song.sings if self.song else "") or "As it fits"

    @property
    def style_said(self) -> str:
        """The style on its button."""
        wanted = self.style if self.style is not None else self.song.style if self.song else ""
        return wanted.capitalize() or "Plain"

    @property
    def hints(self) -> tuple[str, ...]:
        """What there is to know about the notes and words."""
        told = self.song.hints if self.song else ()
        first = (self.refused, self.why_not if self.song else "")
        return tuple(one for one in (*first, *told) if one and not one.startswith(_NO_WORDS))

    @property
    def from_notes(self) -> str:
        """The words that the notes themselves carry; empty when they have none."""
        if self.song is None or not any(note.lyric.strip() for note in self.song.notes):
            return ""
        return " ".join(note.lyric.strip() or "~" for note in self.song.notes)

    def asked(self) -> dict[str, Any]:
        """The body of `POST /projects/ID/song`."""
        body: dict[str, Any] = {"midi": self.midi}
        is_written = self.song is not None or bool(self.text)
        told = {"lyrics": self.text if is_written else None, "voice": self.voice, "style": self.style}
        body |= {name: value for name, value in told.items() if value is not None}
        return body | ({"selection": dict(self.selection)} if self.selection else {})

    def request(self, *, anew: bool = False) -> dict[str, Any]:
        """The body of the request that sings; `anew` = another take of everything."""
        assert self.song is not None
        args: dict[str, Any] = {"midi": self.song.midi, "lyrics": self.text or self.song.lyrics}
        voice = self.voice if self.voice is not None else self.song.voice
        style = self.style if self.style is not None else self.song.style
        args |= {name: value for name, value in (("voice", voice), ("style", style)) if value}
        words = " ".join(args["lyrics"].split())
        quoted = f"“{words[:60].rsplit(' ', 1)[0]} …”" if len(words) > 60 else f"“{words}”"
        again = anew or self.is_sung
        said = f"{SINGS[1]}{quoted}" if again else f"{SINGS[0]}{quoted}"
        body: dict[str, Any] = {"text": said, "steps": [{"tool": "sing", "args": args}]}
        return body | ({"selection": dict(self.song.selection)} if self.song.selection else {})


def voice_lines(rows: Sequence[Mapping[str, Any]]) -> tuple[VoiceLine, ...]:
    """The voices of `GET /voices` that sing, those that can now first."""
    lines = [_voice(row) for row in rows if "sing" in row.get("tasks", ())]
    return tuple(sorted(lines, key=lambda line: bool(line.why_not)))


def melody_lines(rows: Sequence[Mapping[str, Any]]) -> tuple[MelodyLine, ...]:
    """The clips of notes of `GET /projects/ID/melodies`."""
    return tuple(_melody_line(row) for row in rows if row.get("midi"))


def known_now(song: SongView) -> SongView:
    """The song when all of it was sung; the engine says so a moment later, and until then it is not sung twice."""
    return replace(song, phrases=tuple(replace(one, is_sung=True) for one in song.phrases))


def sung_phrases(turn: TurnView, song: SongView | None) -> tuple[SungPhrase, ...]:
    """Where each phrase is heard in the clip that a turn has sung; empty when it sang no such song."""
    if song is None or not turn.clips:
        return ()
    step = next((one for one in turn.steps if one.task == "sing" and one.state == "done"), None)
    clip = next((one for one in turn.clips if one.kind == "audio" and one.path), None)
    table = step.facts.get("table", {}) if step else {}
    rows = [row for row in table.get("rows", ()) if isinstance(row, Mapping)] if isinstance(table, Mapping) else []
    found = []
    for phrase in song.phrases:
        mine = [row for row in rows if phrase.first_note <= row.get("note", 0) <= phrase.last_note]
        if clip is None or not mine:
            return ()
        end_s = max(float(row["start_s"]) + float(row["length_s"]) for row in mine)
        found.append(SungPhrase(clip.id, clip.path, max(0.0, float(mine[0]["start_s"]) - _BEFORE_S), end_s + _AFTER_S))
    return tuple(found)


WHICH_NOTES = "Which notes should be sung?"
NO_ROOM = "Every later note has a syllable of its own; take a word away, or let two share a note (J), to make room."
NOT_POSSIBLE = {
    "hold": NO_ROOM, "split": NO_ROOM, "join": "There is no next syllable to sing together with this one.",
    "move": "There is no held note in that direction to take the syllable to.",
}  # fmt: skip
"""What is said when an edit changes nothing."""
_BEFORE_S, _AFTER_S = 0.25, 0.2
"""Consonants come before the beat of their note, and a voice rings on."""


def pitch_name(pitch: int) -> str:
    """C♯4 for 61."""
    return f"{_NAMES[pitch % 12]}{pitch // 12 - 1}"


def _melody_line(row: Mapping[str, Any]) -> MelodyLine:
    name, track, place = (str(row.get(part) or "") for part in ("name", "track", "place"))
    parts = (name, track if track != name else "", place)
    return MelodyLine(str(row["midi"]), " · ".join(part for part in parts if part))


def _voice(row: Mapping[str, Any]) -> VoiceLine:
    kind = str(row.get("kind") or "")
    may = {True: "", False: "non-commercial", None: "licence unclear"}[row.get("commercial")]
    languages = [str(one) for one in row.get("languages") or ()]
    spoken = languages[0].capitalize() if len(languages) == 1 else f"{len(languages)} languages" if languages else ""
    about = ", ".join(part for part in (kind, spoken, may) if part)
    name = str(row.get("name") or row.get("id"))
    return VoiceLine(str(row.get("id")), name, about, str(row.get("why_not") or ""))
