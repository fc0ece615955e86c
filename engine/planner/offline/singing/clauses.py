"""What is said of a sung or spoken line, a clause at a time: other words, another voice, how high, a part of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.singing.last import turned_by, words_of
from engine.planner.offline.singing.manner import manner_in, with_manner
from engine.planner.offline.singing.sounds import sounds_in
from engine.planner.offline.singing.speaking import pace_in, spoken_manner, with_spoken
from engine.planner.offline.singing.voices import voice_and_rest
from engine.planner.offline.singing.words import instead_of, other_words_in, patched, standing, tells_other_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OCTAVE = regex(
    r"(?:(?:sing|sung|put|take|bring|move|drop|lift|do|have|pitch|transpose|shift) (?:it |that |him |her |them )?)?"
    r"(?:(?:an?|one|another) )?octave(?: too)? (?P<way>down|up|lower|higher|below|above|deeper|low|high)"
    r"|(?:(?:sing|sung|put|take|bring|move|drop|lift|do|have|pitch|transpose|shift) (?:it |that |him |her |them )?)?"
    r"(?P<first>down|up|lower|higher) (?:by )?(?:an?|one) octave"
)
_TOO = regex(r"octave too (?P<way>low|high)")
_FITS_NOT = regex(
    r"(?:no+ |nah |wait |hm+ |actually |sorry )*(?:no|nah|nope|wait|hang on|(?:(?:it|that|this) )?(?:doesn'?t|doesnt"
    r"|does not|won'?t|wont|don'?t|dont)(?: really| quite)? (?:fit|work|scan|rhyme|sound right|sing well))"
)
_WRONG = regex(r"(?:the word )?(?P<old>[\w'-]+(?: [\w'-]+)?) (?:is|was)(?: the)? wrong(?: word)?")
_NEW = regex(r"[\w'-]+(?: [\w'-]+)?")
""" "Coat is wrong. jacket"."""
_MAKES_IT = regex(
    r"(?:(?:no|wait|sorry|rather|actually|better) )*(?:make (?:it|that)|say|sing|use|put|try|have|it'?s|let it be)"
    r" (?:just )?(?P<new>[\w'-]+(?: [\w'-]+){0,3})"
)
_PART = regex(
    r"(?:(?:and |but |no )?(?:keep|sing|have|want|leave|i (?:just |only )?(?:want|need)|use|do) )?(?:it |that )?"
    r"(?:only|just|keep)(?: keep| need| want| sing| in| for| on| over)? (?P<what>.+)"
)
_OF_PART = frozenset("it of that in the for on over only just keep sing from bar bars after all".split())
_MYSELF = regex(
    r"(?:the )?(?:(?:first|second|other|last) (?:half|part|one|bit|bars?|line)|rest|that|it|i|i'?ll|i'?m) .*"
    r"\bmyself\b.*"
)
_TALK = regex(
    r"(?:o+h+|a+h+|wow|haha+|lol|yes+|yeah|yep|ok(?:ay)?|cool|nice|great|lovely|perfect|better|good|sweet|close|love it"
    r"|hm+|almost|wait|nearly there|not bad|please|pls|thanks|much better|keep (?:this|that|it|the (?:old|first) one)"
    r"(?: one| take| version)?(?: too| as well| though)?|i like (?:it|that|this)(?: one)?|same (?:words|notes|thing)"
    r"|everything else (?:the same|stays)|rest (?:stays|the same)|that'?s (?:it|better|nice|great))"
    r"(?: (?:yes+|yeah|nice|great|cool|good))*"
)
_STATES = regex(
    r"(?:that(?:'?s| is| was| sounds?| feels?)|it(?:'?s| is| was| sounds?| feels?)|(?:he|she)(?:'?s| is| sounds?)"
    r"|this is|sounds?|feels?) (?!not |no |only |just |too )[a-z' -]+"
)
_A_VOICE = regex(r"(?:as|with|in|by|for|using|from|like) .* voice")
""" "With a soft voice" is another one."""
_NOT_THAT_VOICE = regex(
    r"(?:(?:no|nah|please|but)[ ,.]+)*not (?:that|this) (?:voice|singer|speaker|guy|woman|man|girl|lady)"
    r"(?: please| again)?"
)
WHICH_WORDS = "It sings the words of its notes, which I do not see here; tell all the words that it should sing."
WHICH_VOICE = (
    "Which voice should it be: a man, a woman, a child, a deep or a soft one? A voice can be called by its name, too."
)
_SOFTER_DB, _LOUDER_DB = -3.0, 3.0


@dataclass
class OfVoice:
    """What was told of a line so far."""

    changed: tuple[str, str] | None = None
    """The words that were changed, and what came for them."""
    edits: list[Step] = field(default_factory=list)
    """What is done to the clip, in its place."""
    reply: str = ""
    """What is asked instead."""
    beside: list[Step] = field(default_factory=list)
    """What is done to its track."""


def is_talk(clause: str) -> bool:
    """Does it only say how it is liked?"""
    return bool(_TALK.fullmatch(clause) or _MYSELF.fullmatch(clause))


def is_statement(clause: str) -> bool:
    """Does it say why, so that what is wanted stands beside it?"""
    return bool(_STATES.fullmatch(clause) and len(clause.split()) <= 9)


def take_of_voice(clause: str, bare: str, frame: Frame, said: Said, args: dict[str, Any], told: OfVoice) -> bool:
    """Keep what a clause says of a line; False where it is not known."""
    name, held = words_of(frame)
    held = str(args.get(name, held))
    if told.changed and _FITS_NOT.fullmatch(clause):
        return True
    if told.changed and (makes := _MAKES_IT.fullmatch(clause)):
        old, new = told.changed
        args[name] = instead_of(held, new, makes["new"])
        told.changed = (old, makes["new"])
        return True
    if held and (wrong := _WRONG.fullmatch(bare)) and (old := standing(wrong["old"], held)):
        told.changed = (old, old)
        return True
    if told.changed and told.changed[0] == told.changed[1] and _NEW.fullmatch(bare):
        args[name], told.changed = instead_of(held, told.changed[0], bare), (told.changed[0], bare)
        return True
    if held and (other := other_words_in(clause, held) or other_words_in(bare, held)):
        args[name], told.changed = other
        return True
    if (
        held
        and (makes := _MAKES_IT.fullmatch(bare) or _MAKES_IT.fullmatch(clause))
        and (line := patched(held, makes["new"]))
    ):
        args[name] = line
        return True
    if _NOT_THAT_VOICE.fullmatch(clause):
        told.reply = WHICH_VOICE
        return True
    if frame.tool == "sing" and not held and (tells_other_words(clause) or tells_other_words(bare)):
        told.reply = WHICH_WORDS
        return True
    if frame.tool == "speak" and _spoken(bare, frame, args):
        return True
    if (voice := voice_and_rest(bare)) and voice[0]:
        manners = [manner_in(one) for one in voice[1]]
        if frame.tool != "sing" and voice[1] or any(one is None for one in manners):
            return False
        args["voice"] = voice[0]
        for one in manners:
            _sung(one, frame, said, args, told)
        return True
    if frame.tool == "sing" and held and (sounds := sounds_in(bare)):
        args[name] = sounds
        return True
    if frame.tool == "sing" and bare.endswith("louder") and clause.startswith("sing"):
        return _sung(("strong", True), frame, said, args, told)
    if frame.tool == "sing" and not _A_VOICE.fullmatch(bare) and (manner := manner_in(bare)):
        return _sung(manner, frame, said, args, told)
    if frame.tool == "speak" and (manner := manner_in(bare)) and manner == ("soft", True):
        return _turned(_SOFTER_DB, frame, said, told)
    if frame.tool == "sing" and (octave := _OCTAVE.fullmatch(bare) or _TOO.fullmatch(bare)):
        groups = octave.groupdict()
        way = groups["way"] or groups["first"]
        is_up = way in ("up", "higher", "above", "high")
        is_up = not is_up if octave.re == _TOO else is_up
        told.edits.append(Step("change_tempo_key", {"semitones": 12 if is_up else -12}))
        return True
    return _part(clause, frame, said, told) or _part(bare, frame, said, told)


def _spoken(bare: str, frame: Frame, args: dict[str, Any]) -> bool:
    """How it is spoken, how fast, and by whom: "slower", "way less salesy", "a calm older woman"."""
    if pace := pace_in(bare):
        rate = args.get("rate", frame.args.get("rate"))
        args["rate"] = round(min(3.0, max(0.3, (rate if isinstance(rate, int | float) else 1.0) * pace)), 2)
        return True
    style = str(args.get("style", frame.args.get("style") or ""))
    if voice := voice_and_rest(bare):
        told = [spoken_manner(one) for one in voice[1]]
        if not voice[0] or any(one is None for one in told):
            return False
        args["voice"] = voice[0]
    else:
        told = [spoken_manner(bare)]
    for one in told:
        if one is None:
            return False
        style = with_spoken(style, one[0], is_more=one[1])
    if told:
        args["style"] = style
    return True


def _sung(manner: tuple[str, bool] | None, frame: Frame, said: Said, args: dict[str, Any], told: OfVoice) -> bool:
    if manner is None:
        return False
    style = str(args.get("style", frame.args.get("style") or ""))
    changed = with_manner(style, manner[0], is_more=manner[1])
    if changed != style:
        args["style"] = changed
        return True
    loud = {"soft": _SOFTER_DB, "strong": _LOUDER_DB}.get(manner[0])
    return manner[1] and loud is not None and _turned(loud, frame, said, told)


def _turned(db: float, frame: Frame, said: Said, told: OfVoice) -> bool:
    step = turned_by(frame, said.state, db)
    told.beside += [step] if step else []
    return step is not None


def _joined(spans: list[Bars]) -> list[Bars]:
    """ "Bars 6 and 7" are one stretch."""
    made: list[Bars] = []
    for start, end in sorted(spans):
        made = [*made[:-1], (made[-1][0], end)] if made and made[-1][1] == start else [*made, (start, end)]
    return made


def _part(clause: str, frame: Frame, said: Said, told: OfVoice) -> bool:
    """ "Only the second half": the rest of it is not sung any more."""
    match = _PART.fullmatch(clause)
    steps = part_of(match["what"], frame, said) if match else None
    told.edits += steps or []
    return steps is not None


def part_of(words: str, frame: Frame, said: Said) -> list[Step] | None:
    """What trims a line to "the second half" of it; None where these words are no part of it."""
    view = said.scene.clip(frame.out[0]) if frame.out else None
    if view is None or view.bars is None:
        return None
    source = said.scene.clip(str(frame.args.get("midi") or ""))
    whole = source.bars if source and source.bars else (round(view.bars[0]), round(view.bars[1]))
    clip = replace(view, bars=whole)
    apart = taken_apart(words, said.scene, focus=said.focus)
    ends = edges_in(replace(apart, places=[]))
    if len(ends) == 1 and all(ends[0].start <= one.start and one.end <= ends[0].end for one in apart.places):
        apart = replace(apart, places=[])  # "the last two bars" are those of the line
    edges = edges_in(apart)
    places, amounts, bag = outside(apart, edges)
    named = [one for one in apart.things if not one.is_pointed]
    if amounts or bag - _OF_PART or named:
        return None
    spans = _joined([span for one in places for span in one.spans])
    if edges and not places and len(edges) == 1:
        bars = edges[0].of(clip)
    elif len(spans) == 1 and not edges and not any(one.how in ("before", "but") for one in places):
        bars = (max(spans[0][0], whole[0]), min(spans[0][1], whole[1]))
    else:
        return None
    if bars is None or bars[1] <= bars[0] or bars == whole:
        return None
    return trimmed(clip, bars, said)
