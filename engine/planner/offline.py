"""Offline: a planner without network, key or GPU. It reads requests with trained tables and plain rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.errors import UserError
from engine.plan import Plan, Step, validated
from engine.planner.closed import closed_form
from engine.planner.context import Context, Planner
from engine.planner.dialogue import follow_up, pending
from engine.planner.mentions import masked
from engine.planner.reply import chat_text, refuse_text, unsure_text
from engine.planner.router import Route, routes
from engine.planner.scene import REPLIES, Scene
from engine.planner.slots.clause import Clause
from engine.planner.slots.fill import fill
from engine.planner.slots.targets import reference
from engine.planner.split import COMMANDS, split
from engine.planner.words import plain, tokens

MAX_CHARACTERS = 4000
WEAK = 0.5
DOUBTFUL = 0.75
ONCE = ("transcribe", "audio_to_midi", "redo", "undo", "video_for_audio", "caption_audio", "separate_speakers", "separate_stems", "denoise", "enhance_speech", "detect_sounds", "history", "sing", "talking_head", "image_to_audio", "harmonize")
_STEM = re.compile(r"^(?:the )?(?:lead |backing |main )?(vocals?|vox|voice|singer|singing|acapp?ella|drums?|drum ?kit|beat|bass|bass ?line|instrumental)s?(?: part| stem| track)?$", re.IGNORECASE)
MAKERS = ("generate_audio", "generate_midi", "speak", "sing", "image_to_audio", "audio_to_midi", "harmonize", "translate_speech", "extract_sound", "separate_stems")
_ON_TRACK = r"(?:(?:and )?(?:put it |place it )?(?:on|onto|to|in)\s+(?:(?:a|an|its|the|their)\s+)?(?:(?:new|fresh|own|separate)\s+)+(?:track|lane|channel)\b(?:\s+(?:called|named)\s+[^,]+?)?|(?:a\s+)?new track\b)"
_AT_BAR = r"(?:(?:at|from|on|starting at|starting on)\s+)?(?:bar|measure)\s+[\w-]+(?:\s(?:one|two|three|four|five|six|seven|eight|nine))?"
_TAIL = re.compile(rf"[\s,]+(?:{_ON_TRACK}(?:[\s,]+{_AT_BAR})?|{_AT_BAR}(?:[\s,]+{_ON_TRACK})?)[\s.!]*$", re.IGNORECASE)
_CALLED = re.compile(r"^\s*(?:and\s+)?(?:call|name|label|title)\s+(?:the|that|this|its)\s+(?:new\s+)?(?:track|lane|channel)\s+(.+)$", re.IGNORECASE)
_NOTHING = re.compile(r"^\s*(?:and\s+|but\s+)?(?:(?:render|do|make|change|touch|add) nothing else|nothing else|nothing more|no more|that'?s (?:it|all)|leave (?:the rest|everything else|all else)\b.*|keep everything else\b.*|"
                      r"(?:don'?t|do not) (?:touch|change|render|do|play) (?:anything|the rest|it)\b.*|only that|just that|the rest can stay\b.*|thanks?|thank you|please)[\s.!]*$", re.IGNORECASE)
_JOIN = re.compile(r"^[\s,;:.!?>→-]*(?:(?:and|then|but|plus|also|after that|afterwards|finally|lastly|next|once|with)\b[\s,]*)*", re.IGNORECASE)


class OfflinePlanner(Planner):
    """Understands the whole task table from words alone."""

    name = "offline"

    def plan(self, text: str, context: Context) -> Plan:
        """Turn words into a validated plan; what cannot be followed becomes a question."""
        scene = Scene.of(context)
        words = "".join(char if char.isprintable() or char == "\n" else " " for char in text[:MAX_CHARACTERS]).strip()
        try:
            return validated(understand(words, scene), planner=self.name)
        except UserError as error:
            return validated([Step("ask", {"text": _question(error)})], planner=self.name)


def _question(error: UserError) -> str:
    return f"I need one more thing: {error}"


def understand(text: str, scene: Scene) -> list[Step]:
    """The steps of a request, or one step of words."""
    if not any(char.isalnum() for char in text):
        return [Step("ask" if text else "chat", {"text": unsure_text("", [])})]
    if scene.context.dialogue:
        parts = _parts(text, scene)
        whole = parts[0] if len(parts) == 1 else text if _is_one_turn(text, parts, scene) else ""
        steps = follow_up(whole, scene, lambda words, inside: ranked(words, scene, 8, inside=inside)) if whole else None
        if steps:
            return steps
    return in_words_of_its_own(text, scene)


def _is_one_turn(text: str, parts: Sequence[str], scene: Scene) -> bool:
    """Does a turn with commas only change the call before it?"""
    if not scene.done and not pending(scene):
        return False
    last = scene.done[-1].tool if scene.done else ""
    if not pending(scene) and ranked(text, scene)[0].task != last:
        return False
    firm = [best for best in (ranked(part, scene)[0] for part in parts) if best.task not in (*REPLIES, last) and best.sure > 0.6]
    return not firm


def _parts(text: str, scene: Scene) -> list[str]:
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
        weak = chance < DOUBTFUL and (_is_weak(piece, best) or bool(made) and tasks[-1].task != "chat" and _is_weak(made[-1], tasks[-1]))
        alike = bool(made) and best.task == tasks[-1].task and best.task in ONCE and not scene.matches(piece) and not _commands(piece)
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
    return piece[_JOIN.match(piece).end():] if _JOIN.match(piece) else piece  # type: ignore[union-attr]


def in_words_of_its_own(text: str, scene: Scene) -> list[Step]:
    """Plan a request that needs no earlier turn to be understood."""
    steps: list[Step] = []
    whole = _with_place(text, scene) if len(split(text)) <= 3 else [text]
    parts = [piece for part in _ordered(_parts(whole[0], scene)) for piece in _with_place(part, scene)] + whole[1:]
    for part in parts:
        if steps and (_NOTHING.match(part) or _names_the_track(part, steps)):
            continue
        clause = _clause(part, scene, is_first=not steps, is_only=len(parts) == 1)
        if clause.task in REPLIES:
            if len(parts) == 1:
                return [_reply(clause.task, text, scene)]
            continue
        args = fill(clause)
        clause.task, args = _as_stems(clause, args)
        if clause.task == "arrange":
            args = _as_place(clause, args)
        if clause.missing:
            return [Step("ask", {"text": clause.missing[0]})]
        steps.append(Step(clause.task, args))
        scene.steps.append((clause.task, args))
    best = ranked(text, scene)[0].task
    return steps or [_reply(best if best in REPLIES else "ask", text, scene)]


def _clause(part: str, scene: Scene, *, is_first: bool, is_only: bool) -> Clause:
    options = ranked(part, scene)
    best = options[0]
    if best.task in REPLIES and not is_only:
        best = next((one for one in options if one.task not in REPLIES and one.sure > 0.12), best)
    elif best.task == "ask" and best.sure < 0.85:
        second = next((one for one in options[1:] if one.task not in REPLIES and one.sure > 0.08), None)
        if second and _says_it_all(Clause(part, second.task, second.kind, scene, first=is_first)):
            best = second
    return Clause(part, best.task, best.kind, scene, first=is_first)


def _says_it_all(clause: Clause) -> bool:
    """Does a clause that sounds vague give its task everything, and name what it is about?"""
    args = fill(clause)
    named = any(name in args for name in ("clip", "clips", "track", "midi", "image", "prompt", "text"))
    return not clause.missing and named and len(args) >= 2


def _with_place(part: str, scene: Scene) -> list[str]:
    """"… on a new track at bar 9" after something that is made is a step of its own."""
    match = _TAIL.search(part)
    if not match or '"' in part[match.start():]:
        return [part]
    head = re.sub(r"[\s,]*(?:\b(?:and|then)\b\s*)*\b(?:put|place|drop|stick|lay|throw)\s+(?:it|them|that|this|those|the result)$", "", part[:match.start()].rstrip(" ,"), flags=re.IGNORECASE)
    best = next((one for one in ranked(head, scene, 3) if one.task not in REPLIES), None) if head else None
    if best is None or best.task not in MAKERS:
        return [part]
    tail = re.sub(r"^(?=(?:a )?new track)", "on ", re.sub(r"^(?:and )?(?:put it |place it )?", "", match[0].strip(" ,"), flags=re.IGNORECASE), flags=re.IGNORECASE)
    return [head, f"place it {tail}"]


def _names_the_track(part: str, steps: list[Step]) -> bool:
    """"call the track Upright" after a clip was placed names the track it is placed on."""
    match = _CALLED.match(part)
    last = steps[-1]
    if not match or last.task != "arrange" or last.args.get("action") not in ("place", "move", "new_track"):
        return False
    name = "name" if last.args["action"] == "new_track" else "track"
    steps[-1] = Step("arrange", {**last.args, name: match[1].strip(" \"'.")})
    return True


def _as_place(clause: Clause, args: dict[str, Any]) -> dict[str, Any]:
    """What was only just made is placed, not moved; a clip "on a track named X" is placed there."""
    if args.get("action") == "move" and str(args.get("clip", "")).startswith("$"):
        maker = clause.scene.steps[int(re.findall(r"\d+", str(args["clip"]))[0]) - 1][0]
        return {**args, "action": "place"} if maker in MAKERS else args
    if args.get("action") == "new_track" and (phrase := clause.said("clip")) is not None:
        found = reference(clause, phrase.text)
        if isinstance(found, str) and "name" in args:
            return {"action": "place", "clip": found, "track": args["name"]}
    return args


def ranked(text: str, scene: Scene, count: int = 6, *, inside: bool = True) -> list[Route]:
    """The likeliest tasks of a clause: a closed form first, then the router's.

    `inside` reads it as a turn of the conversation, when there is one.
    """
    simple = plain(text).strip()
    found = routes(simple, count, masked(simple, scene), _before(scene) if inside else "")
    closed = closed_form(simple)
    return [closed, *found] if closed else found


def _before(scene: Scene) -> str:
    """What the router is told about the conversation: the last task, and whether a question is open."""
    if not scene.context.dialogue or scene.steps:
        return ""
    last = next((one.tool for one in reversed(scene.done) if one.tool not in ("undo", "redo", "history")), "")
    return f"ask {last or 'none'}" if pending(scene) else last


def _ordered(parts: Sequence[str]) -> list[str]:
    """In order of execution: "but first …" and "before that …" come before."""
    made: list[str] = []
    for part in parts:
        if made and re.match(r"^(?:first|before that|before you do(?: that)?|beforehand|before you)\b", part.strip(), re.IGNORECASE):
            made.insert(len(made) - 1, part)
        else:
            made.append(part)
    return made


def _as_stems(clause: Clause, args: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Vocals, drums and bass of a song come from the stem separation."""
    match = _STEM.match(str(args.get("target", ""))) if clause.task == "extract_sound" else None
    if not match or "clip" not in args:
        return clause.task, args
    word = match[1].lower()
    stem = "drums" if word.startswith(("drum", "beat")) else "bass" if word.startswith("bass") else "instrumental" if word.startswith("instr") else "vocals"
    clip = clause.scene.clip(args["clip"])
    if clip and "speech" in clip.tags:
        return clause.task, args
    return "separate_stems", {"clip": args["clip"], "stems": [stem]}


def _reply(task: str, text: str, scene: Scene) -> Step:
    options = ranked(text, scene)
    if task == "chat":
        return Step("chat", {"text": chat_text(text)})
    if task == "refuse":
        return Step("refuse", {"text": refuse_text(text, options)})
    near = next((one for one in options if one.task not in REPLIES and one.sure > 0.08), None)
    clause = Clause(text, near.task, near.kind, scene) if near else None
    if clause:
        fill(clause)
    return Step("ask", {"text": clause.missing[0] if clause and clause.missing else unsure_text(text, options)})
