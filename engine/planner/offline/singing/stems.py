"""Stems of a mix: "take the drums out of it", "only the vocals of that", "put its bass on a new track"; and of those
that were made, "only need the singing, bin the rest"."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.making.last import made_last
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.slots.stems import named_stems
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_S = (
    r"(?P<stems>(?:the |its |just |only )?(?:drums?|drum part|beat|percussion|bass(?: ?line| part)?|vocals?|vox|voice"
    r"|singing|singer|a ?cappella|acapella)(?:(?:,| and|,? &|,? n) (?:the )?(?:drums?|bass|vocals?|voice|singing))*)"
)
_A_STEM = regex(_S)
_FROM_OR_ONLY = regex(r"\b(?:out|from|off|in|of|inside|within|without|minus|no|only|just|nothing|keep|leave)\b")
_IN_PARTS = regex(
    r"\b(?:apart|pieces|into)\b|\b(?:pull|take|rip|split|tear|break|separate|pick)\b.*\bup\b", re.DOTALL
)
_T = r"(?:the )?T(?: clip| track| loop| sample| region| bounce)?"
_REST = (
    r"(?:everything else|all else|the rest|all the rest|rest|the others?|other stuff)"
    r"(?: (?:is |has to be |can be |should be )?(?:out|gone|off|away|muted|silent|quiet|dropped|can go|goes))?"
    r"|(?:bin|lose|drop|mute|kill|delete|ditch|chuck|trash|get rid of|throw away|remove|without|no"
    r"|nothing) (?:all )?(?:the )?(?:rest|others?|other (?:ones|parts|stems)|everything else|else)(?: of (?:it|them))?"
)
_MUTED = r"(?:mute|silence|switch off|turn off) (?:the )?(?:T|it|that|original)(?: itself)?(?: then)?"
""" "And mute the original": it is silent anyway once its stems sound."""
_STAYS = r"(?:leave|keep) (?:the )?(?:T|it|that|original)(?: itself)?(?: alone| as (?:it )?is| as it was| untouched)?"
_BEFORE = r"(?:(?:can|could) (?:you|u|we) |(?:i|we) (?=only|just)|i (?:want|need) |let'?s |please |just )*"
_BEHIND = rf"(?:[,.;]* (?:and |but )?(?:please|pls|for me|now|{_REST}|{_STAYS}|{_MUTED}))*"
_WITHOUT = (
    regex(
        rf"{_BEFORE}(?:take|strip|cut|drop|remove|kill|lose|bin|delete|have|mute|silence|ditch) (?:all )?{_S}"
        rf" (?:right |back )?(?:out of|out from|out in|from|off|in|of|inside|within) {_T}{_BEHIND}"
    ),
    regex(rf"{_BEFORE}(?:have |make |give me |play )?{_T},? (?:without|minus|with no|but no|no) {_S}{_BEHIND}"),
    regex(rf"{_BEFORE}{_S} (?:out of|out from) {_T}{_BEHIND}"),
)
_ONLY = (
    regex(
        rf"{_BEFORE}(?:only|just|keep only|keep just|leave only|leave just|nothing but|keep)(?: keep| want| need| use"
        rf"| have| leave| play| hear)? {_S} (?:of|from|in|out of) {_T}{_BEHIND}"
    ),
    regex(
        rf"{_BEFORE}(?:from |of |in )?{_T}[:,]? (?:only|just|nothing but|keep only) {_S}"
        rf"(?: (?:of|from|in) (?:it|that|this|T))?{_BEHIND}"
    ),
)
_GETS = regex(
    rf"{_BEFORE}(?:get|give|pull|extract|grab|isolate|fish|make|have|lift|rip)(?: me| us| out)? (?:out )?(?P<only>just"
    rf" |only |nothing but )?"
    rf"{_S}(?: alone| only| on its own| by itself)? (?:out of|from|off|of|in) {_T}(?P<behind>{_BEHIND})"
)
""" "Get me just the vocal out of the original"."""
_ALONE = regex(r"\b(?:just|only|nothing but|alone|on its own|by itself)\b")
_APART = regex(
    rf"{_BEFORE}(?:pull|take|rip|split|tear|break|separate|pick) {_T} (?:apart|up|to pieces|into (?:its )?(?:stems"
    rf"|parts|pieces))"
    rf"(?:[,:;.]* (?:and |so )?(?:i|we)?(?: only| just)? ?(?:want|need|would like|keep|give me|get me|have)? ?{_S}"
    r"(?: (?:as|on|onto) (?:their )?(?:own|separate|new|single|extra) tracks?| separately| each)?)?"
)
""" "Pull the demo apart, i want the drums and the voice as own tracks"."""
_ELSEWHERE = regex(
    rf"{_BEFORE}(?:put|get|bring|copy|have|lay|pull|extract|lift) {_S} (?:of|from|in|out of) {_T}"
    r" (?:on|onto|to|over to) (?:an?|its|their) (?:(?:new|own|separate|extra|other) )+track"
    rf"(?: of its own)?{_BEHIND}"
)
_OUT_TO_ITS_OWN = regex(
    rf"{_BEFORE}(?:take|pull|lift|cut|rip|split|get|extract|grab|separate|isolate|move|strip|bounce) {_S}"
    rf" (?:out of|out from|out|from|off|of|in) {_T}(?: and| n|,)? ?(?:(?:and |then )?(?:put|stick|give|lay|drop"
    rf"|place|have|bring|move|get|chuck"
    r"|bung) (?:it|them|'?em|that|those) )?(?:on |onto |to |in )?(?:an? |(?:an?|its|their) (?:(?:new|own|separate"
    r"|extra|other|single) )+)tracks?"
    rf"(?: of its own)?{_BEHIND}"
)
""" "Take the vocals out of the song and put them on their own track": what is left is the song without them."""
_KEEPS = regex(rf"\b{_STAYS}")
_OF_THOSE = regex(
    rf"(?:(?:ok(?:ay)?|so|and|actually|no|well)[ ,]+)*(?:i )?"
    rf"(?:(?:only|just|keep)(?: keep| want| need| use| have| leave)?|(?:want|need|keep|leave) (?:only|just)) (?:the )?"
    rf"{_S}(?: stems?| part| track)?(?: then| please| really| actually)*"
    rf"(?P<rest>(?:[,.;]* (?:and |but )?(?:{_REST}))?)(?: then| please)*"
)
_TAKES = regex(r"\b(?:take|have|strip|cut)\b|^\W*(?:the )?\w+ out (?:of|from)")
_LIES_IN = regex(r" (?:in|inside|within) (?:the )?T\b")
_IS_A_STEM = regex(rf"(?:the )?{_S}")
_GONE = regex(r"\b(?:bin|lose|delete|ditch|chuck|trash|get rid|throw|remove|gone|can go)\b")


def stems_asked(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps; None for anything else. The words are as they were typed: "vocals" may be no track here."""
    simple = plain(text).strip()
    if '"' in simple or simple.endswith("?") and not re.match(r"(?:and |ok )*(?:can|could)\b", simple, re.IGNORECASE):
        return None
    if not _may_be(simple.lower(), scene):
        return None  # most requests need not be taken apart for this
    said = taken_apart(simple.rstrip("? "), scene)
    return _of_those(said) or _other_stems(said) or _of_a_mix(said)


def _may_be(low: str, scene: DialogueState) -> bool:
    """Has it what each of the forms has, or were stems made before?"""
    if any(call.get("tool") == "separate_stems" for turn in scene.context.dialogue for call in turn.calls):
        return True
    return _IN_PARTS.search(low) is not None or bool(_A_STEM.search(low) and _FROM_OR_ONLY.search(low))


def _of_a_mix(said: Said) -> list[Step] | None:
    for one in _targets(said):
        view, form = one
        if (got := _got(view, form)) or (got := _apart(view, form)):
            return got
        without = next((match for pattern in _WITHOUT if (match := pattern.fullmatch(form))), None)
        only = next((match for pattern in _ONLY if (match := pattern.fullmatch(form))), None)
        parted = None if _KEEPS.search(form) else _OUT_TO_ITS_OWN.fullmatch(form)
        elsewhere = _ELSEWHERE.fullmatch(form)
        match = parted or elsewhere or only or without
        stems = named_stems(match["stems"]) if match else []
        if not match or not stems or "instrumental" in stems or _is_a_part_there(said, form):
            continue
        if parted:
            return [Step("separate_stems", {"clip": view.id, "stems": stems})]
        if without and not (only or elsewhere) and stems == ["vocals"]:
            if _TAKES.search(form):
                continue  # "take the vocals out": are they wanted, or the rest?
            return [Step("separate_stems", {"clip": view.id, "stems": ["instrumental"]})]
        made = Step("separate_stems", {"clip": view.id, "stems": stems})
        if elsewhere:
            return [made, *(_placed(one, view) for one in stems)]
        silent = ["rest"] if only else stems
        return [made, *(Step("mix", {"clip": f"$1.{one}", "action": "mute"}) for one in silent)]
    return None


def _got(view: ClipInfo, form: str) -> list[Step] | None:
    """Some of it wanted for itself: the rest of it is not heard where only that is asked for."""
    match = _GETS.fullmatch(form)
    stems = named_stems(match["stems"]) if match else []
    if match is None or not stems or "instrumental" in stems:
        return None
    is_alone = _ALONE.search(form) is not None or bool(match["behind"].strip())
    if not is_alone:
        return None
    made = Step("separate_stems", {"clip": view.id, "stems": stems})
    return [made, Step("mix", {"clip": "$1.rest", "action": "mute"})]


def _apart(view: ClipInfo, form: str) -> list[Step] | None:
    match = _APART.fullmatch(form)
    if match is None:
        return None
    stems = named_stems(match["stems"]) if match["stems"] else []
    if match["stems"] and (not stems or "instrumental" in stems):
        return None
    return [Step("separate_stems", {"clip": view.id, **({"stems": stems} if stems else {})})]


def _is_a_part_there(said: Said, form: str) -> bool:
    """ "Mute the bass in the break", where a track is called Bass and the break may be a part of the song."""
    return _LIES_IN.search(form) is not None and any(
        _IS_A_STEM.fullmatch(said.text[one.start : one.end]) for one in said.things if one.tracks or one.clips
    )


def _placed(name: str, view: ClipInfo) -> Step:
    return Step("arrange", {"action": "place", "clip": f"$1.{name}", "track": f"{view.name} {name}"})


def _targets(said: Said) -> list[tuple[ClipInfo, str]]:
    """The audio clips that may be meant, each with the sentence in which T stands for it."""
    found = []
    for one in said.things:
        clips = [said.scene.clip(clip) for clip in one.clips] if one.clips else []
        if not one.clips and len(one.tracks) == 1:
            clips = [clip for clip in said.scene.clips if clip.track == one.tracks[0]]
        lying = [clip for clip in clips if clip and clip.kind == "audio"]
        is_place = any(place.start < one.end and one.start < place.end for place in said.places)
        if len(lying) != 1 or len(clips) != 1 or one.how or is_place:
            continue
        also = [other for other in said.things if set(other.tracks) == set(one.tracks)]
        form = said.text
        for other in sorted(also, key=lambda each: -each.start):
            form = f"{form[: other.start]}T{form[other.end :]}"
        found.append((lying[0], re.sub(r"\s+", " ", form).strip(" .!")))
    return found


def _of_those(said: Said) -> list[Step] | None:
    """ "Only need the singing, bin the rest", of the stems that were made last."""
    frame = made_last(said.state, ("separate_stems",))
    match = _OF_THOSE.fullmatch(said.text.strip(" .!")) if frame else None
    if frame is None or match is None:
        return None
    stems, made = named_stems(match["stems"]), _tracks(frame, said)
    kept = [made[one] for one in stems if one in made]
    others = [track for track in made.values() if track not in kept]
    if not stems or len(kept) != len(stems) or not others:
        return None
    if _GONE.search(match["rest"]):
        return [Step("arrange", {"action": "delete", "track": one}) for one in others]
    return [Step("mix", {"track": one, "action": "mute"}) for one in others]


_LEAD = r"(?:(?:no+|nah|wait|sorry|and|also|ok(?:ay)?|but|i mean|take|have)[ ,.]+)*"
_OTHER = (
    regex(rf"{_LEAD}not (?:the )?[\w ]+?[,;.]* ?(?:but )?{_S}"),
    regex(rf"{_LEAD}{_S}(?: out)? (?:instead|rather)"),
)
""" "Not the drums, the bass", "the bass instead"."""
_MORE = regex(rf"{_LEAD}{_S}(?: out)? (?:too|as well|also)|(?:and|also) {_S.replace('<stems>', '<more>')}")


def _other_stems(said: Said) -> list[Step] | None:
    """Behind stems that were taken out: others instead of them, or others as well, taken from the same mix."""
    last = said.last()
    made = [one for one in last if one.tool == "separate_stems" and one.args.get("stems")]
    silent = [one for one in last if (one.tool, one.kind) == ("mix", "mute")]
    text = said.text.strip(" .!")
    other = next((match for pattern in _OTHER if (match := pattern.fullmatch(text))), None)
    more = None if other else _MORE.fullmatch(said.typed.lower().strip(" .!"))
    if len(made) != 1 or len(made) + len(silent) != len(last) or not (other or more):
        return None
    before = [str(one) for one in made[0].args["stems"]]
    told = other["stems"] if other else more["stems"] or more["more"] if more else ""
    stems = [one for one in named_stems(told) if one not in before]
    if not stems or "instrumental" in (*stems, *before):
        return None
    wanted = stems if other else [*before, *stems]
    undone = taken_back_acts(last, acts_of(said.state))
    if not undone:
        return None
    at = len(undone) + 1
    is_out = len(silent) > 0 and not any("rest" in str(said.scene.track_of(one.args.get("clip"))) for one in silent)
    quiet = (wanted if is_out else ["rest"]) if silent else []
    steps = [Step("separate_stems", {**made[0].args, "stems": wanted})]
    return [*undone, *steps, *(Step("mix", {"clip": f"${at}.{one}", "action": "mute"}) for one in quiet)]


def _tracks(frame: Frame, said: Said) -> dict[str, str]:
    """The track of each stem by its name."""
    made: dict[str, str] = {}
    for clip in frame.out:
        view = said.scene.clip(clip)
        last = view.name.lower().split()[-1:] if view else []
        if view and view.track and last and last[0] in ("vocals", "drums", "bass", "other", "rest", "instrumental"):
            made[last[0]] = view.track
    return made
