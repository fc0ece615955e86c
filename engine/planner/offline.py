"""Offline: a planner without network, key or GPU. It reads requests with trained tables and plain rules."""

from __future__ import annotations

import re
from typing import Any

from engine.errors import UserError
from engine.plan import Plan, Step, validated
from engine.planner.clauses import MAKERS, is_one_turn, ordered, parts_of, ranked, with_place
from engine.planner.context import Context, Planner
from engine.planner.dialogue import follow_up
from engine.planner.reply import chat_text, refuse_text, unsure_text
from engine.planner.router import Route
from engine.planner.scene import REPLIES, Scene
from engine.planner.slots.clause import Clause
from engine.planner.slots.fill import fill
from engine.planner.slots.reference import reference
from engine.planner.split import split

MAX_CHARACTERS = 4000
GUESS = 0.2
"""Below this chance four guesses in five are wrong (measured on held-out requests): ask instead."""


_STEM = re.compile(
    r"^(?:the )?(?:lead |backing |main )?(vocals?|vox|voice|singer|singing|acapp?ella|drums?|drum ?kit|beat|bass"
    r"|bass ?line|instrumental)s?(?: part| stem| track)?$",
    re.IGNORECASE,
)


_CALLED = re.compile(
    r"^\s*(?:and\s+)?(?:call|name|label|title)\s+(?:the|that|this|its)\s+(?:new\s+)?(?:track|lane|channel)\s+(.+)$",
    re.IGNORECASE,
)


_NOTHING = re.compile(
    r"^\s*(?:and\s+|but\s+)?(?:(?:render|do|make|change|touch|add) nothing else|nothing else|nothing more|no more"
    r"|that'?s (?:it|all)|leave (?:the rest|everything else|all else)\b.*|keep everything else\b.*|"
    r"(?:don'?t|do not) (?:touch|change|render|do|play) (?:anything|the rest|it)\b.*|only that|just that"
    r"|the rest can stay\b.*|thanks?|thank you|please)[\s.!]*$",
    re.IGNORECASE,
)


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
        parts = parts_of(text, scene)
        whole = parts[0] if len(parts) == 1 else text if is_one_turn(text, parts, scene) else ""
        steps = follow_up(whole, scene, lambda words, inside: ranked(words, scene, 8, inside=inside)) if whole else None
        if steps:
            return steps
    return in_words_of_its_own(text, scene)


def in_words_of_its_own(text: str, scene: Scene) -> list[Step]:
    """Plan a request that needs no earlier turn to be understood."""
    steps: list[Step] = []
    whole = with_place(text, scene) if len(split(text)) <= 3 else [text]
    parts = [piece for part in ordered(parts_of(whole[0], scene)) for piece in with_place(part, scene)] + whole[1:]
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
        second = next((one for one in options[1:] if one.task not in REPLIES and one.sure > 0.15), None)
        if second and _says_it_all(Clause(part, second.task, second.kind, scene, first=is_first)):
            best = second
    elif is_only and best.sure < GUESS:
        best = Route("ask", "", best.sure)
    return Clause(part, best.task, best.kind, scene, first=is_first)


def _says_it_all(clause: Clause) -> bool:
    """Does a clause that sounds vague give its task everything, and name what it is about?"""
    args = fill(clause)
    named = any(name in args for name in ("clip", "clips", "track", "midi", "image", "prompt", "text"))
    return not clause.missing and named and len(args) >= 2


def _names_the_track(part: str, steps: list[Step]) -> bool:
    """ "call the track Upright" after a clip was placed names the track it is placed on."""
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


def _as_stems(clause: Clause, args: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Vocals, drums and bass of a song come from the stem separation."""
    match = _STEM.match(str(args.get("target", ""))) if clause.task == "extract_sound" else None
    if not match or "clip" not in args:
        return clause.task, args
    word = match[1].lower()
    stem = (
        "drums"
        if word.startswith(("drum", "beat"))
        else "bass"
        if word.startswith("bass")
        else "instrumental"
        if word.startswith("instr")
        else "vocals"
    )
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
