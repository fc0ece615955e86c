"""Harmonies: "now a harmony a third under", "and one below", "only on the second half"; how loud they are beside what
they follow, and on which side: "put them 6 under", "tuck that 8 under the main one, off to the left a bit"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.places import Bars
from engine.planner.offline.sentence.apart.said import Said, regrouped
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.singing.clauses import part_of
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIZES = {
    "octave": "octave", "third": "third", "3rd": "third", "fourth": "fourth", "4th": "fourth", "fifth": "fifth",
    "5th": "fifth", "sixth": "sixth", "6th": "sixth", "second": "second", "tenth": "tenth",
}  # fmt: skip
_ABOVE = "above|over|higher|up|on top"
_BELOW = "below|under|underneath|beneath|lower|down"
_INTERVAL = regex(
    rf"\b(?:(?:an?|one|in|the|at an?) )?(?P<size>{'|'.join(_SIZES)})s?,? "
    rf"(?P<way>{_ABOVE}|{_BELOW})\b(?: (?:of )?(?:that|it))?"
)
_ONE_MORE = regex(
    rf"\b(?:one|another(?: one)?|one more|the same)(?: (?:going|that goes))? (?P<way>{_ABOVE}|{_BELOW})\b"
)
_NAMES_IT = regex(
    r"\b(?:(?:low|high|lower|higher|second|backing|sung|vocal) )*"
    r"(?:harmony|harmonies|harmoni[sz]e|harmony voice|second voice|backing vocal|harm|bv)\b"
    r"(?: (?:voice|line|vocal|part|track))?"
)
_ANY = regex(
    r"(?:(?:add|put|make|give (?:it|that)|sing|do|have|want|and|now) )*(?:an? |some )?(?:harmony|harmonies|second voice"
    r"|backing vocals?)(?: (?:voice|line|part))?(?: (?:to|with|for|on|over) (?:it|that))?(?: too| as well)?"
)
""" "Add a harmony", which one is ours to choose."""
_ANY_WAY = regex(
    r"(?:(?:add|put|make|give (?:it|that)|sing|do|have|want|and|now) )*(?:an? |some )?(?:harmony|second voice)"
    rf"(?: (?:voice|line|part))? (?P<way>{_ABOVE}|{_BELOW})(?: (?:it|that|this|him|her))?"
)
_STACKS = regex(r"^(?:(?:can|could) (?:you|we) )?(?:stack|double|layer|sing)\b")
_SUNG_THERE = regex(r"^(?:(?:can|could) (?:you|we) )?sing\b.*\b(?:lower|higher|down|up)\b")
""" "Sing that line an octave lower"."""
_BESIDE = frozenset(
    "add put make give gives gets stack double layer sing want need have do get now an a the in on for with to of it"
    " that this along alongside together beside besides going goes"
    " only just too also as well again please another one voice line part track vocal singing same words all over lead"
    " main him her them under".split()
)
_EDGES = {"opening": 0, "first": 0, "closing": -1, "last": -1}
_LEVEL = regex(
    r"(?:(?:put|tuck|sit|bring|have|make|drop|keep|set|take|turn|pull|lay|get) )?T (?:down |back |at |to |sit |go )?N"
    r" (?P<way>under(?:neath)?|below|beneath|quieter|lower|down|behind|above|over|louder)"
    r"(?: than)?(?: (?:T|main|lead|first|other)(?: (?:one|voice|vocal|line|singer|part))?| that)?"
)
_OF_THEM = regex(r"\b(?:(?:both|all|those|the|these) )*(?:harmon(?:y|ies)|harms?|backings?|second voices?)\b")
_ONE = ("it", "that", "this", "that one", "this one", "him", "her")
_LOUDER = ("above", "over", "louder")


_SPREAD = regex(
    r"(?:^|[\s,.;]+)(?:and |then )?(?:spread|pan|put|split|open) (?:(?:the|those|these) )?"
    r"(?:them|two|both|harmon(?:y|ies)|ones|pair)?(?: (?:two|both|harmonies))?(?: (?:up|out|apart|wide))*"
    r"(?:,? (?:to the )?(?:(?:hard )?left (?:and|n|&|/) right|(?:either|each|opposite) sides?|sides|apart)"
    r"|,? (?:at |to |by )?(?P<far>\d{1,3})(?: ?%)?"
    r"(?: ?(?:/|and|&|-|,)? ?(?P=far)(?: ?%)?| each| either side| each side| apart))?$"
)
_SPREAD_WORDS = regex(r"\b(?:spread|left|sides?|apart|\d+)\b")
_IN_KEY = regex(
    r"[\s,(]*\b(?:(?:staying|stay|keep it|all|but|and) )?(?:in|within|to) (?:the |its |that |our )?"
    r"(?:same |right |song'?s )?(?:key|scale)\b(?! of\b)\)?|[\s,(]*\bdiatonic(?:ally)?\b\)?",
    re.IGNORECASE,
)
""" "A third up, in key" is what a third in a song is."""
_A_BIT, _WIDE, _HARD = 0.3, 0.5, 1.0


_VOICE = r"(?:second voice|harmony(?: voice| line)?|backing vocal|voice)"
_BESIDE_WHOM = regex(
    rf"\b(?P<what>(?:an?|another|the) (?:(?:sung|extra|new) )?{_VOICE})"
    r" (?P<way>below|under(?:neath)?|beneath|above|over) (?=(?!\d)[a-z])",
    re.IGNORECASE,
)
_LOW_VOICE = regex(rf"\b(?P<art>an?|another) (?P<way>low|lower|high|higher) (?P<what>{_VOICE})\b", re.IGNORECASE)
_THAN_THEM = regex(
    r"[\s,]+(?:a (?:bit|little) |slightly |somewhat )?(?:lower|deeper|higher) than (?:her|him|it|them)\W*$"
)


def _as_third(text: str) -> str:
    """ "A second voice under Sarah" is a third below her, where no other distance is told."""
    if _INTERVAL.search(text.lower()) or not re.search(r"\b(?:sing|add|put|make|give|want|need|have|write|a)\b", text):
        return text
    bare = _THAN_THEM.sub("", text)
    made = _BESIDE_WHOM.sub(lambda match: f"{_as_harmony(match['what'])} a third {_way(match['way'])} ", bare)
    if made != bare:
        return made
    made = _LOW_VOICE.sub(lambda match: f"a harmony a third {'below' if match['way'][0] in 'lL' else 'above'}", bare)
    return made if made != bare and re.search(r"\b(?:to|for|of|with|under|over)\b", made) else text


def _as_harmony(what: str) -> str:
    return what if re.search(r"harmony|second voice|backing", what, re.IGNORECASE) else "a harmony"


def _way(word: str) -> str:
    return "above" if word.lower() in ("above", "over") else "below"


_OWN_TRACK = regex(
    r"[\s,]*\b(?:on|onto|to) (?:(?:its|her|his|their|an?) own (?:new )?track"
    r"|(?:a|another) (?:new |separate )?track(?: of (?:its|her|his|their) own)?)(?=[\s.!]*$)"
)
""" "… on a track of its own": where it lies anyway."""
_JOINS = regex(
    r"^(?:(?:and|now|then|next|here)\W+)*(?:(?:let|have|make|get) )?"
    r"(?:(?:an?|another|one more|a second) (?:[\w-]+ )?(?:friend|singer|girl|boy|woman|man|voice|child|sister|brother"
    r"|person|vocalist|choir)|some(?:one|body)(?: else)?) "
    r"(?:to )?(?:joins?(?: in)?|sings?(?: along| with)?|comes? in|chimes? in|doubles?)(?: (?:her|him|it|them|me))?"
    r"(?:,? (?:singing|with|on|to) (?:the same|her|his|its|those|these) (?:words|line|melody|tune|text|lyrics))?"
    r"(?:,? (?:singing|but|only))?(?=,? )"
)
""" "A friend joins in, singing the same words a third higher": one more voice."""


def harmony(said: Said) -> list[Step] | None:
    """The voice that is added, and both that are there then to the sides; None where not all of it is known."""
    plainer = _OWN_TRACK.sub("", _JOINS.sub("a harmony", said.raw) if _INTERVAL.search(said.text) else said.raw)
    if plainer != said.raw and re.search(r"\w", plainer):
        said = taken_apart(plainer, said.scene, focus=said.focus, there=said.there, before=said.before)
    if _IN_KEY.search(said.raw):
        bare = _IN_KEY.sub(" ", said.raw).strip()
        said = taken_apart(bare, said.scene, focus=said.focus, there=said.there, before=said.before)
    if (third := _as_third(said.raw)) != said.raw:
        said = taken_apart(third, said.scene, focus=said.focus, there=said.there, before=said.before)
    match = _SPREAD.search(said.text)
    if match is None or not _SPREAD_WORDS.search(match[0]):
        return _harmony(said)
    before = _harmonies(said)
    wide = _HARD if "hard" in match[0] else _WIDE
    if match["far"]:
        wide = int(match["far"]) / 100
        if not 0 < wide <= _HARD:
            return None
    tracks = list(dict.fromkeys(str(said.scene.track_of(one.out[0]) or "") for one in before))
    rest = said.text[: match.start()]
    made = _harmony(taken_apart(rest, said.scene, focus=said.focus)) if rest.strip() else []
    if made is None or not all(tracks) or len(tracks) + bool(made) != 2:
        return None
    sides = [("track", one) for one in tracks] + ([("clip", "$1")] if made else [])
    pans = ((*one, way) for one, way in zip(sides, (-wide, wide), strict=True))
    return [*made, *(Step("mix", {name: it, "action": "pan", "value": way}) for name, it, way in pans)]


_INSTEAD = regex(
    r"(?P<lead>(?:(?:no+|nah|nope|wait|sorry|rather|actually|hm+|not that(?: one)?|not this(?: one)?|maybe|better)"
    r"\b[\s,.!-]*)*)"
    r"(?P<makes>(?:(?:make|try|do|have|use|let) (?:it|that|the harmony)(?: be)? )?)(?:(?:an?|the|in|at)+ )*"
    rf"(?P<size>{'|'.join(_SIZES)})s?(?: (?P<way>{_ABOVE}|{_BELOW}))?(?: (?:of )?(?:it|that))?"
    r"(?P<tail>(?:[\s,]+(?:instead|rather|please|then|would be better|not a \w+))*)[\s.!]*"
)
_OTHER_WAY = regex(
    r"(?:(?:no+|nah|wait|sorry|rather|actually|hm+|not that(?: one)?)\b[\s,.!-]*)*"
    r"(?:(?:make|put|have|do) (?:it|that) )?"
    rf"(?P<way>{_ABOVE}|{_BELOW})(?: it)?(?: instead| rather)+[\s.!]*"
)


def harmony_instead(said: Said) -> list[Step] | None:
    """ "Make it a fifth instead", "not that one, a sixth", "below instead": the harmony that was made last."""
    match = _INSTEAD.fullmatch(said.typed.lower()) or _OTHER_WAY.fullmatch(said.typed.lower())
    last = _newest(said) if match else []
    if match is None or len(last) != 1:
        return None
    told = match.groupdict()
    if "size" in told and not (told["lead"] or told["makes"] or told["tail"].strip()):
        return None  # "a third below" is one more
    was = str(last[0].args.get("interval") or "third above").split()
    size = _SIZES[told["size"]] if told.get("size") else _size_of(last)
    way = "above" if (told["way"] in _ABOVE.split("|") if told["way"] else was[-1] == "above") else "below"
    return [told_as(Step("harmonize", {**last[0].args, "interval": f"{size} {way}"}), "fix", last[0])] if size else None


def _newest(said: Said) -> list[Frame]:
    """The harmonies of the last turn, where it did nothing but sing."""
    last = said.last()
    return [one for one in last if one.tool == "harmonize"] if {one.tool for one in last} <= _SINGS else []


_SINGS = {"sing", "harmonize"}
_PART = regex(
    r"(?:(?:and|but|no|keep|have|want|leave|do|it|that|the|harmony)[\s,]+)*(?:only|just|keep)"
    r"(?: (?:keep|want|sing|have))?(?: it| that)?(?: in| for| on| over| at)? (?P<what>.+)"
)


def harmony_part(said: Said) -> list[Step] | None:
    """ "Only in the second half", behind a harmony: the rest of it is not sung."""
    match = _PART.fullmatch(said.text)
    last = _newest(said) if match else []
    if match is None or len(last) != 1 or not last[0].out:
        return None
    return part_of(match["what"], last[0], said)


def _harmony(said: Said) -> list[Step] | None:
    """The voice that is added; None where none is asked for, or not all of it is known."""
    if said.is_unclear or said.is_open or '"' in said.typed:
        return None
    before = _harmonies(said)
    match = _INTERVAL.search(said.text)
    if match is None and _ANY.fullmatch(said.text):
        line = _sung_clip(regrouped(said, [], said.places, said.amounts), [], set(), before)
        return [Step("harmonize", {"clip": line.id})] if line else None
    if match is None and (any_way := _ANY_WAY.fullmatch(said.text)) and not before:
        line = _sung_clip(regrouped(said, [], said.places, said.amounts), [], set(), before)
        third = f"third {'above' if any_way['way'] in _ABOVE.split('|') else 'below'}"
        return [Step("harmonize", {"clip": line.id, "interval": third})] if line else None
    more = None if match else _ONE_MORE.search(said.text)
    found = match or more
    if found is None or not (match and (_NAMES_IT.search(said.text) or _STACKS.match(said.text) or before) or before):
        return None
    names = [one.span() for one in _NAMES_IT.finditer(said.text)]
    if match and not names and _SUNG_THERE.match(said.text):
        return None  # the line itself goes down
    if not (names or _STACKS.match(said.text)) and re.match(r"(?:transpose|move|pitch)\b", said.text):
        return None
    own = [*names, found.span()]
    things = [one for one in said.things if not any(a <= one.start < b for a, b in own)]
    said = regrouped(said, things, said.places, said.amounts)
    way = "above" if found["way"] in _ABOVE.split("|") else "below"
    size = _SIZES[match["size"]] if match else _size_of(before)
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    amounts = [one for one in amounts if not any(a < one.end and one.start < b for a, b in own)]
    amounts = [one for one in amounts if said.text[one.start : one.end] != "one"]
    told = set(re.findall(r"[a-z0-9']+", found[0])) | {
        word for one in _NAMES_IT.finditer(said.text) for word in one[0].split()
    }
    left = bag - _BESIDE - told
    if not size or amounts or left - _EDGES.keys() or len(edges) > 1 or len(places) > 1:
        return None
    spans = [span for one in places for span in one.spans]
    clip = _sung_clip(said, spans, left & _EDGES.keys(), before)
    if clip is None:
        return None
    steps = [Step("harmonize", {"clip": clip.id, "interval": f"{size} {way}"})]
    bars = edges[0].of(clip) if edges else _within(spans, clip)
    if edges and bars is None:
        return None
    if bars and clip.bars and bars != clip.bars:
        steps += [replace(one, args={**one.args, "clip": "$1"}) for one in trimmed(clip, bars, said)]
    return steps


def _within(spans: list[Bars], clip: ClipInfo) -> Bars | None:
    """The bars of the line in which it is wanted; None for all of it."""
    if len(spans) != 1 or clip.bars is None:
        return None
    start, end = (round(clip.bars[0]), round(clip.bars[1]))
    bars = (max(spans[0][0], start), min(spans[0][1], end))
    return None if bars == (start, end) or bars[1] <= bars[0] else bars


def _harmonies(said: Said) -> list[Frame]:
    """The harmonies that were made in the last turns, nothing else between but what was done to them."""
    live = [one for one in said.state.frames if one.is_live]
    made: list[Frame] = []
    for place, one in reversed(list(enumerate(live))):
        if one.tool == "harmonize" and not one.out:  # an edit of the same turn holds it
            held = (later.out for later in live[place + 1 :] if later.turn == one.turn and later.out)
            one = replace(one, out=next(held, ()))
        if one.tool == "harmonize" and one.out:
            made.insert(0, one)
        elif made and one.tool in ("sing", "harmonize") or one.tool not in _AROUND:
            break
    return made


_AROUND = ("mix", "arrange", "edit_clip", "automate", "sing", "set_track", "route", "apply_effect")


def _size_of(before: list[Frame]) -> str:
    words = str(before[-1].args.get("interval") or "").split() if before else []
    return next((_SIZES[one] for one in words if one in _SIZES), "")


def _sung_clip(said: Said, spans: list[Bars], edge: frozenset[str] | set[str], before: list[Frame]) -> ClipInfo | None:
    """The line that it follows: what is named, or what was sung last."""
    named = [one for one in said.things if not one.is_pointed]
    if named:
        ids = [clip for one in named for clip in one.clips]
    elif before and not spans and not edge:
        ids = [str(before[-1].args.get("clip"))]
    else:
        ids = [one.out[0] for one in said.state.frames if one.tool == "sing" and one.is_live and one.out]
    views = [view for one in dict.fromkeys(ids) if (view := said.scene.clip(one)) and view.kind == "audio"]
    if spans:
        views = [one for one in views if one.bars and any(_covers(one.bars, span) for span in spans)]
    if edge and len(views) > 1 and len(edge) == 1:
        views = [sorted(views, key=lambda one: one.start)[_EDGES[next(iter(edge))]]]
    if not named and not spans and not edge:
        views = views[-1:]
    if len(views) != 1:
        return None
    view = views[0]
    source = _notes_of(view, said)
    return replace(view, bars=source.bars) if source and source.bars else view


def _notes_of(view: ClipInfo, said: Said) -> ClipInfo | None:
    """The notes that a line was sung from: its bars, without the breath before."""
    sung = [one for one in said.state.frames if one.tool == "sing" and view.id in one.out]
    return said.scene.clip(str(sung[-1].args.get("midi") or "")) if sung else None


def _covers(bars: Bars, span: Bars) -> bool:
    return min(bars[1], span[1]) - max(bars[0], span[0]) > 0.5


_ASIDE = regex(
    r"(?:,|\band\b)+\s*(?:and )?(?:pan(?:ned)? (?:it |them |that )?)?(?:off |over |out )?"
    r"(?P<bit>a (?:bit|little|touch) |slightly )?(?:to (?:the|one) )?(?P<way>left|right)"
    r"(?P<behind> (?:a )?(?:bit|little|touch|lil))?$"
)
_THE_LEAD = regex(r"\b(?:the )?(?:main|lead)(?: (?:one|voice|vocal|line|singer|part))?$")


def _without_lead(said: Said) -> Said:
    """ "8 under the main one": that is the line which they follow."""
    lead = _THE_LEAD.search(said.text)
    return taken_apart(said.text[: lead.start()].strip(), said.scene, focus=said.focus) if lead else said


def harmony_level(said: Said) -> list[Step] | None:
    """ "Put them 6 under": the harmonies' faders by that of the line that they follow."""
    before = _harmonies(said) if said.is_later else []
    if before and (aside := _ASIDE.search(said.text)):
        levels = harmony_level(taken_apart(said.text[: aside.start()].strip(), said.scene, focus=said.focus))
        pan = (_A_BIT if aside["bit"] or aside["behind"] else _WIDE) * (-1 if aside["way"] == "left" else 1)
        sides = [Step("mix", {"track": one.args["track"], "action": "pan", "value": pan}) for one in levels or ()]
        return [*levels, *sides] if levels else None
    said = _without_lead(said)
    if not before or said.places or len(said.amounts) != 1 or said.amounts[0].unit not in ("", "dB"):
        return None
    form = said.form if said.things else _OF_THEM.sub("T", said.text).replace(
        said.text[said.amounts[0].start : said.amounts[0].end], "N"
    )  # fmt: skip
    match = _LEVEL.fullmatch(form)
    tracks = [str(said.scene.track_of(one.out[0]) or "") for one in before]
    lead = str(said.scene.track_of(str(before[-1].args.get("clip"))) or "")
    if match is None or not lead or not all(tracks):
        return None
    pointed = said.things[0] if said.things else None
    who = tracks
    if pointed is not None:
        others = {one.tracks[0] for one in said.things[1:] if one.tracks} - {lead}
        if others:
            return None
        if pointed.is_pointed:
            words = said.text[pointed.start : pointed.end]
            if len(tracks) == 1 and re.search(r"\b(?:both|two)\b", words):
                return None  # it and the line
            is_one = words in _ONE
            who = tracks[-1:] if is_one else tracks
        elif set(pointed.tracks) <= set(tracks):
            who = list(pointed.tracks)
        else:
            return None
    by_db = abs(said.amounts[0].value) * (1 if match["way"] in _LOUDER else -1)
    level = number(round(fader_of(lead, said.scene) + by_db, 1))
    return [Step("mix", {"track": one, "action": "gain", "set_db": level}) for one in dict.fromkeys(who)]
