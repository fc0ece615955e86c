"""Ways to play all notes of a clip: "quantise the keys to 16ths, half way", "snap the bass to D minor"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.remarks import ORDERS
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_loosening import loosened
from engine.planner.offline.sentence.notes.notes import EVERYWHERE, edges_apart, hidden, left_over, named_clips, shown
from engine.planner.offline.sentence.notes.which_notes import cut
from engine.planner.offline.sentence.scope.over_bars import over
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.reason import pieces
from engine.planner.offline.text.share_said import share_of
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_ONTO = r"(?:to|on|onto|in|into|with)"
_MEND = r"(?:fix|correct|tidy|clean|sort|mend|repair|improve)"
_WAYS = {
    "snap_to_scale": _pattern(
        r"\b(?:snap|force|pull|fit|correct|conform)\b(?=.*\b(?:scale|key|major|minor|dorian|mode)\b)"
        r"|\b(?:move|put|keep|get)\b(?=.*\bnotes?\b.*\b(?:scale|key)\b|.*\bin (?:the )?(?:scale|key)\b)"
        r"|(?=.*\bin [a-g](?: ?(?:sharp|flat)|#|b)? (?:major|minor)\b).*?(?P<where>.*)[,;.] ?(?:cos |because )?(?:some"
        r"|a few|two)"
        r" (?:of (?:the|its|my) )?notes (?:are|sound) (?:out|off|wrong)(?: of (?:key|scale))?"
    ),
    "quantize": _pattern(
        r"\b(?:re-?)?qu?[au]+nt?i[sz](?:e[ds]?|ing|ation)?\b|\bquant(?:ed)?\b|\btighter\b(?=[^.;]*(?:%|percent"
        r"|\bgrid\b|\bG\b))|\bstraighten(?:ed)?\b"
        rf"|\b(?:(?:snap|put|pull|lock|line|align|move|get|nudge|bring|tie|glue|nail|pin) (?P<what>.*?)(?:up"
        rf" )?{_ONTO} (?:the )?"
        r"(?:grid|beats?)\b)"
        r"|\b(?:snap|pull|lock|line|align|put|get|bring|push|drag|fit) (?P<whom>.*?)(?:up )?(?:to|on|onto|with)"
        r" (?=(?:the |an? )?G\b)"
        r"|\bonto (?:the )?(?=G\b(?! (?:bar|beat)))|\bon the grid\b"
        r"|\b(?:is|are|'s|'re)?(?: a bit| a little)?(?: not in| out of) time\b|\btighten (?P<which>.*?)(?:up|timing)\b"
        r"|\btighten(?= [^,;]*[,;]? ?(?:to |on |in )?(?:G\b|the grid))"
        r"|\btighten (?P<whose>.*?)(?:up )?(?:to|on|onto) (?=(?:the |an? )?G\b)"
        rf"|\b{_MEND}(?: up| out)? (?P<of>.*?)(?:timing|rhythm)\b"
        rf"|\b(?:timing|rhythm)\b(?P<meant>.*?)\b{_MEND}(?: it)?(?: up| out)?\b"
    ),
    "humanize": _pattern(
        r"\bhumani[sz](?:e[ds]?|ing|ation)?\b|\bless (?:robotic|mechanical|stiff|gridded)\b|\bmore human\b"
        r"|\bhuman (?:feel|touch)\b|\b(?:make|play|sound|feel) (?:it |them )?(?:sound |feel )?(?:a bit )?human\b"
        r"|\bloosen(?: (?P<whom>[^,;]*?)\bup\b| up\b)?|\b(?:randomi[sz]ed?|random|vary|(?:mix|switch|shake|change"
        r"|mess)(?:ed)?"
        r"(?: (?:up|about|around|with))?(?! ?\d))\b"
        r"(?=.*\b(?:velocit|timing|dynamics|strengths?\b|how (?:hard|loud|strong|heavy|soft)))"
    ),
    "legato": _pattern(
        r"\b(?:with )?legato\b|\bslurred?\b|\b(?:no|without) gaps\b|\bconnect(?:ed)? (?=the notes\b)|\bjoin(?:ed)?"
        r" (?P<what>.*?)up\b"
        r"|\b(?:so (?:that )?)?(?:let |have |make )?(?:each|every|all|they|them)(?: (?:one|note|chord))?(?: of"
        r" (?:them|its"
        r" notes|the notes))? (?:to |be |is |are )?(?:reach(?:es)?|touch(?:es)?|meets?|(?:runs?|rings?|flows?)(?= into)"
        r"|(?:hold|ring|sustain|last|stay)s?|held|sustained|ringing)"
        r"(?: (?:on|out))?(?: (?:to|until|till|into|up to))? the next(?: (?:one|note|chord))?(?: begins| starts|"
        r" comes)?\b"
        r"|\bhold (?:each|every|the) notes? (?:until|till|to|into|up to) the next(?: one)?(?: begins| starts| comes)?\b"
        r"|\b(?:ring|sound|sing|sustain|last|flow)(?:s|ing)?(?: right| straight| all the way)?"
        r" (?:through(?! (?:the|to|until|till|bars?|all|it)\b)"
        r"|(?:in)?to (?:each other|one another|the next(?: one)?))\b"
        r"|(?<=\blet )(?P<who>[^,;]*?)\bring(?: out| on)?\b(?!.*\b(?:beats?|longer|long|bars? (?:more|longer))\b)"
    ),
    "staccato": _pattern(r"\bstaccato\b|\bspiky\b|\bdetached\b|\bstabby\b"),
    "swing": _pattern(r"\bsw[iu]ng\b|\bshuffled?\b"),
    "strum": _pattern(r"\bstrum(?:med)?\b|\bstagger(?:ed)?\b"
        r"|\broll(?:ed)?\b(?= (?:the |my )?(?:[\w']+ ){0,2}chords\b)"),
    "invert": _pattern(
        r"\b(?:(?:turn|flip|put|make|play|set|stand)(?:ed|s)? (?P<what>[^,;]*?))?\bupside[ -]down\b"
        r"|\binvert(?:ed|s)?\b(?! .*\bchords?\b)(?: the (?:melody|tune|line) of\b)?"
        r"|\bmirror(?:ed|s)? the (?:melody|tune|line|notes) of\b"
        r"|\ban? (?:melodic )?inversion of\b(?!.*\bchords?\b)"
    ),
    "thin": _pattern(
        r"\bthin(?:ned)?\b(?=.*\b(?:notes|out)\b)|\bfewer notes\b|\b(?:less|half as many|half the) notes\b"
    ),
}
"""The action by the words for it."""
_GRID = _pattern(
    r"\b(?:(?P<before>triplet|dotted|straight) )?(?:1\s?/\s?(?P<n>4|8|16|32|64)(?P<t>t\b)?"
    r"|(?P<word>quarter|crotchet|quaver|eighth|sixteenth|semiquaver|thirty-?\s?second|sixty-?\s?fourth"
    r"|4th|8th|16th|32nd|64th)s?|(?P<grid>4|8|16|32|64)(?= grid))(?:[ -]notes?)?(?P<after> triplets?)?(?: grid"
    r"| beats?)?\b"
)
_VALUES = {
    **{"quarter": 4, "crotchet": 4, "4th": 4, "eighth": 8, "quaver": 8, "8th": 8, "sixteenth": 16, "semiquaver": 16},
    **{"16th": 16, "32nd": 32, "64th": 64},
}
_SHARE = _pattern(
    r"\b(?P<percent>\d{1,3}(?:\.\d+)?)\s*(?:%|percent|per cent)(?!\s*(?:less|more|further|off|tighter|looser))"
    r"|\b(?:the )?(?<!first )(?<!second )(?<!last )(?<!other )(?P<part>half(?! of (?:the|verse|bar|chorus))"
    r"|two[ -]thirds?"
    r"|three[ -]quarters?|a third|a quarter)(?:[ -]?way)?\b(?: strength\b| of the way\b)?"
    r"|\b(?P<word>halfway)\b"
)
_PERCENT_IN_WORDS = _pattern(rf"\b(?:{NUMBER_WORDS})(?:[ -](?:{NUMBER_WORDS}))? (?:percent|per cent)\b")
_PARTS = {"half": 0.5, "two": 0.67, "three": 0.75, "a third": 0.33, "a quarter": 0.25}
_NOT_ALL = _pattern(
    r"[\s,]*\b(?:but )?not (?:a |the |quite )?(?:full |whole )?(?:100|hundred) ?(?:%|percent)"
    r"(?:,? (?:maybe|more like|rather|say))?"
)
_WORDS = (
    (_NOT_ALL, 0.6),
    (
        _pattern(
            r"\b(?:but )?(?:not|without (?:going|making it)) (?:quite |it )?(?:all the way|completely|entirely|fully"
            r"|totally|perfect\w*|robotic|dead on|too (?:hard|tight(?:ly)?|strict(?:ly)?|much"
            r"|rigid(?:ly)?|perfect\w*|robotic))\b"
        ),
        0.6,
    ),
    (_pattern(r"\bloosely\b"), 0.5),
    (_pattern(r"\b(?:fully|full on|full strength|completely|all the way|hard)\b"), 1.0),
    (
        _pattern(
            r"\b(?:slight(?:ly)?|ever so|a (?:tiny |little )?(?:bit|little|touch|tad|hair|smidge)|gently"
            r"|lightly|subtle)\b"
        ),
        0.2,
    ),
)
_LEAVES_FEEL = _pattern(
    r"[\s,;]*\b(?:but |and |just )*(?:still )?(?:leave|leaving|keep|keeping|with) (?:in )?(?:me |it |them )?"
    r"(?:some|a (?:bit|little|touch)(?: of)?|a little bit of|most of|enough of|the|its|their)"
    r"(?: (?:human|natural|of the|of its|own|original))*"
    r" (?:feel|life|groove|slack|looseness|human(?:ity|ness)?|push and pull|wobble)(?: in(?: (?:it|them|there))?)?\b"
)
""" "Tighten it up, but leave some feel"."""
_WITH_FEEL = 0.6
_ARE_SLOPPY = _pattern(
    r"\b(?:is|are|'s|'re|was|were|sounds?|feels?) (?:(?:a (?:bit|little)|really|so|too|pretty|quite|very) )?"
    r"(?:clipped|too (?:clipped|short|choppy|detached|dry)|sloppy|loose|messy|uneven|choppy|unsteady|shaky|wobbly"
    r"|rough|off|all over the (?:place|shop)|pretty loose)"
    r"(?: (?:to me|rhythmically|in time|in the timing))?(?=\s*[,;.])"
)
_ARE_ALL_ALIKE = _pattern(
    r"(?:^|[,;.:]|\band)\s*(?:every|each|all)(?: (?:single|of|the|its|those|one))*"
    r"(?: (?:hits?|notes?|ones?|strokes?|beats?|velocit(?:y|ies)))? (?:(?:is|are|sounds?|lands?|hits?|feels?) )?"
    r"(?:(?:exactly|all|just|dead|pretty much) )*(?:the same|identical|alike|equally (?:loud|hard))(?=\s*[,;.])"
)
""" "Every hit the same", before "vary them"."""
_ONTO_GRID = _pattern(r"\b(?:to|on|onto) (?:the )?(?P<what>beats?|grid)\b")
BESIDE = frozenset(
    "plenty enough their throughout tight dead right nicely properly exactly square let must should has have short"
    " start beginning end except but not without besides excluding everywhere in on to onto at of by with from"
    " through all way up out timing notes note midi grid value values clip part line"
    " track strength them it that this these those its more add some put play played give velocity velocities"
    " make made each one ones into feel groove every not only just through bits starting percent chords"
    " instead loosely most though go easy playing say like about around maybe my could may might shall be hits hit"
    " still whole both apply applied use using".split()
)
WHICH = "The notes of which clip: {}?"
_MOST = 6
NO_NOTES = "That works on notes, and there is no MIDI clip here; turn a recording into notes first?"
NOTHING_THERE = "There is nothing on “{}”; which clip do you mean?"
A_RECORDING = "“{}” is a recording, and that works on notes; turn it into notes first?"


@dataclass(frozen=True)
class NoteWay:
    """How, and the words without that."""

    args: Args
    rest: str


def note_way(said: Said) -> list[Step] | None:
    """The notes of what is named played so; None where a word is left over."""
    text = _without_what_it_tells(_ARE_ALL_ALIKE.sub(" ", _ARE_SLOPPY.sub(" ", said.raw)), said)
    if (way := way_told(hidden(text, said), said)) is None:
        return None
    rest = edges_apart(said, shown(way.rest))
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    if all(one.is_pointed for one in apart.things):  # a name of figures may be none where it stands alone
        apart.things = [one for one in said.things if not one.is_pointed] or apart.things
    apart.amounts = [one for one in apart.amounts if one.unit or one.signed]
    if _SETS_VELOCITY.search(way.rest):
        return None  # "onto the eighths, velocities all at 80" are two acts
    if left_over(apart, BESIDE):
        return None
    clips = named_clips(apart, said)
    steps = over("edit_notes", way.args, clips, apart) if clips or way.args["action"] == "thin" else _asked(apart)
    last = said.last()
    is_one = bool(steps) and len(last) == 1 and last[0].tool == "edit_notes"
    if "instead" in apart.bag and steps and is_one and [one.task for one in steps] == ["edit_notes"]:
        return [told_as(steps[0], "fix", last[0])]
    return steps


def _without_what_it_tells(text: str, said: Said) -> str:
    """ "I played the solo pretty loose, quantise it, 80%": of what is only told the names are left."""
    parts = pieces(text)
    told = [one for one in parts if way_told(one, said)]
    if len(parts) == 1 or len(told) != 1:
        return text
    spans = [(one.start, one.end) for one in said.things] + [(one.start, one.end) for one in said.places]
    names = [said.raw[start:end] for start, end in spans]
    tells = [one for one in parts if one not in told and (_TELLS.match(one) or not _asks(_without(one, names)))]
    kept = [one for one in parts if one not in tells]
    named = [name for name in names if not any(name in one for one in kept)]
    return ", ".join([*kept, *named]) if tells else text


def _without(part: str, names: list[str]) -> str:
    for name in names:
        part = part.replace(name, " ")
    return part


_TELLS = _pattern(
    r"\W*(?:(?:i|we|he|she|they|so|ok(?:ay)?|well|just|only|have|'ve|had)\W+)*"
    r"(?:played|recorded|typed|tapped|performed|programmed|drew|did)\b"
)


def _asks(part: str) -> bool:
    """Does it say something to be done, or how?"""
    return bool(ORDERS.search(part) or grid_told(part) or share_told(part) or _SETS_VELOCITY.search(part))


_SETS_VELOCITY = _pattern(r"\bvel(?:ocit(?:y|ies)|s)?\b.*\d|\d.*\bvel(?:ocit(?:y|ies)|s)?\b")


def which_clip(text: str, scene: DialogueState) -> tuple[list[Step], tuple[tuple[Step, ...], ...]] | None:
    """ "Quantize", and nothing named or in hand: asked, each clip with notes offered."""
    said = taken_apart(plain(text).strip(), scene)
    if lasting := _how_long(said):
        return lasting
    names = [one.name for one in scene.clips if one.kind == "midi"]
    if said.things or not 1 < len(set(names)) <= _MOST or not (way := way_told(said.raw, said)):
        return None
    if left_over(taken_apart(way.rest, scene, focus=said.focus), BESIDE):
        return None
    offered = [note_way(taken_apart(f"{said.raw} {name}", scene)) for name in names]
    if any(not one for one in offered):
        return None
    return [Step("ask", {"text": WHICH.format(", ".join(names))})], tuple(tuple(one) for one in offered if one)


_A_LITTLE = _pattern(r"\ba (?:tiny |little )?(?:bit|little|touch|tad|hair)\b")
_SHARE_BEHIND = _pattern(r"[,;] ?(?:at |to |about )?([1-9]\d|100)\W*$")
""" "1/16 quant, 60"."""
_LASTS = regex(
    r"(?:(?:make|let|have|get) )?(?:(?:the |my )?T|it)(?: (?:be|last|notes?))? (?:only )?(?P<times>half|twice|double"
    r"|two times|three times)"
    r" (?:(?:as|so) long|(?:the |its )?length)(?: please| again)*"
)
_TIMES = {"half": 0.5, "three times": 3.0}
HOW_LONG = "Should each note of “{}” be so long, in its place, or all of it take so long?"


def _how_long(said: Said) -> tuple[list[Step], tuple[tuple[Step, ...], ...]] | None:
    """ "Make the stabs half as long": each note of them, or the whole clip, which plays faster then."""
    match = _LASTS.fullmatch(lettered(said.text, [(one.start, one.end, "T") for one in said.things]).strip(" ,.!"))
    ids = {clip for one in said.things for clip in one.clips}
    clips = [one for one in said.scene.clips if one.id in ids]
    if match is None or len(clips) != 1 or clips[0].kind != "midi":
        return None
    times = _TIMES.get(match["times"], 2.0)
    notes = Step("edit_notes", {"clip": clips[0].id, "action": "length", "times": times})
    pace = Step("change_tempo_key", {"clip": clips[0].id, "ratio": number(round(1 / times, 4))})
    return [Step("ask", {"text": HOW_LONG.format(clips[0].name)})], ((notes,), (pace,))


_BARE_SHARE = _pattern(r"(?<!\d to )(?<!\d and )(?<![-–])\b(?<!bar )(?<!bars )(\d{2})\b(?!\s*(?:bars?|-|–|to))")
""" "Swing at 60", and none of the figures of "bars 13 to 16"."""


def way_told(text: str, said: Said) -> NoteWay | None:
    """The action with its grid, its key and how far it goes."""
    grid = _GRID.search(text)
    marked = f"{text[: grid.start()]}G{text[grid.end() :]}" if grid else text
    text, marked = EVERYWHERE.sub(" ", text), EVERYWHERE.sub(" ", marked)
    found = list(_ways_in(marked))
    if not found and grid and (onto_it := _is_straight(grid, marked)):
        found = [(onto_it.start(), "quantize", onto_it)]
    if not found:
        return None
    _, action, match = min(found, key=lambda one: (one[1] != "snap_to_scale", one[0]))
    inside = " ".join(one for one in match.groupdict().values() if one)
    rest = re.sub(r"\bG\b", " ", f"{marked[: match.start()]} {inside} {marked[match.end() :]}") if grid else (
        f"{text[: match.start()]} {inside} {text[match.end() :]}")  # fmt: skip
    onto = _ONTO_GRID.search(text)
    rest = _ONTO_GRID.sub(" ", rest)
    args: Args = {"action": action}
    if action in ("legato", "staccato"):
        rest = _WAYS[action].sub(" ", rest)  # "legato, no gaps"
    if action == "humanize":
        args, rest = loosened(args, rest)
    if action == "snap_to_scale":
        return _scale(args, rest, said)
    if grid and action in ("quantize", "swing", "humanize"):
        args["grid"] = grid_of(grid)
    elif grid:
        return None
    elif action == "quantize" and onto and onto["what"] != "grid":
        args["grid"] = "1/4"
    feel = _LEAVES_FEEL.search(rest) if action == "quantize" else None
    rest = cut(rest, feel) if feel else rest
    if share := share_told(rest):
        args["amount"], rest = share
        rest = _A_LITTLE.sub(" ", rest)
    elif action == "quantize" and (bare := _SHARE_BEHIND.search(rest)):
        args["amount"], rest = number(float(bare[1]) / 100), cut(rest, bare)
    elif feel:
        args["amount"] = _WITH_FEEL
    elif action in ("swing", "humanize") and (
        bare := _BARE_SHARE.search(rest)
    ):
        args["amount"], rest = number(float(bare[1]) / 100), cut(rest, bare)
    return NoteWay(args, rest)


@functools.lru_cache(maxsize=256)
def _ways_in(marked: str) -> tuple[tuple[int, str, re.Match[str]], ...]:
    """What may be done to notes, and where the words say so; a request asks for the same ones again and again."""
    searched = ((action, form.search(marked)) for action, form in _WAYS.items())
    return tuple((match.start(), action, match) for action, match in searched if match)


def _is_straight(grid: re.Match[str], marked: str) -> re.Match[str] | None:
    """ "The bells straight 8ths", "flute: 1/8 grid": a grid without a verb is one to lie on."""
    is_told = (grid["before"] or "").lower() == "straight" or grid[0].lower().endswith("grid")
    return _BARE_GRID.search(marked) if is_told and not _WRITES.search(marked) else None


_BARE_GRID = _pattern(r"(?=\bG\b)")
_WRITES = _pattern(r"\b(?:add|write|program|generate|create|give|sequence|beat|pattern)\b")


def grid_of(match: re.Match[str]) -> str:
    """ "Eighth triplets" → 1/8T."""
    said = (match["word"] or "").lower()
    value = match["n"] or match["grid"] or _VALUES.get(said) or (32 if said.startswith("thirty") else 64)
    is_triplet = match["t"] or match["after"] or (match["before"] or "").lower() == "triplet"
    return f"1/{value}{'T' if is_triplet else ''}"


def grid_told(text: str) -> tuple[str, str] | None:
    """The grid that a text tells, and the words without it."""
    match = _GRID.search(text)
    return (grid_of(match), cut(text, match)) if match else None


def share_told(text: str) -> tuple[float, str] | None:
    """ "50 percent", "halfway", "not all the way": the share, and the words without it."""
    text = _PERCENT_IN_WORDS.sub(lambda one: f"{round(share_of(one[0].lower()) * 100)} percent", text)
    bare = _NOT_ALL.sub(" ", text)
    text = bare if _SHARE.search(bare) else text
    if found := list(_SHARE.finditer(text)):
        told = found[-1]
        said = (told["part"] or told["word"] or "").lower()
        value = (
            float(told["percent"]) / 100
            if told["percent"]
            else next(v for k, v in _PARTS.items() if said.startswith(k))
        )
        return (number(value), _SHARE.sub(" ", text)) if 0 < value <= 1 else None
    return next(((value, cut(text, match)) for form, value in _WORDS if (match := form.search(text))), None)


def _scale(args: Args, rest: str, said: Said) -> NoteWay | None:
    told = re.search(
        r"\b(?:to|into|in|onto|with)\s+(?P<key>(?:the )?(?:key|scale)(?: of)?(?: the song)?(?: of)? ?)?"
        r"(?P<name>[a-g](?:[ -]?(?:sharp|flat)|#|b)?(?:\s+(?:major|minor|dorian|mode|scale))*)?(?=\W|$)",
        rest,
        re.IGNORECASE,
    )
    if told is None or not (told["key"] or told["name"]):
        return None
    name = (told["name"] or "").strip()
    key = (keys(name, loose=True) or [f"{name} major"])[0] if name else str(said.scene.context.key or "")
    return NoteWay({**args, **({"key": key} if key else {})}, cut(rest, told))


def _asked(apart: Said) -> list[Step] | None:
    """A no to what has no notes."""
    midi = [one for one in apart.scene.clips if one.kind == "midi"]
    if apart.tracks:
        named = [view for one in apart.things for clip in one.clips if (view := apart.scene.clip(clip))]
        text = A_RECORDING.format(named[0].name) if named else NOTHING_THERE.format(apart.tracks[0])
        return [Step("ask", {"text": text})]
    if not midi:
        return [Step("ask", {"text": NO_NOTES})]
    return None
