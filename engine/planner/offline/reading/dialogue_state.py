"""Scene: the context of a request, and what "it", "the other one" or "the second" mean in it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.reading.reader import Segment
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.reading.router import Route
from engine.planner.offline.text.markers import MarkersSaid
from engine.planner.offline.text.names import content_words, fit, likeness
from engine.tasks.plan import WORDS
from engine.tasks.task import all_tasks

REPLIES = ("chat", "ask", "refuse")
MANY = 12
"""From so many clips on, a name without its number means the newest of that name."""
_ALIKE = 0.01
"""Fits that differ by less are equal."""
LOOKS_ONLY = ("describe_music", "detect_sounds", "detect_target_sound", "transcribe", "caption_audio", "history")


@dataclass(frozen=True)
class DoneCall:
    """One call of an earlier turn and what came of it."""

    tool: str
    args: Mapping[str, Any]
    out: tuple[str, ...]
    ok: bool
    turn: int
    error: str = ""


@dataclass
class DialogueState:
    """A context with its conversation read."""

    context: Context
    done: list[DoneCall] = field(default_factory=list)
    """Calls of the conversation, oldest first, replies left out."""
    steps: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Steps of this plan so far: (task, args)."""
    pointed: str = ""
    """The clip that a clause which stands later names, when "it" comes first."""
    heard: dict[str, Segment] = field(default_factory=dict)
    """What was read of the request and of its parts, by their words."""
    ranked: dict[tuple[str, bool, str, str], tuple[list[Route], list[Route]]] = field(default_factory=dict)
    """What the parts of the request may ask for, see steps/routes.py."""
    barred: dict[tuple[str, str], str] = field(default_factory=dict)
    """Texts with bars for the places that they tell by markers, by what is pointed at; see steps/spots.py."""
    places: MarkersSaid = field(default_factory=MarkersSaid)
    """What the request tells by markers."""
    whole: DialogueState | None = None
    """The conversation of a turn that is read apart from it."""

    @classmethod
    def of(cls, context: Context) -> DialogueState:
        """Read the conversation of a context."""
        return cls(context, list(once(("done", id(context)), lambda: _done(context), of=context)))

    @property
    def key(self) -> Hashable:
        """The same for all that know the same session and conversation: a sentence is read alike for them."""
        return id(self.context), tuple(map(id, self.done)), self.pointed, id(self.whole)

    @property
    def clips(self) -> tuple[ClipInfo, ...]:
        """All clips."""
        return self.context.clips

    def clip(self, clip_id: object) -> ClipInfo | None:
        """The clip with an id."""
        return next((clip for clip in self.clips if clip.id == clip_id), None)

    def last_turn(self) -> list[DoneCall]:
        """The calls of the latest turn that did anything."""
        return [one for one in self.done if one.turn == self.done[-1].turn] if self.done else []

    def latest(self) -> DoneCall | None:
        """The call that a change is about: the last one, but what was made rather than where it was put."""
        acted = [one for one in self.done if one.tool not in ("undo", "redo", "history")]
        if not acted:
            return None
        last = acted[-1]
        if last.tool == "arrange" and last.args.get("action") == "place":
            made = [one for one in acted if one.turn == last.turn and one.out and last.args.get("clip") in one.out]
            return made[-1] if made else last
        return last

    def outputs(self) -> list[str]:
        """What an ordinal counts: the outputs of the latest call that made several, else of all calls alike."""
        for one in reversed(self.done):
            if len(one.out) > 1:
                return list(one.out)
        made = [one for one in self.done if one.out]
        if not made:
            return []
        alike = [out for one in made if one.tool == made[-1].tool for out in one.out]
        return alike if len(alike) > 1 else [out for one in made for out in one.out]

    def focus(self, kinds: Sequence[str] = ()) -> str | None:
        """What "it" means: what was just spoken of, else the newest output, the clip last worked on, the last one."""
        pointed = self.clip(self.pointed)
        if pointed and (not kinds or pointed.kind in kinds):
            return pointed.id
        spoken = self.clip(self.context.spoken)
        if spoken and (not kinds or spoken.kind in kinds):
            return spoken.id
        latest = self.clip(self.context.last)
        if not self.context.dialogue and latest and (not kinds or latest.kind in kinds):
            return latest.id
        for one in reversed(self.done):
            for candidate in [*_outputs(one), *(_clip_args(one.args))]:
                found = self.clip(candidate)
                if found and (not kinds or found.kind in kinds):
                    return found.id
            track = one.args.get("track")
            alone = [
                clip.id for clip in self.clips if clip.track == track and track and (not kinds or clip.kind in kinds)
            ]
            if alone and (one.tool == "mix" or len(alone) == 1):
                return alone[-1]
        return latest.id if latest and (not kinds or latest.kind in kinds) else None

    def matches(self, phrase: str, kinds: Sequence[str] = ()) -> list[tuple[float, str]]:
        """Clips whose name, tags or track fit a phrase, best first."""
        fresh = [out for one in self.last_turn() for out in one.out]
        found = []
        for place, clip in self._places():
            score = fit(phrase, clip.name, clip.tags, clip.track)
            if score > 0:
                score += 0.05 * (clip.id in fresh) + (0.3 if kinds and clip.kind == kinds[0] else 0)
                if not kinds or clip.kind in kinds:
                    found.append((score - 0.001 * place, clip.id))
        return sorted(found, key=lambda pair: -pair[0])

    def rivals(self, phrase: str, kinds: Sequence[str] = ()) -> list[str]:
        """The clips that a phrase fits best; several when it fits them equally well."""
        scored = [
            (fit(phrase, clip.name, clip.tags, clip.track), clip)
            for _, clip in self._places()
            if not kinds or clip.kind in kinds
        ]
        best = max((score for score, _ in scored), default=0.0)
        alike = [clip for score, clip in scored if score > best - _ALIKE]
        if len(self.clips) >= MANY:
            alike = list({_without_number(clip.name): clip for clip in reversed(alike)}.values())[::-1]
        return [clip.id for clip in alike]

    def _places(self) -> list[tuple[float, ClipInfo]]:
        """Clips with their place; of those that differ in a number only ("pad 1", "pad 2") the newest comes first."""
        first: dict[str, float] = {}
        made = []
        for number, clip in enumerate(self.clips):
            group = _without_number(clip.name)
            if group not in first or len(self.clips) < MANY:
                first.setdefault(group, float(number))
                made.append((float(number), clip))
            else:
                first[group] -= 0.001
                made.append((first[group], clip))
        return made

    def find(self, phrase: str, kinds: Sequence[str] = (), least: float = 0.75) -> str | None:
        """The clip that a phrase names, or None."""
        handle = re.search(r"@(\w+)", phrase)
        if handle and self.clip(handle[1]):
            return handle[1]
        exact = next((clip.id for clip in self.clips if clip.id == phrase.strip()), None)
        if exact:
            return exact
        found = self.matches(phrase, kinds)
        if found and found[0][0] >= least:
            return found[0][1]
        rest = self._without_section(phrase)
        return self.find(rest, kinds, least) if rest else None

    def _without_section(self, phrase: str) -> str:
        """ "The vocal" of "the chorus vocal", where a marker is called Chorus; else ""."""
        for name in sorted((name for name, _ in self.context.markers), key=len, reverse=True):
            if match := re.match(rf"\s*(?:the |my |our )?{re.escape(name)}\s+(?=[^\W\d])", phrase, re.IGNORECASE):
                return phrase[match.end() :]
        return ""

    def find_file(self, phrase: str, kinds: Sequence[str]) -> str | None:
        """The attached file (or picture clip) that a phrase names."""
        things = [(view.id, view.name) for view in self.context.files if not kinds or view.kind in kinds]
        things += [(clip.id, clip.name) for clip in self.clips if clip.kind in kinds]
        scored = sorted(((fit(phrase, name), -i, thing) for i, (thing, name) in enumerate(things)), reverse=True)
        return scored[0][2] if scored and scored[0][0] >= 0.75 else None

    def file_hinted(self, text: str, kinds: Sequence[str]) -> str | None:
        """The only attached file of which some word is said: "grandpa" for grandpa_face.png."""
        said = content_words(text)
        files = [view for view in self.context.files if view.kind in kinds]
        words = [(view.id, word) for view in files for word in content_words(view.name)]
        hinted = list({file for file, word in words if any(likeness(other, word) >= 0.8 for other in said)})
        return hinted[0] if len(hinted) == 1 else None

    def track(self, phrase: str) -> str | None:
        """The track that a phrase names, by its own name."""
        scored = []
        for place, name in enumerate(self.context.tracks):
            score = fit(phrase, name)
            scored.append((score - 0.001 * place, name))
        best = max(scored, default=(0.0, ""))
        if best[0] >= 0.75:
            return best[1]
        rest = self._without_section(phrase)
        return self.track(rest) if rest else None

    def track_of(self, clip_id: object) -> str | None:
        """The track of a clip."""
        found = self.clip(clip_id)
        return found.track if found else None

    def sources(self) -> list[str]:
        """Clips that were there before the conversation."""
        made = {out for one in self.done for out in one.out}
        return [clip.id for clip in self.clips if clip.id not in made]


def without_talk(context: Context) -> Context:
    """The session without its conversation: within one request the same object, so that what is read is remembered."""
    return once(("without talk", id(context)), lambda: replace(context, dialogue=(), history=()), of=context)


def _done(context: Context) -> Sequence[DoneCall]:
    """The calls of its conversation, with tracks by the names that they have now."""
    if context.dialogue:
        return _as_called_now(_calls_of(context.dialogue), context.tracks)
    done = [DoneCall(call.tool, call.args, call.out, True, call.turn) for call in context.history]
    return _as_called_now(done, context.tracks)


def _without_number(name: str) -> str:
    return re.sub(r"[\s_-]*\d+(?=\.\w+$|$)", "", name.lower())


def _outputs(call: DoneCall) -> list[str]:
    """What a call gave, the one that "it" means first: what was taken out, not what was left of it, else the newest."""
    stems = call.args.get("stems")
    is_picked = call.tool == "extract_sound" or isinstance(stems, list | tuple) and len(stems) == 1
    return list(call.out) if is_picked else list(reversed(call.out))


def _clip_args(args: Mapping[str, Any]) -> list[str]:
    found = []
    for name in ("clip", "midi", "image"):
        if isinstance(args.get(name), str):
            found.append(str(args[name]))
    if isinstance(args.get("clips"), list):
        found += [str(one) for one in args["clips"]]
    return found


_READ: list[tuple[tuple[Exchange, ...], tuple[DoneCall, ...]]] = []
"""The conversations that were read last, each with its calls: one request has the same read some ten times."""
_MOST_READ = 4


def _calls_of(dialogue: tuple[Exchange, ...]) -> Sequence[DoneCall]:
    """All calls of a conversation, oldest first."""
    known = next((calls for read, calls in _READ[:] if read is dialogue), None)
    if known is None:
        known = tuple(one for number, turn in enumerate(dialogue) for one in _calls(number, turn))
        _READ[:] = [*_READ[1 - _MOST_READ :], (dialogue, known)]
    return known


def _calls(number: int, turn: Exchange) -> list[DoneCall]:
    results: dict[int, CallResult] = {result.call: result for result in turn.results}
    made: list[DoneCall] = []
    for place, call in enumerate(turn.calls):
        tool = str(call.get("tool", ""))
        if tool in REPLIES or tool not in all_tasks():
            continue
        result = results.get(place, CallResult(place, True))
        args = resolved_args(call, results, turn.calls)
        made.append(DoneCall(tool, args, tuple(result.out), result.ok, number, result.error))
    return made


def _as_called_now(done: Sequence[DoneCall], tracks: Sequence[str]) -> list[DoneCall]:
    """The calls with tracks by the names that they have now."""
    told = list(done)
    for at, one in enumerate(done):
        old, new = one.args.get("track"), one.args.get("name")
        is_renaming = one.tool == "arrange" and one.args.get("action") == "rename" and one.ok
        if not is_renaming or "clip" in one.args or old in tracks or new not in tracks:
            continue
        for before in range(at + 1):
            args = told[before].args
            named = {name: new for name in ("track", "to") if args.get(name) == old}
            if old in (args.get("tracks") or ()):
                named["tracks"] = [new if track == old else track for track in args["tracks"]]
            told[before] = replace(told[before], args={**args, **named}) if named else told[before]
    return told


def resolved_args(
    call: Mapping[str, Any], results: Mapping[int, CallResult], calls: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The arguments of an earlier call of `calls` with `$n.part` replaced by the clips that they became."""
    args = {name: plain_value(value) for name, value in dict(call.get("args") or {}).items()}
    return {
        name: value if name in WORDS else _resolved(value, results, calls)
        for name, value in args.items()
        if value is not None
    }


def plain_value(value: Any) -> Any:
    """Take one of several accepted values where a record lists them."""
    if isinstance(value, Mapping):
        for key in ("any", "has", "set", "approx"):
            if value.get(key):
                inner = value[key]
                return " ".join(map(str, inner)) if key == "has" else list(inner) if key == "set" else inner[0]
        return None
    return value


_PARTS = {"vocals": 0, "drums": 1, "bass": 2, "other": 3, "target": 0, "rest": 1}


def _resolved(value: Any, results: Mapping[int, CallResult], calls: Sequence[Mapping[str, Any]]) -> Any:
    """Replace `$n.part` of an earlier plan by the id of the clip it became."""
    if isinstance(value, list):
        return [_resolved(one, results, calls) for one in value]
    match = re.fullmatch(r"\$(\d+)(?:\.(\w+))?", value) if isinstance(value, str) else None
    if not match:
        return value
    result = results.get(int(match[1]) - 1)
    outs = result.out if result else ()
    if not outs:
        return value
    made = calls[int(match[1]) - 1] if int(match[1]) <= len(calls) else {}
    picked = plain_value((made.get("args") or {}).get("stems"))
    if made.get("tool") == "separate_stems" and isinstance(picked, list | tuple) and picked:
        parts = [*dict.fromkeys(picked), "rest"]  # in the order in which they were picked
        return outs[parts.index(match[2])] if match[2] in parts[: len(outs)] else outs[0]
    number = re.search(r"_(\d+)$", match[2] or "")
    place = int(number[1]) - 1 if number else _PARTS.get(match[2] or "", 0)
    return outs[place] if 0 <= place < len(outs) else outs[0]




def side_by_side(clips: Sequence[ClipInfo]) -> list[ClipInfo]:
    """Clips of one track in their order; none where some lie on each other, as takes do."""
    ordered = sorted(clips, key=lambda one: one.start)
    lie_on_each_other = any(a.start + a.length > b.start + 0.01 for a, b in pairwise(ordered))
    return [] if lie_on_each_other else ordered
