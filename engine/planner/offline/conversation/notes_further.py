"""Notes further: turns behind an edit of notes that go on about these: "and a beat longer", "the others 10 lower"."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.notes_in_hand import SELECTS, InHand, notes_in_hand, others
from engine.planner.offline.conversation.notes_strength import notes_strength
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.taken_back import taken_back
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.note_act import note_act
from engine.planner.offline.slots.part_said import PART, numbered
from engine.planner.offline.slots.things import things
from engine.planner.offline.slots.which_notes import NUMBERS, which_notes
from engine.planner.offline.steps.single_note import bar_beats, clips_of, left_over, on, read_whole, with_its_sign
from engine.planner.offline.text.pitch_said import PITCH, pitch_said
from engine.planner.offline.text.reason import without_reason
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_FIGURES = ("to", "change", "value", "times", "beats", "amount")
_BARS = ("start_bar", "end_bar")
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|then|now|ok(?:ay)?|also|hm+|so|yeah|yes|cool|nice|good|great|perfect|alright|ah|oh)\b[\s,]*)+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^\W*(?:no|nope|nah|sorry|oops|wait|actually|i (?:meant?|said)|make (?:it|that))\b|\b(?:instead|rather|i mean)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^\W*(?:no|nope|nah|sorry|oops|wait|actually)\b|\b(?:instead|rather|i mean)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:all )?(?:of )?(?:the |its |their )?(?:others?(?: notes?| ones?)?|rest(?: of (?:them|it|the notes|those))?"
    r"|remaining (?:notes|ones))\b",
    re.IGNORECASE,
)
_WHICH = "|".join(sorted(NUMBERS, key=len, reverse=True))
_ONE_OF_THEM = re.compile(rf"\b(?P<which>{_WHICH})\s+one\b", re.IGNORECASE)
_BESIDE_IT = re.compile(
    r"\b(?:the )?(?:(?:one|note) (?:(?:right |just )?(?P<before>before)|after)(?: (?:it|that|this|that one))?"
    r"|(?P<previous>previous|next) (?:one|note))\b",
    re.IGNORECASE,
)
_ON_BEATS = re.compile(r"\bon (?:the )?(?=(?:[1-9]|one|two|three|four)(?:(?:,| and|\W*$)))", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"^\W*(?:(?:no|nope|sorry|oops|wait|actually|make it)\W+)*the (?P<which>{_WHICH})(?: one| note)?"
    r"(?:[\s,]+(?:too|as well|also|instead|rather|please))*\W*$",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(rf"^\W*(?:(?:no|sorry|ok)\W+)*(?:only|just) the (?P<which>{_WHICH})(?: one| note)?\W*$", re.I)
_BACK_TO = re.compile(r"\bback to (?=an? |[a-g]\b)", re.IGNORECASE)
_EVERY = re.compile(r"\bevery (?:other|second|third|fourth)\b(?! notes?\b)", re.IGNORECASE)
_WAS_TOO_MUCH = re.compile(
    r"(?<=\S)[\s,;.]+(?:that|it|\d+)(?:'?s| is| was| sounds?) (?:\w+ ){0,2}too \w+\W*$"
    r"|^\W*(?:that|it|\d+)(?:'?s| is| was| sounds?) (?:\w+ ){0,2}too \w+[\s,;.]+(?=\S)",
    re.IGNORECASE,
)
_TOO = re.compile(r"\b(?:too|as well|also|likewise|(?:the )?same(?: thing)?(?: again)?|again)\b", re.IGNORECASE)


def notes_further(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other. The grammar is closed: no word is left over."""
    said = without_reason(plain(text).strip())
    if '"' in said or said.endswith("?") or not scene.context.dialogue or not scene.done:
        return None
    hand = notes_in_hand(scene)
    if hand is None:
        return _in_the_right_bar(said, scene)
    if steps := _as_it_was(said, hand, scene) or notes_strength(said, hand, scene):
        return steps
    said = _WAS_TOO_MUCH.sub("", said)
    readings = (_another_pitch, _longer_by, _the_others, _beside_it, _others_of_them, _those)
    return next((steps for one in readings if (steps := one(said, hand, scene))), None)


def _the_others(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "The others 10 lower": all notes but those of the last turn."""
    match, rest_of_them = _OTHERS.search(said), others(hand.notes)
    if match is None or rest_of_them is None:
        return None
    rest = _LEAD.sub("", f"{said[: match.start()]} {said[match.end() :]}")
    act = note_act(rest, bar_beats(scene), of=hand.action)
    if act is None or left_over(act[1], ()) or act[0].get("to") in ("natural", "sharp", "flat"):
        return None
    return [Step("edit_notes", on(hand.clips, {**rest_of_them, **act[0]}))]


_ANOTHER_PITCH = re.compile(
    r"^\W*(?:(?:no|nope|nah|sorry|oops|wait|actually|make it|i meant?|rather|not)\b\W*)*(?:(?:an?|to)\s+)*"
    r"(?P<to>[a-g](?:#|b|[ -]?sharp|[ -]?flat)?\d?)(?:\W+(?:instead|rather|then|please))*\W*$",
    re.IGNORECASE,
)


def _another_pitch(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "No eb", behind a note that became an E."""
    match = _ANOTHER_PITCH.match(said)
    if match is None or hand.action != "pitch" or any("to" not in one.args for one in hand.frames):
        return None
    to = pitch_said(match["to"])
    return [told_as(Step("edit_notes", {**one.args, "to": to}), "fix", one) for one in hand.frames]


def _those(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "And a beat longer", "louder too, 110", "no, an A": about the notes of the last turn."""
    act = note_act(_TOO.sub(" ", _BACK_TO.sub("to ", _LEAD.sub("", said))), bar_beats(scene), of=hand.action)
    if act is None or things(act[1], scene) or PART.search(said):
        return None
    args, rest = with_its_sign(act, hand.notes)
    if left_over(rest, ()) or args.get("to") in ("natural", "sharp", "flat"):
        return None
    if args.get("value", 99) < 25 and "velocity" not in said.lower():
        return None  # "only 5", behind 10 down
    if not hand.is_some and (args["action"] != hand.action or args["action"] == "pitch"):
        return None
    again = {"value", "beats"} | (
        {"times", "change"} if re.search(r"\bonly\b|\bjust\b", said, re.IGNORECASE) else set()
    )
    is_set_again = bool(again & set(args) & set(hand.frames[-1].args))
    if (is_set_again or _CORRECTS.search(said)) and args["action"] == hand.action and not _TOO.search(said):
        return [told_as(Step("edit_notes", _otherwise(one, args)), "fix", one) for one in hand.frames]
    return [Step("edit_notes", on(hand.clips, {**hand.notes, **args}))]


_SO_LONG = re.compile(r"(?P<count>\w+(?: and a half)?) (?:beat|bar)s?", re.IGNORECASE)


def _longer_by(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "Two bars", behind "a bar longer"."""
    bare = _SO_LONG.fullmatch(_CORRECTS.sub("", _LEAD.sub("", said)).strip(" ,.!"))
    was = hand.frames[-1].args.get("change")
    act = note_act(f"{bare[0]} longer", bar_beats(scene)) if bare and hand.action == "length" else None
    if act is None or "change" not in act[0] or not isinstance(was, int | float):
        return None
    change = number(float(act[0]["change"]) * (1 if was > 0 else -1))
    return [told_as(Step("edit_notes", {**one.args, "change": change}), "fix", one) for one in hand.frames]


def _otherwise(frame: Frame, args: Args) -> dict[str, Any]:
    kept = {name: value for name, value in frame.args.items() if name not in _FIGURES}
    return {**kept, **{name: value for name, value in args.items() if name != "only" or "only" not in kept}}


def _beside_it(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "The one before too": the note beside one that was counted."""
    match, counted = _BESIDE_IT.search(said), hand.notes.get("note")
    if match is None or not isinstance(counted, int):
        return None
    is_before = bool(match["before"] or (match["previous"] or "").lower() == "previous")
    place = counted + (-1 if is_before else 1)
    if hand.action == "delete":  # those behind it have moved up
        place = counted if is_before == (counted < 0) else place
    if place == 0:
        return None
    rest = _LEAD.sub("", f"{said[: match.start()]} {said[match.end() :]}")
    return _acted({"note": place}, rest, hand, scene)


def _acted(chosen: Args, rest: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """What is said done to other notes, or what was done before."""
    if act := note_act(_TOO.sub(" ", rest), bar_beats(scene), of=hand.action):
        args, rest = with_its_sign(act, chosen)
        if left_over(rest, ()) or args.get("to") in ("natural", "sharp", "flat"):
            return None
        return [Step("edit_notes", on(hand.clips, {**chosen, **args}))]
    frame = hand.frames[-1]
    if _INSTEAD.search(rest) and "only" in chosen and hand.action and not left_over(rest, ()):
        picked = {name: value for name, value in frame.args.items() if name not in ("only", "note")}
        return [told_as(Step("edit_notes", {**picked, **chosen}), "fix", frame)]
    if not hand.action or not _TOO.search(rest) or left_over(_TOO.sub(" ", rest), ()):
        return None
    done = {name: value for name, value in frame.args.items() if name not in (*SELECTS, "clip", "clips")}
    return [told_as(Step("edit_notes", on(hand.clips, {**done, **chosen})), "again", frame)]


def _others_of_them(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "First note 100 though", "delete the f", "same in bar 11", "second one as well": other notes of the clip."""
    said = re.sub(r"\bthe same notes?\b|\bsame notes?\b", "same", _LEAD.sub("", said), flags=re.IGNORECASE)
    said = _ONE_OF_THEM.sub(lambda match: f"{match['which']} note", said)
    said = _ON_BEATS.sub("on beat ", said) if hand.action == "velocity" else said
    if (bare := _ORDINAL.match(said)) and "note" in hand.notes:
        place = NUMBERS[bare["which"].lower()]
        frame = hand.frames[-1]
        args = {**frame.args, "note": place}
        return [told_as(Step("edit_notes", args), "fix" if _INSTEAD.search(said) else "again", frame)]
    if (last := _OF_THOSE.match(said)) and (steps := _one_of_those(last["which"].lower(), hand)):
        return steps
    if str(hand.notes.get("only")).startswith("every"):
        said = _EVERY.sub(lambda match: f"{match[0]} note", said)
    read = read_whole(_TOO.sub(" ", said), scene, of=hand.action)
    if read is not None:
        clips = clips_of(read, scene) if read.named else list(hand.clips)
        asked = {} if hand.action or read.named else {name: hand.notes[name] for name in _BARS if name in hand.notes}
        return [Step("edit_notes", on(clips, {**asked, **read.over(clips, scene)}))] if clips else None
    chosen = which_notes(said)
    if chosen and chosen[0]:
        return None if things(chosen[1], scene) else _acted(chosen[0], chosen[1], hand, scene)
    bars = PART.search(said)
    if bars is None or not bars["a"] or (where := numbered(bars)) is None or chosen:
        return None
    frame = hand.frames[-1]
    first = {name: frame.args[name] for name in ("note", "only") if name in frame.args}
    reach = {"start_bar": number(where[0]), "end_bar": number(where[1])}
    is_there = bool(first) and not things(said, scene)
    return _acted({**first, **reach}, f"{said[: bars.start()]} {said[bars.end() :]}", hand, scene) if is_there else None


def _one_of_those(which: str, hand: InHand) -> list[Step] | None:
    """ "Only the last one", of several notes of a name."""
    frame = hand.frames[-1]
    only = str(frame.args.get("only") or "")
    if len(hand.frames) != 1 or not re.fullmatch(r"[A-G][#b]?\d?", only) or NUMBERS[which] not in (1, 2, 3, 4, -1):
        return None
    place = "last" if NUMBERS[which] < 0 else f"{NUMBERS[which]}."
    return [told_as(Step("edit_notes", {**frame.args, "only": f"{place} {only}"}), "fix", frame)]


_RIGHT = r"(?:right|fine|ok(?:ay)?|good|better|correct|nice|nicer)"
_WAS = re.compile(
    rf"^\W*(?:(?:no|nah|nope|hm+|oh|actually|well|sorry|wait)\b\W*)*(?:the )?"
    rf"(?:(?P<which>first|second|last) (?:one|note)|(?P<name>{PITCH})|it|that)"
    rf" was (?:actually )?{_RIGHT}(?: (?:before|after all|as it was|really|then|all along))*"
    r"(?:\W+(?:sharp|flat|natural|back|again|please|then|put it back|change it back))*\W*$",
    re.IGNORECASE,
)
_AS_PLAYED = re.compile(
    r"^\W*(?:(?:no|nah|nope|hm+|actually|ok|well|forget it|never ?mind|sorry)\b\W*)*"
    r"(?:(?:leave|keep|put|have|make|want) (?:it|them|that|everything) (?:back )?(?:as|the way|how|like"
    r"|to how|to what) "
    r"i (?:played|had|recorded|wrote|did) (?:it|them|that)(?: (?:before|originally|at first))?"
    r"|(?:back to )?(?:the |my )?original (?:timing|notes|velocities|playing|lengths?)(?: back)?"
    r"|(?P<straight>(?:make (?:it|them) )?straight(?: again| notes)?))(?:\W+(?:please|then|again|instead))*\W*$",
    re.IGNORECASE,
)
_WAS_PITCH = re.compile(r"The (?P<was>[A-G]#?)-?\d+ in bar ")


def _as_it_was(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """ "No, d natural was fine", "the first one was right after all": that edit is taken back, and no other."""
    match, played = _WAS.match(said), _AS_PLAYED.match(said)
    if match is None and (played is None or played["straight"] and hand.action != "swing"):
        return None
    live = [one for one in State.of(scene).frames if one.is_live and one.request]
    edits: list[Frame] = []
    for frame in reversed(live):
        if frame.tool != "edit_notes" or not set(frame.clips()) & set(hand.clips):
            break
        edits.insert(0, frame)
    if match is None:
        return taken_back(edits, live) if edits else None
    if name := match["name"]:
        was = pitch_said(name).rstrip("0123456789")
        edits = [one for one in edits if (told := _WAS_PITCH.search(one.text)) and told["was"] == was]
    place = NUMBERS.get((match["which"] or "last").lower(), -1)
    place = place - 1 if place > 0 else place
    return taken_back([edits[place]], live) if -len(edits) <= place < len(edits) else None


def _in_the_right_bar(said: str, scene: DialogueState) -> list[Step] | None:
    """ "Bar 10, sorry", behind an edit that found no such note there."""
    frames = State.of(scene).turn(len(scene.context.dialogue))
    is_failed = bool(frames) and all(one.tool == "edit_notes" and one.state == "failed" for one in frames)
    bars = PART.search(said) if is_failed else None
    where = numbered(bars) if bars and bars["a"] else None
    if is_failed and _ALL_OF_THEM.match(said):
        return [Step("edit_notes", {**one.args, "only": str(one.args["only"]).removeprefix("the ")})
                for one in frames if "only" in one.args] or None  # fmt: skip
    if bars is None or where is None:
        return None
    rest = f"{said[: bars.start()]} {said[bars.end() :]}"
    if any(one.low not in _SORRY for one in tokens(rest) if one.text[0].isalnum()):
        return None
    reach = {"start_bar": number(where[0]), "end_bar": number(where[1])}
    return [Step("edit_notes", {**one.args, **reach}) for one in frames]


_ALL_OF_THEM = re.compile(
    r"^\W*(?:(?:oh|ah|ok|yes|well|sorry)\W+)*(?:all|every one|each)(?: of (?:them|those))?\W*$", re.I
)
_SORRY = frozenset(
    "sorry no nope oops wait i mean meant in it's its the one that it was is of actually then ok hm there".split()
)
