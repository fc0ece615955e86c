"""Other wordings of a sentence, which the readers know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.remarks import comes_abruptly, without_purpose
from engine.planner.offline.sentence.clauses.goes_along import carried_over, dried_out, flattened, going_along
from engine.planner.offline.sentence.scope.clock_bars import in_clock_bars
from engine.planner.offline.sentence.scope.selected import with_selected_bars
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.amount_words import with_amount_words, with_figures
from engine.planner.offline.text.wish_forms import as_wished
from engine.planner.regex import regex

_POLITE = regex(
    r"^(?P<order>(?:[^?]*; )?(?:can(?:'t)?|(?:could|would)(?:n't)?|will) (?:(?:you|u|we|each|all)\b"
    r"|the [\w ]+? (?:play|double|follow) the\b"
    r"|(?:the |my |our )?[\w' ]{2,30}? (?:come (?:back )?in|keep (?:going|playing)|carry on|go on|play|start|stop|end"
    r"|sing|join in|answer|continue|last|repeat)\b).*?)\s*\?+$",
    re.IGNORECASE | re.DOTALL,
)
""" "Can you mute the bass?" asks for it."""
_ABLE = regex(
    r"[,;]? (?:i know (?:\w+ ){1,4}?but )?(?:you|u|we) (?:can|could) (?:also )?\w+ (?:it|that|those|them|these|him|her)"
    r"(?: (?:too|as well))?,? ?(?:no|right|yeah|yes|or)?\s*\?+$",
    re.IGNORECASE,
)
""" "And the strings, you can pitch those, no?" asks for it."""
_A_FILE = regex(r"\b(?:mp3|wav|flac|m4a|stems)s?\b.*\?\s*$", re.IGNORECASE | re.DOTALL)
""" "An mp3 of the whole song?" asks for it."""
_QUESTION = regex(
    r"(?:^|[,;.!]\s*)(?:(?:and|but|so|ok|hm+|then)\s+)*(?:what|which|who|whose|how|where|when|why|is|are|am|was|were"
    r"|does"
    r"|do|did|has|have|any|should|or)\b",
    re.IGNORECASE,
)
_QUOTED = regex(r"\b(?P<track>new track|marker)(?: (?:called|named))? \"(?P<name>[^\"]+)\"", re.IGNORECASE)
_QUOTED_NAME = regex(
    r"(?P<lead>^|[,.;] |\band )(?:call|name|rename|label) (?P<who>(?:(?!and\b|it\b|that\b|new\b)[\w'-]+ ){1,4}?)(?:to "
    r"|as )?"
    r"\"(?P<name>[\w'&-]+(?: [\w'&-]+){0,3})\"",
    re.IGNORECASE,
)
""" "Call the dbl one "vox double""."""
_BEFORE_IT = r"^(?P<lead>(?:[^,;.\"]+[,;.]+ +)?(?:(?:so|and|but|ok|then|please) )*)"
_SHALL = r" (?:(?:should|must|has to|have to|needs to|need to|ought to|gotta|can|could|to) )?"
_FADES_ITSELF = regex(
    rf"{_BEFORE_IT}(?:(?:let|have|make) )?(?P<who>(?!fade)(?:the |both |all |my |our )?[\w' -]{{2,30}}?)"
    rf"{_SHALL}fades? (?P<way>in|out)\b",
    re.IGNORECASE,
)
""" "Rhodes fade out over the outro"."""
_FADES_BARE = regex(rf"{_BEFORE_IT}fade (?P<who>(?:the |both |all |my |our )?[\w' -]{{2,30}}?) in(?=\W*$"
    rf"|[,.;])", re.IGNORECASE)
""" "… fade it in", beside "it just bangs in": slowly."""
_OVER_HALF = regex(r"\b(?:over|across|for) (?:the )?(?:first )?half (?:of (?:it|them|its length)|its length|the"
    r" clip)(?=\W*$)", re.IGNORECASE)
_SOFTLY = r"(?:slow(?:ly)?|gentl[ey]|gradual(?:ly)?|soft(?:ly)?|smooth(?:ly)?|bit by bit)"
_OVER = r"(?P<over> (?:over|across|for|during|in the (?=first|opening)) ?[\w' -]+)"
_COMES_SLOWLY = regex(
    rf"{_BEFORE_IT}(?:(?:let|have|make|get|bring|ease|fade) )?(?P<who>(?!come|fade|bring)(?:the |both |all |my "
    rf"|our )?[\w' -]{{2,30}}?)"
    rf"{_SHALL}(?:{_SOFTLY} )?"
    rf"(?:(?:(?:come|comes|start|starts) )?(?:up|in) (?:nice and |really |very |more )?{_SOFTLY}"
    rf"|(?:creep|creeps|ease|eases|rise|rises|swell|swells|sneak|sneaks|drift|drifts|float|floats|build|builds"
    rf"|grow|grows) (?:in|up)"
    rf"(?: {_SOFTLY})?){_OVER}$",
    re.IGNORECASE,
)
_EASED_IN = regex(
    rf"{_BEFORE_IT}ease (?P<who>(?:the |both |all |my |our )?[\w' -]{{2,30}}?) (?:in|up)(?:"
    rf" {_SOFTLY})?{_OVER}$", re.IGNORECASE
)
""" "Let these come in slowly over the first 2 bars", "bring it up slow over 4 bars"."""
_OPEN_TOP = regex(
    r"\bopen (?P<who>(?:it|them|him|her|(?:the |my )?[\w' ]{2,24}?) )?up (?:a bit |a little )?(?:(?:on|at|in) (?:the )?"
    r"(?:top(?: end)?|highs?)|up top)\b",
    re.IGNORECASE,
)
""" "Open it up on top"."""
_ARRIVES = regex(
    r"(?P<ride>\b(?:rit\w*|rall\w*|accel\w*|slow\w*|speed\w*|tempo)\b.*?),?\s+(?:and )?(?:arriv(?:e|es|ing) at"
    r"|reach(?:es|ing)?"
    r"|land(?:s|ing)? (?:on|at)|end(?:s|ing)? (?:up )?(?:on|at|with)|settl(?:e|es|ing) (?:on|at)|com(?:es|ing) to"
    r" rest (?:on|at))"
    r" (?P<bpm>\d{2,3}(?: ?bpm)?)(?: (?:in|at|by|on) (?:the (?:downbeat|one|start|beginning) of )?bar"
    r" \d+)?(?=[\s.!]*$)",
    re.IGNORECASE,
)
""" "A ritardando through bar 4, arriving at 60 in bar 5"."""
_EXPLAINS = regex(
    r"(?<=[a-z]): (?=(?:every|each|all|both|only|just|so that|that is|i mean|no more|exactly|about|down|up|a)\b)", re.I
)
""" "Staccato: every note half as long"."""
_CAN_GO = regex(
    r"^(?P<lead>(?:.*[,;.]\s+)?(?:(?:and|but|so|ok|then|now) )*)(?P<what>(?:the|that|my|this) [^,;.]+?)"
    r" (?:in|at|on) (?:bar )?(?P<bar>\d+) (?:can|may|could|should|must|has to|needs to|might as well) (?:please )?"
    r"(?:go|leave|disappear|be (?:deleted|removed|dropped|gone|off))(?: (?:away|again|now|too|please|after"
    r" all))*[\s.!]*$",
    re.IGNORECASE,
)
""" "The shout in 13 can go"."""
_SPEAKS_FROM = regex(
    r"^(?:(?:and|so|then|please|now)\s+)*(?:(?:let|have|make) )?(?P<who>(?:the |my |our )?[\w' -]{2,30}?)"
    r" (?:should |must |has to |can |may )?(?:speak|talk|read|preach|narrate|tell)s?"
    r" (?:only |just )*(?:from|starting (?:at|in|from)) (?P<where>(?:bar|the) [\w' ]+?)(?: on(?:wards?)?)?[\s.!]*$",
    re.IGNORECASE,
)
""" "Let the preacher speak from bar 10"."""
_SHARED_ROOM = regex(
    r"^(?P<lead>(?:(?:and|now|please|make|add|i want|i need|give me|put) )*)(?:one|an?|a single|the same) "
    r"(?P<room>[\w -]*?(?:reverb|hall|plate|room|delay|echo))"
    r"(?: on (?:an?|one) (?:new )?(?:return|aux|send|bus)(?: of (?:its|their) own)?)?"
    r" for [\w' -]+? and [\w' -]+?(?: together)?[,:;.]\s+(?P<rest>(?:the )?[\w' -]+? at -\d.*\bat -\d.*)$",
    re.IGNORECASE,
)
""" "One church reverb for organ and tambourine: the organ feeds it at -10, the tambourine at -18"."""
_JUST_THOSE = regex(
    r"^(?:(?:and|now|ok|please) )*(?:give me|gimme|let me hear|play me|let'?s hear) (?:just|only|nothing but) (?:the )?"
    r"(?P<who>(?!an?\b|some\b|one\b)[\w' -]+? and (?:the )?[\w' -]+?)[\s.!]*$",
    re.IGNORECASE,
)
""" "Give me just beat and bass"."""
_FROM_BAR_TO_BAR = regex(
    r"^(?P<order>(?:(?:and|now|please|then) )*(?:copy|duplicate|clone|paste) (?!bars? )(?P<what>[\w' -]+?)) from"
    r" bar (?P<a>\d+)"
    r" (?P<to>to|onto|over to) bar (?P<b>\d+)(?: too| as well| again)?[\s.!]*$",
    re.IGNORECASE,
)
""" "Copy the drums from bar 1 to bar 9": where it lies, and where it goes."""
_LASTS = (
    regex(
        r"^(?P<lead>.*?)(?: (?:once|twice|again))?,? (?:so (?:that )?(?:it|they|this|that) (?:lasts?|is|are|runs?"
        r"|plays?"
        r"|fills?|goes on|takes?)|to (?:last|fill)|until (?:it|they) (?:lasts?|is|are|fills?)) (?:for )?(?P<n>[\w-]+)"
        r" (?P<unit>bars?|beats?|seconds?)(?: long)?[\s.!]*$",
        re.IGNORECASE,
    ),
    regex(
        r"^(?:make|let|have) (?P<what>(?:the |my |our )?[\w' -]+?) (?:last |be )?(?P<n>[\w-]+) (?P<unit>bars?|beats?"
        r"|seconds?)(?: long)? by (?P<verb>loop|repeat|stretch|extend|trimm?|shorten)ing(?: (?:it|them))?[\s.!]*$",
        re.IGNORECASE,
    ),
)
""" "Repeat the chords so that they last eight bars", "make it 6 bars long by stretching it": to so many."""
_EXCEPT_LAST = regex(
    r"^(?P<lead>[^,;.]*?)\b(?P<all>everything|every track|all (?:of )?(?:the )?tracks)"
    r"(?P<rest> (?!but|except|else|apart)[^,;.]+?),? (?P<but>except(?: for)?|but not|apart from|other than)"
    r" (?P<who>(?:the |my )?[\w' &]+?(?:, [\w' &]+?)*)[\s.!]*$",
    re.IGNORECASE,
)
""" "Transpose everything up a semitone except the drums": everything except the drums."""
LONGEST = 40
"""Words of a request that is read whole."""


def _is_the_only_one(what: str, scene: DialogueState) -> bool:
    """Has each track that is named one clip?"""
    tracks = with_members([track for one in things(what, scene) for track in one.tracks], scene)
    groups = {one.name for one in scene.context.track_views if one.kind == "group"}
    tracks = [one for one in tracks if one not in groups]
    return bool(tracks) and all(sum(one.track == track for one in scene.clips) == 1 for track in tracks)


_A_CLIP = regex(r"\b(?:clip|region|take|recording)$", re.IGNORECASE)
_CARRIES = regex(r"\W*(?:(?:and|now|then|also|ok)\W+)*(?:copy|put|apply|use|add|do|stick|throw|slap|paste|set)\b", re.I)


def wordings(whole: str, scene: DialogueState) -> Iterator[str]:
    """The sentence as it stands and in other words; none that asks something or is too long to be one request."""
    if there := _FROM_BAR_TO_BAR.match(whole):
        noun = "" if _A_CLIP.search(there["what"]) else " clip"
        lies = "" if _is_the_only_one(there["what"], scene) else f"{noun} at bar {there['a']}"
        whole = f"{there['order']}{lies} to bar {there['b']}"
    along = whole
    if scene.done:
        last = done_last(State.of(scene))
        along = carried_over(going_along(whole), frozenset(one.tool for one in last))
        along = dried_out(along, frozenset(one.kind for one in last))
        along = flattened(along, frozenset(one.tool for one in last))
    faded = _FADES_ITSELF.sub(r"\g<lead>fade \g<who> \g<way>", whole)
    is_abrupt = comes_abruptly(whole)
    faded = _FADES_BARE.sub(r"\g<lead>fade \g<who> in slowly", faded) if is_abrupt else faded
    faded = _OVER_HALF.sub("over its first half", faded)
    for form in (_COMES_SLOWLY, _EASED_IN):
        faded = form.sub(r"\g<lead>fade \g<who> in\g<over>", faded)
    whole = _JUST_THOSE.sub(r"solo \g<who>", whole)
    whole = _SHARED_ROOM.sub(r"\g<lead>a \g<room> on a return, \g<rest>", whole)
    whole = _SPEAKS_FROM.sub(r"\g<who> starts at \g<where>", whole)
    whole = _CAN_GO.sub(r"\g<lead>delete \g<what> at bar \g<bar>", whole)
    first = (along, whole) if along != whole and _CARRIES.match(whole.strip()) else (whole, faded, along)
    first = (faded, *first) if is_abrupt else first
    plainer = (as_wished(whole), _ARRIVES.sub(r"\g<ride> to \g<bpm>", whole), _EXPLAINS.sub(", ", whole))
    by_bars = in_clock_bars(whole, scene)
    long = _LASTS[1].sub(r"\g<verb> \g<what> to \g<n> \g<unit>", _LASTS[0].sub(r"\g<lead> to \g<n> \g<unit>", whole))
    spared = _EXCEPT_LAST.sub(r"\g<lead>\g<all> \g<but> \g<who>\g<rest>", whole)
    others = (faded, without_purpose(whole), with_amount_words(whole), *plainer)
    for wording in dict.fromkeys((*first, spared, *others, by_bars, with_figures(by_bars), long)):
        simple = _POLITE.sub(r"\g<order>", wording)
        simple = _QUOTED_NAME.sub(r"\g<lead>rename \g<who>to \g<name>", simple)
        simple = _QUOTED.sub(r"\g<track> called \g<name>", _ABLE.sub("", simple) if scene.done else simple)
        simple = simple.rstrip(" ?") if _A_FILE.search(simple) and not _QUESTION.search(simple) else simple
        if len(simple.split()) <= LONGEST and not simple.rstrip().endswith("?"):
            yield _OPEN_TOP.sub(r"make \g<who>brighter", with_selected_bars(simple, scene))
