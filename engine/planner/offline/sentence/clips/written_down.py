"""Written down: "transcribe the second clip", "write down what Anna says", "translate the interview to German"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.effects.hiss import is_spoken
from engine.planner.offline.sentence.scope.lying import NOUNS, in_order
from engine.planner.offline.slots.clause import Args
from engine.planner.offline.slots.languages import languages
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WRITES = regex(r"\b(?:transcribe|transcription|transcript|write down|note down|type out|put in(?:to)? (?:writing"
    r"|words))\b")
_TRANSLATES = regex(r"\b(?:translate|translation)\b")
_TIMED = regex(
    r"\b(?:with|including|and) (?:the |word )*(?:time ?stamps|times|time ?codes)\b"
    r"|\bas (?:an? )?(?:subtitles?|captions?|srt|vtt|lrc)(?: file)?\b"
)
_SPEAKS = regex(r"\b(?:and )?(?:speak|say|read|voice) it(?: out| aloud)?\b|\b(?:spoken|out loud|aloud|as speech)\b")
_INTO = regex(r"\b(?:in)?to (?:the )?$|\bin $")
_ALL_OF_IT = regex(
    r"\b(?:everything|(?:the )?(?:whole|entire|full) (?:episode|session|interview|song|show|recording|project|thing)"
    r"|all (?:of )?(?:the )?(?:speech|dialog(?:ue)?|voices))(?: that is said| said)?\b"
)
_BESIDE = frozenset(
    "transcribe transcription transcript translate translation write down note type out put into writing words word"
    " what says say said saying is being speaks of in on from by text make give get all every everything with to it"
    " speech recording whole entire full and also again track tracks english".split()
)


_NO_WORDS = regex(r"\"|\b(?:midi|notes|score|sheet|chords|melody)\b", re.IGNORECASE)
""" "Transcribe the verse to MIDI"."""


def is_of_notes(remark: str, steps: Sequence[Step]) -> bool:
    """ "To MIDI", beside what is only written down in words."""
    return any(one.task in ("transcribe", "translate_speech") for one in steps) and bool(_NO_WORDS.search(remark))


def written_down(said: Said) -> list[Step] | None:
    """The words of each recording that is named, or what they are in another language; None for anything else."""
    writes, translates = _WRITES.search(said.text), _TRANSLATES.search(said.text)
    if bool(writes) == bool(translates) or said.places or said.amounts or _NO_WORDS.search(said.typed):
        return None
    bare = _TIMED.sub(" ", _SPEAKS.sub(" ", said.text))
    told = languages(bare)
    goals = [name for name, at in told if _INTO.search(bare[:at])]
    words = {word for word in said.bag if re.search(rf"\b{re.escape(word)}\b", bare)}
    words -= {word for name, at in told for word in re.findall(r"[a-z]+", bare[at:])[:1]}
    if translates and len(set(goals)) != 1 or words - _BESIDE - NOUNS - {"episode", "session", "show", "interview"}:
        return None
    clips = _clips(said)
    if not clips:
        return None
    if writes:
        more: Args = {"timestamps": True} if _TIMED.search(said.text) else {}
        more |= {"language": goals[0]} if len(set(goals)) == 1 else {}
        return [Step("transcribe", {"clip": one.id, **more}) for one in clips]
    spoken = {"speak": True} if _SPEAKS.search(said.text) else {}
    return [Step("translate_speech", {"clip": one.id, "target_language": goals[0], **spoken}) for one in clips]


def _clips(said: Said) -> Sequence[ClipInfo]:
    """The recordings that are named; of the whole session those in which somebody speaks."""
    named = [one for one in said.things if not one.how]
    if not named and (_ALL_OF_IT.search(said.text) or said.things):
        lying = [clip for track in said.scene.context.tracks for clip in in_order(track, said)]
        return [one for one in lying if one.kind == "audio" and is_spoken(_of(one), said)]
    if not named or len(named) != len(said.things) or any(one.is_pointed for one in named):
        return ()
    own = [clip for one in named for track in one.tracks for clip in in_order(track, said) if not one.is_clip
           or clip.id in one.clips]  # fmt: skip
    return () if any(one.kind != "audio" for one in own) else list({one.id: one for one in own}.values())


def _of(clip: ClipInfo) -> Named:
    return Named(0, 0, (str(clip.track),), (clip.id,), True)
