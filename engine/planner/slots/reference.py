"""What a phrase means: a clip by name, by order, by selection, or what a step before made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.names import content_words
from engine.planner.scene import LOOKS_ONLY, Scene
from engine.planner.slots.clause import Clause
from engine.task import find_task

SELECTED = re.compile(r"\b(?:select(?:ed|ion)|highlight(?:ed)?|marked)\b|\bwhat(?:'s| i(?:'ve)?) (?:got )?selected\b")


_THESE = re.compile(
    r"^(?:this|these|here|this one|these ones|this (?:clip|part|bit|section|take|track|lane|line|passage|region|loop"
    r"|song|recording|file|phrase|melody|tune|notes?)|"
    r"these (?:clips|notes|takes|files|bars)|the (?:current|active) (?:clip|one))$"
)


IT = re.compile(
    r"^(?:it|its|it's|that|that one|that thing|that (?:clip|take|file|version|part|bit|recording|sound|loop|track"
    r"|melody|stem|line|tune|song|result)|them|those|the (?:result|output|lot|whole thing|thing|outcome|new one"
    r"|newest|"
    r"last one|latest|last (?:result|clip|one)|whole lot|new (?:clip|version|take)|copy|duplicate)|these|this|him"
    r"|her|he|she|they|both|all of it|em|'em|the same|there|what you (?:just )?made|the same (?:one|clip|file))$"
)


ALL = re.compile(r"\b(?:both|all|each|every|everything|every one|errything)\b")


REST = re.compile(r"\b(?:rest|others|remaining|remainder|whatever's left|other (?:two|three|four|ones|clips|takes))\b")


OTHER = re.compile(r"\b(?:the |that )?other(?: one| guy| clip| take| file| track)?\b")


_ORIGINAL = re.compile(r"\b(?:original|untouched|unprocessed|before version|source)\b")


_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
}


_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}


_ORDINAL = re.compile(
    r"\b(?:the )?(?P<ordinal>"
    + "|".join(_ORDINALS)
    + r"|last|middle|final)\b(?!\s+(?:\d+|two|three|four|five|six|eight|ten|few|couple|half|quarter|second|minute"
    r"|bar|bars|seconds|minutes|time|chorus|verse|word))"
    r"|\b(?:number|no\.?|#|take|version|part|speaker|option|result|clip)\s*#?(?P<count>one|two|three|four|five|[1-5])\b"
)


_PARTS = (
    ("vocals", r"vocals?|vox|voices?|acapp?ell?as?|sing(?:ing|er)|vocal (?:stem|one)"),
    ("drums", r"drums?|beats?|kit|percussion|break|kick and snare"),
    ("bass", r"bass(?:line)?|low end"),
    ("other", r"other(?:s)?|everything else|rest|guitars?|keys|music|melod(?:y|ic)|strings|piano|synths?"),
    ("instrumental", r"instrumental|backing(?: track)?|karaoke"),
)


KINDS = {"sing": ("midi",), "render_midi": ("midi",), "image_to_audio": ("image",)}


def reference(clause: Clause, phrase: str, kinds: Sequence[str] = ()) -> str | list[str] | None:
    """The clip (or clips, or `$n.part`) that a phrase means, or None."""
    said = re.sub(r"[.,;:!?]+$", "", phrase.strip().lower())
    said = re.sub(r"^(?:and|then|just|only|to|on|of|from|for|with|in|over|the clip|please)\s+", "", said)
    scene = clause.scene
    made = _made_in_plan(clause, said, kinds)
    if made:
        return made
    if SELECTED.search(said) or _THESE.match(said):
        chosen = selection(scene, kinds)
        if chosen:
            return chosen
        if SELECTED.search(said):
            return None
    if IT.match(said) and not (said in ("both", "those", "them") and len(scene.outputs()) > 1):
        return it(clause, kinds)
    exact = scene.matches(said, kinds)
    if exact and exact[0][0] >= 4:
        return exact[0][1]
    special = _by_place(clause, said, kinds)
    if special:
        return special
    return scene.find(phrase, kinds) or _by_place(clause, said, kinds, loose=True)


def selection(scene: Scene, kinds: Sequence[str]) -> str | list[str] | None:
    """The selected clip or clips; for notes the first MIDI clip among them."""
    chosen = list(scene.context.selected_clips)
    fitting = [
        clip_id for clip_id in chosen if not kinds or (found := scene.clip(clip_id)) is None or found.kind in kinds
    ]
    if not fitting:
        return None
    return fitting[0] if len(fitting) == 1 or kinds == ("midi",) else fitting


def it(clause: Clause, kinds: Sequence[str] = ()) -> str | None:
    """What "it" means here: the step before, else the conversation's newest clip."""
    earlier = previous_output(clause)
    if earlier:
        return earlier
    if not clause.scene.done and not clause.scene.steps:
        chosen = selection(clause.scene, kinds)
        if isinstance(chosen, str):
            return chosen
    return clause.scene.focus(kinds) or clause.scene.focus()


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


def _made_in_plan(clause: Clause, said: str, kinds: Sequence[str]) -> str | list[str] | None:
    """A named or counted output of an earlier step: "the drums", "the second speaker", "both"."""
    for number in range(len(clause.scene.steps), 0, -1):
        task, args = clause.scene.steps[number - 1]
        if task == "separate_stems":
            stems = args.get("stems") or ["vocals", "drums", "bass", "other"]
            named = clause.scene.matches(said, kinds)
            if named and named[0][0] >= 4:
                return None
            for part, pattern in _PARTS:
                if part in stems and re.fullmatch(
                    rf"(?:the |those |these |that |its |his |her |my )?(?:\w+ )?(?:{pattern})(?: (?:stem|part|one"
                    rf"|track|file|clip|ones|group|bits))?s?",
                    said,
                ):
                    return f"${number}.{part}"
        if task in ("separate_speakers", "edit_clip") and (task != "edit_clip" or args.get("action") == "split"):
            place = _ordinal(said, 2)
            if place:
                return f"${number}.{'speaker' if task == 'separate_speakers' else 'part'}_{place}"
        if task == "extract_sound" and re.search(r"\b(?:rest|remainder|everything else)\b", said):
            return f"${number}.rest"
        if task in (
            "extract_sound",
            "generate_audio",
            "speak",
            "generate_midi",
            "harmonize",
            "sing",
            "translate_speech",
            "audio_to_midi",
        ) and content_words(said):
            about = " ".join(
                str(args.get(name, "")) for name in ("target", "prompt", "kind", "text", "lyrics", "voice", "interval")
            )
            about += {
                "sing": " vocal vocals singing vox take",
                "speak": " voice line announcement speech",
                "harmonize": " harmony harmonies",
                "translate_speech": " translation dub",
                "audio_to_midi": " notes midi",
                "generate_midi": " notes midi line part",
                "generate_audio": " loop sound",
            }.get(task, "")
            clips = clause.scene.matches(said, kinds)
            if all(
                any(word[:4] == other[:4] for other in content_words(about)) for word in content_words(said)
            ) and not (clips and clips[0][0] >= 4):
                return f"${number}"
    count = len(clause.scene.steps)
    if (
        count >= 2
        and re.search(r"\b(?:both|all (?:of )?(?:them|three|four|five)|all|everything|the lot)\b", said)
        and not content_words(re.sub(r"\b(?:both|all|of|them|everything|the|lot|three|four|five)\b", "", said))
    ):
        made = [
            f"${n}"
            for n, (task, _) in enumerate(clause.scene.steps, 1)
            if find_task(task).kind == "model" and task not in LOOKS_ONLY
        ]
        if len(made) >= 2:
            return made
    return None


def _ordinal(said: str, count: int) -> int | None:
    match = _ORDINAL.search(said)
    if not match:
        return None
    word = match["ordinal"] or ""
    if word in ("last", "final"):
        return count
    if word == "middle":
        return (count + 1) // 2
    return _ORDINALS.get(word) or _COUNTED.get(match["count"] or "")


def _by_place(clause: Clause, said: str, kinds: Sequence[str], *, loose: bool = False) -> str | list[str] | None:
    """By order or by what is left: "the third", "the other one", "the rest", "both", "the original"."""
    scene = clause.scene
    outs = [
        out
        for out in scene.outputs()
        if scene.clip(out) is None or not kinds or getattr(scene.clip(out), "kind", "") in kinds
    ]
    pool = (
        outs
        if len(outs) > 1
        else [clip.id for clip in scene.clips if clip.id in scene.sources() and (not kinds or clip.kind in kinds)]
    )
    place = _ordinal(said, len(pool))
    left_over = content_words(_ORDINAL.sub("", said))
    if place and (
        loose
        or not [
            word
            for word in left_over
            if word not in ("those", "person", "stem", "speaker", "voice", "result", "option", "extract", "made", "you")
        ]
    ):
        fitting = [
            clip
            for clip in pool
            if not left_over or not loose or any(pair[1] == clip for pair in scene.matches(" ".join(left_over), kinds))
        ]
        chosen = fitting if len(fitting) >= place else pool
        return chosen[place - 1] if place <= len(chosen) else None
    if _ORIGINAL.search(said):
        return _original(scene)
    worked = _worked_on(scene)
    if REST.search(said):
        rest = [clip for clip in pool if clip not in worked]
        return (rest if len(rest) != 1 else rest[0]) or None
    if OTHER.search(said) and not loose:
        left = [clip for clip in pool if clip not in worked[:1]]
        narrowed = (
            [clip for score, clip in scene.matches(OTHER.sub("", said), kinds) if clip in left]
            if content_words(OTHER.sub("", said))
            else []
        )
        fresh = [clip for clip in left if clip not in worked]
        options = narrowed or fresh or left
        return options[0] if options else None
    if ALL.search(said):
        words = " ".join(content_words(ALL.sub("", said)))
        found = [clip for score, clip in scene.matches(words, kinds) if score >= 0.75] if words else pool
        found = [clip.id for clip in scene.clips if clip.id in found]
        return found if len(found) > 1 else found[0] if found else None
    return None


def _worked_on(scene: Scene) -> list[str]:
    """Clips that the conversation's calls took or made, the latest first."""
    found: list[str] = []
    for one in reversed(scene.done):
        for name in ("clip", "midi", "image"):
            if isinstance(one.args.get(name), str):
                found.append(str(one.args[name]))
        track = one.args.get("track")
        found += [clip.id for clip in scene.clips if track and clip.track == track and clip.id not in one.out]
        found += [str(clip) for clip in one.args.get("clips") or []]
    return found


def _original(scene: Scene) -> str | None:
    for one in reversed(scene.done):
        clip = one.args.get("clip")
        if isinstance(clip, str) and clip in scene.sources():
            return clip
    return None
