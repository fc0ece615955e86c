"""Behind an edit of notes: more of these or of others: "and a beat longer", "the others 10 lower", "no, an A"."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_acts import SIGNS, note_act
from engine.planner.offline.sentence.notes.note_ways import grid_told
from engine.planner.offline.sentence.notes.notes import (
    ON_BEATS,
    clips_of,
    edit_told,
    hidden,
    left_over,
    named_clips,
    shown,
    with_its_sign,
)
from engine.planner.offline.sentence.notes.notes_in_hand import SELECTS, InHand, notes_in_hand, others
from engine.planner.offline.sentence.notes.notes_so_much import so_much, there_at
from engine.planner.offline.sentence.notes.which_notes import NUMBERS, WHICH, cut, which_notes
from engine.planner.offline.sentence.scope.lying import beats_of_bar
from engine.planner.offline.sentence.scope.over_bars import on, over
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.text.pitch_said import PITCH, pitch_said
from engine.planner.offline.text.reason import without_reason
from engine.planner.regex import regex
from engine.tasks.plan import Step


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_FIGURES = ("to", "change", "value", "times", "beats", "amount")
_BARS = ("start_bar", "end_bar")
_MAKE = _pattern(r"^\W*make (?:it|that)\b|\b(?:instead|rather)\b")
_INSTEAD = _pattern(r"\b(?:instead|rather)\b")
_OTHERS = _pattern(
    r"\b(?:all )?(?:of )?(?:the |its |their )?(?:others?(?: notes?| ones?)?|rest(?: of (?:them|it|the notes|those))?"
    r"|remaining (?:notes|ones))\b"
)
_ONE_OF_THEM = _pattern(rf"\b(?P<which>{WHICH})\s+one\b")
_BESIDE_IT = _pattern(
    r"\b(?:the )?(?:(?:one|note) (?:(?:right |just )?(?P<before>before)|after)(?: (?:it|that|this|that one))?"
    r"|(?P<previous>previous|next) (?:one|note))\b"
)
_ORDINAL = _pattern(
    rf"^\W*(?:make it\W+)?the (?P<which>{WHICH})(?: one| note)?(?:[\s,]+(?:too|as well|also|instead))*\W*$"
)
_COUNTED_TOO = _pattern(rf"^\W*(?:now )?the (?:{WHICH}) one,? (?:the )?(?:same|too|as well|also)\W*$")
_OF_THOSE = _pattern(rf"^\W*(?:only|just) the (?P<which>{WHICH})(?: one| note)?\W*$")
_BACK_TO = _pattern(r"\bback to (?=an? |[a-g]\b)")
_EVERY = _pattern(r"\bevery (?:other|second|third|fourth)\b(?! notes?\b)")
_WAS_TOO_MUCH = _pattern(
    r"(?<=\S)[\s,;.]+(?:that|it|\d+)(?:'?s| is| was| sounds?) (?:\w+ ){0,2}too \w+\W*$"
    r"|^\W*(?:that|it|\d+)(?:'?s| is| was| sounds?) (?:\w+ ){0,2}too \w+[\s,;.]+(?=\S)"
)
_NOT_THAT_ONE = _pattern(
    rf"^\W*(?:no\W+)?not the (?:{WHICH})(?: note| one| chord)?\W+(?:but )?(?P<new>the (?:{WHICH})(?: note| one"
    rf"| chord)?)\W*$"
)
""" "Not the last note, the first one"."""
_THERE = _pattern(r"\s+(?:in |over )?there\W*$")
""" "Velocities all 110 there": on the notes in hand."""
_TOO = _pattern(r"\b(?:too|as well|also|likewise|(?:the )?same(?: thing)?(?: again)?|again)\b")


def notes_again(said: Said) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    hand = notes_in_hand(said.scene) if said.is_later else None
    if hand is None:
        return _in_the_right_bar(said) if said.is_later else None
    if said.before and not any({*one.clips} & {*hand.clips} for one in said.before):
        return None  # "the horn can't reach the high ones, all above D5 down an octave"
    text = without_reason(said.raw)
    if steps := _as_it_was(text, hand, said):
        return steps
    text = _THERE.sub("", _WAS_TOO_MUCH.sub("", text))
    text = _NOT_THAT_ONE.sub(lambda match: f"{match['new']} instead", text)
    readings = (so_much, there_at, _another_pitch, _longer_by, _theirs, _the_others, _beside_it, _others_of_them)
    return next((steps for one in (*readings, _those) if (steps := one(text, hand, said))), None)


def _is_all(text: str, said: Said) -> bool:
    """Is every word known, and nothing named besides?"""
    apart = taken_apart(text, said.scene, focus=said.focus)
    return not left_over(apart) and not apart.places and all(one.is_pointed for one in apart.things)


def _corrects(text: str, said: Said) -> bool:
    return said.corrects or _MAKE.search(text) is not None


def _act(text: str, hand: InHand, said: Said) -> tuple[Args, str] | None:
    """What is done to the notes in hand, or to others of theirs, and the words without it."""
    return note_act(_TOO.sub(" ", text), beats_of_bar(said), of=hand.action)


def _the_others(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "The others 10 lower": all notes but those of the last turn."""
    match, rest_of_them = _OTHERS.search(text), others(hand.notes)
    act = _act(cut(text, match), hand, said) if match and rest_of_them is not None else None
    if act is None or not _is_all(act[1], said) or act[0].get("to") in SIGNS:
        return None
    return [Step("edit_notes", {**on(hand.clips), **(rest_of_them or {}), **act[0]})]


_ANOTHER_PITCH = _pattern(
    r"^\W*(?:(?:make it|not)\b\W*)*(?:(?:an?|to)\s+)*(?P<to>[a-g](?:#|b|[ -]?sharp|[ -]?flat)?\d?)(?:\W+instead)*\W*$"
)


def _another_pitch(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "No eb", behind a note that became an E."""
    match = _ANOTHER_PITCH.match(text)
    if match is None or hand.action != "pitch" or any("to" not in one.args for one in hand.frames):
        return None
    to = pitch_said(match["to"])
    return [told_as(Step("edit_notes", {**one.args, "to": to}), "fix", one) for one in hand.frames]


_FURTHER = _pattern(r"\b(?:another )?\d+ (?:more|further)\b")
_OF_IT = _pattern(r"\d\s*(?:%|percent)(?! (?:softer|louder|harder|gentler|quieter))")
""" "10 percent less": of the figure that was told."""


def _those(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "And a beat longer", "louder too, 110", "no, an A": about the notes of the last turn."""
    act = None if _OF_IT.search(text) else _act(_BACK_TO.sub("to ", text), hand, said)
    if act is None or not _is_all(act[1], said):
        return None
    args = with_its_sign(act[0], hand.notes)
    if args.get("to") in SIGNS or args.get("value", 99) < 25 and "velocity" not in text.lower():
        return None  # "only 5", behind 10 down
    if not hand.is_some and (args["action"] != hand.action or args["action"] == "pitch"):
        return None
    if (
        _FURTHER.search(text)
        and isinstance(was := hand.frames[-1].args.get("change"), int | float)
        and "change" in args
    ):
        args = {**args, "change": number(abs(float(args["change"])) * (1 if was > 0 else -1))}
    again = {"value", "beats"} | (
        {"times", "change"} if re.search(r"\bonly\b|\bjust\b", text, re.IGNORECASE) else set()
    )
    is_set_again = bool(again & set(args) & set(hand.frames[-1].args))
    if (is_set_again or _corrects(text, said)) and args["action"] == hand.action and not _TOO.search(text):
        return [told_as(Step("edit_notes", _otherwise(one, args)), "fix", one) for one in hand.frames]
    return [Step("edit_notes", {**on(hand.clips), **hand.notes, **args})]


def _theirs(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "Stab b 10 more", behind all of them: so much for one of the clips."""
    if hand.is_some or not hand.action or all(one.is_pointed for one in said.things) or _TOO.search(text):
        return None
    act = _act(_BACK_TO_FIGURE.sub("", hidden(text, said)), hand, said)
    apart = taken_apart(shown(act[1]), said.scene, focus=said.focus) if act else None
    if act is None or apart is None or act[0]["action"] != hand.action or act[0]["action"] == "pitch":
        return None
    if left_over(apart) or apart.is_open or all(one.is_pointed for one in apart.things):
        return None
    is_told = said.bag & {"velocity", "velocities", "back", "there"} or _TO_FIGURE.search(text)
    if apart.places and not is_told and not re.search(r"\bthere\b", text, re.IGNORECASE):
        return None
    there = {name: hand.notes[name] for name in _BARS if name in hand.notes} if _THERE.search(said.raw) else {}
    return over("edit_notes", {**there, **act[0]}, named_clips(apart, said), apart)


_BACK_TO_FIGURE = _pattern(r"\bback (?=(?:(?:down|up) )?to [\d])")
_TO_FIGURE = _pattern(r"\b(?:to|at|on) (?:[1-9]\d|1[0-2]\d)\b")
""" "Bring the alto's refrain back to 85", behind all of them at 105."""
_FILLERS = _pattern(r"\b(?:then|instead|rather|make it|make them|no|better|to|an?|please|long|go)\b")
_SO_LONG = _pattern(r"(?P<count>\w+(?: and a half)?) (?:beat|bar)s?")


def _longer_by(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "Two bars", behind "a bar longer"."""
    if hand.action == "length" and (told := grid_told(text)) and not _FILLERS.sub("", told[1]).strip(" ,.!"):
        beats = number(4 / int(told[0].removeprefix("1/").rstrip("T")) * (2 / 3 if told[0].endswith("T") else 1))
        return [told_as(Step("edit_notes", _otherwise(one, {"beats": beats})), "fix", one) for one in hand.frames]
    bare = _SO_LONG.fullmatch(_MAKE.sub("", text).strip(" ,.!"))
    was = hand.frames[-1].args.get("change")
    act = note_act(f"{bare[0]} longer", beats_of_bar(said)) if bare and hand.action == "length" else None
    if act is None or "change" not in act[0] or not isinstance(was, int | float):
        return None
    change = number(float(act[0]["change"]) * (1 if was > 0 else -1))
    return [told_as(Step("edit_notes", {**one.args, "change": change}), "fix", one) for one in hand.frames]


def _otherwise(frame: Frame, args: Args) -> dict[str, Any]:
    kept = {name: value for name, value in frame.args.items() if name not in _FIGURES}
    return {**kept, **{name: value for name, value in args.items() if name != "only" or "only" not in kept}}


def _beside_it(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "The one before too": the note beside one that was counted."""
    match, counted = _BESIDE_IT.search(text), hand.notes.get("note")
    if match is None or not isinstance(counted, int):
        return None
    is_before = bool(match["before"] or (match["previous"] or "").lower() == "previous")
    place = counted + (-1 if is_before else 1)
    if hand.action == "delete":  # those behind it have moved up
        place = counted if is_before == (counted < 0) else place
    return _acted({"note": place}, cut(text, match), hand, said) if place else None


def _acted(chosen: Args, rest: str, hand: InHand, said: Said) -> list[Step] | None:
    """What is said done to other notes, or what was done before."""
    if act := _act(rest, hand, said):
        args = with_its_sign(act[0], chosen)
        if not _is_all(act[1], said) or args.get("to") in SIGNS:
            return None
        return [Step("edit_notes", {**on(hand.clips), **chosen, **args})]
    frame = hand.frames[-1]
    is_instead = said.corrects or _INSTEAD.search(rest) is not None
    if is_instead and "only" in chosen and hand.action and _is_all(rest, said):
        picked = {name: value for name, value in frame.args.items() if name not in ("only", "note")}
        return [told_as(Step("edit_notes", {**picked, **chosen}), "fix", frame)]
    if not hand.action or not _TOO.search(rest):
        return None
    apart = taken_apart(_TOO.sub(" ", rest), said.scene, focus=said.focus)
    if left_over(apart) or len(apart.spans) > 1 or any(not one.is_pointed for one in apart.things):
        return None
    if apart.spans:  # "the same with the second note in bar 4"
        chosen = {**chosen, "start_bar": number(apart.spans[0][0]), "end_bar": number(apart.spans[0][1])}
    done = {name: value for name, value in frame.args.items() if name not in (*SELECTS, "clip", "clips")}
    return [told_as(Step("edit_notes", {**on(hand.clips), **done, **chosen}), "again", frame)]


def _others_of_them(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "First note 100 though", "delete the f", "same in bar 11", "second one as well": other notes of the clip."""
    if not hand.is_some and hand.action and _COUNTED_TOO.search(text):
        return None  # another clip
    text = re.sub(r"\b(?:the )?same notes?\b", "same", text, flags=re.IGNORECASE)
    text = _ONE_OF_THEM.sub(lambda match: f"{match['which']} note", text)
    text = ON_BEATS.sub("on beat ", text) if hand.action == "velocity" else text
    frame = hand.frames[-1]
    if (bare := _ORDINAL.match(text)) and "note" in hand.notes:
        is_instead = said.corrects or _INSTEAD.search(text) is not None
        args = {**frame.args, "note": NUMBERS[bare["which"].lower()]}
        return [told_as(Step("edit_notes", args), "fix" if is_instead else "again", frame)]
    if (last := _OF_THOSE.match(text)) and (steps := _one_of_those(last["which"].lower(), hand)):
        return steps
    if str(hand.notes.get("only")).startswith("every"):
        text = _EVERY.sub(lambda match: f"{match[0]} note", text)
    read = edit_told(_TOO.sub(" ", text), said, of=hand.action)
    if read is not None:
        is_named = any(not one.is_pointed for one in read.rest.things)
        clips = clips_of(read, said) if is_named else [one for one in said.scene.clips if one.id in hand.clips]
        asked = {} if hand.action or is_named else {name: hand.notes[name] for name in _BARS if name in hand.notes}
        return over("edit_notes", {**asked, **read.args}, clips, read.rest)
    chosen = which_notes(text)
    if chosen and chosen.args:
        return _acted(chosen.args, chosen.rest, hand, said)
    return _in_other_bars(hand, said)


def _in_other_bars(hand: InHand, said: Said) -> list[Step] | None:
    """ "Same in bar 11", of some notes."""
    frame = hand.frames[-1]
    first = {name: frame.args[name] for name in ("note", "only") if name in frame.args}
    if not first or len(said.spans) != 1 or left_over(said) or not any(_TOO.fullmatch(one) for one in said.words):
        return None
    if any(not one.is_pointed for one in said.things):
        return None
    (start, end), args = said.spans[0], {**frame.args, **first}
    return [told_as(Step("edit_notes", {**args, "start_bar": number(start), "end_bar": number(end)}), "again", frame)]


def _one_of_those(which: str, hand: InHand) -> list[Step] | None:
    """ "Only the last one", of several notes of a name."""
    frame = hand.frames[-1]
    only = str(frame.args.get("only") or "")
    if len(hand.frames) != 1 or not re.fullmatch(r"[A-G][#b]?\d?", only) or NUMBERS[which] not in (1, 2, 3, 4, -1):
        return None
    place = "last" if NUMBERS[which] < 0 else f"{NUMBERS[which]}."
    return [told_as(Step("edit_notes", {**frame.args, "only": f"{place} {only}"}), "fix", frame)]


# --- as it was ---

_WAS = _pattern(
    rf"^\W*(?:the )?(?:(?P<which>first|second|last) (?:one|note)|(?P<name>{PITCH})|it|that) was (?:actually )?"
    r"(?:right|fine|ok(?:ay)?|good|better|correct|nice|nicer)"
    r"(?: (?:before|after all|as it was|really|then|all along))*"
    r"(?:\W+(?:sharp|flat|natural|back|again|put it back|change it back))*\W*$"
)
_AS_PLAYED = _pattern(
    r"^\W*(?:(?:forget it|never ?mind)\W*)?(?:(?:leave|keep|put|have|make|want) (?:it|them|that|everything) (?:back )?"
    r"(?:as|the way|how|like|to how|to what) i (?:played|had|recorded|wrote|did) (?:it|them|that)"
    r"(?: (?:before|originally|at first))?"
    r"|(?:back to )?(?:the |my )?original (?:timing|notes|velocities|playing|lengths?)(?: back)?"
    r"|(?P<straight>(?:make (?:it|them) )?straight(?: again| notes)?))(?:\W+(?:again|instead))*\W*$"
)
_WAS_PITCH = regex(r"The (?P<was>[A-G]#?)-?\d+ in bar ")


def _as_it_was(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "No, d natural was fine", "the first one was right after all": that edit is taken back, and no other."""
    match, played = _WAS.match(text), _AS_PLAYED.match(text)
    if match is None and (played is None or played["straight"] and hand.action != "swing"):
        return None
    live = [one for one in said.state.frames if one.is_live and one.request]
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


# --- behind an edit that found no such note ---

_ALL_OF_THEM = _pattern(r"^\W*(?:all|every one|each)(?: of (?:them|those))?\W*$")
_ONE_OF_MANY = _pattern(r"^\W*(?:the |just |only )*(?P<which>first|second|third|fourth|last)(?: one)?(?: too)?\W*$")
_SORRY = frozenset("meant in it's its that it was is of there".split())


def _in_the_right_bar(said: Said) -> list[Step] | None:
    """ "Bar 10, sorry", "all of them"."""
    frames = said.state.turn(len(said.scene.context.dialogue))
    if not frames or any(one.tool != "edit_notes" or one.state != "failed" for one in frames):
        return None
    if _ALL_OF_THEM.match(said.raw):
        return [Step("edit_notes", {**one.args, "only": str(one.args["only"]).removeprefix("the ")})
                for one in frames if "only" in one.args] or None  # fmt: skip
    if which := _ONE_OF_MANY.match(said.raw):
        place = NUMBERS[which["which"].lower()]
        name = f"{'last' if place < 0 else f'{place}.'} "
        return [Step("edit_notes", {**one.args, "only": str(one.args["only"]).replace("the ", name, 1)})
                for one in frames if str(one.args.get("only", "")).startswith("the ")] or None  # fmt: skip
    if len(said.spans) != 1 or said.bag - _SORRY or any(not one.is_pointed for one in said.things):
        return None
    reach = {"start_bar": number(said.spans[0][0]), "end_bar": number(said.spans[0][1])}
    return [Step("edit_notes", {**one.args, **reach}) for one in frames]
