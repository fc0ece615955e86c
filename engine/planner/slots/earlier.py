"""What an earlier step of the same plan made: `$n` and `$n.part`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.names import content_words
from engine.planner.scene import LOOKS_ONLY
from engine.planner.slots.clause import Args, Clause
from engine.planner.slots.order import ordinal
from engine.task import find_task

_PARTS = (
    ("vocals", r"vocals?|vox|voices?|acapp?ell?as?|sing(?:ing|er)|vocal (?:stem|one)"),
    ("drums", r"drums?|beats?|kit|percussion|break|kick and snare"),
    ("bass", r"bass(?:line)?|low end"),
    ("other", r"other(?:s)?|everything else|rest|guitars?|keys|music|melod(?:y|ic)|strings|piano|synths?"),
    ("instrumental", r"instrumental|backing(?: track)?|karaoke"),
)


_NAMED_AFTER = {
    "extract_sound": "",
    "sing": " vocal vocals singing vox take",
    "speak": " voice line announcement speech",
    "harmonize": " harmony harmonies",
    "translate_speech": " translation dub",
    "audio_to_midi": " notes midi",
    "generate_midi": " notes midi line part",
    "generate_audio": " loop sound",
}
"""Tasks whose output is called by what was asked for, and what else it is called."""


def previous_output(clause: Clause) -> str | None:
    """`$n` of the nearest step before that made something, or the clip that a step only looked at."""
    for number in range(len(clause.scene.steps), 0, -1):
        task, args = clause.scene.steps[number - 1]
        if task in ("transport", "undo", "redo", "chat", "ask", "refuse"):
            continue
        if task in LOOKS_ONLY or task in ("mix", "arrange"):
            for name in ("clip", "midi"):
                if isinstance(args.get(name), str):
                    return str(args[name])
            if isinstance(args.get("clips"), list):
                return str(args["clips"][0])
            if task == "mix" and isinstance(args.get("track"), str):
                on_track = [clip.id for clip in clause.scene.clips if clip.track == args["track"]]
                return on_track[0] if on_track else None
            continue
        if task == "separate_stems":
            stems = args.get("stems") or []
            return f"${number}.{stems[0]}" if len(stems) == 1 else f"${number}"
        return f"${number}"
    return None


def made_in_plan(clause: Clause, said: str, kinds: Sequence[str]) -> str | list[str] | None:
    """A named or counted output of an earlier step: "the drums", "the second speaker", "both"."""
    named = clause.scene.matches(said, kinds)
    is_a_clip = bool(named) and named[0][0] >= 4
    for number in range(len(clause.scene.steps), 0, -1):
        task, args = clause.scene.steps[number - 1]
        if task == "separate_stems" and is_a_clip:
            return None
        part = _part(said, task, args)
        if part:
            return f"${number}.{part}"
        if task in _NAMED_AFTER and not is_a_clip and _is_about(said, task, args):
            return f"${number}"
    return _all_of_them(clause, said)


def _part(said: str, task: str, args: Args) -> str:
    """The output of a step that a phrase names, or ""."""
    if task == "separate_stems":
        stems = args.get("stems") or ["vocals", "drums", "bass", "other"]
        return next((part for part, pattern in _PARTS if part in stems and _names_stem(said, pattern)), "")
    if task == "separate_speakers" or task == "edit_clip" and args.get("action") == "split":
        place = ordinal(said, 2)
        return f"{'speaker' if task == 'separate_speakers' else 'part'}_{place}" if place else ""
    return "rest" if task == "extract_sound" and re.search(r"\b(?:rest|remainder|everything else)\b", said) else ""


def _names_stem(said: str, pattern: str) -> bool:
    owner = r"(?:the |those |these |that |its |his |her |my )?(?:\w+ )?"
    return bool(re.fullmatch(rf"{owner}(?:{pattern})(?: (?:stem|part|one|track|file|clip|ones|group|bits))?s?", said))


def _is_about(said: str, task: str, args: Args) -> bool:
    """Do the words only repeat what a step was asked to make?"""
    asked = (str(args.get(name, "")) for name in ("target", "prompt", "kind", "text", "lyrics", "voice", "interval"))
    about = content_words(" ".join((*asked, _NAMED_AFTER[task])))
    words = content_words(said)
    return bool(words) and all(any(word[:4] == other[:4] for other in about) for word in words)


def _all_of_them(clause: Clause, said: str) -> list[str] | None:
    """ "both", "all of them": everything that the plan made so far."""
    others = content_words(re.sub(r"\b(?:both|all|of|them|everything|the|lot|three|four|five)\b", "", said))
    if others or not re.search(r"\b(?:both|all|everything|the lot)\b", said):
        return None
    steps = enumerate(clause.scene.steps, 1)
    made = [f"${n}" for n, (task, _) in steps if find_task(task).kind == "model" and task not in LOOKS_ONLY]
    return made if len(made) >= 2 else None
