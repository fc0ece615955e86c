"""Understands a request: its readings in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.languages.request import names_of
from engine.planner.offline.asked.questions import asked_of_session
from engine.planner.offline.conversation.act_wanted import is_only_words
from engine.planner.offline.conversation.amount_changed import amount_changed
from engine.planner.offline.conversation.counted_acts import which_is_meant, with_counted_acts
from engine.planner.offline.conversation.effect_said import effects_said
from engine.planner.offline.conversation.pointed import as_pointed
from engine.planner.offline.conversation.said_shortly import said_shortly, with_bars_left
from engine.planner.offline.conversation.same_for import same_for
from engine.planner.offline.conversation.sentences import sentence_by_sentence
from engine.planner.offline.conversation.siblings import with_siblings
from engine.planner.offline.conversation.state import State
from engine.planner.offline.conversation.unfounded import founded
from engine.planner.offline.doubts.asked_back import answered
from engine.planner.offline.in_a_form import is_in_a_form
from engine.planner.offline.one_sentence import SEVERAL, of_one_sentence
from engine.planner.offline.reading.buses_said import called, with_buses
from engine.planner.offline.reading.clips_counted import in_their_words, numbered, with_counted
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.slip import mended_slips
from engine.planner.offline.reading.word_names import with_word_names
from engine.planner.offline.sentence.clauses.whole import of_notes
from engine.planner.offline.sentence.clauses.wordings import LONGEST
from engine.planner.offline.sentence.read import read
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.acts_said import doubt
from engine.planner.offline.steps.asked_plainly import asked_plainly
from engine.planner.offline.steps.attached import attached_placed
from engine.planner.offline.steps.bars_meant import with_bars_meant
from engine.planner.offline.steps.comped import comp_refused
from engine.planner.offline.steps.crossfaded import crossfaded
from engine.planner.offline.steps.done_to_group import about_the_spared, done_to_group
from engine.planner.offline.steps.each_by_itself import each_by_itself
from engine.planner.offline.steps.grammars import told_whole
from engine.planner.offline.steps.heard_again import heard_again
from engine.planner.offline.steps.in_each_stretch import in_each_stretch
from engine.planner.offline.steps.instrument_not_here import instrument_not_here
from engine.planner.offline.steps.listed import each_listed
from engine.planner.offline.steps.made_at import made_at
from engine.planner.offline.steps.made_on import made_on
from engine.planner.offline.steps.made_with import made_with
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING, no_such_thing, stem_not_here
from engine.planner.offline.steps.on_named_clip import on_named_clips
from engine.planner.offline.steps.only_asked import only_looks
from engine.planner.offline.steps.only_there import all_out, only_there, only_they
from engine.planner.offline.steps.only_those import only_those
from engine.planner.offline.steps.place_unread import place_unread
from engine.planner.offline.steps.places_asked import without_which
from engine.planner.offline.steps.renamed_each import renamed_each
from engine.planner.offline.steps.reply import chat_text
from engine.planner.offline.steps.same_again import asked_what_changes
from engine.planner.offline.steps.source_meant import source_meant
from engine.planner.offline.steps.statement_first import statement_first
from engine.planner.offline.steps.taken import taken
from engine.planner.offline.steps.track_meant import with_track_meant
from engine.planner.offline.steps.verb_shared import verb_shared
from engine.planner.offline.steps.which_note_asked import asked_which_note
from engine.planner.offline.steps.who import with_who
from engine.planner.offline.steps.whole_track import on_whole_tracks
from engine.planner.offline.steps.words_sung import words_sung
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.another import as_more
from engine.planner.offline.text.bare_section import with_section_said
from engine.planner.offline.text.bare_sound import with_article
from engine.planner.offline.text.complaint import as_request
from engine.planner.offline.text.given_name import in_own_words, with_given_names
from engine.planner.offline.text.new_bus import effect_of_new_bus
from engine.planner.offline.text.not_but import without_what_is_not
from engine.planner.offline.text.part_as_object import with_part_as_place
from engine.planner.offline.text.plainly import said_plainly
from engine.planner.offline.text.section_first import section_last
from engine.planner.offline.text.spared import without_praise
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_JOINT = regex(r",?\s+(?:and|&)\s+(?=(?:the|my|our)\s)", re.IGNORECASE)


def understand(text: str, scene: DialogueState) -> list[Step]:
    """The steps of a request, or one step of words."""
    if answer := asked_of_session(text, scene) or asked_plainly(text, scene):
        return answer
    if heard := heard_again(text, scene):
        return heard
    if question := which_is_meant(text, scene):
        return [Step("ask", {"text": question})]
    if name := stem_not_here(text, scene):
        return [Step("ask", {"text": NO_SUCH_THING.format(name)})]
    if steps := of_notes(text, scene) or read(text, scene) or _file_and_more(text, scene):
        return steps
    parts = [name for name, _ in scene.context.markers]
    text = with_part_as_place(text, parts, lambda name: bool(things(name, scene)))
    is_later = scene.context.dialogue and scene.done
    if is_later:
        text = as_more(with_bars_left(with_counted_acts(text, scene), scene))
        if shortly := said_shortly(text, scene, _read_or_understood):
            return shortly
    text = with_track_meant(text, scene)
    text = statement_first(said_plainly(as_request(without_what_is_not(without_which(text)))), scene)
    if both := each_by_itself(text, scene, _read_or_understood):
        return both
    text = with_bars_meant(text, scene)
    if scene.context.dialogue and scene.done and (amount := amount_changed(text, State.of(scene))):
        return amount
    text = with_amount_words(text)
    if told := answered(text, scene) or told_whole(text, scene):
        return told
    text, scene, words = with_word_names(text, scene)
    if words:
        return [replace(step, args=called(step.args, words)) for step in understand(text, scene)]
    if steps := taken(text, scene) or attached_placed(text, scene) or made_on(text, scene, understand):
        return steps
    if scene.done and (sung := words_sung(text, scene)):
        return [Step("chat", {"text": sung})]
    if scene.context.dialogue and scene.done and (otherwise := _put_otherwise(text, scene)):
        return otherwise
    if coloured := renamed_each(text, scene, understand):
        return coloured
    if no_comp := comp_refused(text):
        return [Step("refuse", {"text": no_comp})]
    text, given = with_given_names(
        without_praise(text), lambda name: bool(things(name, scene)), names_of(scene.context)
    )
    if given:
        return [replace(step, args=in_own_words(dict(step.args), given)) for step in understand(text, scene)]
    text = with_article(text, lambda name: bool(things(name, scene)))
    text, scene, buses = with_buses(with_who(numbered(text, scene), scene), scene)
    if one_of_them := _of_counted(text, scene):
        return [replace(step, args=called(step.args, buses)) for step in one_of_them]
    both = done_to_group(text, scene, understand)
    if both := both or made_with(text, scene, understand):
        return [replace(step, args=called(step.args, buses)) for step in both]
    if two := _two_whole(text, scene) or verb_shared(text, scene, understand):
        return [replace(step, args=called(step.args, buses)) for step in two]
    if each := in_each_stretch(text, scene, understand):
        return [replace(step, args=called(step.args, buses)) for step in each]
    text = with_section_said(text, [name for name, _ in scene.context.markers], lambda said: _last_thing(said, scene))
    text = only_they(all_out(text), scene)
    several = sentence_by_sentence(text, scene, of_one_sentence) if scene.context.dialogue and scene.done else None
    steps = each_listed(text, scene, several or of_one_sentence(text, scene), of_one_sentence)
    steps = on_whole_tracks(as_pointed(steps, text, scene), text, scene)
    steps = made_at(steps, text, scene)
    steps = with_siblings(steps, text, scene)
    steps = only_there(steps, text, scene)
    question = asked_what_changes(steps, text, scene) or asked_which_note(steps, text)
    question = question or place_unread(steps, text, scene)
    steps = [Step("ask", {"text": question})] if question else founded(steps, text, scene)
    steps = effects_said(source_meant(steps, text), text, State.of(scene))
    if name := no_such_thing(steps, mended_slips(text, scene), scene):
        return [Step("ask", {"text": NO_SUCH_THING.format(name)})]
    if question := instrument_not_here(steps, text, scene) or about_the_spared(steps, text, scene):
        return [Step("ask", {"text": question})]
    if scene.context.dialogue and scene.done and not only_looks(steps[0]) and is_only_words(text, State.of(scene)):
        return [Step("chat", {"text": chat_text(text)})]
    if (question := doubt(steps, text, scene)) and not is_in_a_form(text, steps, scene):
        return [Step("ask", {"text": question})]
    steps = on_named_clips(steps, text, scene)
    if there := _in_its_section(text, steps, scene):
        return there
    steps = crossfaded(steps, scene)
    bus, effect = effect_of_new_bus(text)
    if bus and steps[0].task == "route" and steps[0].args.get("to"):
        steps = [*steps, Step("apply_effect", {"track": str(steps[0].args["to"]), "effect": effect})]
    return [replace(step, args=called(step.args, buses)) for step in steps] if buses else steps


def _read_or_understood(text: str, scene: DialogueState) -> list[Step]:
    return read(text, scene) or understand(text, scene)


def _file_and_more(text: str, scene: DialogueState) -> list[Step] | None:
    """ "An mp3 of that, then put the faders back": the file first."""
    for joint in SEVERAL.finditer(text):
        first = text[: joint.start()].strip()
        if len(first.split()) > LONGEST:
            return None  # no file is asked for at such length
        file = read(first, scene)
        if file and all(step.task == "export" for step in file):
            more = understand(text[joint.end() :].strip(), scene)
            return [*file, *more] if not any(step.task in REPLIES for step in more) else None
    return None


def _put_otherwise(text: str, scene: DialogueState) -> list[Step] | None:
    """What was just done or made, in other bars, in another place, or as another file."""
    return next((steps for reading in _OTHERWISE if (steps := reading(text, scene))), None)


_OTHERWISE = (
    *(same_for,),
)


def _last_thing(words: str, scene: DialogueState) -> str:
    """What the words end with, where that is a track by its name."""
    found = [one for one in things(words, scene) if not words[one.end :].strip() and one.tracks]
    return words[found[0].start : found[0].end] if len(found) == 1 else ""


def _in_its_section(text: str, steps: Sequence[Step], scene: DialogueState) -> list[Step] | None:
    """ "Mute the chorus drums": not all of the track, where a part of the song stands before its name."""
    if not (all(step.task == "mix" for step in steps) or steps[0].args.get("text", "").startswith("Which ")):
        return None
    names = [name for name, _ in scene.context.markers]
    last = section_last(text, names, lambda said: [track for thing in things(said, scene) for track in thing.tracks])
    told = understand(last, scene) if last else []
    return told if told and told[0].task not in REPLIES else None


_NO_AMOUNT = ("mute", "unmute", "solo", "unsolo")


def _of_counted(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a request that counts the clips of a track, None of any other."""
    words, inside, counted = with_counted(text, scene)
    if not counted.clips:
        return None
    told = only_those(words, counted, scene)
    made = told or understand(words, inside)
    if not told and Step("undo", {}) in made:
        return None  # what is said of one clip takes back no whole turn
    if not counted.said and all(step.task in REPLIES for step in made):
        return None  # all of it is named, and may be read as it is
    return [in_their_words(step, counted) for step in made]


def _two_whole(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Mute the bed and the reese an octave up": what has an act of its own shares none."""
    if '"' in plain(text):
        return None
    for joint in _JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        second = of_notes(right, scene)
        if second is None or second[0].task in REPLIES:
            continue
        first = understand(left, DialogueState.of(scene.context))
        if all(step.task == "mix" and step.args.get("action") in _NO_AMOUNT for step in first):
            return [*first, *second]
    return None
