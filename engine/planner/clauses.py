"""The clauses of a request, the tasks they ask for, and what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.closed import closed_form
from engine.planner.dialogue import pending
from engine.planner.mentions import masked
from engine.planner.names import likeness, name_words
from engine.planner.router import Route, routes
from engine.planner.safety import DELETES, asks_to_delete
from engine.planner.scene import REPLIES, Scene
from engine.planner.split import COMMANDS, split
from engine.planner.words import plain, tokens

WEAK = 0.5


DOUBTFUL = 0.75


ONCE = (
    "transcribe",
    "audio_to_midi",
    "redo",
    "undo",
    "video_for_audio",
    "caption_audio",
    "separate_speakers",
    "separate_stems",
    "denoise",
    "enhance_speech",
    "detect_sounds",
    "history",
    "sing",
    "talking_head",
    "image_to_audio",
    "harmonize",
)


MAKERS = (
    "generate_audio",
    "generate_midi",
    "speak",
    "sing",
    "image_to_audio",
    "audio_to_midi",
    "harmonize",
    "translate_speech",
    "extract_sound",
    "separate_stems",
)


PICTURED = ("image_to_audio", "talking_head")
_PICTURE = re.compile(
    r"\b(?:pictures?|photos?|photograph\w*|pics?|image\w*|painting\w*|paint|poster\w*|portrait\w*|drawing\w*|drew|sketch\w*"
    r"|postcard\w*|snap\w*|shots?|selfie\w*|face|avatar\w*|cover|artwork|art|jpe?g|png|look\w*|see\w*|shows?|scene|mouth"
    r"|lips?\w*|head|puppet\w*|mascot|statue|cartoon|character|still|frame|canvas|wallpaper|screenshot\w*|screen"
    r"|sketch|scan|visual\w*|camera|view|illustration|print|mural|fresco|bust|photoshoot|thumbnail|animat\w*|talk\w*)\b"
    r"|@f\d|\bf\d\b",
    re.IGNORECASE,
)
_ON_TRACK = (
    r"(?:(?:and )?(?:put it |place it )?(?:on|onto|to|in)\s+(?:(?:a|an|its|the|their)\s+)?(?:(?:new|fresh|own"
    r"|separate)\s+)+(?:track|lane|channel)\b(?:\s+(?:called|named)\s+[^,]+?)?|(?:a\s+)?new track\b)"
)


_AT_BAR = (
    r"(?:(?:at|from|on|starting at|starting on)\s+)?(?:bar|measure)\s+[\w-]+(?:\s(?:one|two|three|four|five|six"
    r"|seven|eight|nine))?"
)


_POLITE = r"(?:[\s,]+(?:please|pls|thanks|thank you|for me))*"
_TAIL = re.compile(
    rf"[\s,]+(?:{_ON_TRACK}(?:[\s,]+{_AT_BAR})?|{_AT_BAR}(?:[\s,]+{_ON_TRACK})?){_POLITE}[\s.!?]*$", re.IGNORECASE
)


_JOIN = re.compile(
    r"^[\s,;:.!?>→-]*(?:(?:and|then|but|plus|also|after that|afterwards|finally|lastly|next|once|with)\b[\s,]*)*",
    re.IGNORECASE,
)


_PLACED = re.compile(
    r"[\s,]+(?:starting\s+|beginning\s+)?(?:at|on|from)\s+(?:bar|measure)\s+(\d+)(?!\s*(?:-|to\b|through|until|\d))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"')


def is_one_turn(text: str, parts: Sequence[str], scene: Scene) -> bool:
    """Does a turn with commas only change the call before it?"""
    if not scene.done and not pending(scene):
        return False
    latest = scene.latest()
    last = latest.tool if latest else ""
    if not pending(scene) and ranked(text, scene)[0].task != last:
        return False
    firm = [
        best
        for best in (ranked(part, scene)[0] for part in parts)
        if best.task not in (*REPLIES, last) and best.sure > 0.6
    ]
    return not firm


def parts_of(text: str, scene: Scene) -> list[str]:
    """The clauses of a request without the small talk between them."""
    pieces = _merged(text, scene)
    kept = [piece for piece in pieces if ranked(_bare(piece), scene)[0].task != "chat"]
    if len(pieces) == 1 or not kept:
        return [text]
    return [_bare(piece) or piece for piece in kept]


def _merged(text: str, scene: Scene) -> list[str]:
    """The clauses of a text; a doubtful cut that leaves a piece without a request of its own is taken back."""
    made: list[str] = []
    tasks: list[Route] = []
    for start, end, chance in split(text):
        piece = text[start:end]
        best = ranked(_bare(piece), scene)[0]
        weak = chance < DOUBTFUL and (
            _is_weak(piece, best) or bool(made) and tasks[-1].task != "chat" and _is_weak(made[-1], tasks[-1])
        )
        alike = (
            bool(made)
            and best.task == tasks[-1].task
            and best.task in ONCE
            and not scene.matches(piece)
            and not _commands(piece)
        )
        if made and (weak or alike):
            made[-1] += piece
            tasks[-1] = ranked(_bare(made[-1]), scene)[0]
        else:
            made.append(piece)
            tasks.append(best)
    return made


def _is_weak(piece: str, best: Route) -> bool:
    return best.sure < WEAK and not _commands(piece)


def _commands(piece: str) -> bool:
    return any(token.low in COMMANDS for token in tokens(_bare(piece))[:2])


def _bare(piece: str) -> str:
    return piece[_JOIN.match(piece).end() :] if _JOIN.match(piece) else piece  # type: ignore[union-attr]


def with_place(part: str, scene: Scene) -> list[str]:
    """ "… on a new track at bar 9" after something that is made is a step of its own."""
    match = _TAIL.search(part)
    if not match or '"' in part[match.start() :]:
        return _with_place_inside(part, scene)
    head = re.sub(
        r"[\s,]*(?:\b(?:and|then)\b\s*)*\b(?:put|place|drop|stick|lay|throw)\s+(?:it|them|that|this|those|the result)$",
        "",
        part[: match.start()].rstrip(" ,"),
        flags=re.IGNORECASE,
    )
    head = _made(head, scene)
    if not head:
        return [part]
    tail = re.sub(
        r"^(?=(?:a )?new track)",
        "on ",
        re.sub(r"^(?:and )?(?:put it |place it )?", "", match[0].strip(" ,"), flags=re.IGNORECASE),
        flags=re.IGNORECASE,
    )
    return [head, f"place it {tail}"]


def _with_place_inside(part: str, scene: Scene) -> list[str]:
    """ "four chords at bar 5: Am F C G" places what it makes, too."""
    simple = plain(part)
    match = _PLACED.search(simple)
    if not match or any(a < match.start() < b for a, b in (one.span() for one in _QUOTED.finditer(simple))):
        return [part]
    if re.search(r"\b(?:and|then)\b|[,;]", simple[match.end() :]) and len(split(part)) > 1:
        return [part]
    if not _made(part, scene):
        return [part]
    head = _made(f"{part[: match.start()]}{part[match.end() :]}".strip(), scene)
    return [head, f"place it at bar {match[1]}"] if head else [part]


def _made(head: str, scene: Scene) -> str:
    """The words that make something new, or ""."""
    best = next((one for one in ranked(head, scene, 3) if one.task not in REPLIES), None) if head else None
    if best and best.task in MAKERS:
        return head
    return ""


def ranked(text: str, scene: Scene, count: int = 6, *, inside: bool = True) -> list[Route]:
    """The likeliest tasks of a clause: a closed form first, then the router's.

    `inside` reads it as a turn of the conversation, when there is one.
    """
    simple = plain(text).strip()
    barred = "" if asks_to_delete(simple) else DELETES
    hidden = masked(simple, scene)
    found = routes(simple, count, hidden, _before(scene) if inside else "", barred)
    if not _speaks_of_a_picture(hidden, scene):
        found = [one for one in found if one.task not in PICTURED] or found
    closed = closed_form(simple)
    return [closed, *found] if closed else found


def _speaks_of_a_picture(hidden: str, scene: Scene) -> bool:
    """Can a clause be about a picture: a word for one, the name of one, or a conversation about one?"""
    latest = scene.latest()
    if "ximage" in hidden or _PICTURE.search(hidden) or latest and latest.tool in (*PICTURED, "video_for_audio"):
        return True
    names = [view.name for view in scene.context.files if view.kind == "image"]
    names += [clip.name for clip in scene.clips if clip.kind == "image"]
    said = name_words(hidden)
    return any(likeness(word, other) >= 0.75 for name in names for other in name_words(name) for word in said)


def _before(scene: Scene) -> str:
    """What the router is told about the conversation: the last task, and whether a question is open."""
    if not scene.context.dialogue or scene.steps:
        return ""
    last = scene.latest()
    tool = last.tool if last else ""
    return f"ask {tool or 'none'}" if pending(scene) else tool


def ordered(parts: Sequence[str]) -> list[str]:
    """In order of execution: "but first …" and "before that …" come before."""
    made: list[str] = []
    for part in parts:
        if made and re.match(
            r"^(?:first|before that|before you do(?: that)?|beforehand|before you)\b", part.strip(), re.IGNORECASE
        ):
            made.insert(len(made) - 1, part)
        else:
            made.append(part)
    return made
