"""Lines of song with every syllable on the note it belongs to, labelled by hand.

A melody is written `C4:1` (pitch and beats), `r:1` is a rest. The labels stand one a note; `~` holds
the syllable before it, a hyphen at the end says that the word goes on, `/` ends a line. Traditional
songs and own ones: upbeats, held and tied notes, turns, long runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.singing.score import SungNote, strength_at

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True)
class Line:
    """A melody and where its syllables belong."""

    name: str
    bpm: float
    melody: str
    labels: str

    @property
    def words(self) -> str:
        """The words as someone would type them: no holds, no hyphens."""
        text = re.sub(r"(?:^|\s)~(?=\s|$)", "", self.labels.replace("/", "\n"))
        return re.sub(r"-\s+", "", re.sub(r"[^\S\n]+", " ", text)).strip()

    @property
    def wanted(self) -> list[str]:
        """The label of each note."""
        return [label for label in self.labels.split() if label != "/"]

    def notes(self) -> list[SungNote]:
        """The notes in seconds."""
        notes, beat = [], 0.0
        for token in self.melody.split():
            name, beats = token.split(":")
            if name != "r":
                on_s, off_s = beat * 60 / self.bpm, (beat + float(beats)) * 60 / self.bpm
                notes.append(SungNote(len(notes), on_s, off_s, _pitch(name), 90, None, strength_at(beat)))
            beat += float(beats)
        return notes


def _pitch(name: str) -> int:
    step = _STEPS[name[0]] + {"#": 1, "b": -1}.get(name[1:-1], 0)
    return step + 12 * (int(name[-1]) + 1)


LINES = (
    Line("star", 100, "C4:1 C4:1 G4:1 G4:1 A4:1 A4:1 G4:2 F4:1 F4:1 E4:1 E4:1 D4:1 D4:1 C4:2",
         "Twin- kle twin- kle lit- tle star / How I won- der what you are"),
    Line("silent", 80, "G4:1.5 A4:.5 G4:1 E4:3 G4:1.5 A4:.5 G4:1 E4:3 D5:2 D5:1 B4:3 C5:2 C5:1 G4:3",
         "Si- ~ lent night / ho- ~ ly night / All is calm / all is bright"),
    Line("grace", 84, "D4:1 G4:2 B4:.5 G4:.5 B4:2 A4:1 G4:2 E4:1 D4:2 D4:1 G4:2 B4:.5 G4:.5 B4:2 A4:1 D5:5",
         "A- ma- zing ~ grace how sweet the sound / that saved a ~ wretch like me"),
    Line("auld", 92, "C4:1 F4:1.5 F4:.5 F4:1 A4:1 G4:1.5 F4:.5 G4:1 A4:1 F4:1.5 F4:.5 A4:1 C5:1 D5:3",
         "Should auld ac- quain- tance be for- got / and nev- er brought to mind"),
    Line("joy", 100, "C5:1 B4:.75 A4:.25 G4:1.5 F4:.5 E4:1 D4:1 C4:1.5 G4:.5 A4:1.5 A4:.5 B4:1.5 B4:.5 C5:3",
         "Joy to the world the Lord is come / let earth re- ceive her King"),
    Line("sleeves", 90, "A4:.5 C5:1 D5:.5 E5:.75 F5:.25 E5:.5 D5:1 B4:.5 G4:.75 A4:.25 B4:.5 C5:1 A4:.5 A4:.75 G#4:.25"
         " A4:.5 B4:1 G#4:.5 E4:1", "A- las my love ~ you do me wrong ~ to cast me off ~ un- hap- pi- ly"),
    Line("fair", 100, "D4:2 D4:1 A4:1 A4:1 A4:1 E4:1.5 F4:.5 E4:1 D4:3 A4:1 C5:1 D5:2 C5:1 A4:1 B4:1 G4:1 A4:5",
         "Are you go- ing to Scar- bor- ough Fair / Pars- ley sage rose- ma- ry and thyme"),
    Line("gloria", 104, "C5:1.5 D5:.5 C5:.5 Bb4:.5 A4:.5 Bb4:1.5 C5:.5 Bb4:.5 A4:.5 G4:.5 A4:1.5 Bb4:.5 A4:.5 G4:.5"
         " F4:.5 G4:1.5 C4:.5 C4:2 F4:1 G4:1 A4:1 Bb4:1 A4:2 G4:2",
         "Glo- ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ri- a in ex- cel- sis De- o ~"),
    Line("faithful", 104, "G4:1 G4:2 D4:1 G4:1 A4:2 D4:2 B4:1 A4:1 B4:1 C5:1 B4:2 A4:1 G4:1 G4:2 F#4:1 E4:1 F#4:1 G4:1"
         " A4:1 B4:1 F#4:2 E4:1.5 D4:.5 D4:3",
         "O come all ye faith- ful joy- ful and tri- um- phant / O come ye o come ~ ye ~ to Beth- le- hem"),
    Line("saints", 120, "C4:1 E4:1 F4:1 G4:4 r:1 C4:1 E4:1 F4:1 G4:4 r:1 C4:1 E4:1 F4:1 G4:2 E4:2 C4:2 E4:2 D4:4",
         "Oh when the saints / go march- ing in / Oh when the saints go march- ing in"),
    Line("bonnie", 120, "G4:1 E5:1.5 D5:.5 C5:1 D5:1 C5:1 A4:1 G4:1 E4:5 G4:1 E5:1.5 D5:.5 C5:1 C5:1 B4:1 C5:1 D5:5",
         "My Bon- nie lies o- ver the o- cean / My Bon- nie lies o- ver the sea"),
    Line("row", 90, "C4:1.5 C4:1.5 C4:1 D4:.5 E4:1.5 E4:1 D4:.5 E4:1 F4:.5 G4:3",
         "Row row row your boat / gent- ly down the stream"),
    # Own lines.
    Line("falling", 96, "E4:.5 G4:.5 A4:1 G4:.5 A4:1 C5:.25 B4:.25 A4:.25 G4:1.5 r:1 E4:.5 G4:.5 A4:1 G4:.5 E4:2",
         "I'm fall- ing for you ~ ~ ~ ~ / Fall- ing for you now"),
    Line("tied", 84, "r:2 G4:4 A4:1 G4:1 E4:2 D4:1 E4:4 D4:1 C4:3",
         "Stay with me now / un- til the dawn"),
    Line("river", 108, "G3:1 C4:1 D4:1 E4:1 G4:2 E4:1 r:1 D4:.5 C4:.5 D4:1 E4:1 C4:3",
         "Down by the riv- er bend / I will wait for you"),
    Line("mary", 76, "Bb4:3 A4:.25 Bb4:.75 D5:2 C5:1 Bb4:.5 Bb4:1.5 r:1 Bb4:.5 A4:.5 G4:.5 A4:.5 Bb4:3",
         "A- ~ ~ ve Ma- ri- a / full ~ of ~ grace"),
    Line("amen", 70, "F4:1.5 G4:.5 A4:.5 Bb4:.5 C5:1 Bb4:1 A4:.5 G4:.5 F4:4", "A- ~ ~ ~ ~ ~ ~ ~ men"),
    Line("hallelujah", 112, "C5:1.5 G4:.5 A4:.5 G4:1.5 r:1 C5:1.5 G4:.5 A4:.5 G4:1.5 r:1 E5:1.5 D5:.5 C5:.5 D5:.5 C5:2",
         "Hal- le- lu- jah / hal- le- lu- jah / hal- le- lu- ~ jah"),
    Line("storm", 126, "A4:.5 A4:.5 C5:.5 A4:.5 G4:1 E4:1 r:.5 A4:.5 C5:.5 D5:1 C5:.5 A4:1.5",
         "Run- ning through the thun- der / with the win- dow down"),
    Line("soul", 72, "D5:1 C5:.25 A4:.25 G4:.5 A4:1.5 r:.5 F4:.5 G4:.5 A4:.5 G4:.25 F4:.25 D4:2",
         "Oh ~ ~ my soul / let me go ~ ~ home"),
    Line("morning", 88, "C4:.5 F4:1 G4:.5 A4:1 Bb4:.5 A4:1.5 r:.5 A4:.5 C5:1.5 A4:.5 G4:.5 F4:.5 Bb4:.5 A4:.5 G4:1"
         " F4:2",
         "The morn- ing comes a- gain / with gold ~ up- on ~ ~ the hills"),
    Line("lantern", 140, "E4:1 E4:.5 F4:.5 G4:1 G4:1 A4:1 G4:.5 F4:.5 E4:2 D4:1 D4:.5 E4:.5 F4:1 D4:.5 D4:.5 E4:3",
         "Light a pa- per lan- tern for the sea / Let the wa- ter car- ry me"),
    Line("walk", 100, "G4:.5 G4:.5 C5:2 B4:.5 A4:.5 G4:2 r:1 G4:.5 A4:.5 F4:1.5 E4:.25 D4:.25 E4:3",
         "And I walk ~ ~ on / in- to the ~ ~ light"),
    Line("sleep", 66, "E4:1.5 D4:.5 C4:1 E4:1 G4:3 A4:1 G4:1.5 E4:.5 D4:1 E4:.5 D4:.5 C4:3",
         "Sleep ~ lit- tle one the moon ~ is watch- ~ ing"),
    # Written down after the costs of holding a note were settled.
    Line("noel", 92, "E4:.5 D4:.5 C4:1.5 D4:.5 E4:.5 F4:.5 G4:2 A4:.5 B4:.5 C5:1 B4:1 A4:1 G4:2",
         "The ~ first ~ No- ~ el / the ~ an- gel did say"),
    Line("susanna", 110, "C4:.5 D4:.5 E4:1 G4:1 G4:1.5 A4:.5 G4:1 E4:1 C4:1.5 D4:.5 E4:1 E4:1 D4:1 C4:1 D4:2",
         "Oh I come from Al- a- ba- ma / with my ban- jo on my knee"),
    Line("kumba", 76, "C4:.5 E4:.5 G4:1.5 G4:.5 A4:1 A4:1 G4:3 C4:.5 E4:.5 G4:1.5 G4:.5 F4:1 E4:1 D4:3",
         "Kum ba yah my Lord kum- ba / kum ba yah my Lord kum- ba"),
    Line("joyful", 110, "E4:1 E4:1 F4:1 G4:1 G4:1 F4:1 E4:1 D4:1 C4:1 C4:1 D4:1 E4:1 E4:1.5 D4:.5 D4:2",
         "Joy- ful joy- ful we a- dore thee / God of glo- ry Lord of love"),
    Line("michael", 100, "C4:1 E4:1 G4:1.5 E4:.5 G4:1 A4:1 G4:3 r:1 E4:1 G4:1 A4:2 G4:4",
         "Mi- chael row the boat a- shore / hal- le- lu- jah"),
    Line("what child", 90, "E4:.5 G4:1 A4:.5 B4:.75 C#5:.25 B4:.5 A4:1 F#4:.5 D4:.75 E4:.25 F#4:.5 G4:1 E4:.5"
         " E4:.75 D#4:.25 E4:.5 F#4:1.5 B3:1.5",
         "What child is this ~ who laid to rest ~ on Ma- ry's lap ~ is sleep- ing"),
    Line("we three", 120, "B4:2 A4:1 G4:2 E4:1 F#4:1 G4:1 F#4:1 E4:3 B4:2 A4:1 G4:2 E4:1 F#4:1 G4:1 F#4:1 E4:3",
         "We three kings of O- ri- ent are / bear- ing gifts we tra- verse a- far"),
    Line("pop", 96, "G4:.5 A4:.5 B4:1 A4:.5 G4:1.5 r:1 G4:.5 A4:.5 B4:.5 D5:.5 B4:.5 A4:1.5",
         "Hold on to me ~ / till the night is o- ver"),
    Line("run", 80, "A4:1 G4:.25 F4:.25 E4:.5 D4:2 r:1 D4:.5 E4:.5 F4:1 E4:.5 D4:.5 C4:2",
         "Rain ~ ~ ~ down / wash it all a- way ~"),
    Line("coventry", 88, "G4:1 G4:1 F#4:1 G4:2 Bb4:1 A4:2 G4:1 F#4:3 G4:1 A4:1 Bb4:1 C5:1 A4:2 G4:3",
         "Lul- ly lul- lay thou lit- tle child / by by lul- ly lul- lay"),
)
