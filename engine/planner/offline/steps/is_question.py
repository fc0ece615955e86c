"""Do words only ask? With their mark or without, in the order of a question or of a statement."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

LEAD = (
    r"^\W*(?:(?:and|so|ok(?:ay)?|hey|hi|um|wait|but|then|(?:can you |could you )?tell me|remind me|please|do you know"
    r"|i wonder|quick question)\b\W*)*"
)
_QUESTION = regex(
    rf"{LEAD}(?:who(?:'s|se)?|which|what(?:'s| is| are)?|whats|where(?:'?s)?|when|why|how (?:much|many|loud|long|far"
    r"|fast|high|low|come|hot|big|does|did|is|are|was|were)"
    r"|is|are|isn't|aren't|was|were|does|do (?:i|we|they|any|the|both|all)|did|has"
    r"|have (?:i|we|you|they|the)|am i|any(?:thing|one|body)?)\b"
    r"(?! (?:about|if)\b| you (?:able|up)\b| (?:there|it) (?:any |a )?(?:way|possib\w+|chance)\b"
    r"| i (?:want|need|mean)\b)",
    re.IGNORECASE,
)
_COMMAND_BEHIND = regex(r"[?!.;]\s*\w|,\s*(?:please|then|and|can|could|if)\b", re.IGNORECASE)
"""What follows the question, or asks for something after it."""
_ASKS_FOR_SURE = regex(
    rf"{LEAD}(?:which (?:of )?(?:the |my )?\w+|how (?:many|much|loud|long|far|fast|come|does|did|would|is|are"
    rf"|was|were)"
    r"|what (?:can|could|might|should) (?!you do\b)"
    r"|(?:what|when)(?:'s|s| is| are| was| were| does| do| did| would| will| happens?| happened)"
    r"|who(?:'s|se)?|where(?:'s| is| are| does| do| did| was| were)|what if|why (?!don'?t|do not|not\b)"
    r"|(?:do|have|am|should|shall) (?:i|we|they)|(?:do|did|have) you (?!mind|think you|have time)"
    r"|should (?:it|the|my|our|this|that)|would (?!you\b|be (?:nice|good|great|cool|better)|love|like|prefer)"
    r"|(?:is|are|was|were|does|did|has|hasn'?t|isn'?t|aren'?t|doesn'?t|didn'?t|wasn'?t|shouldn'?t"
    r"|whether) (?:the|my|our|it"
    r"|that|this|there"
    r"|they|he|she"
    r"|everything|anything|anyone|anybody|any|all|some|these|those|\d+)"
    r"|(?:in|on|at|to|from|for|through|by) (?:which|what) \w+(?: \w+)? (?:is|are|does|do|did|was|were|has|have)"
    r"|do (?:the|my|our|both|any|all) [\w ]+? (?:ever|play|clash|sound|overlap|go|have|need)"
    r"|(?:is|are) any(?:thing|one|body)?|anything (?:else |still )?(?:muted|soloed|playing|clipping|on|in)"
    r"|i(?:'m| am| was)? wonder(?:ing)? (?:if|whether) (?:the|my|our|it|that|this|we should)"
    r"|(?:i(?:'m| am| was)? )?(?:just )?(?:wonder(?:ing)?|curious)\b|any (?:ideas?|suggestions?|thoughts|tips"
    r"|advice|clue)\b"
    r"|you know (?:what|how|where|why|who)\b|tell me (?:if|whether|what|why|how|when|where|which|who)\b"
    r"|guess (?:what|which))\b"
    r"(?! (?:about|if)\b)(?! (?:it|there) (?:be )?(?:any |a )?(?:way|possib\w+|chance|ok(?:ay)?|alright)\b)",
    re.IGNORECASE,
)
""" "Which tracks have nothing on them": a question with or without its mark."""
_ASKS_A_VALUE = regex(
    r"^(?!.*\b(?:its|their|his|her|that)\b)\W*(?:(?:and|so|ok(?:ay)?)\W+)*(?:the |my )?[\w' -]{0,24}?\b"
    r"(?P<what>fader|level|pan|volume|gain|bpm|tempo|key|lufs)"
    r"(?: (?:now|again|currently|atm|at the moment|right now))?\s*\?\W*$",
    re.IGNORECASE,
)
""" "Drum fader now?" asks where it stands."""


def asked_value(text: str) -> re.Match[str] | None:
    """What is asked for by its bare name: "drum fader now?"."""
    match = _ASKS_A_VALUE.match(text)
    said = set(re.findall(r"[a-z]+", text.lower()))
    return None if match is None or said & (COMMANDS | _MODAL) else match


_MODAL = frozenset("can could would will shall should may might please double halve half".split())
_SHORT = regex(r"^(\W*(?:(?:and|so|but|ok) )?(?:why|when|how|where|who|what))'?s(?= )", re.IGNORECASE)
_SAID_OF = (
    r"^\W*(?:(?:hm+|wait|so|and|but|ok(?:ay)?|then|now)\W+)*(?!.*\b(?:too|enough|should|needs?|wants?|can|could|would|please"
    r"|pls|maybe|better)\b)"
)
_IS = (
    r"(?:(?:is|are|was|were|isn'?t|aren'?t|stays?|remains?|keeps?|goes|go|comes?|has|have|does|plays?|runs?|starts?|ends?"
    r"|stops?|sits?|lies|gets?|sounds?|still|only|all|both|will|won'?t)\b)"
)
_OF_IT = regex(
    rf"{_SAID_OF}(?:(?:its|it's|that's|thats|they're|theyre|there's|theres|he's|she's)\b|(?:it|that|this|they|those|these"
    rf"|there|he|she|everything|nothing) {_IS})[^?!.;]*\?+\W*$",
    re.IGNORECASE,
)
""" "It stays open after that?" """
_TAGGED = regex(
    rf"{_SAID_OF}(?:(?:the |my |our )?[\w-]+(?: [\w-]+){{0,3}}?(?:'s| {_IS})|(?:its|thats|theyre|theres)\b)[^?!.;]*"
    r"[\s,]+(?:yeah|yea|ye|yes|yep|right|no|innit|correct|huh|eh|hey"
    r"|(?:is|are|was|were|does|do|did|has|have)(?:n'?t)? (?:it|they|he|she|that|there))\s*\?+",
    re.IGNORECASE,
)
""" "And its back to 165 at the solo yeah?", whatever is said behind it."""


def is_question(text: str) -> bool:
    """Do the words only ask? "Could you …?" and a question with a request behind it do not."""
    simple = _SHORT.sub(r"\1 is", plain(text).strip())
    if asked_value(simple) or _is_stated(simple):
        return True
    if _ASKS_FOR_SURE.match(simple) and not _COMMAND_BEHIND.search(simple.rstrip(" .!?")):
        return True
    return bool(_QUESTION.match(simple)) and simple.endswith("?") and not _COMMAND_BEHIND.search(simple[:-1])


_STATED = regex(
    r"^\W*(?:(?:hm+|wait|so|and|but|ok(?:ay)?)\W+)*(?!(?:it|this|that|there|what|how|which|who|where|when|why)\b)"
    r"(?P<who>(?:the |my |our )?[\w-]+(?: [\w-]+){0,2}?)(?P<verb>'s| is| are| was| were)"
    r"(?!.*\b(?:too|enough|should|needs?|wants?|can|could|would|please|maybe|better|at|to|now|up|down|\w+er)\b)"
    r" (?P<what>[a-z][^.!;,?\d]*)\?+\W*$",
    re.IGNORECASE,
)
""" "The kick's gated by someone?": what is so, in the order of a statement."""
_WHY = regex(
    r"(?<=[?])\s*(?:(?:so )?(?:i|we)(?: (?:want|need|have|would like)|'d like) to [^.!?]*"
    r"|(?:it |that )?(?:sounds?|seems?|feels?|looks?) [^.!?,\d]*)[.!]?\s*$",
    re.IGNORECASE,
)
""" "What key is it in? I want to play over it": why it is asked."""


def question_beside(text: str) -> str:
    """ "I hate that clip. Is there another take of it?": the question behind a remark or before its reason, else ""."""
    simple = plain(text).strip()
    *remarks, last = re.split(r"(?<=[.!?])\s+", _WHY.sub("", simple))
    orders = {token.low for one in remarks for token in tokens(one)} & COMMANDS
    if orders or len(simple) != len(text.strip()) or any(char.isdigit() for one in remarks for char in one):
        return ""
    if any(is_question(one) for one in remarks):
        return ""  # "what tempo is this? and what key?": both are asked
    if not is_question(last) and (stated := _STATED.match(last)):
        verb = stated["verb"].strip().replace("'s", "is")
        return f"{verb} {stated['who']} {stated['what']}?"
    return last if last != simple and is_question(last) else ""


def _is_stated(simple: str) -> bool:
    """Is it asked whether something is so, in the order of a statement?"""
    words = [token.low for token in tokens(simple)]
    first = next((one for one in words if one not in _BEGINS), "")
    if first in COMMANDS or not (_OF_IT.match(simple) or _TAGGED.match(simple)):
        return False
    return not COMMANDS & set(words[words.index(first) :][-1:])


_BEGINS = frozenset("hm hmm wait so and but ok okay then now".split())
_GOES_ON = regex(
    r"^\W*(?:(?:ok(?:ay)?|right|so|hm+|cool|thanks)\W+)*(?:and|or|what about|how about)\b(?P<rest>[^?]*)\?+\W*$",
    re.IGNORECASE,
)
_ASKED = ("session_info", "history", "describe_music", "transcribe")


def goes_on_asking(text: str, scene: DialogueState) -> bool:
    """ "And the tenor in the same bar?", behind a question: is that another one, as no order is in it?"""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    match = _GOES_ON.match(plain(text))
    if last is None or match is None or not last.calls:
        return False
    asked = (
        all(call.get("tool") in _ASKED for call in last.calls)
        or last.user.rstrip().endswith("?")
        and all(call.get("tool") in ("ask", "chat", "refuse") for call in last.calls)
    )
    words = set(re.findall(r"[a-z]+", match["rest"].lower()))
    return asked and not words & (COMMANDS | _MODAL)
