"""Which clip, picture or track a clause is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.names import content_words
from engine.planner.scene import LOOKS_ONLY, Scene
from engine.planner.slots.clause import Args, Clause
from engine.task import find_task

_SELECTION = re.compile(r"\b(?:select(?:ed|ion)|highlight(?:ed)?|marked)\b|\bwhat(?:'s| i(?:'ve)?) (?:got )?selected\b")
_THESE = re.compile(r"^(?:this|these|here|this one|these ones|this (?:clip|part|bit|section|take|track|lane|line|passage|region|loop|song|recording|file|phrase|melody|tune|notes?)|"
                    r"these (?:clips|notes|takes|files|bars)|the (?:current|active) (?:clip|one))$")
_IT = re.compile(r"^(?:it|its|it's|that|that one|that thing|that (?:clip|take|file|version|part|bit|recording|sound|loop|track|melody|stem|line|tune|song|result)|them|those|the (?:result|output|lot|whole thing|thing|outcome|new one|newest|"
                 r"last one|latest|last (?:result|clip|one)|whole lot|new (?:clip|version|take)|copy|duplicate)|these|this|him|her|he|she|they|both|all of it|em|'em|the same|there|what you (?:just )?made|the same (?:one|clip|file))$")
_ALL = re.compile(r"\b(?:both|all|each|every|everything|every one|errything)\b")
_REST = re.compile(r"\b(?:rest|others|remaining|remainder|whatever's left|other (?:two|three|four|ones|clips|takes))\b")
_OTHER = re.compile(r"\b(?:the |that )?other(?: one| guy| clip| take| file| track)?\b")
_ORIGINAL = re.compile(r"\b(?:original|untouched|unprocessed|before version|source)\b")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_ORDINAL = re.compile(r"\b(?:the )?(?P<ordinal>" + "|".join(_ORDINALS) + r"|last|middle|final)\b(?!\s+(?:\d+|two|three|four|five|six|eight|ten|few|couple|half|quarter|second|minute|bar|bars|seconds|minutes|time|chorus|verse|word))"
                      r"|\b(?:number|no\.?|#|take|version|part|speaker|option|result|clip)\s*#?(?P<count>one|two|three|four|five|[1-5])\b")
_PARTS = (("vocals", r"vocals?|vox|voices?|acapp?ell?as?|sing(?:ing|er)|vocal (?:stem|one)"), ("drums", r"drums?|beats?|kit|percussion|break|kick and snare"), ("bass", r"bass(?:line)?|low end"),
          ("other", r"other(?:s)?|everything else|rest|guitars?|keys|music|melod(?:y|ic)|strings|piano|synths?"), ("instrumental", r"instrumental|backing(?: track)?|karaoke"))
KINDS = {"sing": ("midi",), "render_midi": ("midi",), "image_to_audio": ("image",)}


def reference(clause: Clause, phrase: str, kinds: Sequence[str] = ()) -> str | list[str] | None:
    """The clip (or clips, or `$n.part`) that a phrase means, or None."""
    said = re.sub(r"[.,;:!?]+$", "", phrase.strip().lower())
    said = re.sub(r"^(?:and|then|just|only|to|on|of|from|for|with|in|over|the clip|please)\s+", "", said)
    scene = clause.scene
    made = _made_in_plan(clause, said, kinds)
    if made:
        return made
    if _SELECTION.search(said) or _THESE.match(said):
        chosen = selection(scene, kinds)
        if chosen:
            return chosen
        if _SELECTION.search(said):
            return None
    if _IT.match(said) and not (said in ("both", "those", "them") and len(scene.outputs()) > 1):
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
    chosen = [clip_id for clip_id in scene.context.selected_clips]
    fitting = [clip_id for clip_id in chosen if not kinds or (found := scene.clip(clip_id)) is None or found.kind in kinds]
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
                if part in stems and re.fullmatch(rf"(?:the |those |these |that |its |his |her |my )?(?:\w+ )?(?:{pattern})(?: (?:stem|part|one|track|file|clip|ones|group|bits))?s?", said):
                    return f"${number}.{part}"
        if task in ("separate_speakers", "edit_clip") and (task != "edit_clip" or args.get("action") == "split"):
            place = _ordinal(said, 2)
            if place:
                return f"${number}.{'speaker' if task == 'separate_speakers' else 'part'}_{place}"
        if task == "extract_sound" and re.search(r"\b(?:rest|remainder|everything else)\b", said):
            return f"${number}.rest"
        if task in ("extract_sound", "generate_audio", "speak", "generate_midi", "harmonize", "sing", "translate_speech", "audio_to_midi") and content_words(said):
            about = " ".join(str(args.get(name, "")) for name in ("target", "prompt", "kind", "text", "lyrics", "voice", "interval"))
            about += {"sing": " vocal vocals singing vox take", "speak": " voice line announcement speech", "harmonize": " harmony harmonies", "translate_speech": " translation dub", "audio_to_midi": " notes midi",
                      "generate_midi": " notes midi line part", "generate_audio": " loop sound"}.get(task, "")
            clips = clause.scene.matches(said, kinds)
            if all(any(word[:4] == other[:4] for other in content_words(about)) for word in content_words(said)) and not (clips and clips[0][0] >= 4):
                return f"${number}"
    count = len(clause.scene.steps)
    if count >= 2 and re.search(r"\b(?:both|all (?:of )?(?:them|three|four|five)|all|everything|the lot)\b", said) and not content_words(re.sub(r"\b(?:both|all|of|them|everything|the|lot|three|four|five)\b", "", said)):
        made = [f"${n}" for n, (task, _) in enumerate(clause.scene.steps, 1) if find_task(task).kind == "model" and task not in LOOKS_ONLY]
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
    outs = [out for out in scene.outputs() if scene.clip(out) is None or not kinds or getattr(scene.clip(out), "kind", "") in kinds]
    pool = outs if len(outs) > 1 else [clip.id for clip in scene.clips if clip.id in scene.sources() and (not kinds or clip.kind in kinds)]
    place = _ordinal(said, len(pool))
    left_over = content_words(_ORDINAL.sub("", said))
    if place and (loose or not [word for word in left_over if word not in ("those", "person", "stem", "speaker", "voice", "result", "option", "extract", "made", "you")]):
        fitting = [clip for clip in pool if not left_over or not loose or any(pair[1] == clip for pair in scene.matches(" ".join(left_over), kinds))]
        chosen = fitting if len(fitting) >= place else pool
        return chosen[place - 1] if place <= len(chosen) else None
    if _ORIGINAL.search(said):
        return _original(scene)
    worked = _worked_on(scene)
    if _REST.search(said):
        rest = [clip for clip in pool if clip not in worked]
        return (rest if len(rest) != 1 else rest[0]) or None
    if _OTHER.search(said) and not loose:
        left = [clip for clip in pool if clip not in worked[:1]]
        narrowed = [clip for score, clip in scene.matches(_OTHER.sub("", said), kinds) if clip in left] if content_words(_OTHER.sub("", said)) else []
        fresh = [clip for clip in left if clip not in worked]
        return (narrowed or fresh or left or [None])[0]
    if _ALL.search(said):
        words = " ".join(content_words(_ALL.sub("", said)))
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


def fill_clip(clause: Clause, name: str = "clip", *, needed: bool = True, kinds: Sequence[str] = ()) -> Args:
    """The main clip of a task as {"clip": id} or {"clips": ids}; notes what is missing."""
    row = find_task(clause.task)
    names = {arg.name for arg in row.args}
    span = clause.said(name, "clips" if name == "clip" else name)
    found: str | list[str] | None = None
    if span is not None:
        found = reference(clause, span.text, kinds)
    if found is None:
        found = literal(clause, kinds)
    if found is None and (not clause.first or clause.carries) and (span is None or not content_words(span.text)):
        found = None if clause.carries else it(clause, kinds)
    if found is None and not clause.carries and clause.has(r"\b(?:it|its|that|them|those|their)\b") and not (span is not None and content_words(span.text)):
        found = it(clause, kinds)
    if found is None and needed and not clause.carries:
        found = _only_one(clause, kinds, is_named=span is not None and bool(content_words(span.text)))
        if found is None:
            clause.need(_which(clause, kinds))
    if isinstance(found, list):
        return {"clips": found} if "clips" in names else {name: found}
    return {name: found} if found else {}


def literal(clause: Clause, kinds: Sequence[str] = ()) -> str | list[str] | None:
    """A clip that the clause names although the tagger did not see it."""
    hidden = [span for span in clause.spans if span.name in ("prompt", "text", "lyrics", "style", "voice", "target", "name", "query", "interval", "reference", "effect", "stems", "aspect")]
    text = "".join(" " if any(span.start <= i < span.end for span in hidden) else char for i, char in enumerate(clause.text))
    if _SELECTION.search(text.lower()):
        chosen = selection(clause.scene, kinds)
        if chosen:
            return chosen
    handle = re.search(r"@(\w+)", text)
    if handle and clause.scene.clip(handle[1]):
        return handle[1]
    best: tuple[float, str] | None = None
    for score, clip_id in clause.scene.matches(text, kinds)[:1]:
        best = (score, clip_id)
    words = max(1, len(content_words(text)))
    if best and best[0] + 0.45 * max(0, words - 1) >= 1.4:
        return best[1]
    return None


def _only_one(clause: Clause, kinds: Sequence[str], *, is_named: bool) -> str | list[str] | None:
    """Nothing was named: the selection, what the conversation is about, or the only clip there is."""
    scene = clause.scene
    chosen = selection(scene, kinds)
    if chosen and not is_named:
        return chosen
    fitting = [clip.id for clip in scene.clips if not kinds or clip.kind in kinds]
    if not kinds:
        fitting = [clip.id for clip in scene.clips if clip.kind in ("audio", "midi")]
    if is_named:
        return fitting[0] if len(fitting) == 1 else None
    if scene.done and (focus := scene.focus(kinds)):
        return focus
    return fitting[0] if len(fitting) == 1 else None


def _which(clause: Clause, kinds: Sequence[str]) -> str:
    names = [clip.name for clip in clause.scene.clips if not kinds or clip.kind in kinds][:4]
    listed = ", ".join(f"“{name[:40]}”" for name in names)
    return f"Which clip do you mean: {listed}?" if names else "Which clip? There is none of that kind here yet; attach a file or select one in the DAW."


def fill_track(clause: Clause) -> Args:
    """The track of a mixer move: {"track"}, {"tracks"} or {"clip"}."""
    scene = clause.scene
    span = clause.said("track", "clip")
    phrase = span.text if span else ""
    said = phrase.strip().lower()
    if phrase and _ALL.search(said) and not content_words(_ALL.sub("", said)) and scene.context.tracks:
        return {"tracks": list(scene.context.tracks)}
    if phrase and _REST.search(said) and not content_words(_REST.sub("", said)):
        worked = [str(one.args.get("track") or scene.track_of(one.args.get("clip"))) for one in scene.done]
        worked += [str(args.get("track") or scene.track_of(args.get("clip"))) for _, args in scene.steps]
        rest = [name for name in scene.context.tracks if name not in worked]
        if rest:
            return {"tracks": rest} if len(rest) > 1 else {"track": rest[0]}
    several = [part for part in re.split(r"\s*(?:,|&|\band\b)\s*", phrase) if part.strip()]
    if len(several) > 1 and not scene.track(phrase):
        tracks = [scene.track(part) or scene.track_of(scene.find(part)) for part in several]
        if all(tracks) and len(set(tracks)) == len(tracks):
            return {"tracks": [str(track) for track in tracks]}
    exact = [name for name in scene.context.tracks if phrase and name.lower() == re.sub(r"^the ", "", said)]
    if exact:
        return {"track": exact[0]}
    if phrase and _OTHER.search(said) and not content_words(_OTHER.sub("", said)):
        last = next((one.args.get("track") or scene.track_of(one.args.get("clip")) for one in reversed(scene.done) if one.args.get("track") or one.args.get("clip")), None)
        left = [name for name in scene.context.tracks if name != last]
        used = {clip.track for clip in scene.clips}
        left = [name for name in left if name in used] or left
        if left:
            return {"track": left[0]}
    found = reference(clause, phrase) if phrase else None
    by_track = scene.track(phrase) if phrase else None
    if isinstance(found, list):
        tracks_of = list(dict.fromkeys(filter(None, (scene.track_of(one) for one in found))))
        if tracks_of:
            return {"tracks": tracks_of} if len(tracks_of) > 1 else {"track": tracks_of[0]}
        found = found[0]
    if by_track and (found is None or not str(found).startswith("$")):
        best = scene.matches(phrase)
        own = scene.track_of(found)
        if own == by_track or not best or best[0][0] < 2.2 or not own:
            return {"track": by_track}
    if isinstance(found, str):
        return _clip_or_track(scene, found)
    if phrase and _IT.match(said) or not phrase and not clause.first:
        inherited = _track_before(clause)
        if inherited:
            return inherited
    whole = _literal_track(clause)
    if whole:
        return whole
    if clause.carries:
        return {}
    chosen = selection(scene, ())
    if isinstance(chosen, str) and (not content_words(phrase)):
        return _clip_or_track(scene, chosen)
    if not phrase and scene.done and (last_track := _track_before(clause)):
        return last_track
    if phrase and content_words(phrase) and not scene.context.tracks:
        return {"track": re.sub(r"^(?:the|my)\s+", "", phrase)}
    names = ", ".join(scene.context.tracks[:6])
    clause.need(f"Which track do you mean: {names}?" if names else "Which track do you mean?")
    return {}


def _literal_track(clause: Clause) -> Args:
    hidden = [span for span in clause.spans if span.name in ("value", "value_db", "set_db")]
    text = "".join(" " if any(span.start <= i < span.end for span in hidden) else char for i, char in enumerate(clause.text))
    for name in sorted(clause.scene.context.tracks, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text.lower()):
            return {"track": name}
    found = literal(clause)
    return _clip_or_track(clause.scene, found) if isinstance(found, str) else {}


def _track_before(clause: Clause) -> Args:
    for number in range(len(clause.scene.steps), 0, -1):
        task, args = clause.scene.steps[number - 1]
        if args.get("track") and task in ("mix", "arrange") and not str(args.get("clip", "")).startswith("$"):
            return {"track": args["track"]}
        earlier = previous_output(clause)
        if earlier:
            return _clip_or_track(clause.scene, earlier)
    for one in reversed(clause.scene.done):
        if one.args.get("track"):
            return {"track": one.args["track"]}
        if one.out:
            return _clip_or_track(clause.scene, one.out[-1])
        if isinstance(one.args.get("clip"), str):
            return _clip_or_track(clause.scene, str(one.args["clip"]))
    found = clause.scene.focus()
    return _clip_or_track(clause.scene, found) if found else {}


def _clip_or_track(scene: Scene, clip_id: str) -> Args:
    """A clip's track when the clip has it for itself, else the clip."""
    track = scene.track_of(clip_id)
    alone = sum(clip.track == track for clip in scene.clips) == 1
    made = {out for one in scene.done for out in one.out}
    if track and (alone or clip_id not in made):
        return {"track": track}
    return {"clip": clip_id}
