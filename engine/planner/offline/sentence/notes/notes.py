"""Notes: which of them, what is done, and where: "the oboe's last note should be a G", "keys softer, the notes"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_acts import LOUDER_BY, SIGNS, note_act
from engine.planner.offline.sentence.notes.note_words import all_alike, said_plainly
from engine.planner.offline.sentence.notes.notes_in_hand import SELECTS, others
from engine.planner.offline.sentence.notes.which_notes import WHICH, which_notes
from engine.planner.offline.sentence.scope.lying import beats_of_bar, clips_meant, covers, in_groups
from engine.planner.offline.sentence.scope.over_bars import SPARES, SPARING, over
from engine.planner.offline.slots.clause import Args
from engine.planner.offline.text.dynamics import velocity_of
from engine.planner.offline.text.pitch_said import with_sign
from engine.planner.offline.text.reason import without_reason
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TOO = r"too (?:busy|long|short|loud|hard|soft|quiet|much|weak|heavy|thick|high|low|many)"
_WRONG = regex(
    r"\b(?:i (?:hit|played|got)|there(?:'s| is)|(?:has|have|had|with|hits?|plays?)) (?:an?|one|some)"
    r" (?:wrong|bad|false) notes?\b|\b(?:is|are) all over the (?:place|shop)\b"
    r"|\b(?:is|are|sounds?|seems?|looks?|feels?) (?:a bit |a little |really )?(?:off|wrong|odd|strange|sour|out)\b"
    rf"|\b(?:is|are|sounds?|seems?|feels?|gets?|rings?|'re) (?:\w+ ){{0,2}}{_TOO}\b(?=\s*(?:[,.;:-]|and\b|so\b))"
    r"|,? ?\blike (?:the )?(?:rest|others?)\b|\bi (?:think|guess|reckon)\b",
    re.IGNORECASE,
)
_STICKS_OUT = regex(
    r"[\s,]*\b(?:(?:pokes?|sticks?|jumps?|leaps?|pops?|stabs?) out|bites?"
    r"|(?:(?:is|are|'s) (?:\w+ )?)?too (?:loud|hard|soft|quiet))"
    r"(?: (?:too much|a bit|a lot))?(?=\s*[,.;:-]|\s+and\b|\s+(?:in|at|on|from)\b|\s*$)",
    re.IGNORECASE,
)
_ON_IT = regex(r"\b(?:on|for) (?:that|it|this|them)(?: one)?\b", re.IGNORECASE)
EVERYWHERE = regex(
    r"\b(?:everywhere|every time|each time|throughout|all the way through"
    r"|(?:right |all the way )?from (?:the )?(?:very )?(?:beginning|start|first (?:note|bar)) (?:right )?(?:to|until"
    r"|till)"
    r" (?:the )?(?:very )?(?:end|finish|last(?: (?:note|bar))?)|(?:in|over|across|for|along) (?:its|their"
    r"|the) (?:whole|entire|full) (?:length|duration)"
    r"|for the whole (?:song|piece|thing|time)"
    r"|the whole time)\b",
    re.IGNORECASE,
)
""" "From beginning to end"."""
_AND_THE_OTHERS = regex(
    r"(?:[,;]\s*(?:and |but )?|\s+(?:and|but) )(?:all )?(?:the |its )?(?:others?(?: notes| ones)?|rest)\b(?P<act>.*)$",
    re.I,
)
""" "First note 100, the others 10 lower"."""
_SPEAKS = regex(r"\b(?:notes?|hits?)\b", re.IGNORECASE)
_STRUCK = regex(r"\b(?:hit|struck|strike)\b.*\b(?:harder|softer|gentler)\b", re.IGNORECASE)
_ALL_AT = regex(
    r"\ball(?: of (?:them|it|em|'em))?(?: (?:the )?(?:hits|notes))? (?:at|to|on|around|about) "
    r"(?=[2-9]\d(?!\d|\.\d|\s*(?:%|d ?b|hz|bars?|bpm))|1[0-2]\d\b)",
    re.I,
)
_EVERYTHING_AT = regex(
    r"\beverything (?:at|to|on|around|about) (?=[2-9]\d(?!\d|\.\d|\s*(?:%|d ?b|hz))|1[0-2]\d\b)", re.I
)
_ALL_ALIKE = regex(
    r"\b(?:at |to |with )?(?:the |one )?same velocity(?: of| at)?[\s,:]+(?=\d)"
    r"|\bequally (?:loud|hard|strong)(?: at)?[\s,:]+(?=\d)",
    re.I,
)
_ACCENTS = regex(r"\baccent", re.IGNORECASE)
ON_BEATS = regex(r"\bon (?:the )?(?=(?:[1-9]|one|two|three|four)\b(?:\s*,| and|\W*$))", re.IGNORECASE)
_BEATS = {"ones": "1", "twos": "2", "threes": "3", "fours": "4"}
_COUNTED_BEATS = regex(
    r"\b(?:on )?(?:the |all (?:the )?)(?P<beat>ones|twos|threes|fours)\b(?! (?:in|that|which|on|of)\b)", re.I
)
""" "Accent the ones"."""
_COMPARED = ("loud", "quiet", "long", "short")
_ONE_NOTE = regex(r"(?<!every )(?<!each )\bnote\b", re.IGNORECASE)
_SAID_WRONG = regex(
    r"\bon (?:the )?[\w -]+?[\s,.]+(?:sorry|no|i mean|actually|wait)\b[\s,]+(?=on )", re.IGNORECASE
)
_AS_THERE = regex(r",?\s+(?:just )?(?:like|as) (?:it is |they are |it was )?in (?:the )?[\w ]+$", re.IGNORECASE)
_NOT_THE_FADER = regex(
    r"[\s,]*\b(?:(?:i mean |only |just )?(?:by |in )?(?:the |its |their )?(?:notes?|velocit(?:y|ies))(?: themselves)?"
    r",? (?:and )?not (?:the |its |with the )?(?:fader|volume|level|gain|track)s?)\b",
    re.IGNORECASE,
)
_AT_AN_EDGE = regex(r"\b(?:of|in|at|from) (?:the )?(?P<edge>start|beginning|end)\b")
BESIDE = frozenset(
    "shorter longer all every each in on at by from note notes only must has have needs been set change turn move put"
    " take it its that but as long length thanks ought becomes become s single little let transpose raise lower like"
    " me those them these this they too also as well still actually rather instead fix give got wait which phrase line"
    " right chord chords bring hold keep with velocity velocities leave even down no not make up part clip one ones"
    " knock nudge bump push pull ease crank midi to bit touch enough plenty there only just so same places place"
    " lengths"
    " level hits whole proper real solid say us let's".split()
)


@dataclass(frozen=True)
class Edit:
    """What is done to which notes, and what of the sentence says where."""

    args: Args
    rest: Said


_SHORT_THEM = regex(
    r"^(?:(?:and|so|just|please|now) )*(?P<verb>make|cut|chop|keep|get|play) (?:them|'?em)(?: (?:all|nice and"
    r"|really|much|way|a bit))*"
    r" (?P<how>short|shorter|longer|stabby|snappy)[\s.!]*$",
    re.IGNORECASE,
)


def _of_their_notes(said: Said) -> str:
    """ "Make em short", of a clip of notes: they are its notes."""
    match = _SHORT_THEM.match(said.raw)
    if match is None or not said.things or any(not one.is_pointed for one in said.things):
        return said.raw
    views = [said.scene.clip(clip) for one in said.things for clip in one.clips]
    if len(views) != 1 or views[0] is None or views[0].kind != "midi":
        return said.raw
    return f"make the notes {'longer' if match['how'].lower() == 'longer' else 'shorter'}"


def note_edit(said: Said) -> list[Step] | None:
    """The edit of some notes, or of all; None where a word is left over, or none speaks of notes."""
    if (told := said_plainly(_of_their_notes(said))) != said.raw:
        said = taken_apart(told, said.scene, focus=said.focus if said.is_later else None, before=said.before)
    if alike := _all_alike(said):
        return alike
    if both := _but_some(said):
        return both
    text = _SIMILE.sub("", edges_apart(said))
    text = _FOR_AN_ENDING.sub("", _WANTED_SO.sub("", without_reason(text)))
    if fader := _NOT_THE_FADER.search(text):
        text = f"{text[: fader.start()]}, the notes {text[fader.end() :]}"
    rest = _AND_THE_OTHERS.search(text)
    last = said.last()
    of = "velocity" if last and all(one.tool == "edit_notes" and one.kind == "velocity" for one in last) else ""
    read = edit_told(text[: rest.start()] if rest else text, said, of=of)
    clips = clips_of(read, said) if read else []
    steps = over("edit_notes", read.args, clips, read.rest) if read and clips else None
    if read is None or steps is None or rest is None:
        return steps
    act = note_act(rest["act"], beats_of_bar(said), of=str(read.args["action"]))
    some = others({name: value for name, value in steps[0].args.items() if name in SELECTS})
    if act is None or some is None or left_over(taken_apart(act[1], said.scene, focus=said.focus)):
        return None
    on_them = {name: value for name, value in steps[0].args.items() if name in ("clip", "clips")}
    return [*steps, Step("edit_notes", {**on_them, **some, **act[0]})] if len(steps) == 1 else None


_WANTED_SO = regex(
    r"[,;.]\s*(?:(?:cos|cause|because|so) )?(?:i |we )?(?:just |really )?(?:want|need|like) (?:it|em|'em|them|that"
    r"|those|these)"
    r" (?:to (?:be|sound|feel) )?(?:(?:a bit|more|really|nice and|all|nice) )*(?:stabby|short|snappy|punchy|crisp"
    r"|tight|soft|gentle"
    r"|smooth|long|lush|even|dry|choppy|percussive|bouncy|dreamy|floaty|light)(?:er)?(?: (?:at|in|by|on"
    r"|for) the (?:end|beginning"
    r"|start|verse|chorus|hook|bridge|drop))?(?=\s*[.;!]|\s*$)",
    re.IGNORECASE,
)
""" "Halve every note, want em stabby": why."""
_FOR_AN_ENDING = regex(
    r"^\W*for the (?:first|second|third|last|final) (?:ending|time(?: (?:round|through))?|round|pass|repeat|volta),?\s+"
    r"(?=.*\bbars? \d)",
    re.IGNORECASE,
)
""" "For the second ending …, in bar 16": what it is for."""
_SIMILE = regex(r"[,;] (?:just |almost |a bit |more )?(?:like|as if) (?:an? )?(?![^,;]*\d)[\w' -]+$", re.IGNORECASE)
""" "To a single beat, like a door closing": why."""
_BUT_SOME = regex(
    r"(?:[,;.]\s*(?:and |but )?|\s+(?:and|but|with)\s+)(?:(?:only|just|except(?: for)?|with|then)\s+)*"
    r"(?=(?:the |every |each |all |on |notes )*[a-z0-9])",
    re.IGNORECASE,
)


def _but_some(said: Said) -> list[Step] | None:
    """ "Velocities all on 96, only the first note of every bar on 120": all notes, and some of them otherwise."""
    for joint in _BUT_SOME.finditer(said.raw):
        if said.raw[joint.end() :].lower().startswith("the rest") or len(said.raw[: joint.start()].split()) < 2:
            continue
        steps = _all_and_some(said.raw[: joint.start()], said.raw[joint.end() :], said)
        if steps:
            return steps
    return None


def _all_and_some(first: str, second: str, said: Said) -> list[Step] | None:
    chosen = which_notes(second)
    if chosen is None or not chosen.args:
        return None
    focus = said.focus if said.is_later else None
    whole = note_edit(taken_apart(first, said.scene, focus=focus, before=said.before))
    if not whole or len(whole) != 1 or {"note", "only"} & whole[0].args.keys():
        return None
    if whole[0].args.get("action") != "velocity":
        return None
    some = edit_told(second, said, of="velocity")
    if some is None or some.args.get("action") != "velocity" or any(not one.is_pointed for one in some.rest.things):
        return None
    kept = {name: value for name, value in whole[0].args.items() if name in ("clip", "clips", "start_bar", "end_bar")}
    if some.rest.places:
        return None
    return [*whole, Step("edit_notes", {**kept, **some.args})]


def _all_alike(said: Said) -> list[Step] | None:
    """ "All the strings equally loud", of one track with notes: one velocity."""
    rest = all_alike(said.raw)
    apart = taken_apart(rest, said.scene, focus=said.focus, before=said.before) if rest else None
    if apart is None or len(apart.tracks) > 1 or left_over(apart, BESIDE | {"hit", "hits"}):
        return None
    if not apart.things and not apart.before:
        return None
    clips = named_clips(apart, said)
    is_all = all(one.kind == "midi" for one in said.scene.clips if one.track in {clip.track for clip in clips})
    return over("edit_notes", {"action": "velocity", "amount": 1.0}, clips, apart) if clips and is_all else None


_COUNTED_ONE = regex(rf"\b(?:{WHICH})\s+$", re.IGNORECASE)
_NOTE_BEHIND = regex(r"\s*(?:notes?|chords?|hits?|clips?|takes?|tracks?|parts?|bars?|'s)\b", re.IGNORECASE)


def _with_note_said(text: str, said: Said) -> str:
    """ "Delete the third stab in bar 1": the third note of the stabs there."""
    if len(said.spans) != 1 or said.spans[0][1] - said.spans[0][0] > 1:
        return text
    for one in said.things:
        name = said.raw[one.start : one.end]
        at = text.find(name)
        if one.is_pointed or at < 0 or not _COUNTED_ONE.search(text[:at]) or _NOTE_BEHIND.match(text, at + len(name)):
            continue
        return f"{text[: at + len(name)]} note{text[at + len(name) :]}"
    return text


_TOO_LONG = regex(r"\btoo (?:long|short)\b", re.IGNORECASE)
_HALF_OF_IT = regex(
    r"(?<=[.,;]) ?(?:so |make (?:it|them) |just |only |please )*(?:half(?: of)? (?:it|that|them|the length)"
    r"|halve (?:it|that|them)"
    r"|half)(?=\s*[.!;,]|\s*$)",
    re.IGNORECASE,
)
""" "The second note is too long. Half of it"."""


def edit_told(text: str, said: Said, *, of: str = "") -> Edit | None:
    """What a text tells to do to notes; `of` is the action that a figure without a word is of."""
    text = hidden(_SAID_WRONG.sub("", _with_note_said(text, said)), said)
    sticks = _STICKS_OUT.search(text)
    if sticks:  # how loud it is
        text, of = _ON_IT.sub(" ", _STICKS_OUT.sub(" ", text)), "velocity"
    everywhere = EVERYWHERE.search(text)
    text = EVERYWHERE.sub(" ", text)
    if _ACCENTS.search(text):
        text = _COUNTED_BEATS.sub(lambda match: f"on beat {_BEATS[match['beat'].lower()]}", text)
        text = ON_BEATS.sub("on beat ", text)
    is_dynamic = re.search(r"\b(?:velocit|dynamics|hits?|notes?\b|even|level|smooth)", text, re.IGNORECASE)
    text = _ALL_AT.sub("every note at ", _ALL_ALIKE.sub(" velocity ", text))
    text = _EVERYTHING_AT.sub("every note at ", text) if is_dynamic else text
    chosen = which_notes(_WRONG.sub(" ", text))
    if chosen is None and velocity_of(text) is None and not _STRUCK.search(text):
        return None
    if chosen and _TOO_LONG.search(text):
        text = _HALF_OF_IT.sub(" half as long ", text)
        chosen = which_notes(_WRONG.sub(" ", text))
    of = of or ("velocity" if chosen and not chosen.args and _SPEAKS.search(text) else "")
    some, rest = (chosen.args, chosen.rest) if chosen else ({}, text)
    rest = _AS_THERE.sub("", rest) if some.get("only") else rest
    act = note_act(_without_bar_numbers(rest, said), beats_of_bar(said), of=of)
    if act is None and sticks and some:
        louder = re.search(r"\b(?:soft|quiet)\b", sticks[0], re.IGNORECASE)
        act = {"action": "velocity", "change": LOUDER_BY if louder else -LOUDER_BY}, rest
    if act is None and chosen and some.get("only") in _COMPARED:  # "quieter notes on the keys"
        some, rest = {}, _SPEAKS.sub(" ", text)
        act = note_act(rest, beats_of_bar(said), of=of)
    if act is None or chosen and not some and not _is_of_all(act[0], text):
        return None
    done, rest = with_its_sign(act[0], some), act[1]
    apart = taken_apart(shown(rest), said.scene, focus=said.focus, there=said.there, before=said.before)
    apart = _with_figure_named(apart, said)
    if chosen is None and all(one.is_pointed for one in apart.things):
        return None
    if left_over(apart) or done.get("to") in SIGNS:
        return None
    is_one_bar = len(apart.spans) == 1 and apart.spans[0][1] - apart.spans[0][0] == 1
    if chosen and not some and is_one_bar and _ONE_NOTE.search(text):
        some = {"only": "the note"}
    only = str(some.get("only", ""))
    if only.startswith("the ") and (everywhere or is_one_bar and only != "the note"):
        some = {**some, "only": only.removeprefix("the ")}
    return Edit({**some, **done}, apart)


def _with_figure_named(apart: Said, said: Said) -> Said:
    """ "The last 808 note": what is left of it, "808", is no amount."""
    figures = [one for one in said.things if said.raw[one.start : one.end].isdigit()]
    figures = [one for one in figures if said.raw[one.start : one.end] in apart.text.split()]
    if not figures or any(not one.is_pointed for one in apart.things):
        return apart
    names = {said.raw[one.start : one.end] for one in figures}
    apart.amounts = [one for one in apart.amounts if apart.text[one.start : one.end] not in names]
    apart.things = figures
    return apart


_NO_FIGURES = regex(r"\d|(?<!\w)[A-Ga-g](?!\w)")
_HAS_FIGURE = regex(r"\d")
_HIDDEN = 0xE000
"""Where private characters begin."""


def hidden(text: str, said: Said) -> str:
    """The text with the figures and lone letters of names out of sight: "piano 2", "stab a"."""
    for one in said.things:
        name = said.raw[one.start : one.end]
        if not one.is_pointed and _NO_FIGURES.search(name):
            text = text.replace(name, _NO_FIGURES.sub(lambda match: chr(_HIDDEN + ord(match[0])), name))
    return text


def _without_bar_numbers(text: str, said: Said) -> str:
    """ "Softer in bars 13 to 16", "chorus 1 softer": no figure of it."""
    for one in said.places:
        place = said.raw[one.start : one.end]
        if _HAS_FIGURE.search(place):
            text = text.replace(place, _NO_FIGURES.sub(lambda match: chr(_HIDDEN + ord(match[0])), place))
    return text


def shown(text: str) -> str:
    """The text with them again."""
    return "".join(chr(ord(char) - _HIDDEN) if ord(char) >= _HIDDEN else char for char in text)


_EDGE_OF = regex(
    r"\b(?:first|last|opening|final) (?:(?:\d+|two|three|four|six|eight) )?(?:bars?|beats?|half)"
    r" (?P<of>of) (?:the |my |our )?",
    re.IGNORECASE,
)


def edges_apart(said: Said, text: str = "") -> str:
    """ "The last bar of the flute up a tone": the bars are told beside the thing, not as a part of the song.

    `text` is what is left of the sentence, where that is parted."""
    match = _EDGE_OF.search(said.raw)
    is_of_thing = match is not None and any(one.start == match.end() for one in said.things)
    left = text or said.raw
    match = _EDGE_OF.search(left) if is_of_thing else None
    return f"{left[: match.start('of')]},{left[match.end('of') :]}" if match else left


def left_over(apart: Said, beside: Set[str] = BESIDE, *, amounts: int = 0) -> bool:
    """Is there anything that was not understood?"""
    clips = [{*one.clips} for one in apart.things]
    is_nested = any(a < b for a in clips for b in clips if a)  # "the horn riffs": the riffs of the horns
    is_unclear = apart.is_unclear and not is_nested
    return bool(apart.bag - beside or len(apart.amounts) > amounts or is_unclear or apart.is_open)


def _is_of_all(done: Args, said: str) -> bool:
    """May that be done to all notes? How loud "the velocities", how long "the chords", but neither one pitch."""
    if _SPEAKS.search(said):
        return bool(done["action"] != "pitch")
    return bool(done["action"] == ("velocity" if re.search(r"\bveloc|\bdynamics\b", said, re.I) else "length"))


def with_its_sign(args: Args, some: Args) -> Args:
    """ "The f sharp should be natural": the letter is that of the note."""
    name = str(args.get("only") or some.get("only") or "").removeprefix("the ").partition(" ")[0]
    if args.get("to") in SIGNS and name:
        args = {**args, "to": with_sign(name, str(args["to"])) or args["to"]}
    if "only" in args and str(some.get("only", "")).removeprefix("the ") == args["only"]:
        args = {name: value for name, value in args.items() if name != "only"}
    return args


# --- which clips ---


def clips_of(read: Edit, said: Said) -> list[ClipInfo]:
    """The clips with notes that are named; without a name those in hand."""
    found = named_clips(read.rest, said)
    place = read.args.get("note")
    worked = [one for one in found if one.id in said.focus.it()[1]]
    if worked and not read.rest.spans and len({one.track for one in found}) == 1:
        found = worked
    if isinstance(place, int) and len({one.track for one in found}) == 1 and read.rest.things:
        found = found[-1:] if place < 0 else found[:1]
    return found


def named_clips(apart: Said, said: Said) -> list[ClipInfo]:
    """The clips with notes of what is named, those in the bars told; of nothing named the one in hand."""
    apart.things = [one for one in apart.things if not one.is_pointed] or list(said.before)
    if not apart.bag & SPARES:
        apart.things = [one for one in apart.things if not one.how] or apart.things
    midi = sorted((one for one in said.scene.clips if one.kind == "midi"), key=lambda one: one.start)
    if not apart.things:
        return _in_hand(midi, said)
    where = [] if apart.bag & SPARES else apart.spans
    told = {one.named.start: one for one in clips_meant(apart, where) or () if one.words or one.named.is_clip}
    found: list[ClipInfo] = []
    for one in apart.things:
        ids = {clip.id for clip in told[one.start].clips} if one.start in told else set(one.clips)
        if one.how or not one.clips:
            ids = {clip.id for clip in midi if clip.track in with_members(one.tracks, said.scene)}
            ids |= {clip.id for clip in in_groups(one.tracks, said)}
        found += [clip for clip in midi if clip.id in ids and clip not in found]
    if (spares := SPARING.search(apart.text)) and not apart.places:
        spared = {clip for one in apart.things if one.start > spares.start() for clip in one.clips}
        found = [one for one in found if one.id not in spared]
    if edge := _AT_AN_EDGE.search(apart.text):
        return found[:1] if edge["edge"] != "end" else found[-1:]
    there = [one for one in found if any(covers(one, bars) for bars in where)]
    on_them = {one.track for one in found}
    return there or [one for one in midi if one.track in on_them and any(covers(one, a) for a in where)] or found


def _in_hand(midi: Sequence[ClipInfo], said: Said) -> list[ClipInfo]:
    """What "it" means, else the only one with notes."""
    chosen = said.focus.it()[1]
    return [one for one in midi if one.id in chosen] or (list(midi) if len(midi) == 1 else [])
