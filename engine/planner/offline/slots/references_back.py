"""What an earlier step of the same plan made: `$n` and `$n.part`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, DialogueState
from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.order import ORDINAL, ordinal
from engine.planner.offline.text.names import content_words
from engine.planner.regex import regex
from engine.tasks.task import find_task

_PARTS = (
    ("vocals", r"vocals?|vox|voices?|acapp?ell?as?|sing(?:ing|er)|vocal (?:stem|one)"),
    ("drums", r"drums?|beats?|kit|percussion|break|kick and snare"),
    ("bass", r"bass(?:line)?|low end"),
    ("other", r"other(?:s)?|everything else|rest|guitars?|keys|music|melod(?:y|ic)|strings|piano|synths?"),
    ("instrumental", r"instrumental|backing(?: track)?|karaoke"),
)


_NAMED_AFTER = {
    "extract_sound": "",
    "sing": " vocal vocals singing vox take lead",
    "render_midi": " audio sound",
    "style_transfer": " voice version",
    "speak": " voice line announcement speech",
    "harmonize": " harmony harmonies",
    "translate_speech": " translation dub",
    "audio_to_midi": " notes midi",
    "generate_midi": " notes midi line part",
    "generate_audio": " loop sound",
}
"""Tasks whose output is called by what was asked for, and what else it is called."""
_ASKED = (
    *("target", "prompt", "kind", "text", "lyrics", "voice", "interval", "instrument", "style", "target_language"),
)
_COPY = regex(r"\b(?:cop(?:y|ies)|dup(?:e|licate)s?|doubles?|clones?|new one|second one|repeats?)\b")
_SOURCE = regex(r"\b(?:original|untouched|unprocessed|first one)\b")
_GOES_ON = (
    *("denoise", "enhance_speech", "apply_effect", "edit_clip", "change_tempo_key", "style_transfer", "binauralize"),
    *("inpaint", "master"),
)
"""Tasks that give the same clip, changed: who names the clip again means what became of it."""
_SISTERS = ("harmonize", "translate_speech", "extract_sound")
"""Tasks that leave their source as it is, so that two of them in a row are made of the same."""
_PLACELESS = ("transport", "undo", "redo", "mix", "arrange", "history", *LOOKS_ONLY)
"""Tasks that make no clip (a copy on the timeline aside)."""
_BESIDE = frozenset("one ones voice voices part clip line sound take track file that person result".split())
_LEFT = regex(r"\b(?:what(?:ever)?(?:'s| is)? (?:left|remains)|remainder|leftovers?)\b")
_LATTER = {"former": 1, "latter": 2}
_HALF = regex(
    r"(?:the |that )?(?:(first|front|opening|former|one)|second|back|latter|last|closing|two)"
    r"(?: (?:half|part|piece|bit|section|one))?"
)
""" "The front half", "two": one of two parts or speakers."""


_WORDS = regex(
    r"(?:(?:it|this|that|those|them)|(?:(?:the|those|these|that|this|its|her|his|their)\s+)?(?:same\s+|very\s+)?"
    r"(?:words?|text|lines?|sentences?|translation|transcript(?:ion)?|script|caption|description|result|version"
    r"|[\w]+ (?:version|text|words|translation)))"
    r"(?:\s+(?:of it|out|aloud|out loud|back))?"
)
"""What stands for words that were given, and is not to be said itself."""


def words_given(clause: Clause, said: str) -> str | None:
    """`$n` of the last step that gave words, where none are said: "transcribe the letter and have a woman read it"."""
    if said and not _WORDS.fullmatch(said.lower().strip(" .,!?")) or clause.carries:
        return None
    for number in range(len(clause.scene.steps), 0, -1):
        task = find_task(clause.scene.steps[number - 1][0])
        if task.kind == "model" and any(output.kind == "text" and output.is_placed for output in task.outputs):
            return f"${number}"
    return None


_WITHOUT_OUTPUT = ("mix", "arrange", "set_track", "route", "automate", "plugin", "marker", "session_info", "export")


def previous_output(clause: Clause) -> str | None:
    """`$n` of the nearest step before that made something, or the clip that a step only looked at."""
    for number in range(len(clause.scene.steps), 0, -1):
        task, args = clause.scene.steps[number - 1]
        if task in ("transport", "undo", "redo", "chat", "ask", "refuse"):
            continue
        if task in LOOKS_ONLY or task in _WITHOUT_OUTPUT:
            for name in ("clip", "midi"):
                if isinstance(args.get(name), str):
                    return str(args[name])
            if isinstance(args.get("clips"), list):
                return str(args["clips"][0])
            if task != "arrange" and isinstance(args.get("track"), str):
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
        if task == "arrange" and args.get("action") == "duplicate" and not is_a_clip and "clip" in args:
            if _COPY.search(said):
                return f"${number}"
            if _SOURCE.search(said):
                return str(args["clip"])
    return (None if is_a_clip else _counted(clause, said)) or _all_of_them(clause, said)


def outputs(steps: Sequence[tuple[str, Args]]) -> list[str]:
    """`$n` of every clip that the steps of a plan made, each as it is after the last change to it."""
    made: list[str] = []
    for number, (task, args) in enumerate(steps, 1):
        clip = args.get("clip")
        if task in _GOES_ON and clip in made:
            made[made.index(clip)] = f"${number}"
        elif task not in _PLACELESS or args.get("action") == "duplicate":
            made.append(f"${number}")
    return made


def half_of_split(said: str, scene: DialogueState) -> str | None:
    """ "The first half" of what the conversation split last."""
    last = scene.done[-1] if scene.done else None
    half = _HALF.fullmatch(said)
    if not half or not last or last.args.get("action") != "split" or len(last.out) != 2:
        return None
    return last.out[0 if half[1] else 1]


def same_source(clause: Clause) -> str | None:
    """The source of the step before, where this one makes a sister of what that made: "in French, in German, too"."""
    task, args = clause.scene.steps[-1] if clause.scene.steps else ("", {})
    clip = args.get("clip")
    is_sister = task == clause.task and task in _SISTERS and not clause.has(r"\b(?:it|that|those|them|result)\b")
    return clip if is_sister and isinstance(clip, str) else None


def as_changed(clause: Clause, found: str, said: str = "") -> str:
    """What the steps before made of a clip that is named again; the clip itself where they did not change it."""
    if re.search(r"\b(?:original|untouched|unprocessed|old|raw|dry)\b", said):
        return found
    for number, (task, args) in enumerate(clause.scene.steps, 1):
        if task in _GOES_ON and args.get("clip") == found and args.get("action") not in ("split", "gain"):
            found = f"${number}"
    return found


def _counted(clause: Clause, said: str) -> str | None:
    """ "The second", "the former": one of several clips that the plan made side by side."""
    steps = clause.scene.steps
    made = [
        f"${number}"
        for number, (task, args) in enumerate(steps, 1)
        if task not in _PLACELESS and not (task in _GOES_ON and str(args.get("clip", "")).startswith("$"))
    ]
    bare = re.sub(r"^the | one$", "", said)
    place = _LATTER.get(bare) or ordinal(said, len(made)) or 0
    words = [word for word in content_words(ORDINAL.sub("", said)) if word not in _BESIDE]
    if len(made) < 2 or words and bare not in _LATTER:
        return None
    return made[place - 1] if 0 < place <= len(made) else None


def _part(said: str, task: str, args: Args) -> str:
    """The output of a step that a phrase names, or ""."""
    if task == "separate_stems":
        stems = args.get("stems") or ["vocals", "drums", "bass", "other"]
        if len(stems) == 1 and _LEFT.search(said):
            return stems[0] if stems[0] == "instrumental" else "rest"
        return next((part for part, pattern in _PARTS if part in stems and _names_stem(said, pattern)), "")
    if task == "separate_speakers" or task == "edit_clip" and args.get("action") == "split":
        half = _HALF.fullmatch(said)
        place = (1 if half[1] else 2) if half else ordinal(said, 2)
        return f"{'speaker' if task == 'separate_speakers' else 'part'}_{place}" if place else ""
    return "rest" if task == "extract_sound" and re.search(r"\b(?:rest|remainder|everything else)\b", said) else ""


def _names_stem(said: str, pattern: str) -> bool:
    owner = r"(?:the |those |these |that |its |his |her |my )?(?:\w+ )?"
    return bool(re.fullmatch(rf"{owner}(?:{pattern})(?: (?:stem|part|one|track|file|clip|ones|group|bits))?s?", said))


def _is_about(said: str, task: str, args: Args) -> bool:
    """Do the words only repeat what a step was asked to make?"""
    asked = (str(args.get(name, "")) for name in _ASKED)
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
