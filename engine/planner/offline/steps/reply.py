"""What the planner says in words: help, questions, a no with the nearest thing that works."""

from __future__ import annotations

import re

from engine.messages.catalogue import catalogue
from engine.planner.offline.reading.router import Route
from engine.planner.offline.steps.beside import nearest_way
from engine.planner.offline.text.asked_first import BARS_FROM_ONE
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex
from engine.tasks.task import all_tasks

WHICH = "Which one do you mean?"
NOT_FOLLOWED = "I did not follow that; say it in other words, please."
_TALK: tuple[tuple[str, str], ...] = (
    (r"\b(?:thanks?|thank you|thx|cheers|merci|danke|gracias|ty)\b", "You're welcome."),
    (
        r"^\W*(?:(?:oh|ah|ok(?:ay)?|yes|yeah|wow|that(?:'s| is| was)?|it(?:'s| is)?|this is|sounds?|just|so|much|really"
        r"|very|all|absolutely)\W+)*(?:perfect|great|lovely|nice|good|excellent|awesome|brilliant|beautiful|wonderful|super|cool"
        r"|right|fine|better|spot on|love it|there we go|that's it)(?: now| then| job| one| already| enough)?\W*$",
        "Glad to hear it.",
    ),
    (
        r"\b(?:bye|good ?night|see (?:you|u)|gn|that's all|done for)\b",
        "See you. Everything you made is kept in the library.",
    ),
    (
        r"\b(?:can|could|able|capable|what do) (?:you|u)\b.*\b(?:do|to do|able)\b|\bwhat are you able\b|\bhelp\b"
        r"|\bwhat can i (?:ask|say)\b|\bwhere (?:do )?i (?:start|begin)\b|\bwho are you\b|\bwhat are you\b",
        "@help",
    ),
    (
        r"\b(?:hello|hi|hey|hiya|yo|sup|morning|evening|afternoon|hola|hallo|bonjour)\b",
        "Hello. Tell me what to do with this session: make, sing, split, clean, "
        "mix, place. “What can you do?” lists it all.",
    ),
    (
        r"\bside-?chain",
        "Sidechaining lets one sound turn another one down: the kick drives "
        "a compressor on the bass, so each hit makes room. Say “sidechain the bass” to try it.",
    ),
    (
        r"\blufs\b|\brms\b|\bloud(?:ness)?\b",
        "LUFS measures loudness as we hear it, over time; RMS is the plain "
        "average level. Streaming services play at about −14 LUFS. Say “how loud is the mix?” to measure yours.",
    ),
    (
        r"\bcompress",
        "A compressor turns down what is above its threshold, so quiet and "
        "loud come closer together. Start with a ratio of 3:1 and a threshold that gives 3 to 6 dB of reduction.",
    ),
    (
        r"\breverb\b",
        "Reverb puts a sound into a room: size sets the room, wet how much "
        "of it is heard. Try “put a small reverb on the vocal, 20% wet”.",
    ),
    (
        r"\bslap-?back\b|\bdelay\b|\becho\b",
        "A delay repeats the sound after a set time; slapback is one repeat "
        "at 80 to 140 ms. Try “delay of 110 ms on the vocal”.",
    ),
    (
        r"\beq\b|\bfrequen",
        "An EQ makes some frequencies louder or softer. Cut what is too much "
        "before you boost what is missing, and listen in the mix.",
    ),
    (
        r"\bstems?\b|\bseparat",
        "Separating takes a finished mix apart into vocals, drums, bass and "
        "the rest. Say “stems of” and the clip's name.",
    ),
    (
        r"\bkeys?\b|\bchords?\b|\bscale\b",
        "Name a key or chords and I write them down as notes, e.g. “make chords: "
        "Dm Bb F C” or “chords in G minor, 8 bars”.",
    ),
    (
        r"\bmaster",
        "Mastering comes after mixing: level, tone and peaks of the finished mix. Try “master the demo to −14 LUFS”.",
    ),
)


def chat_text(text: str) -> str:
    """A short, true answer to small talk and to questions about the work."""
    low = text.lower()
    answer = next((answer for pattern, answer in _TALK if compiled(pattern).search(low)), "")
    if answer == "@help" or not answer and "?" in text and re.search(r"\byou\b", low):
        return help_text()
    return answer or "I'm here. Tell me what to do with this session, or ask “what can you do?”."


_HELP = regex(
    r"^\W*(?:(?:and|so|ok(?:ay)?|hey|hi|um|please|tell me|show me|remind me)\W+)*"
    r"(?:what|which things|what (?:else|all|kind of things|sort of things)) (?:all |else )?(?:can|could|may|should|do)"
    r" (?:i|you|we|one|it|this) (?:all |actually |even )?(?:say|ask(?: (?:you|for|it))?(?: for)?|type|tell (?:you|it)"
    r"|do|do for me|do here|request|write|understand|know)(?: (?:here|now|to you|in here|with (?:you|it|this)))*\W*$"
    r"|^\W*(?:help|help me|\?+|commands|what are you able to do)\W*$",
    re.IGNORECASE,
)


def asks_for_help(text: str) -> bool:
    """ "What can I say?", whatever was said before."""
    return bool(_HELP.search(text))


def help_text() -> str:
    """What can be asked for, from the task table."""
    examples = [
        row.examples[0]
        for row in all_tasks().values()
        if row.examples
        and row.id
        in (
            "generate_audio",
            "sing",
            "separate_stems",
            "apply_effect",
            "mix",
            "transcribe",
            "generate_midi",
            "master",
            "describe_music",
            "marker",
            "export",
            "undo",
        )
    ]
    return (
        "I work on the clips and tracks of this session. For example: "
        + "; ".join(f"“{example}”" for example in examples)
        + ". `tonmeister tasks` lists everything."
    )


_OFFERS = {task: said for task in all_tasks() if (said := catalogue("en").get(f"offer_{task}"))}
"""What a task is called in a question."""


UNSURE = "Should I "


def unsure_text(text: str, options: list[Route]) -> str:
    """One short question that offers the likeliest readings."""
    near = list(dict.fromkeys(_OFFERS[route.task] for route in options if route.task in _OFFERS))[:3]
    if not near or not text.strip():
        return "What should I do? For example: “a 4-bar lo-fi beat”, “stems of the demo” or “turn the vocal down 3 dB”."
    if len(near) == 1:
        return f"{UNSURE}{near[0]}?"
    return f"{UNSURE}{', '.join(near[:-1])} or {near[-1]}?"


def question_of(error: str) -> str:
    """What is still needed, as a question."""
    if re.search(r"\bneeds (?:clip|midi)\b", error):
        return "Which clip do you mean?"
    if re.search(r"\bbar must be\b", error):
        return BARS_FROM_ONE
    if re.search(r"\bneeds image\b", error):
        return "Which picture do you mean?"
    found = re.search(r"\bneeds (?:\w+) \((?:the )?([^)]*)\)", error)
    if found:
        return f"I still need one thing: {found[1]}."
    amount = re.search(r"must be a (?:whole )?number from (\S+) to (\S+)(?: (\w+))?; '([^']*)'", error)
    if amount:
        unit = f" {amount[3]}" if amount[3] else ""
        return f"{amount[4]} does not work there: it can be {amount[1]} to {amount[2]}{unit}."
    choice = re.search(r"cannot be '([^']*)'; it is one of ([^.]*)\.", error)
    if choice:
        return f"'{choice[1]}' does not work there: it is one of {choice[2]}."
    return NOT_FOLLOWED


def refuse_text(text: str) -> str:
    """A clear no with the nearest thing that works."""
    if way := nearest_way(text):
        return way
    return "That is outside what I can do; I only work with the sound and the tracks of this session."
