"""Read a sentence: each wording of it, as a whole, beside a remark, or clause by clause."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.again import made_again
from engine.planner.offline.making.other_words import other_words
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.sentence.apart.remarks import behind_remarks
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.beside_remarks import in_order, read_beside_remarks
from engine.planner.offline.sentence.clauses.joints import joints
from engine.planner.offline.sentence.clauses.meanwhile import with_its_part
from engine.planner.offline.sentence.clauses.other_part import with_its_kind
from engine.planner.offline.sentence.clauses.quoted_names import with_quoted_names
from engine.planner.offline.sentence.clauses.topic import names_a_thing
from engine.planner.offline.sentence.clauses.whole import read_whole, read_whole_of
from engine.planner.offline.sentence.clauses.wordings import wordings
from engine.planner.offline.sentence.clips.put_over import layered, put_over
from engine.planner.offline.sentence.clips.words_cut import words_cut
from engine.planner.offline.sentence.exports.exports import export_named
from engine.planner.offline.sentence.follow_ups.of_what_was_last import of_what_was_last
from engine.planner.offline.sentence.scope.next_number import with_next_number
from engine.planner.offline.sentence.scope.selected import of_the_selection, selected, tells_of_it
from engine.planner.offline.sentence.song.went_to import went_to
from engine.planner.offline.sentence.undo.own_voice import own_voice
from engine.planner.offline.sentence.undo.told_back import told_back
from engine.planner.offline.singing.asked import asked_to_sing
from engine.planner.offline.singing.last import voiced_last
from engine.planner.offline.singing.spoken import asked_to_speak
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step


def read(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a sentence of which every word is known; None for any other."""
    if place := went_to(text):
        return place
    scene = _of_the_undone(text, scene)
    if voice := own_voice(text, scene):
        return voice
    if not _SWITCHED_ON.search(text) and (gone := told_back(text, scene, read_whole)):
        return gone
    if cut := words_cut(text, scene):
        return cut
    if voiced := asked_to_sing(text, scene, read_beside_remarks) or asked_to_speak(text, scene):
        return voiced
    if other := _other_words(text, scene):
        return other
    if scene.done and '"' in plain(text) and (worded := other_words(text, State.of(scene))):
        return worded
    simple = plain(text).strip()
    if told := put_over(simple, scene) or put_over(behind_remarks(simple), scene) or layered(simple, scene):
        return told
    whole = with_next_number(with_its_kind(with_its_part(plain(text).strip(), scene), scene), scene)
    for simple in wordings(whole, scene):
        for words, remark in ((simple, ""), *in_order(simple, scene)) if selected(scene) else ():
            if remark and names_a_thing(remark, scene) and not tells_of_it(remark, scene):
                continue  # "this one's a bit shy, +2" names nothing
            if chosen := of_the_selection(words, scene, read_whole_of, joints):
                return chosen
        if '"' in simple:
            if named := export_named(simple, scene) or with_quoted_names(simple, scene, read_beside_remarks):
                return named
            continue
        found = _darkened(read_beside_remarks(simple, scene), simple)
        if steps := _there_too(simple, scene, found) or of_what_was_last(simple, scene, read_whole_of):
            return steps
        for words, remark in in_order(simple, scene) if scene.done else ():
            if remark and not names_a_thing(remark, scene) and (steps := of_what_was_last(words, scene, read_whole_of)):
                return steps  # "just quieter, it's covering the others"
    if _ALL_OF_THEM.search(whole.lower()) and _nothing_in_hand(whole, scene):
        return [Step("ask", {"text": WHICH_ONES})]
    return [Step("ask", {"text": SAME_AS_WHAT})] if _SAME_MOVE.search(whole.lower()) else None


_SWITCHED_ON = regex(r"^\W*(?:(?:please|now|and|then|ok)\W+)*(?:turn|switch)\b.*\bback on\W*$", re.IGNORECASE)
""" "Turn the compressor back on" takes nothing back."""
_INSTEAD_OF_IT = regex(r"^\W*(?:(?:ok|and|but|so|just|rather)\W+)*instead\b", re.IGNORECASE)


def _of_the_undone(text: str, scene: DialogueState) -> DialogueState:
    """ "Instead just pull it out", behind an undo: what that was done to is spoken of."""
    said = scene.context.dialogue[-1] if scene.context.dialogue else None
    if said is None or not _INSTEAD_OF_IT.match(text) or [call.get("tool") for call in said.calls] != ["undo"]:
        return scene
    state = State.of(scene)
    undone = [one for one in state.frames if one.state == "undone"]
    about = [track for one in undone if one.turn == undone[-1].turn for track in Focus.of(state).tracks_about(one)]
    if len(set(about)) != 1:
        return scene
    return DialogueState.of(replace(scene.context, spoken_track=about[0]))


_DARK = regex(r"\b(?:dark|dull|muffled|murky|woolly|underwater)\b", re.IGNORECASE)
_DARK_HZ = 1000.0


def _darkened(steps: list[Step] | None, text: str) -> list[Step] | None:
    """ "Low pass on the pad, nice and dark": a filter that is heard."""
    if not steps or not _DARK.search(text):
        return steps
    return [
        replace(one, args={**one.args, "cutoff_hz": _DARK_HZ})
        if one.args.get("effect") == "lowpass" and "cutoff_hz" not in one.args
        else one
        for one in steps
    ]


def _there_too(text: str, scene: DialogueState, steps: list[Step] | None) -> list[Step] | None:
    """ "And the trombone on the right", behind what was done in a part of the song: there as well, not everywhere."""
    if not steps or any(one.task != "mix" or one.args.get("action") not in ("gain", "pan") for one in steps):
        return steps
    said = taken_apart(text, scene)
    last = said.last()
    kinds = {"pan" if one.args.get("action") == "pan" else "volume" for one in steps}
    if not said.adds or said.places or not said.focus.bars or said.bag & {"everywhere", "always", "throughout"}:
        return steps
    if not last or any(one.tool != "automate" or one.args.get("parameter") not in kinds for one in last):
        return steps
    there = read_whole(f"{said.raw} there", scene)
    return there if there and all(one.task == "automate" for one in there) else steps


WHICH_ONES = "Which ones do you mean? Nothing was named or done before."
_ALL_OF_THEM = regex(
    r"\b(?:all|both|each|every one) of (?:them|'?em|those|these)\b(?! (?:tracks?|clips?|notes?|bars?))"
)


def _nothing_in_hand(text: str, scene: DialogueState) -> bool:
    """ "All of em down 10", where nobody knows which: not all tracks there are."""
    spoken = scene.context
    chosen = spoken.selected_tracks or spoken.selected_clips or spoken.selected_bars or spoken.spoken_track
    known = chosen or spoken.spoken or spoken.files or scene.done
    return not known and not any(not one.is_pointed for one in taken_apart(text, scene).things)


SAME_AS_WHAT = "The same as what? Say what should be done to it."
_SAME_MOVE = regex(
    r"^\W*(?:(?:and|now|then|ok|lush|nice|great|cool)\W+)*(?:do )?(?:the |that )?same (?:move|trick)"
    r" (?:on|for|to|with)\b"
)
""" "Same move on the arp", where it is not known which: no clip is moved."""
_QUOTED_WORDS = regex(r"\"(?P<words>(?:(?!and\b|then\b|but\b)[\w'’-]+ ?){1,4})[.!?]?\"", re.IGNORECASE)
_OF_WORDS = regex(r"\b(?:words?|lyrics?|line|instead of|swap|replace|change|should (?:be|say)|say|sing)\b")


def _other_words(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Change the last word to "dawn"", of what was sung last: a few quoted words are other words of it."""
    simple = plain(text).strip()
    if not scene.done or not _OF_WORDS.search(simple) or _QUOTED_WORDS.search(simple) is None:
        return None
    bare = _QUOTED_WORDS.sub(r"\g<words>", simple)
    if '"' in bare or voiced_last(State.of(scene)) is None:
        return None
    steps = made_again(taken_apart(bare, scene))
    is_line = steps is not None and len(steps) == 1 and steps[0].task in ("sing", "speak", "ask")
    return steps if is_line else None
