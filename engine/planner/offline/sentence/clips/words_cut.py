"""Words cut: 'take the words "feeding the birds" out of the widow's answer', 'keep only "the storm is over"'."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_QUOTED = regex(r"\"(?P<words>[^\"]+)\"")
_CUTS = regex(
    r"\b(?:cut|remove|delete|drop|lose|snip|edit|take|kill|strip|erase|scrap|get rid of|bleep|clip|chop|trim|leave"
    r"|throw)"
    r"\b(?P<between>[^\"]{0,40}?)\"",
    re.IGNORECASE,
)
_GONE = regex(r"\"\"?\s*(?:to be |should be |must be |has to be |is )?(?:gone|out|removed|cut|deleted|off"
    r"|away)\b", re.IGNORECASE)
""" "Legal wants "this weekend only" gone from Anna's read"."""
_REASON = regex(r"\b(?:so|because|since|cause|until|till|while|from bar|(?:in|at|after|before) bar)\b", re.IGNORECASE)
_OUT = regex(r"\b(?:out|off|away|cut|remove|delete|drop|lose|kill|erase|scrap|get rid|snip|strip"
    r"|chop)\b", re.IGNORECASE)
_KEEPS = regex(r"\b(?:keep|leave|want|need)\b(?:\s+(?:me|us))?\s+(?:only|just|nothing but)\b|\bonly (?:keep"
    r"|leave)\b", re.I)
_SAYS = regex(r"\b(?:sing|sings|sung|say|says\b(?! \")|speak|lyrics?|marker|called|named|name|rename|track called"
    r"|title)\b", re.I)
_UNQUOTED = regex(
    r"\b(?P<verb>cut|remove|delete|snip|take|edit|drop|lose)\s+(?:out\s+)?(?:the|that)\s+word\s+(?P<word>[a-z']+)\b",
    re.IGNORECASE,
)
_OF_A_LINE = ("narrat", "voice", "vox", "vocal", "speech", "dialog", "host", "guest", "interview", "vo", "talk")


def words_cut(text: str, scene: DialogueState) -> list[Step] | None:
    """The edit of what is said in one recording; None where none is asked for, or it is not known in which."""
    simple = plain(text).strip()
    simple = simple if '"' in simple else _UNQUOTED.sub(r'\g<verb> the word "\g<word>"', simple)
    quotes = list(_QUOTED.finditer(simple))
    if len(quotes) != 1:
        return None
    words, hidden = quotes[0]["words"].strip(" .,!?"), _QUOTED.sub('"', simple, count=1)
    keeps = _KEEPS.search(hidden)
    cut = _CUTS.search(hidden)
    if cut and _REASON.search(cut["between"]):
        return None  # "kill the bed from bar 9 so her "live at five" stands alone"
    if not (keeps or _GONE.search(hidden) or cut and _OUT.search(hidden)) or _SAYS.search(hidden):
        return None
    rest = " ".join(_of_its_clause(hidden).replace('"', " ").split())
    clip = _recording(rest, scene)
    action = "trim" if keeps else "cut"
    return [Step("edit_clip", {"clip": clip, "action": action, "words": words})] if clip else None


def _of_its_clause(hidden: str) -> str:
    """What is said with the quoted words, without clauses that only tell something or leave something alone."""
    low = hidden.lower()
    found = list(clauses(low))
    told = [one for one in found if one.kind in (Kind.LIMITS, Kind.TELLS) and '"' not in one.text]
    for one in sorted(told, key=lambda one: -one.start):
        low = f"{low[: one.start]} {low[one.end :]}"
    return low


def _recording(rest: str, scene: DialogueState) -> str:
    """The one recording that is named, worked on last, or the only voice there; "" for none."""
    said = taken_apart(rest, scene)
    named = [one for one in said.things if not one.is_pointed]
    audio = {clip.id: clip for clip in scene.clips if clip.kind == "audio" and clip.track}
    if named:
        ids = list(dict.fromkeys(clip for one in named for clip in one.clips if clip in audio))
        return ids[0] if len(ids) == 1 else ""
    if said.spans:
        return ""
    chosen = [one for one in scene.context.selected_clips if one in audio]
    if len(chosen) == 1:
        return chosen[0]
    voices = [
        one.id
        for one in audio.values()
        if {"speech", "vocal"} & set(one.tags) or any(word in f"{one.name} {one.track}".lower() for word in _OF_A_LINE)
    ]
    return voices[0] if len(voices) == 1 else ""
