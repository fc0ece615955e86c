"""Arguments of note edits: which clip, what to do, on which grid, how much."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.slots.bars import bar_range
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.direction import is_down
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.slots.things import clips_said, empty_tracks, things
from engine.planner.offline.text.dynamics import velocity_of
from engine.planner.offline.text.fraction import share
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import compiled

_ACTIONS = (
    (
        "snap_to_scale",
        r"\b(?:snap|force|keep|move|pull|put|fit)\b.*\b(?:scale|key|major|minor|dorian|mode)\b"
        r"|\bwrong notes?\b|\boutside the (?:key|scale)\b|\bnotes? (?:is|are) (?:plain )?wrong\b",
    ),
    (
        "quantize",
        r"\bqu?[au]+nt?i[sz]\w*|\bon(?:to)? the (?:grid|beat)\b|\bto the grid\b|\bline\w* .*\bup\b"
        r"|\bl(?:ie|ei)n (?:them|it) up\b|\btiming\b|\b(?:in|not in|out of) time\b|\btogether\b",
    ),
    ("humanize", r"\bhumani[sz]\w*|\bless (?:robotic|mechanical|stiff|gridded)\b|\bmore human\b|\bloosen\b"),
    (
        "legato",
        r"\blegato\b|\bslurred?\b|\bno gaps\b|\bwithout gaps\b|\bjoin\w* up\b|\bconnected\b"
        r"|\b(?:held|hold|sustain\w*|ring|last)\b.*\b(?:until|till|to|into|up to)\b.*\bnext\b",
    ),
    ("staccato", r"\bstaccato\b|\bspiky\b|\bdetached\b|\bshort(?:er|en)?\b|\bclipped\b|\bchop\w* short\b"),
    ("swing", r"\bsw[iu]ng\w*|\bshuffle\w*|\bbounce\b"),
    ("strum", r"\bstrum\w*|\broll\b|\bspread\b|\bstagger\b"),
    (
        "velocity",
        r"\bvelocit\w*|\bvelo\b|\bstrength\b|\bless force\b|\b(?:hit|touch|play)\b.*\b(?:harder"
        r"|softer|gentler)\b|\bthumps?\b",
    ),
    ("thin", r"\bthin\w*\b|\btoo many\b|\bfewer\b|\btake some out\b|\bevery other\b|\bless notes\b"),
    ("double", r"\bdouble\b|\btwice\b"),
)
_GRID = re.compile(
    r"\b1\s?/\s?(?P<n>4|8|16|32|64)\s?(?P<t>t(?:riplets?|rip)?\b|\s+triplets?\b|d\b|dotted\b)?", re.IGNORECASE
)
_GRID_NUMBER = re.compile(r"\b(?:on (?:the |an? )?)?(?P<n>4|8|16|32|64) grid\b", re.IGNORECASE)
_GRID_WORD = re.compile(
    r"\b(?P<triplet>(?:triplet|triole?) )?(?P<word>quarter|crotchet|eighth|quaver|8th|sixteenth|semiquaver"
    r"|16th|thirty-?\s?second|32nd|4th|sixty-?\s?fourth|64th)s?(?: notes?)?(?P<after> triplets?)?\b",
    re.IGNORECASE,
)
_VALUES = {
    "quarter": 4,
    "crotchet": 4,
    "4th": 4,
    "eighth": 8,
    "quaver": 8,
    "8th": 8,
    "sixteenth": 16,
    "semiquaver": 16,
    "16th": 16,
    "32nd": 32,
    "64th": 64,
}
_PART = re.compile(
    r"\b(?:two[\s-]thirds?|a third|one third|half (?:strength|way|of it)?|a half|halfway|a quarter|three"
    r" quarters|full(?:y| strength)?|completely|all the way)\b"
)
_PARTS = {
    "two": 0.67,
    "a third": 0.33,
    "one third": 0.33,
    "half": 0.5,
    "a half": 0.5,
    "halfway": 0.5,
    "a quarter": 0.25,
    "three quarters": 0.75,
}
_IN_ONE = re.compile(r"\b(?:in|of|at|on|during|only|just) (?:the )?(?:bar|measure) \d+\b(?! (?:on|onwards?)\b)")
_LITTLE = re.compile(r"\b(?:slight(?:ly)?|ever so|a (?:tiny )?(?:bit|little|touch|tad|hair|smidge)|gently|lightly)\b")


def edit_notes(clause: Clause) -> Args:
    """clip, action, grid, amount, value or change, key, start_bar, end_bar."""
    action = _action(clause)
    args: Args = {"action": action}
    clips = clips_said(clause, ("midi",))
    if clips:
        args["clip"] = clips if len(clips) > 1 else clips[0]
    elif not clause.carries:
        clause.need(_which(clause))
    grid, hidden = _grid(clause)
    amounts = [one for one in clause.amounts if not any(a < one.end and one.start < b for a, b in hidden)]
    places = [one for one in amounts if one.unit in ("bar", "bars")] or _bare_range(amounts)
    args |= bar_range(clause, places)
    if "end_bar" not in args and "start_bar" in args and _IN_ONE.search(clause.low):
        args["end_bar"] = number(args["start_bar"] + 1)
    if grid and action in ("quantize", "swing", "humanize"):
        args["grid"] = grid
    free = [one for one in amounts if one.start not in {place.start for place in places}]
    if action == "velocity":
        args |= _velocity(clause, free)
        if not {"value", "change"} & set(args) and clause.has(r"\brandom\w*"):
            args["action"] = "humanize"
    elif action == "snap_to_scale":
        if key := _key(clause):
            args["key"] = key
    elif (amount := _amount(_without(clause.low, hidden), free)) is not None:
        args["amount"] = amount
    return args


def _which(clause: Clause) -> str:
    if empty := empty_tracks(clause):
        return f"There is nothing on “{empty[0]}”; which clip do you mean?"
    notes = [clip.name for clip in clause.scene.clips if clip.kind == "midi"]
    if not notes:
        return "That works on notes, and there is no MIDI clip here; turn a recording into notes first?"
    if recording := next(
        (
            view.name
            for one in things(clause.text, clause.scene)
            for clip in one.clips
            if (view := clause.scene.clip(clip)) and view.kind == "audio"
        ),
        "",
    ):
        return f"“{recording}” is a recording, and that works on notes; turn it into notes first?"
    return f"The notes of which clip: {', '.join(notes[:5])}?"


def _action(clause: Clause) -> str:
    told = [(match.start(), name) for name, pattern in _ACTIONS if (match := compiled(pattern).search(clause.low))]
    names = [name for _, name in told]
    if clause.kind and (clause.kind in names or not names):
        return clause.kind
    return names[0] if names else "quantize"


def _grid(clause: Clause) -> tuple[str, list[tuple[int, int]]]:
    match = _GRID.search(clause.low)
    if match:
        tail = "T" if match["t"] and match["t"].strip().startswith("t") else ""
        return f"1/{match['n']}{tail}", [match.span()]
    if match := _GRID_NUMBER.search(clause.low):
        return f"1/{match['n']}", [match.span()]
    word = _GRID_WORD.search(clause.low)
    if not word:
        return "", []
    said = word["word"].lower()
    value = _VALUES.get(said) or (32 if said.startswith("thirty") else 64)
    return f"1/{value}{'T' if word['triplet'] or word['after'] else ''}", [word.span()]


def _bare_range(amounts: list[Quantity]) -> list[Quantity]:
    """ "from 33 to 49": bars, where no word says so."""
    ends = [one for one in amounts if (one.low or one.high) and not one.unit]
    return [replace(one, unit="bar") for one in ends] if len(ends) == 2 else []


def _without(text: str, hidden: list[tuple[int, int]]) -> str:
    """The words but for those of the grid: "sixteenths" are no share of anything."""
    for first, last in hidden:
        text = text[:first] + " " * (last - first) + text[last:]
    return text


_NOT_ALL = re.compile(
    r"\b(?:not|n't|without (?:going|making it)) (?:quite |it )?"
    r"(?:all the way|completely|entirely|fully|totally|perfect\w*|robotic|dead on|a hundred percent|100 ?%"
    r"|too (?:hard|tight|strict|much|perfect\w*|robotic))\b"
)
""" "But not all the way": more than half of it."""


def _amount(low: str, free: list[Quantity]) -> float | None:
    told = [one for one in free if one.unit in ("%", "", "ratio") and 0 < one.value <= 100]
    if told:
        value = told[0].value
        return number(value if value <= 1 and told[0].unit != "%" else value / 100)
    if _NOT_ALL.search(low):
        return 0.6
    part = _PART.search(low)
    if part:
        return next((value for word, value in _PARTS.items() if part[0].startswith(word)), 1)
    if _LITTLE.search(low):
        return 0.2
    said = share(low)
    return number(said) if said is not None else None


def _velocity(clause: Clause, free: list[Quantity]) -> Args:
    if (struck := velocity_of(clause.low)) is not None:
        return {"value": struck}
    told = [one for one in free if one.unit in ("", "%", "x") and abs(one.value) <= 127]
    if not told:
        size = 8 if _LITTLE.search(clause.low) else 12
        if clause.has(r"\b(?:full|max(?:imum)?)\b"):
            return {"value": 127}
        if clause.has(
            r"\b(?:hard|heavy|thumps?|softer|gentler|quieter|less|lower|down|weaker|calmer)\b"
        ) and not clause.has(r"\bharder\b"):
            return {"change": -size}
        return {"change": size} if clause.has(r"\b(?:harder|louder|stronger|more|up|raise|weak)\b") else {}
    one = told[0]
    relative = one.signed or clause.has(
        r"\bby\b|\b(?:up|down|less|more|reduce|raise|lower(?! than)|increase|ease|knock|drop|softer|harder"
        r"|louder|gentler)\b"
    )
    if relative and not re.search(r"\b(?:to|at|all|like|about|around|say)\s*$", clause.before(one)):
        back = (
            one.value < 0
            or not one.signed
            and (is_down(clause.low) or clause.has(r"\b(?:less|down|dwon|ease|knock|reduce|gentler|softer)\b"))
        )
        return {"change": number(-abs(one.value) if back else abs(one.value))}
    return {"value": number(one.value)}


def _key(clause: Clause) -> str:
    """The key that was said ("in C" is C major), else the session's."""
    found = keys(clause.text, loose=True)
    bare = re.search(r"\b(?:in|to|into|of)\s+([a-g](?:[ -]?(?:sharp|flat)|#|b)?)\s*(?:[,.;!?]|$)", clause.low)
    if found and not (bare and len(found[0]) < 2):
        return found[0]
    if bare:
        return f"{bare[1]} major"
    return str(clause.scene.context.key or "")
