"""Read a sentence: the whole of it, without a remark, or clause by clause, each knowing what the one before did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.again import handed_over, made_again
from engine.planner.offline.making.asked import made
from engine.planner.offline.making.old_one import old_one_gone
from engine.planner.offline.making.on_its_track import new_track
from engine.planner.offline.making.other_words import other_words
from engine.planner.offline.making.pattern_on_track import pattern_on_track
from engine.planner.offline.making.same_chords import same_chords
from engine.planner.offline.making.track_copied import track_copied
from engine.planner.offline.making.which_one import one_made_before, one_of_those_made
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.again import again
from engine.planner.offline.sentence.again_there import again_there
from engine.planner.offline.sentence.already_so import already_so
from engine.planner.offline.sentence.asides import without_asides
from engine.planner.offline.sentence.back import back
from engine.planner.offline.sentence.back_changed import back_changed
from engine.planner.offline.sentence.beside import settled
from engine.planner.offline.sentence.bum_notes import bum_note
from engine.planner.offline.sentence.bus_wanted import bus_wanted
from engine.planner.offline.sentence.chord_edits import chord_edit
from engine.planner.offline.sentence.cleared import cleared
from engine.planner.offline.sentence.clip_ends import clip_end
from engine.planner.offline.sentence.clip_swaps import clip_swap
from engine.planner.offline.sentence.copied_further import copied_further
from engine.planner.offline.sentence.copied_over import copied_over
from engine.planner.offline.sentence.copies import asked_copy, copy
from engine.planner.offline.sentence.crossfades import crossfade
from engine.planner.offline.sentence.cuts import cut, piece_kept
from engine.planner.offline.sentence.deeds import deed_spans
from engine.planner.offline.sentence.deletions import deletion
from engine.planner.offline.sentence.doublings import doubling
from engine.planner.offline.sentence.ducking import duck, duck_again
from engine.planner.offline.sentence.earlier_takes import earlier_take
from engine.planner.offline.sentence.effect_sends import effect_send
from engine.planner.offline.sentence.effect_ways import effect_way
from engine.planner.offline.sentence.effects import effect
from engine.planner.offline.sentence.empty_bars import empty_bars
from engine.planner.offline.sentence.exports import export, export_named
from engine.planner.offline.sentence.fades import fade
from engine.planner.offline.sentence.figure_said import figure_said
from engine.planner.offline.sentence.filter_ways import filter_way
from engine.planner.offline.sentence.focus import Focus
from engine.planner.offline.sentence.freezes import freeze
from engine.planner.offline.sentence.fronted import fronted
from engine.planner.offline.sentence.gains import gain
from engine.planner.offline.sentence.given_back import given_back
from engine.planner.offline.sentence.goes_along import going_along
from engine.planner.offline.sentence.groups import group, leaves_room
from engine.planner.offline.sentence.halfway import halfway
from engine.planner.offline.sentence.heard import heard, heard_otherwise
from engine.planner.offline.sentence.held_edges import held_edges
from engine.planner.offline.sentence.hiss import hiss
from engine.planner.offline.sentence.instead import instead
from engine.planner.offline.sentence.into_the_hole import into_the_hole
from engine.planner.offline.sentence.joined_again import joined_again
from engine.planner.offline.sentence.key_moved import key_moved
from engine.planner.offline.sentence.knobs import knob
from engine.planner.offline.sentence.left_alone import left_alone
from engine.planner.offline.sentence.level import level
from engine.planner.offline.sentence.level_like import level_like
from engine.planner.offline.sentence.looks_otherwise import looks_otherwise
from engine.planner.offline.sentence.loops import loop
from engine.planner.offline.sentence.marks import mark
from engine.planner.offline.sentence.meanwhile import with_its_part
from engine.planner.offline.sentence.meter import meter
from engine.planner.offline.sentence.more_of_it import more_of_it
from engine.planner.offline.sentence.more_of_pitch import more_of_pitch
from engine.planner.offline.sentence.moves import move
from engine.planner.offline.sentence.next_number import with_next_number
from engine.planner.offline.sentence.noises import noise
from engine.planner.offline.sentence.normalizes import normalized
from engine.planner.offline.sentence.not_done import not_done
from engine.planner.offline.sentence.note_strength import note_strength
from engine.planner.offline.sentence.note_ways import note_way
from engine.planner.offline.sentence.notes import note_edit
from engine.planner.offline.sentence.notes_again import notes_again
from engine.planner.offline.sentence.notes_instead import doubled_beside, not_the_fader
from engine.planner.offline.sentence.notes_same import notes_same
from engine.planner.offline.sentence.notes_where import notes_elsewhere
from engine.planner.offline.sentence.of_what_was_last import of_what_was_last
from engine.planner.offline.sentence.once_more import once_more
from engine.planner.offline.sentence.only_in import back_in, back_only_in, only_in, out_until
from engine.planner.offline.sentence.only_those_there import only_those_there
from engine.planner.offline.sentence.other_clip import other_clip
from engine.planner.offline.sentence.other_effect import other_effect
from engine.planner.offline.sentence.other_part import with_its_kind
from engine.planner.offline.sentence.other_takes import other_take
from engine.planner.offline.sentence.other_takes_off import other_takes_off
from engine.planner.offline.sentence.pair_width import pair_width
from engine.planner.offline.sentence.part_gone import part_gone
from engine.planner.offline.sentence.parts_again import part_again
from engine.planner.offline.sentence.phone import phone
from engine.planner.offline.sentence.pitches import interval_instead, pitch
from engine.planner.offline.sentence.place import ORDINALS, Bars
from engine.planner.offline.sentence.polarity import polarity
from engine.planner.offline.sentence.put_over import layered, put_over
from engine.planner.offline.sentence.quieter_not_silent import quieter_not_silent
from engine.planner.offline.sentence.quoted_names import with_quoted_names
from engine.planner.offline.sentence.remarks import behind_remarks, without_purpose, without_remarks
from engine.planner.offline.sentence.renamed_and_more import renamed_and_more
from engine.planner.offline.sentence.returns import bus_named, effect_return
from engine.planner.offline.sentence.reversals import reversal
from engine.planner.offline.sentence.ride_otherwise import ride_otherwise
from engine.planner.offline.sentence.rides import ride
from engine.planner.offline.sentence.rides_turned import ride_turned
from engine.planner.offline.sentence.rooms import room_made
from engine.planner.offline.sentence.runs_through import runs_through
from engine.planner.offline.sentence.said import PRONOUNS, Named, Said
from engine.planner.offline.sentence.same_places import WHICH_PLACES, same_places
from engine.planner.offline.sentence.same_verb import same_verb
from engine.planner.offline.sentence.selected import of_the_selection, selected, with_selected_bars
from engine.planner.offline.sentence.send_again import send_again
from engine.planner.offline.sentence.send_levels import send_turned
from engine.planner.offline.sentence.sends import send
from engine.planner.offline.sentence.sends_likened import send_likened
from engine.planner.offline.sentence.shares import share
from engine.planner.offline.sentence.side import side
from engine.planner.offline.sentence.side_like import side_like
from engine.planner.offline.sentence.sides_swapped import sides_swapped
from engine.planner.offline.sentence.silent_there import enters_late, silent_there
from engine.planner.offline.sentence.some_of_it import some_of_it
from engine.planner.offline.sentence.song_order import song_order
from engine.planner.offline.sentence.struck import struck
from engine.planner.offline.sentence.swells import swell
from engine.planner.offline.sentence.switches import only_these, switched_effect
from engine.planner.offline.sentence.taken_apart import taken_apart
from engine.planner.offline.sentence.taken_back import is_making
from engine.planner.offline.sentence.taken_off import taken_off
from engine.planner.offline.sentence.takes_numbered import take_numbered
from engine.planner.offline.sentence.tempo import tempo
from engine.planner.offline.sentence.tempo_over import tempo_over
from engine.planner.offline.sentence.tempo_turned import tempo_turned
from engine.planner.offline.sentence.the_one import the_one_gone
from engine.planner.offline.sentence.the_rest import of_the_rest
from engine.planner.offline.sentence.tones import tone
from engine.planner.offline.sentence.track_new import track_new
from engine.planner.offline.sentence.tracks import track
from engine.planner.offline.sentence.trimmed_otherwise import trimmed_otherwise
from engine.planner.offline.sentence.trims import trim
from engine.planner.offline.singing.asked import asked_to_sing
from engine.planner.offline.singing.harmonies import harmony, harmony_instead, harmony_level, harmony_part
from engine.planner.offline.singing.last import voiced_below, voiced_last
from engine.planner.offline.singing.spoken import asked_to_speak
from engine.planner.offline.singing.stems import stems_asked
from engine.planner.offline.steps.each_by_itself import in_a_row
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

Reader = Callable[[Said], list[Step] | None]
READERS: tuple[Reader, ...] = (
    already_so,
    some_of_it,
    one_of_those_made,
    one_made_before,
    old_one_gone,
    pattern_on_track,
    same_chords,
    track_copied,
    harmony,
    given_back,
    ride_otherwise,
    runs_through,
    made_again,
    leaves_room,
    noise,
    doubling,
    part_gone,
    the_one_gone,
    export,
    freeze,
    other_takes_off,
    other_take,
    take_numbered,
    earlier_take,
    only_in,
    back_in,
    back_only_in,
    out_until,
    enters_late,
    silent_there,
    crossfade,
    effect_way,
    swell,
    pair_width,
    sides_swapped,
    clip_swap,
    polarity,
    normalized,
    gain,
    part_again,
    into_the_hole,
    song_order,
    mark,
    meter,
    empty_bars,
    fade,
    held_edges,
    reversal,
    loop,
    joined_again,
    trimmed_otherwise,
    clip_end,
    trim,
    cut,
    copied_further,
    copied_over,
    same_places,
    move,
    copy,
    made,
    tempo_over,
    tempo,
    share,
    tempo_turned,
    struck,
    cleared,
    figure_said,
    looks_otherwise,
    ride_turned,
    quieter_not_silent,
    heard_otherwise,
    other_effect,
    more_of_pitch,
    instead,
    duck_again,
    duck,
    send_likened,
    send_turned,
    send_again,
    only_these,
    switched_effect,
    taken_off,
    left_alone,
    halfway,
    again_there,
    filter_way,
    effect_send,
    bus_wanted,
    tone,
    knob,
    ride,
    phone,
    effect,
    bus_named,
    effect_return,
    hiss,
    more_of_it,
    again,
    send,
    side_like,
    level_like,
    level,
    side,
    heard,
    only_those_there,
    group,
    track_new,
    track,
    renamed_and_more,
    deletion,
)
"""In this order: each knows every word of what it reads, or returns None."""
OF_NOTES: tuple[Reader, ...] = (
    *(handed_over, chord_edit),
    *(bum_note, notes_again, other_clip, note_strength, doubled_beside, note_edit, notes_same, notes_elsewhere),
    *(once_more, not_the_fader, note_way, interval_instead, key_moved, pitch),
)
"""Those that take a sentence apart on their own: "the b" is a note, "the first beat of every bar" no place."""
OF_THE_REST: tuple[Reader, ...] = (silent_there, ride, heard, again, send, level, side, track)
"""Those that are asked again with "the rest" as a thing of the sentence."""
OF_THE_SONG: tuple[Reader, ...] = (export, part_again, song_order, meter, empty_bars, tempo_over, tempo, made)
"""Those that tell of no track, so that a word which may be several is none there."""
_JOINTS = regex(
    r"[\s,;]+(?:and )?(?:while|whilst|as long as) (?:you'?re|we'?re|i'?m|you are|we are) at it,?\s+"
    r"|\s*(?:,|;|\.(?=\s))\s*(?:(?:and|then|but|plus)\s+)*|\s+(?:and then|and|then|but|plus|&|\+|while)\s+",
    re.IGNORECASE,
)
_BEHIND = regex(r"(also )?(?:please )?(\w+)")
_PARTS_SURELY = regex(r"[;.]|\b(?:then|also|but|while|whilst)\b", re.IGNORECASE)
_POLITE = regex(
    r"^(?P<order>(?:[^?]*; )?(?:can(?:'t)?|(?:could|would)(?:n't)?|will) (?:(?:you|u|we|each|all)\b"
    r"|the [\w ]+? (?:play|double|follow) the\b).*?)\s*\?+$",
    re.IGNORECASE | re.DOTALL,
)
""" "Can you mute the bass?" asks for it."""
_ABLE = regex(
    r"[,;]? (?:i know (?:\w+ ){1,4}?but )?(?:you|u|we) (?:can|could) (?:also )?\w+ (?:it|that|those|them|these|him|her)"
    r"(?: (?:too|as well))?,? ?(?:no|right|yeah|yes|or)?\s*\?+$",
    re.IGNORECASE,
)
""" "And the strings, you can pitch those, no?" asks for it."""
_A_FILE = regex(r"\b(?:mp3|wav|flac|m4a|stems)s?\b.*\?\s*$", re.IGNORECASE | re.DOTALL)
""" "An mp3 of the whole song?" asks for it."""
_QUESTION = regex(
    r"(?:^|[,;.!]\s*)(?:(?:and|but|so|ok|hm+|then)\s+)*(?:what|which|who|whose|how|where|when|why|is|are|am|was|were"
    r"|does"
    r"|do|did|has|have|any|should|or)\b",
    re.IGNORECASE,
)
_QUOTED = regex(r"\b(?P<track>new track|marker)(?: (?:called|named))? \"(?P<name>[^\"]+)\"", re.IGNORECASE)
_QUOTED_NAME = regex(
    r"(?P<lead>^|[,.;] |\band )(?:call|name|rename|label) (?P<who>(?:(?!and\b|it\b|that\b|new\b)[\w'-]+ ){1,4}?)(?:to "
    r"|as )?"
    r"\"(?P<name>[\w'&-]+(?: [\w'&-]+){0,3})\"",
    re.IGNORECASE,
)
""" "Call the dbl one "vox double""."""
_NAMES = regex(r"\b(?:call|called|name|named|rename|label)\b", re.IGNORECASE)
""" "Call it Black and Blue": what is named may go on."""
_TURNS = regex(
    r"^(?:and |then |but )*(?:no|nope|wait|sorry|rather|actually|i mean|not|back|or"
    r"|(?:it|they|he|she) comes? back)\b",
    re.IGNORECASE,
)
_NO_THING = regex(r"(?:and |but |also )*no (?=.*\b(?:there|either|in|during|on|for|until|before)\b)")
_FIGURE = regex(r"\d")
_AN_EDGE = regex(r"(?:right )?(?:at|in|on|from) (?:the |its )?(?:very )?(?:start|beginning|end|top|front)")
_OF_BEFORE = regex(
    r"\b(?:first|last|final|second|opening|closing) (?:\w+ )?(?:bars?|beats?|half)(?! (?:of|before|in|leading|into))"
    r"|\bthere\b"
)
_SPAN = regex(r"\b\d+ ?(?:to|-|–|till|until) ?\d+\b")
_ONE_OF_THEM = regex(r"\b(?:just|only)\b.*\b(?:first|second|third|last|other) one\b", re.IGNORECASE)
_KEPT_ONE = regex(rf"\bthe (?P<which>{'|'.join(ORDINALS)}) one\b", re.IGNORECASE)
_KEPT = regex(
    r"^(?:the )?(?P<what>[\w']+(?: [\w']+)?) (?:stays?|remains?|can stay) (?:\w+ ?){1,3}, ?(?:but |only )?"
    rf"(?P<rest>.*\bthe (?:{'|'.join(ORDINALS)}) one\b.*)$",
    re.IGNORECASE,
)
_PIECE = regex(r"\b(?:half|halves|pieces?|bits?|parts?|rest|second|first)\b", re.IGNORECASE)
_STATES = regex(r"\b(?:is|are|was|were|sounds?|feels?|seems?|too)\b|'s\b", re.IGNORECASE)
_INSTEAD = regex(r"^\s*instead\b[\s,]*|[\s,]*\binstead\W*$", re.IGNORECASE)
_LISTED = regex(r"[\s,&]*(?:\b(?:and|the|my|our|both|that|this|these|those)\b[\s,]*)*")
_LIKES = regex(
    r"^(?:(?:i|we) (?:(?:really|do|still|actually) )*(?:like|love|prefer|dig)"
    r"|there(?:'s| is| are|s)(?: still| just)? (?:nothing|no \w+|not (?:much|enough|any) ?\w*|(?:too|so) much \w+)"
    r" (?:on|in|at)) (?:the |my |our )?"
)
""" "I like take 2 best" speaks of it."""
_ANY_OF_THEM = regex(r"\ban? $")
""" "It's only a harmony" names none."""
_THERE = regex(
    r"\bthere\b|\bfor it\W*$|\b(?:those|these|that|this) (?:(?:two|three|four|\d) )?(?:bars?|bit|spot|place)\b",
    re.IGNORECASE,
)
_LETTER = regex(r"[a-z]", re.IGNORECASE)
_LONGEST = 40
"""Words."""
_MOST_CLAUSES = 5
_THE_COPY = regex(r"\bthe (?:copy|duplicate|clone|new (?:one|track))\b", re.IGNORECASE)
_IT = regex(r"\b(?:it|that|them)\b", re.IGNORECASE)


def read(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a sentence of which every word is known; None for any other."""
    scene = _of_the_undone(text, scene)
    if voiced := asked_to_sing(text, scene, _read) or asked_to_speak(text, scene):
        return voiced
    if other := _other_words(text, scene):
        return other
    if scene.done and '"' in plain(text) and (worded := other_words(text, State.of(scene))):
        return worded
    simple = plain(text).strip()
    if told := put_over(simple, scene) or put_over(behind_remarks(simple), scene) or layered(simple, scene):
        return told
    whole = with_next_number(with_its_kind(with_its_part(plain(text).strip(), scene), scene), scene)
    along = going_along(whole) if scene.done else whole
    faded = _COMES_SLOWLY.sub(r"fade \g<who> in\g<over>", _FADES_ITSELF.sub(r"fade \g<who> \g<way>", whole))
    for wording in dict.fromkeys((whole, faded, along, without_purpose(whole), with_amount_words(whole))):
        simple = _POLITE.sub(r"\g<order>", wording)
        simple = _QUOTED_NAME.sub(r"\g<lead>rename \g<who>to \g<name>", simple)
        simple = _QUOTED.sub(r"\g<track> called \g<name>", _ABLE.sub("", simple) if scene.done else simple)
        simple = simple.rstrip(" ?") if _A_FILE.search(simple) and not _QUESTION.search(simple) else simple
        if len(simple.split()) > _LONGEST or simple.rstrip().endswith("?"):
            continue
        simple = _OPEN_TOP.sub(r"make \g<who>brighter", with_selected_bars(simple, scene))
        for words, remark in ((simple, ""), *_in_order(simple, scene)) if selected(scene) else ():
            if remark and _names(remark, scene):
                continue  # "this one's a bit shy, +2" names nothing
            if chosen := of_the_selection(words, scene, _whole_of, _joints):
                return chosen
        if '"' in simple:
            if named := export_named(simple, scene) or with_quoted_names(simple, scene, _read):
                return named
            continue
        found = _darkened(_read(simple, scene), simple)
        if steps := _there_too(simple, scene, found) or of_what_was_last(simple, scene, _whole_of):
            return steps
        for words, remark in _in_order(simple, scene) if scene.done else ():
            if remark and not _names(remark, scene) and (steps := of_what_was_last(words, scene, _whole_of)):
                return steps  # "just quieter, it's covering the others"
    if _ALL_OF_THEM.search(whole.lower()) and _nothing_in_hand(whole, scene):
        return [Step("ask", {"text": WHICH_ONES})]
    return [Step("ask", {"text": SAME_AS_WHAT})] if _SAME_MOVE.search(whole.lower()) else None


_FADES_ITSELF = regex(
    r"^(?:(?:let|have|make) )?(?P<who>(?!fade)(?:the |both |all |my |our )?[\w' -]{2,30}?)"
    r" (?:(?:should|must|has to|can|to) )?fades? (?P<way>in|out)\b",
    re.IGNORECASE,
)
""" "Rhodes fade out over the outro"."""
_COMES_SLOWLY = regex(
    r"^(?:(?:let|have|make|get) )?(?P<who>(?!come|fade)(?:the |both |all |my |our )?[\w' -]{2,30}?)"
    r" (?:(?:should|must|has to|have to|can|to) )?(?:(?:slowly|gently|gradually|softly) )?"
    r"(?:(?:come|comes|start|starts) in (?:nice and |really |very )?(?:slowly|gently|gradually|softly)"
    r"|(?:creep|creeps|ease|eases|rise|rises|swell|swells|sneak|sneaks|drift|drifts|float|floats) in"
    r"(?: (?:slowly|gently|gradually|softly))?)(?P<over> (?:over|across|for|during) [\w' -]+)$",
    re.IGNORECASE,
)
""" "Let these come in slowly over the first 2 bars"."""
_OPEN_TOP = regex(
    r"\bopen (?P<who>(?:it|them|him|her|(?:the |my )?[\w' ]{2,24}?) )?up (?:a bit |a little )?(?:(?:on|at|in) (?:the )?"
    r"(?:top(?: end)?|highs?)|up top)\b",
    re.IGNORECASE,
)
""" "Open it up on top"."""
_DARK = regex(r"\b(?:dark|dull|muffled|murky|woolly|underwater)\b", re.IGNORECASE)
_DARK_HZ = 1000.0


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
    there = _whole(f"{said.raw} there", scene)
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
    is_line = steps is not None and len(steps) == 1 and steps[0].task in ("sing", "speak")
    return steps if is_line else None


_CALLED_BEHIND = regex(
    r"^(?P<remark>[^,;.\"]+)[,;.]+ *(?:(?:so|please|just|better|can you|and)\W+)*(?P<verb>call|name|rename)"
    r" (?:it|that|him|her|this)(?: to| as)? (?P<name>[\w'&-]+(?: [\w'&-]+){0,3})[.!]*$",
    re.IGNORECASE,
)


def _renamed_by_remark(simple: str, scene: DialogueState) -> str:
    """ "I won't remember Keys 2, call it Soft Organ": what was spoken of, and not what was worked on last."""
    match = _CALLED_BEHIND.match(simple)
    if match is None or deed_spans(match["remark"].lower()) or match["remark"].split()[0].lower() in COMMANDS:
        return simple
    told = [one for one in taken_apart(match["remark"], scene).things if not one.is_pointed]
    if len(told) != 1 or len(told[0].tracks) != 1 or told[0].is_clip:
        return simple
    return f"rename {told[0].tracks[0]} to {match['name']}"


def _read(simple: str, scene: DialogueState) -> list[Step] | None:
    """The sentence, or what of it is no remark."""
    simple = _renamed_by_remark(simple, scene)
    if stems := stems_asked(simple, scene):
        return stems
    if scene.done and voiced_below(State.of(scene)):
        line = taken_apart(simple, scene)
        one_more = harmony(line) if _ONE_MORE_VOICE.match(simple) else None
        if sung := one_more or made_again(line) or harmony(line):
            return sung
    if scene.done and (beside := _of_voices_beside(taken_apart(simple, scene))):
        return beside  # "the main one" may sound like a name
    if kept := _KEPT.match(simple):  # "bells stay dry, but a delay on the last one"
        simple = _KEPT_ONE.sub(rf"the \g<which> {kept['what'].rstrip('s')}", kept["rest"])
    if scene.done and _ONE_OF_THEM.search(simple):
        said = taken_apart(simple, scene)
        return some_of_it(said) or one_of_those_made(said) or made_again(said)
    if room := room_made(simple, scene, _read):
        return room
    alone = "" if _TAKES_BACK.search(simple) else _KEEPS_THE_REST.sub("", simple)
    if alone and alone != simple and (steps := _read(alone, scene)) and steps[0].task not in ("undo", *REPLIES):
        return steps  # "kill it, keep the rest"
    asked: list[Step] | None = None
    for words, remark in _in_order(simple, scene):
        if remark and words not in simple and _names_a_track(remark, scene):
            continue  # "drums down 2, the keys are too quiet, up 2": what is in the middle says what goes up
        topic = _topic(remark, words, scene) if remark else Topic()
        if topic is None or remark and not topic.bars and not scene.done and _THERE.search(words):
            continue  # "there" is in what is not known
        if topic.things and _says_whose(words, scene):
            topic = Topic(bars=topic.bars)
        elif topic.things and scene.done and simple.startswith(words):
            topic = Topic(_worked_on(words, scene) or topic.things, topic.bars)
        if _are_two(words, scene) and (steps := _clauses(words, scene, there=topic.bars)):
            return steps
        if steps := _whole(words, scene, topic):
            return steps
        gone = back(taken_apart(words, scene))
        if gone and gone[0].task not in REPLIES:
            return gone if remark else _of_what_it_speaks(simple, scene) or gone
        if steps := back_changed(words, scene, _read) or _clauses(words, scene, there=topic.bars):
            return steps
        asked = asked or gone
    spoken = _of_what_it_speaks(simple, scene) if scene.done else None
    return spoken or fronted(simple, scene, _whole) or asked or not_done(simple, scene, _read)


_GONE = regex(
    r"^(?:(?:so|just|please|then)\W+)*(?:kill|lose|mute|delete|remove|bin|ditch|drop|cut|get rid of)"
    r" (?:it|that|them)\W*$",
    re.IGNORECASE,
)


def _of_what_it_speaks(simple: str, scene: DialogueState) -> list[Step] | None:
    """ "Not sure about the riser. Kill it", behind a fade of it: the riser, and not the fade."""
    if any(is_making(one) or one.kind == "duplicate" for one in taken_apart(simple, scene).last()):
        return None
    match = _TWO_PARTS.fullmatch(simple)
    if match is None or not _GONE.match(match["words"]) or _whole(match["remark"], scene):
        return None
    told = [one for one in taken_apart(match["remark"], scene).things if not one.is_pointed]
    if len(told) != 1 or deed_spans(match["remark"].lower()):
        return None
    return _whole(match["words"], scene, Topic((replace(told[0], start=0, end=0),)))


_TWO_PARTS = regex(r"(?P<remark>[^,;.]+)[,;.]+\s*(?P<words>[^,;.]+)[\s.!]*")
_KEEPS_THE_REST = regex(
    r"(?<=\w)(?:[,.;]+\s*|\s+)(?:(?:and|but)\s+)?(?:keep|leave) (?:the rest|everything else|all else|the others?)"
    r"(?: (?:as (?:it |they )?(?:is|are|was|were)|alone|in|untouched|like (?:it|that) (?:is|was)))?[\s.!]*$",
    re.IGNORECASE,
)
_TAKES_BACK = regex(r"\b(?:un-?do|undone|revert|redo|back|restore|mute all|solo)\b", re.IGNORECASE)


def _of_voices_beside(said: Said) -> list[Step] | None:
    return harmony_instead(said) or harmony_part(said) or harmony_level(said)


_ONE_MORE_VOICE = regex(r"(?:(?:and|now|plus|then|also|add)\W+)*(?:one|another|one more|a second)\b", re.IGNORECASE)
_WAS_BETTER = regex(r"\b(?:before|better|earlier|worse|back)\b")
""" "The tuba was better before" asks for something."""


def _in_order(simple: str, scene: DialogueState) -> Iterator[tuple[str, str]]:
    """The sentence and what is left of it without remarks; where each names things of its own, the request goes first:
    "guitars are eating everything, pull both rhythms 2 dB" is done to the rhythms alone."""
    numbered = {one for one in (*scene.context.tracks, *(clip.name for clip in scene.clips)) if _FIGURE.search(one)}
    shorter = list(without_remarks(simple, sorted(numbered, key=len, reverse=True)))
    own = [one for one in shorter if all(_names(part, scene) for part in one) and not _WAS_BETTER.search(one[1])]
    known = [*own, (simple, ""), *(one for one in shorter if one not in own)]
    yield from known
    yield from (one for one in without_asides(simple, partial(_names_a_track, scene=scene)) if one not in known)


def _are_two(text: str, scene: DialogueState) -> bool:
    """ "Take the keys out. Move the lead 20 left": two sentences, each of a thing of its own."""
    for one in _JOINTS.finditer(text):
        sides = (text[: one.start()], text[one.end() :])
        if not _SENTENCES.search(one[0]) or any(len(side.split()) < _A_SENTENCE for side in sides):
            continue
        if all(_names(side, scene) for side in sides):
            return True
    return False


_SENTENCES = regex(r"[.;]|\bthen\b", re.IGNORECASE)
_A_SENTENCE = 2
"""Words."""


def _names(text: str, scene: DialogueState) -> bool:
    return any(not one.is_pointed for one in taken_apart(text, scene).things)


def _names_a_track(text: str, scene: DialogueState) -> bool:
    """ "The song's better bare" is of no track, though the mix has a fader."""
    masters = {view.name for view in scene.context.track_views if view.kind == "master"}
    return any(not one.is_pointed and not masters.issuperset(one.tracks) for one in taken_apart(text, scene).things)


def _worked_on(text: str, scene: DialogueState) -> tuple[Named, ...]:
    """ "Has to land at bar 7 actually, Karen needs a breath", behind a sound that was placed: that one."""
    said = taken_apart(text, scene)
    tracks, clips, is_clip = said.focus.it()
    is_told = bool(said.things) or not said.last() or len(tracks) != 1
    return () if is_told else (Named(0, 0, tracks, clips, is_clip, is_pointed=True, is_pronoun=True),)


def _says_whose(text: str, scene: DialogueState) -> bool:
    """ "Pull both rhythms": what a remark spoke of is not meant besides."""
    said = taken_apart(text, scene)
    return bool(said.things) and not said.is_unclear and not any(one.is_pointed for one in said.things)


@dataclass(frozen=True)
class Topic:
    """What was spoken of before, which a request may leave unsaid."""

    things: tuple[Named, ...] = ()
    bars: tuple[Bars, ...] = ()


_SUFFICES = regex(
    r"(?:\b(?:is|are)|'s) (?:enough|plenty|sufficient|all (?:i|we) need)\b|\b(?:will|'ll|would) do\b"
    r"|\bdoes (?:the job|enough)\b",
    re.IGNORECASE,
)


def _topic(remark: str, words: str, scene: DialogueState) -> Topic | None:
    """The subject of a remark, and its bars for a "there"; None where it tells others, for they may hold as well."""
    if _SUFFICES.search(remark):
        return Topic()  # "lose it altogether, perc is enough": it is not the perc
    said = taken_apart(remark, scene)
    told = [one for one in said.places if not _AN_EDGE.fullmatch(said.text[one.start : one.end].strip())]
    if told and (said.is_open or not _THERE.search(words)):
        if not _tells_its_place(words, scene):
            return None
        told = []
    subject: list[Named] = []
    for one in said.things:
        between = said.text[subject[-1].end if subject else 0 : one.start]
        between = between if subject else _LIKES.sub("", between)
        if one.is_pointed or _ANY_OF_THEM.search(said.text[: one.start]) or not _LISTED.fullmatch(between):
            break
        subject.append(one)
    bars = tuple(span for one in told for span in one.spans)
    return Topic(tuple(replace(one, start=0, end=0) for one in subject), bars)


def _tells_its_place(words: str, scene: DialogueState) -> bool:
    """Does the request say where, by bars or a part of the song? "The last bar" may be that of the remark's part."""
    said = taken_apart(words, scene)
    is_told = bool(said.places) or _SPAN.search(said.text) is not None
    return is_told and not any(_OF_BEFORE.search(said.text[one.start : one.end]) for one in said.places)


def _whole(text: str, scene: DialogueState, topic: Topic | None = None) -> list[Step] | None:
    said = taken_apart(text, scene, there=topic.bars if topic else (), before=topic.things if topic else ())
    if notes := _of_notes(said):
        return notes
    if not said.text or (said.is_unclear or said.unclear) and not _NAMES.search(said.text):
        return asked_copy(said) or next((steps for reader in OF_THE_SONG if (steps := reader(said))), None)
    if topic and topic.things and all(one.is_pointed for one in said.things):
        said.things = list(topic.things)
        said.words = [one for one in said.words if one not in PRONOUNS]
    elif topic and len(topic.things) == 1 and (at := _one_pronoun(said)) is not None:
        said.things[at] = replace(topic.things[0], start=said.things[at].start, end=said.things[at].end)
    said = settled(said)
    steps = next((steps for reader in READERS if (steps := reader(said))), None)
    return steps or of_the_rest(said, OF_THE_REST)


def _one_pronoun(said: Said) -> int | None:
    """Where the one "it" stands among what is named."""
    found = [at for at, one in enumerate(said.things) if one.is_pronoun]
    return found[0] if len(found) == 1 and len(said.things) > 1 else None


def _whole_of(text: str, scene: DialogueState, thing: Named) -> list[Step] | None:
    return _whole(text, scene, Topic((thing,)))


def _of_notes(said: Said) -> list[Step] | None:
    return next((steps for reader in OF_NOTES if (steps := reader(said))), None)


def of_notes(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a sentence that is about notes; None for any other."""
    simple = plain(text).strip()
    return None if '"' in simple or simple.endswith("?") else _of_notes(taken_apart(simple, scene))


def _clauses(text: str, scene: DialogueState, depth: int = 0, *, there: tuple[Bars, ...] = ()) -> list[Step] | None:
    """ "Kick down 1 and snare up 2": each clause is read by itself."""
    if depth >= _MOST_CLAUSES:
        return None
    for start, end in _joints(text, scene):
        left, right = text[:start], text[end:]
        if _TURNS.match(right) and not _leaves_out(right, scene) and not back(taken_apart(right, scene)):
            return None  # "left, no, right" and "mute it in the break, back in the outro"
        if not left.strip() or not _LETTER.search(right):
            continue  # "master it, -14" turns no fader
        if steps := _of_the_new_track(left, right, scene):
            return steps
        if _NAMES.search(left) and not _goes_on(right):
            continue
        first = _whole(left, scene, Topic(bars=there)) or back(taken_apart(left, scene))
        if first and _NAMES.search(left) and first[-1].task != "marker":
            continue  # what has a new name is not called so yet
        if first and (kept := piece_kept(first, right, scene)):
            return kept
        if first and first[-1].args.get("action") == "split" and _PIECE.search(right):
            return None  # a piece of what is not split yet
        if not first or first[0].task in ("ask", "chat"):
            continue
        is_why = first[0].args.get("effect") == "eq" and not taken_apart(left, scene).amounts
        if is_why and _STATES.search(left) and not _STATES.search(right):
            continue  # "the cajon sounds harsh, mute it" says why
        if _makes_a_track(first, scene) and not [one for one in taken_apart(right, scene).things if not one.is_pointed]:
            return None  # "a copy of the bass, muted": what is new has no name yet
        alone = DialogueState.of(replace(scene.context, dialogue=(), history=()))
        if any(one.base for one in first) and all(one.is_pointed for one in taken_apart(right, scene).things):
            continue  # "the horn as well, three less"
        before = taken_apart(left, scene, there=there)
        right = _as_marker(first, right)
        spoken = tuple(replace(one, start=0, end=0) for one in _sent(first, before.things or _done_to(first)))
        told = _INSTEAD.sub("", right) if all(one.task == "undo" for one in first) else right
        right = behind_remarks(told)
        subject = _topic(told[: len(told) - len(right)], right, scene) if right != told else None
        spoken = subject.things if subject and subject.things else spoken  # "…, the keys are too quiet, up two"
        second = (
            same_verb(first, taken_apart(right, alone, before=spoken))
            or _whole(right, alone, Topic(spoken, tuple(before.spans)))
            or _clauses(right, alone, depth + 1)
            or back(taken_apart(right, scene))
            or same_places(taken_apart(right, alone, before=spoken), State.of(scene))
        )
        if second and first[0].task == "undo" and second[0].task == "transport" and _IT.search(right):
            continue  # "back to normal, then speed it up": the clip, not the song
        if second and second[0].args.get("text") == WHICH_PLACES:
            return second  # nothing is half done
        if second and _loses_its_bar(first, second):
            return None  # "from bar 9 in 6/8 and at 110"
        if second and _turns_twice(first, second):
            continue  # "spread the two a bit, L left, R right" is told once
        if second and not any(one.base or one.task in ("ask", "chat") for one in second):
            return in_a_row([first, second])
    return None


def _leaves_out(right: str, scene: DialogueState) -> bool:
    """ "No drums first half and no bass there either" corrects nothing."""
    match = _NO_THING.match(right.lower())
    said = taken_apart(right[match.end() :], scene) if match else None
    return said is not None and bool(said.things) and not said.things[0].is_pointed and said.things[0].start == 0


def _goes_on(right: str) -> bool:
    """ "… Hook and mute the cajon" is no part of the name, as "Rock and Roll" is."""
    words = right.lower().split()
    return len(words) > 1 and words[0] in COMMANDS


_ONE_MORE_LIKE_IT = regex(
    r"(?P<verb>(?:put|add|drop|set|place|make|stick|pop)(?: in)? )(?:an?|another|the) (?P<name>(?P<kind>[\w' ]+?) ?\d+)"
    r"(?= (?:where|when|at|on|in)\b)",
    re.IGNORECASE,
)


def _as_marker(first: list[Step], right: str) -> str:
    """ "… Drop 1 and put a Drop 2 where the lead goes up": what is called alike is a marker, too."""
    named = str(first[-1].args.get("new_name") or "") if first and first[-1].task == "marker" else ""
    match = _ONE_MORE_LIKE_IT.match(right)
    if not match or not re.fullmatch(rf"{re.escape(match['kind'].strip())} ?\d+", named, re.IGNORECASE):
        return right
    return f"{match['verb']}a marker {match['name']}{right[match.end() :]}"


def _of_the_new_track(left: str, right: str, scene: DialogueState) -> list[Step] | None:
    """What is said behind a comma of what is made before it."""
    first = _whole(left, scene)
    made = new_track(first, scene) if first else None
    if made is None:
        return None
    inner = [(0, 0), *_joints(right, made.scene), (len(right), len(right))]
    clauses = [right[a[1] : b[0]].strip() for a, b in pairwise(inner)]
    ways = [[right]] if len(clauses) < 2 else [[right], clauses]

    def read_it(clause: str, later: DialogueState, named: Named) -> list[Step] | None:
        clause = _THE_COPY.sub("it", clause)
        said = taken_apart(clause, later)
        pointed = all(one.is_pointed or one.tracks == named.tracks for one in said.things)
        return _whole(clause, later, Topic((named,))) if pointed else _whole(f"{named.tracks[0]} {clause}", later)

    return next((steps for way in ways if (steps := made.spoken_of(way, read_it))), None)


def _makes_a_track(steps: list[Step], scene: DialogueState) -> bool:
    args = steps[-1].args
    if args.get("action") == "duplicate" and args.get("track") and args["track"] not in scene.context.tracks:
        return "clip" in args  # the copy of a clip goes to a track that is not there yet
    return args.get("action") in ("duplicate", "new_track") and "clip" not in args


def _joints(text: str, scene: DialogueState) -> list[tuple[int, int]]:
    """Where a clause may end: at a comma or "and", and between a figure and the next thing: "kick -3 snare -2".

    The surest first: "solo the horn and the flute, then harp down 2" has two clauses, not "solo the horn" and the rest.
    """
    said = taken_apart(text, scene)
    offset = text.lower().find(said.text)
    named = {offset + one.start for one in said.things}
    spans = [one.span() for one in _JOINTS.finditer(text)]
    found = sorted(spans, key=lambda span: (-_parts(text, *span, is_named=span[1] in named), span))
    if len(said.things) < 2 or len(said.amounts) < 2 or said.places:
        return found
    ends = {one.end for one in said.amounts}
    starts = [one.start for one in said.things if not one.is_pointed]
    gaps = [(a, b) for b in starts for a in ends if a < b and not said.text[a:b].replace("the", "").strip()]
    return [*found, *sorted({(offset + a, offset + b) for a, b in gaps if offset >= 0} - {*found})]


def _parts(text: str, start: int, end: int, *, is_named: bool) -> int:
    """How surely a joint parts two clauses; `is_named`: a name stands behind it, and no order."""
    behind = _BEHIND.match(text[end:].lower())
    if _PARTS_SURELY.search(text[start:end]) or behind and not is_named and (behind[1] or behind[2] in COMMANDS):
        return 2
    return 1 if "," in text[start:end] else 0


def _done_to(first: list[Step]) -> list[Named]:
    """ "Down at -8 and off to the right": what the clause before was done to without naming it."""
    tracks = {str(track) for one in first for track in one.args.get("tracks") or [one.args.get("track")] if track}
    return [Named(0, 0, tuple(tracks))] if len(tracks) == 1 and all(one.task == "mix" for one in first) else []


def _sent(first: list[Step], things: list[Named]) -> list[Named]:
    """ "Pluck into the delay, and pan it left": of a send it is what is sent that is spoken of."""
    if any(one.task != "route" or one.args.get("action") != "send" for one in first):
        return things
    tracks = {one.args.get("track") for one in first}
    return [one for one in things if tracks.issuperset(one.tracks)] or things


def _turns_twice(first: list[Step], second: list[Step]) -> bool:
    """Do both clauses set a side or a fader of the same track, and to other values?"""

    def told(steps: list[Step]) -> dict[tuple[str, str], object]:
        return {
            (str(track), name): one.args[name]
            for one in steps
            if one.task == "mix"
            for name in ("value", "set_db")
            if name in one.args
            for track in one.args.get("tracks") or [one.args.get("track")]
        }

    one, other = told(first), told(second)
    return any(key in other and other[key] != value for key, value in one.items())


def _loses_its_bar(first: list[Step], second: list[Step]) -> bool:
    """Does the clock change somewhere by the one clause, and everywhere by the other?"""
    clocks = [one for one in (*first, *second) if one.task == "transport"]
    return len(clocks) == len(first) + len(second) and len({"bar" in one.args for one in clocks}) > 1
