"""Answer words: a question about one missing thing, and the request with that in it: "transpose the bass line".

`answers_offered` knows what each answer does. Where one leads to another question, or to a deletion, which is shown
before it is done, its button says the request anew with the answer in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.closed_question import MOST, Read, answers_to, tracks_named, would_do
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.steps.reply import NOT_FOLLOWED, UNSURE
from engine.planner.offline.steps.safety import QUESTION as MAY_IT_GO
from engine.planner.regex import regex
from engine.tasks.plan import Step

Said = tuple[tuple[str, str], ...]
"""(what the button says, the words that it sends) each."""
_EFFECTS = ("reverb", "delay", "compressor", "chorus", "distortion", "low-pass")
_TAKES = (("The original", "take 1"), ("The one before", "the previous take"), ("The last", "the last take"))
_YES_OR_NO = (("Delete it", "ok"), ("Keep it", "no"))
_WHICH_EFFECT, _WHICH_TAKE = "Which effect?", "Which take:"
_TO_WHERE = regex(r"^A send to which bus or track\?|^Which track should trigger it\?")
_GOES = regex(r"^(?:What|Which clip) should I delete\?")
_WHICH = regex(r"\bwhich (?:bus or )?(?:track|clip|marker)\b", re.IGNORECASE)
_TAKES_OF = "The takes of which clip?"
_AN_EFFECT = regex(r"\b(?:an?|some|the) effects?\b|\beffects?\b", re.IGNORECASE)
_A_TAKE = regex(r"\b(?:(?:an?|the|its|some|another|a different|the other|other) )?takes?\b", re.IGNORECASE)
_IT = regex(r"\b(?:it|this|that|(?:the|a|this|that) (?:clip|track|one))\b", re.IGNORECASE)
_PUT = regex(r"\b(?:effects?|sends?|plug-?ins?)\b", re.IGNORECASE)
_TO_HOW_MANY = "To how many bpm?"
_BPM = regex(
    r"^\W*(?:(?:ok(?:ay)?|say|about|let'?s say|down|up|to|maybe|make it)\W+)*(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm)?"
    r"(?:,? please)?[\s.!]*$",
    re.IGNORECASE,
)
_LOST = (UNSURE, NO_SUCH_THING.partition("{}")[0], NOT_FOLLOWED, "What should I do?")
_BARE = regex(
    r"^\W*(?:(?:to|from|by|with|on|of) )?(?:(?:the|an?|my|our) )?(?P<name>.+?)[\s.!”\"]*(?:please)?\W*$", re.IGNORECASE
)


def answer_words(text: str, steps: Sequence[Step], scene: DialogueState, read: Read) -> Said:
    """A label and a request for each answer that is known; () where there are none, or one would not be understood.

    Without the text, as it cannot be said anew in the user's own language, only what "ok" and "no" answer.
    """
    question = _question_of(steps)
    if question.startswith(MAY_IT_GO):
        return _YES_OR_NO
    known = _known(text, question, scene) if text else ()
    if not 1 < len(known) <= MOST:
        return ()
    said: list[tuple[str, str]] = []
    for name, answer in known:
        if not (words := _understood(text, question, answer, scene, read)):
            return ()
        said.append((name, words))
    return tuple(said)


def said_in_full(text: str, scene: DialogueState, read: Read) -> tuple[str, DialogueState] | None:
    """The request before with what it lacked, where these words are only that: "the bass"; and what it is said into."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    bare = _BARE.match(text)
    if last is None or bare is None or len(last.calls) != 1 or last.calls[0].get("tool") != "ask":
        return None
    question = str((last.calls[0].get("args") or {}).get("text") or "")
    if question == _TO_HOW_MANY and (bpm := _BPM.match(text)):
        before = DialogueState.of(replace(scene.context, dialogue=scene.context.dialogue[:-1]))
        return f"{last.user.rstrip(' .!')} to {bpm['bpm']} bpm", before
    before = DialogueState.of(replace(scene.context, dialogue=scene.context.dialogue[:-1]))
    name = bare["name"].strip("“ ").lower().removeprefix("the ")
    answer = next((one for _, one in _known(last.user, question, before) if one.lower() == name), "")
    request = _understood(last.user, question, answer, before, read) if answer else ""
    return (request, before) if request else None


def _question_of(steps: Sequence[Step]) -> str:
    return str(steps[0].args.get("text") or "") if len(steps) == 1 and steps[0].task == "ask" else ""


def _known(text: str, question: str, scene: DialogueState) -> Said:
    if question == _WHICH_EFFECT:
        return tuple((name, name) for name in _EFFECTS)
    if question.startswith(_WHICH_TAKE):
        return _TAKES
    if _TO_WHERE.match(question):
        buses = [view.name for view in scene.context.track_views if view.kind == "bus"]
        named = tracks_named(text, scene)
        return tuple((one, one) for one in dict.fromkeys((*buses, *scene.context.tracks)) if one not in named)
    if _GOES.match(question) or question == _TAKES_OF:
        return tuple((name, name) for name in dict.fromkeys(clip.name for clip in scene.clips))
    return tuple((name, name) for name in answers_to(question, scene)) if _WHICH.search(question) else ()


def _understood(text: str, question: str, answer: str, scene: DialogueState, read: Read) -> str:
    """The request with the answer in it; "" where no way to say it is understood."""
    told = tracks_named(text, scene) + [answer] * (question != _WHICH_EFFECT and not question.startswith(_WHICH_TAKE))
    for request in _requests(text.rstrip(" .!?"), question, answer):
        made = read(request, DialogueState.of(scene.context))
        asked = _question_of(made)
        if would_do(made, told, scene) or asked and asked != question and not asked.startswith(_LOST):
            return request
    return ""


def _requests(text: str, question: str, answer: str) -> Iterator[str]:
    """The ways to say it, the plainest first."""
    if question == _WHICH_EFFECT:
        yield _AN_EFFECT.sub(f"a {answer}", text, count=1)
    elif question.startswith(_WHICH_TAKE):
        yield _A_TAKE.sub(answer, text, count=1)
    elif question.startswith("A send"):
        yield f"{text} to {answer}"
        yield f"{text} to the {answer}"
    elif _TO_WHERE.match(question):
        yield f"{text} to the {answer}"
        yield f"{text} from the {answer}"
    elif _IT.search(text):
        yield _IT.sub(f"the {answer}", text, count=1)
    else:
        joints = (
            ("", "of ", "on ") if " " not in text else ("on ", "of ", "") if _PUT.search(text) else ("of ", "on ", "")
        )
        yield from (f"{text} {joint}the {answer}" for joint in joints)
