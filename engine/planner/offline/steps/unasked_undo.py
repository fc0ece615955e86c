"""Nothing is taken back, or done again, without a word that governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import content_words
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

NOTHING_CALLED = "I have done nothing called “{}”; what should I do?"
_GOVERNS_UNDO = re.compile(
    r"\b(?:undo\w*|undid|un(?!ter|der|til|less|i[qstv]|ion|plug)\w{3,}|un|redo\w*|re|revert\w*|back\w*|restor\w+|withdraw|never|pretend|scrap\w*"
    r"|forget|cancel\w*|ctrl|crtl|cmd"
    r"|oops|return|again|bring|scratch|off|out|away|before|(?:as|how|like|what|where|than"
    r"|way) (?:\w+ ){0,2}(?:was|were|had)|b4|previous|mistake|\w+n'?t|lose|rid"
    r"|remove\w*|reinstate\w*|recover"
    r"|rewind|reverse\w*|steps?|take\w*|took|go|drop\w*|without|gone|kill|not|no|nay|forwards?|frward|agian"
    r"|reapply|rescind|reject\w*|regret"
    r"|strike|strip|nix|ditch|rollback|wrong|slipped|mind|last|latest|better|reset|start\w* over|all over"
    r"|keep|leave|on second thoughts?"
    r"|another|way|past|time|rdeo|revret)\b",
    re.IGNORECASE,
)
"""Words that can ask for taking something back or bringing it again; without one nothing is undone."""
_SAYS_SO = re.compile(
    r"\b(?:undo\w*|undid|revert\w*|redo\w*|rdeo|revret|(?:roll|tak|took|wound|wind|chang|turn)\w* (?:\w+ ){0,4}back"
    r"|rollback|rewind|unwind|ctrl|crtl|cmd|rescind|reinstate\w*|reapply|withdraw\w*)\b",
    re.IGNORECASE,
)
"""Words that mean nothing else."""
_NOT_UNDOING = re.compile(
    r"\bback (?:vocals?|ing|beat|up)\b|\bback(?:ings?|beats?|ground|wards?|up|track\w*)\b"
    r"|\b(?:further|farther|far|miles|metres|meters|feet) away\b|\bas (?:if|though)\b[^.;!?]*"
    r"|\b(?:trim|step|dial|pull|knock|hold|push|eas|fad|lean|kick|sit|laid|lay)\w* (?:\w+ ){0,4}back\b"
    r"|\b(?:back|return\w*) to (?:the )?(?:bar|beat|start|beginning|top|intro|verse|chorus|bridge|outro|hook|marker|\d)"
    r"|\b(?:play|read|sing|listen|hear|lean|sit|step)\w* (?:\w+ ){0,3}back\b|\b(?:further|farther) back\b"
    r"|\b(?:roll|tak|pull|cut|trim|eas|dial|shav)\w*(?: \w+){0,4}? (?:highs?|lows?|mids?|top(?: end)?|low end|treble"
    r"|bottom(?: end)?|edge|boom\w*|air|sibilan\w+|mud)\b(?: off| back| out)?"
    r"|\bforget (?:it|that|him|her|them) (?:in|at|during|for|from) (?:the |bars? )"
    r"|\bscratch (?:that itch|sounds?|noises?|effects?|fx|dis[ck]s?|records?|perc\w*)\b"
    r"|\bscrap (?:metal|iron|yard)\b|\bredouble\w*|\b(?:revert|reverse|invert|flip)\w* (?:the )?(?:phase|polarity)\b",
    re.IGNORECASE,
)
"""Words of an undo that are about something else here."""
_MOVES_BACK = re.compile(
    r"\b(?:slide|slid|move|shift|push|pull|nudge|drag|scoot|shove)\b[^,.;]{0,25}\bback\b"
    r"(?! to where| where| again| how)",
    re.IGNORECASE,
)
""" "Slide it back a beat": a way, and nothing is taken back."""
_SAYS_UNDO = re.compile(
    r"\b(?:undo\w*|redo\w*|revert\w*|take (?:it|that) back|scrap\w*|forget|cancel\w*)\b", re.IGNORECASE
)
_OF_DEGREE = re.compile(
    r"\b(?:not|n'?t) (?:quite |nearly |all |half )?(?:so|as|that|too) \w+\b|\b(?:way |far |much |bit )*too \w+\b"
    r"|\b(?:eas|back|ton|dial|pull|rein|hold)(?:e|ing)? (?:it |that |this |them |him |her )?(?:off|back|down|in)\b"
    r"|\b(?:not|don'?t|without) (?:(?:go|going|take|taking|undo|undoing|put|putting|pull|bring) )?(?:it |that |them )?"
    r"(?:all the way|complete\w*|entire\w*|fully|totally|whole)(?: back| off| out| away)?"
    r"|\btake (?:\d+(?:[.,]\d+)?|one|two|three|four|half)(?: ?(?:db|decibels?|percent|%|semitones?|cents|steps?))?"
    r" (?:of (?:it|that) )?(?:back|off|out)\b(?! steps?)"
    r"|\b(?:less|milder|gentler|subtler|sparser|simpler|busier)\b",
    re.IGNORECASE,
)
""" "Too much, ease off", "not so busy", "take 1 back": less is wanted, and nothing is to go."""
_GOES = re.compile(
    r"\b(?:undo\w*|undid|revert\w*|redo|restore\w*|cancel|scrap|scratch|forget|back|off|out|away|without|rid|lose|drop"
    r"|kill|ditch|bin|nix|remove|delete|was|were|before|original\w*|never ?mind|again|mistake|gone|leave)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"(?<!why )\b(?:do not|don'?t|dont|never|not|no need|nothing|rather not|without)"
    r" (?:(?:you|we|i|ever|please|just|want|wish|need|have|dare|going|try|to) ){0,4}"
    r"(?:undo(?:ing|ne)?|redo(?:ing|ne)?|revert(?:ing|ed)?|roll(?:ing|ed)? back"
    r"|(?:take|taking|taken) (?:\w+ ){0,2}back)\b"
    r"|\bno (?:undo|redo|rollback)s?(?: please| now| here| needed| at all)?\W*$"
    r"|\b(?:undo|redo|revert) (?:(?:that|it|this) )?(?:not|rien|nada)(?: that| it)?\W*$"
    r"|\btake (?:that|it|this) not back\b|(?:\bnie|别) (?:undo|redo)\b",
    re.IGNORECASE,
)
""" "Don't undo that", "I never want to take it back": nothing is to go."""
_EVERYTHING = re.compile(r"(?:everything|before|all)\b|#?\d+$", re.IGNORECASE)


def unasked_undo(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """What to ask instead of an undo or redo that the words do not ask for; "" when they do."""
    backs = [step for step in steps if step.task in ("undo", "redo")]
    if not backs:
        return ""
    if refuses_undo(text):
        return "Nothing is taken back, then; what should I do instead?"
    if is_of_degree(text):
        return "Should it be less of that, or taken back altogether?"
    if not may_take_back(text):
        return "Should I take something back, or did you mean something else?"
    if _SAYS_SO.search(_NOT_UNDOING.sub(" ", plain(text))):
        return ""
    if any(step.task == "redo" for step in backs) and scene.done and not any(one.tool == "undo" for one in scene.done):
        return "Nothing has been taken back, so what should I do again?"
    for step in backs:
        target = str(step.args.get("target") or "")
        if target and not _EVERYTHING.match(target) and not _was_done(target, scene):
            return NOTHING_CALLED.format(target)
    return ""


def refuses_undo(text: str) -> bool:
    """Is it said that nothing is to be taken back? "Don't, undo that" and "why don't you undo it?" say that it is."""
    rest, found = _REFUSES.subn(" ", plain(text))
    return found > 0 and _SAYS_SO.search(_NOT_UNDOING.sub(" ", rest)) is None


_AS_IT_WAS = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:original|normal|old) (?:length|speed|tempo|pitch|timing|level)\b", re.IGNORECASE
)


def may_take_back(text: str) -> bool:
    """Do the words allow that something is undone or done again?"""
    simple = plain(text)
    if _AS_IT_WAS.match(simple):
        return True
    if is_of_degree(simple) or refuses_undo(simple):
        return False
    if _MOVES_BACK.search(simple) and not _SAYS_UNDO.search(simple):
        return False
    return _GOVERNS_UNDO.search(_NOT_UNDOING.sub(" ", simple)) is not None


def is_of_degree(text: str) -> bool:
    """Is something said to be too much, or wanted less, and nothing to be taken back?"""
    rest, found = _OF_DEGREE.subn(" ", plain(text))
    return found > 0 and _GOES.search(_NOT_UNDOING.sub(" ", rest)) is None




def _was_done(target: str, scene: DialogueState) -> bool:
    """Does anything that was asked or done have one of these words? Where it was done is no deed."""
    told = [one.user for one in scene.context.dialogue]
    told += [f"{one.tool} {' '.join(map(str, one.args.values()))}" for one in scene.done]
    known = {stem for words in told for stem in map(_stem, content_words(words.replace("_", " ")))}
    deed = re.split(r"\b(?:on|of|from|to|at|in)\b", target.lower())[0]
    return not (words := content_words(deed)) or any(_stem(word) in known for word in words)


def _stem(word: str) -> str:
    return word.lower()[:5]
