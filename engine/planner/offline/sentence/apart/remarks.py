"""Remarks: a reason or an opinion beside a request: "too stiff, 50 percent", "2 dB down, it fights with the voice"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

_SPLIT = regex(
    r"\s*(?:,|;|(?<=\w)[.?](?=\s)|!|\s-\s|:(?=\s))\s*|\s+so (?=(?:please |just |can you |can u |could you )*"
    rf"(?:{'|'.join(sorted(COMMANDS))})\b)|\s+(?=(?:because|cause|cos|coz|since it|so that|so i can"
    r"|so we can|so he can|so she can|so they can)\b)|\s+(?=i (?:don'?t|do not) (?:want|wanna|need) (?:to )?(?:hear"
    r"|notice|feel"
    r"|see) (?:it|that|them)\b)|\s+(?:tho|though|although|but)\s+(?=(?:its|thats|they're|theyre"
    r"|it's|that's|it|that|this|they) (?:\w+ ){0,2}?(?:is |are |was |gets? |sounds? )?\w*(?:messy|muddy|harsh|busy"
    r"|boomy|dull"
    r"|thin|crowded|cluttered|washy|soupy|loud|quiet|annoying|silly|cheesy)\b)|\s+(?=(?:and|but) (?:nowhere|not"
    r" anywhere) else\b)"
)
_SAYS = regex(
    r"^(?:(?:oh|well|ah|ok|no)\s+)?(?:(?:and|but|so|cos|cause|because|since|as)\s+)*+"
    r"(?:(?:h?m+|oh|well|ah|ok|no|nah|nope|yeah|still)\s+)*(?:"
    r"(?:it|(?:that|this)(?: (?:one|bit|part|line|take|clip))?|there|he|she|what|where|everything)"
    r"(?:'?s| is| was| has| sounds?| feels?| gets?| fights?"
    r"| clashe?s?| needs?| doesn'?t| don'?t| isn'?t| kills?| drags?| makes?| gonna| will| can'?t| can| just|"
    r" still| really| drowns?| covers?| masks?| sticks?| came| comes| hurts?| works?| sits?| got| hits?|"
    r" steps?| would| swallows?)\b"
    r"|(?:it|that|this|he|she) (?!(?:needs|wants|goes|has|comes|stays|should|gets)\b)[a-z]+(?:s|ed)\b"
    r"|(?:its|thats|theres|hes|shes|theyre|were|im|ive|id)\b"
    r"|(?:they|we|you|i|these|those|people|everyone|nobody|noone|no one|someone)(?:'?re|'?ve|'?d|'?m"
    r"|'?ll)?\s+(?!meant (?:the|my|our|it|to)\b)"
    r"(?!(?:want|need|wanna) (?!to (?!hear (?:only|just|the|my)\b)|people\b|you\b|this\b))\w+"
    r"|(?:way |far |bit |a bit |a little |still |so |really |kinda |much |just )*(?:too|so|not enough)\s+\w+"
    r"|(?:a |bit |a bit |kinda |pretty |still |really )*(?:much|boring|harsh|muddy|dull|stiff|dry|wet|busy"
    r"|thin|boxy|screaming|swimming|messy|empty|crowded|sloppy)\b"
    r"|(?:because|cause|cos|coz|since|so that|so (?:i|we|he|she|they) can)\b"
    r"|one (?:can |could |still |always |clearly )*(?:hears?|sees?|notices?|feels?)\b"
    r"|(?:my |our |the )?(?:\w+ ){1,3}?one'?s (?:\w+ )?(?:too|so|bit|way|not)\b"
    r"|(?:my |our |the )?(?:\w+ ){1,5}?(?:is|are|was|were|isn'?t|aren'?t|sounds?|feels?|needs?|wants?|says?"
    r"|said|thinks?|hates?|hated|loves?|likes?|doesn'?t|don'?t|didn'?t|drags?|came|fights?|clash(?:es)?|asked"
    r"|has nothing|have nothing|keeps?|gets?|got|drowns?|added|wanted|can'?t|cannot|never|always)\b"
    r"|(?:my |our |the )?(?:\w+ ){1,3}?(?:muddies|muddles|clutters|crowds|smears|blurs|clouds|hides|buries|masks|eats"
    r"|swallows|kills|ruins|wrecks|bullies|fights) (?:things|it|everything|us|me|the|my|our|this|that|everyone)\b"
    r"|(?:my |our |the )?(?:\w+ ){1,3}?(?:eating|killing|drowning|masking|covering|fighting|burying|swallowing|hiding"
    r"|ruining|bullying|clashing) (?:out |over |up |with )?(?:my|our|the|me|us|it|everything|everyone|him|her)\b"
    r"|(?:my |our |the )?(?:\w+ ){0,3}?\w+'s (?:\w+ly |just |still |really |kinda )?\w+ing\b"
    r"|(?:great|nice|good|cool|perfect|lovely|better|ok|right|hm+|love it|like it|sorry|thanks|fine|sure|wait"
    r"|oops|ugh|weird|alright|wrong way round|my mistake|my bad|forgot|ah)\b"
    r"|(?:sounds?|feels?|looks?) (?!like\b)\w+"
    r"|(?:now |ok |so )*(?:my |our |the )?(?:\w+ ){0,3}?\w+'s "
    r"(?:now |all |completely |totally |nearly |almost |pretty much )*(?:gone|lost|buried|drowned|vanished|disappeared"
    r"|(?:way |far |a bit |much )?too \w+)(?: (?:completely|now|altogether))*$"
    r"|(?:my |our |the )?(?:\w+ ){1,3}?needs? (?:some |more |a bit of |a little )?"
    r"(?:space|air|room|to breathe)(?: there)?$"
    r"|that'?s where\b"
    r"|(?:the |my |our )?[\w']+(?: [\w']+)? (?:dies|gives up|runs out|peters out|cuts out|fizzles out|disappears)"
    r"(?: (?:half ?way|midway|right|way|in the middle|too early|too soon|before|after|through|of|the|there|[a-z]+"
    r" ?\d?)){0,5}$"
    r"|(?:the |my |our )?[\w']+(?: [\w']+){0,2} (?:(?:just|simply|always|suddenly) )?(?:stops?|ends?|breaks? off"
    r"|cuts? off)"
    r" (?:dead|cold|abruptly|(?:too |so |very |quite |rather )?(?:suddenly|abruptly))$"
    r"|(?:won'?t|don'?t|do not|no longer|never) (?:really )?(?:need|use|want|like|miss) (?:it|them|that|this|him|her)"
    r"(?: any ?more| now| either)?$"
    r"|(?:thats|that's|its|it's) (?:the )?(?:easiest|quickest|simplest|best)\b"
    r"|forget (?:it|that)$|fair enough$|(?:all |we'?re )?(?:done|finished|fertig|ready)$"
    r"|how (?:do|can|would) (?:i|we|you)\b"
    r"|(?:starts?|begins?|comes in|enters?|kicks in|ends?|stops?) (?:\w+ ){0,2}(?:early|late|soon|long|short|abruptly)$"
    r"|(?:way |a |bit |little |still |far )*(?:early|late)$"
    r")"
)
_SOUNDS = regex(r"(?:(?:it|that|this) )?(?:sounds?|feels?) (?:(?:a bit|a little|so|too) )?[a-z]+ed (?:off|up|out)$")
""" "Sounds chopped off"."""
ORDERS = regex(
    r"\b(?:not|only|just(?! (?:stops?|ends?|cuts?|breaks?|sits?|hangs?) )|except|same|instead|both|back|again|undo"
    r"|leave|keep|without|rest|others?|else|stays?"
    r"|should|must|double|half|twice|louder|quieter|softer|less|more|up|down|off|mute|solo|pan|longer|shorter"
    r"|later|earlier|here|there|from|until|swap|delete|copy|move|put|make|take|turn|bring|set|give|add|cut)\b|\d"
)


_WANTED = regex(
    r"(?!(?:i|we)\b)(?:the |my |our )?(?:[\w']+ ){1,3}?(?:wants?|needs?|likes?|asked (?:for|to)|says?|said|thinks?"
    r"|is|are|isn'?t|aren'?t|feels?|sounds?|has|have|drags?|gets?)\b"
)
""" "The couple wants the last chorus twice", before "so repeat bars 29 to 36"."""


_MEANS = regex(r"(?:i|we|id|we'?d|i'?d) (?:(?:would|really|just) )*(?:want|need|like|love)\b(?! you\b)")
""" "I want the piano up 2", before "so turn the strings down 2": the means are what is asked for."""
_PURPOSE = regex(
    r"[\s,]+(?:so|so that|in order that|because|cause|cos|coz) (?=(?:that|the|they|it|its|it's|he|he's|she"
    r"|she's|i|i'm|we|you|one|there|everything|everyone"
    r"|my|our|his|her|people|nobody)\b)[^,;.]*(?=$|[,;.])",
    re.IGNORECASE,
)


_BY_MS = regex(r"\d ?ms (?:late|later|early|earlier|behind)\b")
""" "15 ms late, thicker": what that makes of it."""
_ONLY = regex(r"\b(?:only|just)\b")
_DUCKS = regex(r"\b(?:duck|pump|sidechain|side-chain)(?:s|ed|ing)?\b")
_ELSE_AS_EVER = regex(
    r"(?:(?:and|but|the|in|all|rest|everything|everywhere|else|other) ?)*[\w' ]{2,30}? (?:(?:i|we) (?:want|need)"
    r" (?:it|them|him|her) |(?:should |can |must )?(?:stays?|remains?|be|is|are|goes|go) )?(?:full|dry|clean|open"
    r"|normal|untouched|alone|as (?:it|they) (?:is|are)|without)(?: (?:please|there|level|volume))*"
)
""" "Only in the verses, choruses i want it full": what "only" says already."""


_FILLS = regex(
    r"(?:[\s,]+(?:so(?: that)?|to make|and so|in order that)|[,;.]) (?:the |my |our )?[\w']+(?: [\w']+)?"
    r" (?:(?:will|should|can|must|to|then|has to|have to|needs? to) )?"
    r"(?:plays?|fills?|covers?|runs?|goes|go|lasts?|carries|carry|continues?)(?: on)?"
    r"(?: (?:through(?:out)?|for|over|out|across|up))*"
    r" (?:(?:all|the whole|the entire|the full|the rest)(?: of)?(?: (?:the|my|our))?|the) [\w' ]+?\s*$",
    re.IGNORECASE,
)


_REPEATED_IN = regex(r"\W*(?:(?:please|can you|now) )*(?:repeat|loop) [\w' ]+ in (?:the )?[\w' ]+ so\b", re.IGNORECASE)
""" "Repeat the piano in the chorus so it lasts all 8 bars" tells how far."""


def without_what_it_fills(text: str) -> str:
    """ "Copy this to bar 17 so the keys play the whole chorus": what is full then is copied only once."""
    text = _FILLS.sub("", text) if _COPIES.search(text) and not _REPEATED_IN.match(text) else text
    if (idea := _DUNNO.match(text)) and text[idea.end() :].lower().split()[0] in COMMANDS:
        return text[idea.end() :]  # "reverse feel idk make these softer"
    return _HITS.sub("", text) if re.search(r"\b(?:up|down)\b.*\d|\d ?db", text, re.IGNORECASE) else text


_DUNNO = regex(r"^[^,.;!?]*\b(?:idk|dunno|(?:i )?don'?t know)\b[\s,.]+(?:just |maybe )?(?=\w)", re.IGNORECASE)
_HITS = regex(
    r"\b(?:(?:should|must|has to|needs to|gotta) )?(?:slap|hit|knock|bang|bump|thump|smack|punch)s? harder\b"
    r"(?: (?:bro|man|dude|mate|pls|please))*[\s,]*",
    re.IGNORECASE,
)
""" "808 slap harder bro up 2" wants no slap delay."""


_COPIES = regex(r"\b(?:copy|duplicate|repeat|paste|loop)\b", re.IGNORECASE)


def without_purpose(text: str) -> str:
    """ "Hats out in bar 28 so the break hits": what it is done for is no part of it."""
    return _PURPOSE.sub("", text)


def without_remarks(text: str, names: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """The request without its first parts, its last parts, or both, where those say nothing to be done; and those."""
    cuts = list(_SPLIT.finditer(text))
    if not cuts:
        return
    edges = [0, *(one.end() for one in cuts)]
    ends = [*(one.start() for one in cuts), len(text)]
    parts = [text[a:b] for a, b in zip(edges, ends, strict=True)]
    says = [is_remark(_unnamed(one, names)) for one in parts]
    for place, cut in enumerate(cuts):
        says[place] |= cut[0].strip() == "so" and any(form.match(parts[place].lower()) for form in (_WANTED, _MEANS))
    for place, (before, part) in enumerate(pairwise(parts), 1):
        low, behind = before.lower(), part.strip().lower()
        says[place] |= bool(_ONLY.search(low) and _ELSE_AS_EVER.fullmatch(behind))
        says[place - 1] |= bool(_STRIPS.fullmatch(low.strip()) and _LEAVES_OUT.search(behind))
        says[place] |= bool(_DUCKS.search(low) and _MANNER.fullmatch(behind.rstrip(" .!")))
        says[place] |= bool(_BY_MS.search(low) and behind in ("thicker", "fatter", "thicker that way"))
        says[place - 1] |= bool(_POINTS_THERE.search(behind)) and any(
            form.fullmatch(low.strip()) for form in (_NOT_SO, _ONLY_SO_LONG)
        )
    middle = [n for n, one in enumerate(says) if one and n and not _TURNS.search(parts[n].lower())]
    first = next((n for n, one in enumerate(says) if not one), len(parts))
    last = next((n for n, one in enumerate(reversed(says)) if not one), len(parts))
    tried = set()
    for skip, drop in ((first, last), (first, 0), (0, last), (1 if first else 0, 0)):
        stop = len(parts) - drop
        if skip >= stop or not skip and not drop or (skip, stop) in tried:
            continue
        tried.add((skip, stop))
        yield text[edges[skip] : ends[stop - 1]], f"{text[: edges[skip]]} {text[ends[stop - 1] :]}"
    inner = [n for n in middle if first < n < len(parts) - 1 - last]
    if inner and len(parts) - len(inner) > 1:
        kept = [one for n, one in enumerate(parts) if first <= n < len(parts) - last and n not in inner]
        yield ", ".join(kept), ", ".join(one for n, one in enumerate(parts) if n in inner or n < first)


def _unnamed(part: str, names: Sequence[str]) -> str:
    """ "I like take 2 best" has no figure, where a track is called so."""
    for name in names:
        part = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "that", part, flags=re.IGNORECASE)
    return part


def behind_remarks(text: str) -> str:
    """The text without the remarks that it begins with; all of it where nothing is left."""
    for cut in _SPLIT.finditer(text):
        if cut.start() and not is_remark(text[: cut.start()]):
            break
        if cut.start() and text[cut.end() :].strip():
            return behind_remarks(re.sub(r"^(?:and|but|so)\s+", "", text[cut.end() :]))
    return text


_THATS_HOW = regex(
    r"(?:(?:cos|because|since|cause|sorry|and)[\s,]+)*(?:that'?s|this is|it'?s) (?:(?:how|what|why|where"
    r"|the way) (?:we|i|they|you|he"
    r"|she|it|people|the [a-z]+) |from (?:the|our|my) )(?![^.;]*\d)[a-z' ]+"
)
""" "That's how we look from the stage"."""
_MERELY = regex(
    r"(?: (?:is|are|was|were)|\b(?:it'?s|that'?s|he'?s|she'?s|they'?re)) (?:only|just)"
    r"(?! (?:in|on|for|from|until|at|over|during)\b)"
)
""" "They are only scratch" asks for nothing."""
_THERE_IS = regex(r"^there(?='s\b| (?:is|are|was|were)\b)")
_IN_A_PART = regex(r"\b(?:in|during|over|on) (?:the )?[a-z]+ ?\d+(?: ?(?:to|and|-|–) ?\d+)?(?! ?(?:db|%|hz|bpm))\b")
""" "It fights with her in verse 2" has no figure."""
_COMPARES = regex(
    r"^[\w' ]+(?:'s| is| are| was| were| sounds?| seems?| feels?) (?:\w+ )*?(?:\w+er|less \w+|more \w+|as \w+)"
    r" (?:than|as) [\w' ]+$"
)


_STRIPS = regex(
    r"(?:(?:and|so|then|now|lets|let's|can you|can we) )*(?:strip|thin|break|bring|calm) [\w' ]{2,20}? (?:right"
    r" )?(?:back|down"
    r"|out)(?: (?:for me|for us|a bit|a little|please|more|completely))*"
)
_LEAVES_OUT = regex(r"\b(?:no|without|lose|mute|out)\b")
""" "Strip verse 2 back, no drums first half": what that means is told behind it."""
_MANNER = regex(
    r"(?:(?:but )?(?:nothing|not) (?:too )?(?:silly|mad|crazy|over the top|ott|fancy|cheesy|obvious|extreme|dramatic)"
    r"|[a-z]+ (?:[a-z]+ )?style(?: but not (?:too )?(?:silly|mad|crazy|over the top|cheesy|obvious))?)"
)
""" "French house style but not silly", behind what is done."""
_LIMITS = regex(
    r"(?:it |this |that |the (?:song|thing|whole thing|track) )?(?:has|needs|must|got|should|may) (?:to )?(?:only )?"
    r"(?:be|stay|come in|run|get|last) (?:under|below|less than|no more than|at most|within|shorter than|over|about)"
    r" (?:[\d:]+|an?|one|two|three|four|five)(?: ?(?:s|sec|seconds?|min|minutes?))?(?: (?:for|because|since) [\w' ]+)?"
)
""" "Has to be under 1:20 for the walk in"."""
_HEADING = regex(
    r"(?:(?:i|we) )?(?:need|want|would like|'d like) an? (?:little |short |dead |hard |proper )?"
    r"(?:stop|break|gap|hole|breath|breather|breakdown|pause|drop(?: ?out)?|hit|moment) "
    r"(?:right |just )?(?:before|in front of|ahead of|into|going into|leading into) [\w' ]+"
)
""" "Need a stop before chorus 2", before what makes it."""
_ELSEWHERE = regex(
    r"(?:(?:and|but|just|please|so)\s+)*(?:nowhere else|not (?:anywhere|somewhere) else|nothing else(?: changes)?"
    r"|(?:before|until|up to) (?:that|it|then|there),? (?:please )?(?:leave|keep) (?:it|everything)"
    r"(?: (?:as|how|where|like|the way) (?:it|they) (?:is|are|was|were))?(?: alone)?"
    r"|(?:(?:the |its )?(?:fader|level|volume|it|rest|pan|everything)) (?:stays?|remains?|can stay|is)(?: put| there"
    r"| the same| alone| as (?:it )?is| where it is)? (?:until|till?|'til|up to|before) (?:then|there|that)"
    r"|(?:the |those |that )?-?\d+(?:\.\d+)? ?(?:%|percent|d ?b)?(?: (?:to the )?(?:left|right|up|down))? (?:is"
    r"|are|was) (?:good"
    r"|fine|ok(?:ay)?|great|perfect|right|nice)(?: there| now| as is)?"
    r"|(?:please |just )*(?:don'?t|do not) touch (?:any of )?(?:the |its |their |those )?(?:\d+ |two |three "
    r"|four )?(?:faders?|levels?"
    r"|pans?|tracks?|volumes?|others?|rest|timing|mutes?)(?: (?:inside|in it|in there|themselves|of (?:it|them)))?"
    r"|(?:before|until|up to) (?:that|it|then|there),? (?:it|everything) (?:stays?|remains?)(?: [\w']+){0,4}"
    r"|(?:(?:the |all the )?(?:bars?|parts?|bits?|rest|stuff|notes|music|everything|it|they|what(?: comes| is|'s)?) )?"
    r"(?:before|until|up to|after|behind|around) (?:that|it|then|there|them)(?: (?:it|they|all|everything))?"
    r"(?:'s|'re| is| are| was| were) (?:already |just |all )*(?:right|fine|good|ok(?:ay)?|great|perfect|nice)"
    r"(?: (?:as|how|where|like) (?:it|they|that)(?:'s| is| are| was| were))?"
    r"|(?:i |we )?(?:do not|don'?t) (?:want to |wanna )?(?:want|hear|have) (?:to hear )?(?:it|that) (?:twice|doubled)"
    r"|(?:the |all )?(?:starts?|beginnings?|timings?|pitch(?:es)?|positions?|levels?) (?:stays?|can stay|should stay)"
    r"(?: put| the same| as (?:it|they) (?:is|are|was|were)| where (?:it|they) (?:is|are))?"
    r"|(?:leave|keep) (?:the )?(?:rest|others?|everything else)(?: (?:of (?:it|them)|alone|untouched|as|it|they|is|are"
    r"|was|were|how|where|like))*|(?:the )?(?:rest|others) (?:stays?|remains?|can stay)(?: [\w']+){0,4})"
)
""" "… before that leave it", "and nowhere else": what is not named stays, as it would anyway."""
_BACK_IN = regex(
    r"(?:and |then |after that |but )*(?:(?:they|it|he|she|everything|all|(?:the )?[\w' ]{2,20}) (?:all )?"
    r"(?:slams?|comes?|kicks?|drops?|goes|jumps?|crash(?:es)?|is|are)|slam|kick|come) (?:right |straight )?back in"
    r"(?: (?:again|then|after(?:wards)?|hard|there|full))*"
    r"|(?:and |then |after that )+(?:right |straight )?back in(?: again| after(?:wards)?| full)*"
)
""" "Drums out for 4 bars, then they slam back in": as they do anyway."""
_TOO = regex(
    r"(?!.*\b(?:only|not|except|but|should|must|needs?|want)\b)[a-z](?:[a-z' ]|(?<= )(?<!the )(?<!that )\d(?= (?:is"
    r"|are|way|far|much"
    r"|a|too|sounds?|feels?)\b)){2,60}"
    r" (?:(?:way|far|a bit|rather|so|quite) )*too (?:in front|far forward|forward|upfront|far back|early|late"
    r"|soon|long|short|loud|quiet|soft|hard|harsh|thin|thick"
    r"|dull|dark|bright|busy|fast|slow|high|low|dry|wet|wide|narrow|stiff|much)"
)
""" "The pad gives it away too early"."""
_DROPS_OUT = regex(
    r"(?:(?:and|but|the|my|our) )*[a-z][a-z ]{1,30}? (?:just|kinda|kind of|sort of|really|simply) (?:drops? out"
    r"|disappears?|vanish(?:es)?|goes missing|fades? away|dies? away|stops)(?: (?:there|then|completely|altogether))*"
)
""" "Bass just drops out there"."""
_COMES_ABRUPTLY = regex(
    r"(?:(?:and|but|cos|because|the|my|our|that|first|second|last) )*(?:[a-z][\w']* ){0,3}?(?:at the moment |right"
    r" now |always )?"
    r"(?:(?:just|kinda|kind of|really|simply|sorta|sort of|suddenly|always|all) )*"
    r"(?:(?:bang|pop|jump|slam|barge|burst|crash|blast|smash|punch|bust|bash|whack|snap|spring|jerk)(?:s|es|ing)?"
    r" (?:right |straight )?(?:in|up|on|out)"
    r"|(?:start|begin|come|kick|appear|enter|drop|hit)(?:s|es)?(?: (?:in|up|on|out))?)(?: (?:too |so |very |way"
    r" too |rather |really )*"
    r"(?:hard|abrupt(?:ly)?|sudden(?:ly)?|out of nowhere|like (?:a|an) \w+|like that|full on|full blast|at full"
    r" (?:volume|blast|level)|there|then))*"
)
""" "The pad just bangs in", before "bring it up slowly"."""
_ABRUPT = regex(
    r"\b(?:just|suddenly|simply|abrupt|sudden|nowhere|like|hard|full|(?:bang|pop|jump|slam|barge|burst|crash|blast|smash|punch|bust|bash|whack"
    r"|snap|spring|jerk)(?:s|es|ing)?)\b"
)
def comes_abruptly(text: str) -> bool:
    """Does a part of it say that something comes in too suddenly, or is not to?"""
    parts = [one.strip(" .!").lower() for one in _SPLIT.split(text) if one]
    return len(parts) > 1 and any(_is_of_entrance(one) for one in parts)


def _is_of_entrance(plainly: str) -> bool:
    is_abrupt = _ABRUPT.search(plainly) is not None and _COMES_ABRUPTLY.fullmatch(plainly) is not None
    return is_abrupt or _NOT_SO_ABRUPTLY.fullmatch(plainly) is not None


_NOT_THE_OTHER = regex(r"(?:and |but )?not the (?:first|second|third|last|other)(?: one| two)?")
_NOT_SO_ABRUPTLY = regex(
    r"(?:(?:and|but|rather|so) )*(?:not|instead of|rather than|without|no|stop(?:s|ping)?) (?:(?:just|simply|so"
    r"|always|it|them|to) )*"
    r"(?:bang|pop|jump|slam|barge|burst|crash|blast|smash|start|begin|com|kick|appear|enter|drop|hit|switch|turn)(?:p?s|e|es|p?ing)?"
    r"(?: (?:right|straight|in|up|on|out|off|away))*(?: (?:so |that |too |all )*(?:hard|abrupt(?:ly)?"
    r"|sudden(?:ly)?|out of nowhere"
    r"|like (?:that|this|it does|now)|at once|full on|there))*"
)
""" "… not just pop up": how it is now."""
_HEADS = regex(
    r"(?:(?:ok|now|so|next|then|and|next up|last thing|one more thing)[ ,]*)*(?:(?:an?|the|my|our) )?[\w' ]{0,30}?"
    r"\b(?:mix|version|thing|plan|idea|usual|list|changes|notes)(?: (?:for|of) [\w' ]{1,30})?"
)
""" "Now a practice mix for the altos: …"."""
_LETS_BREATHE = regex(
    r"(?:(?:and|so|to) )*(?:let|give) (?:the |my |our )?[\w' ]{2,30}? (?:(?:to )?(?:breathe|shine|speak|gap|hang"
    r"|cut through"
    r"|come through|be heard)|(?:have )?(?:some |a bit of |a little |more )?(?:space|room(?: to breathe)?))"
    r"(?: (?:there|then|a bit|more|for once|now))*"
)
""" "Kit out in bar 4, let the flute breathe": what it is good for."""
_THERE_ARE = regex(
    r"(?:(?:there (?:are|were|is)|we (?:have|had|used|put)|i (?:have|had|used|put)|theres?|has|got) )?(?:two"
    r"|three|four|a"
    r" pair of|\d) (?:mics?|microphones?|takes?|tracks|channels|recordings|versions|tries|goes|attempts)"
    r" (?:on|of|for|from|with) (?:the |my |our |his |her )?[a-z]+(?: [a-z]+)?"
)
""" "Two mics on the singer"."""
_IS_AT = regex(
    r"(?:(?:and|but|so|cos|because|since|ok|right now|now|at the moment)[ ,]+)*(?:(?:it|they|he|she|that|those|both)"
    r"(?:'?s|'?re| is| are| was| were| sits?| sat)|(?:the |my |our )?[\w ]{2,25}?"
    r"(?:'s|'re| is| are| was| were| sits?| sat))(?: \w+ing)? (?:(?:only|just|still"
    r"|now|already|all) )*at"
    r" (?:(?:like|about|around|roughly|only|just) )*[-+−]?\d[\d.]*(?: ?(?:db|%|percent|hz|k|khz|bpm|ms))?"
    r"(?: (?:each|either) (?:side|way)| each| now| right now| atm| at the moment| already| or so| ish| i think)*"
)
""" "They're at like 70", before "make it 90"."""
_TO_TRY = regex(
    r"(?:(?:just|only|i|we|id|i'd|cos|because|cause) )*(?:wanna|want to|need to|have to|gotta|got to|trying to|to"
    r"|gonna)"
    r" (?:just )?(?:try|check|see|test|compare|hear|listen to)(?: (?:it|that|this|them|something|smth|out|what|whats"
    r"|what's|how|hows|how's|if|the|whether|going|on|in|there|sounds?|feels?|works?|fits?|like|top|bottom|low|high|end"
    r"|room|edit|mix|a|sec|for|quickly|properly|one|thing|is|it's|its|context|solo))*"
)
""" "Just wanna try", "need to check the top end": what it is for."""
_COVERS = regex(
    r"\b(?:over|above|with|than|against|under|on|of|into|covers?|covering|drown\w*|mask\w*|fight\w*|bur(?:y|ies|ying"
    r"|ied)"
    r"|swallow\w*|eat\w*|clash\w*|compet\w*|crowd\w*|bully\w*|step\w*) (?:on )?(?:all )?(?:of )?(?:the )?"
    r"(?:others?|rest|everything else|everyone else)\b"
)
""" "It's covering the others" asks nothing of them."""
_UP = regex(
    r"\b(?:muddi?e?s?|muddy|mudd\w+|clutters?|muddles?|mess(?:es)?|clogs?|fills?|gums?|blurs?|smears?|eats?|shows?"
    r"|wakes?)"
    r" (?:things|it|everything|us|me|stuff|(?:the|my|our) \w+) (?:up|down|off|out)\b"
)
""" "Muddies things up" turns nothing up."""
_OPINION = regex(
    r"(?:(?:a )?(?:very|so|proper|properly|mega|super|dead|totally|pretty|kinda|kind of|sort of|bit|little bit|bit"
    r" too|tad|tad too"
    r"|way too|far too|rather|real|really|all|too|how) )+"
    r"(?!left\b|right\b|up\b|down\b|off\b|on\b|in\b|out\b|back\b|more\b|less\b|much\b|far\b|wide\b|narrow\b|wet\b"
    r"|dry\b|high\b|low\b"
    r"|soft\b|softly\b|gentle\b|gently\b|loud\b|quiet\b|quietly\b|slow\b|slowly\b|fast\b|quick\b|quickly\b|bright\b"
    r"|dark\b|warm\b"
    r"|late\b|early\b|long\b|short\b|hard\b|big\b|small\b|deep\b|tight\b|loose\b|light\b|lightly\b|heavy\b|subtle\b"
    r"|subtly\b"
    r"|\w+er\b|\w+ing\b|\w+ly\b|the\b|my\b|of\b|\w+s\b)[a-z]{3,}(?:[ ,]+(?:lol|haha|tho|though|imo|mate|innit))*"
    r"|(?:fizzy|cheesy|silly|greedy|naff|cringe|tacky|corny|icky|meh|bleh|yuck|yikes|oof|ouch|lush|lol|haha|ha|whoa"
    r"|wow|phew|brr+|gorgeous"
    r"|s+i+c+k+|mint|banging|filthy|wicked|tasty|rubbish|horrible|awful|nasty|ugly|hideous|stunning|delicious|magic"
    r"|class)"
    r"(?:[ ,]+(?:lol|haha|tho|though|imo|mate|innit|that|it|this))*|classic cop ?out|for (?:fun|a laugh|laughs|once)"
    r"|(?:just )?(?:don'?t|do not) (?:tell|ask) (?:him|her|me|them|anyone|anybody|\w+)|(?:it |that )?(?:drives?"
    r"|drove|driving|doing) (?:me|us|my \w+)"
    r" (?:mad|nuts|crazy|mental|insane|up the wall|in|bananas)|the \w+ (?:is|are) doing my head in"
)
""" "Very britpop", "bit silly", "cheesy": what is thought of it; what may tell a side, a way or a size is none."""
_TURNS = regex(r"\b(?:no|nope|nah|wait|sorry|rather|mean|meant|oops|instead|not|actually|but|except)\b")
""" "Reverse the horns, ah no, the organ": what turns a request is no remark inside it."""
_NOT_SO = regex(
    r"(?:(?:the|my|our|that|this|those|these) )?[\w' ]{2,30}? (?:can'?t|cannot|can not|won'?t|couldn'?t|never) "
    r"(?:\w+ ){0,2}?(?:do|sing|play|reach|hit|manage|get|make|handle) (?:the )?bars? \d+(?: ?(?:and|to|-|–) ?\d+)?"
    r"(?: (?:like (?:that|this)|that (?:high|low|fast)|so (?:high|low|fast)|properly|at all|as written))?"
)
""" "My altos cant do bars 3 and 4 like that", before "put those two bars down an octave"."""
_POINTS_THERE = regex(r"\b(?:(?:those|these|that|this)(?: \w+)? (?:bars?|bit|part|spot|place)|there|them|it)\b")
_ONLY_SO_LONG = regex(
    r"(?:(?:the|my|our) )?[\w',& ]{2,40}?(?: (?:only|just) (?:go(?:es)?|lasts?|runs?|plays?|is|are|has|have|got"
    r"|do(?:es)?|reach(?:es)?)|(?:'s| is| are| has| lasts?| goes) (?:only|just))"
    r"(?: (?:for|on for|up to|to))? (?:bar )?(?:\d+|one|two|three|four|six|eight)(?: bars?)?(?: long)?(?: (?:now"
    r"|so far|right now|at the moment))?"
)
""" "Kick and snare only go 4 bars", before "run them to 8"."""
_HAS = regex(r"(?:it|that|this|he|she|they|we|i) (?:only |just |really |still )?(?:has|have|had|got)\b(?! to\b)\D*")
_WELL = regex(r"(?:(?:great|nice|good|cool|perfect|lovely|ok|right|hm+|thanks|fine|sure|wait|alright)[ ,]+)+")
_NO_THEY = regex(r"no,? (?:they|it|its|i|we|he|she|that|thats|this)\b")
""" "Hm no they need their first note"."""
_LOSES = frozenset("drop lose kill bin ditch scrap lift push pull raise nudge shift trim split fade loop".split())


_WISHES = regex(
    r"(?:(?:and|but|so|now|then|also) )*(?:i|we)(?:'d| would)? (?:(?:really|just|still|also|do|don'?t|do not) )*"
    r"(?:want|need|(?<='d )like|(?<=would )like|wanna) (?:to hear (?!it\b|that\b|them\b|how\b|what\b|if\b)"
    r"|(?!to\b|people\b|you\b|this\b|how\b|hear\b|see\b|feel\b|notice\b|that sound\b|the (?:idea|sound|feel|vibe"
    r"|way)\b)[a-z])"
)
""" "I want the drums on the right" asks for it."""


TAKES_SO_LONG = regex(
    r"(?:a |the |that |those |my )?(?:gap of |pause of )?\d+ (?:bars?|beats?)(?: (?:of )?(?:gap|pause|hole|break"
    r"|rest|silence))?"
    r" (?:is|are|was|were|feels?|sounds?) (?:(?:a bit|way|far|much|still|really|just) )*too (?:long|short)"
    r"(?: (?:for|in|on) (?:the |my )?\w+)?"
    r"|(?:the |my |our |that |his |her )?(?:[\w']+ ){1,3}?(?:(?:only|just|already) )?(?:eats|takes|lasts) (?:(?:up|only"
    r"|just) )*(?:one|a|two|three|four|half a|\d+) (?:bars?|beats?)(?: long| anyway| there)*"
    r"|(?!(?:let|have|make|get|can|could|should)\b)(?:the |my |our |that |his |her )?(?:[\w']+ ){1,3}?(?:still |just )*"
    r"(?:comes?(?: in)?|came(?: in)?|enters?|entered|starts?|started|begins?|is|are|was|were|sits?|lies|drops?(?: in)?)"
    r" (?:about |like |roughly )?(?:an?|one|two|three|four|half an?|\d+) (?:bars?|beats?) (?:too )?(?:late|early|soon)"
)
""" "The turnaround only eats one bar", "2 bars gap is too long for the beat", "the horns come in a bar late"."""


_MAKES = regex(r"(?:(?:please|now|just|and|ok|can you) )*(?:generate|create|compose) ")
""" "Generate a sound of wind": no "generate a" that sounds."""


def is_remark(part: str) -> bool:
    """Does it say nothing to be done?"""
    low = part.strip().lower()
    if _WISHES.match(low):
        return False
    if not low or _COMPARES.match(low) or _SOUNDS.match(low) or _ELSEWHERE.fullmatch(low.rstrip(" .!")):
        return True
    plainly = low.rstrip(" .!")
    if _THATS_HOW.fullmatch(plainly) or TAKES_SO_LONG.fullmatch(plainly):
        return True
    if _DROPS_OUT.fullmatch(plainly) or _BACK_IN.fullmatch(plainly):
        return True
    if _NOT_THE_OTHER.fullmatch(plainly) or _is_of_entrance(plainly):
        return True
    if _OPINION.fullmatch(plainly) or _IS_AT.fullmatch(plainly) or _TO_TRY.fullmatch(plainly):
        return True
    if _LIMITS.fullmatch(low) or _HEADING.fullmatch(low):
        return True
    if _THERE_ARE.fullmatch(plainly) or _LETS_BREATHE.fullmatch(plainly):
        return True
    if _TOO.fullmatch(low) or _HAS.fullmatch(low) or _HEADS.fullmatch(low):
        return True
    if _MAKES.match(low):
        return False
    well = _WELL.match(low)
    if well and low[well.end() :].split(" ")[0] in COMMANDS | _LOSES | {"no"} and not _NO_THEY.match(low[well.end() :]):
        return False  # "ok drop the rain"
    return bool(_SAYS.match(low)) and not ORDERS.search(
        _COVERS.sub("", _UP.sub("", _IN_A_PART.sub("", _MERELY.sub(" is", _THERE_IS.sub("it", low)))))
    )
