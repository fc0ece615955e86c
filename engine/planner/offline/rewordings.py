"""Rewordings: what becomes of a request's words on their way to the readers, in the order in which it is done.

Follow a text through `REWORDINGS` from the top. Between two stages the planner looks at it (`planner.py`), and may have
its answer already. With logging at DEBUG each row that changes something says so.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable
from functools import partial

from engine.planner.context import Context
from engine.planner.languages.request import names_of
from engine.planner.offline.making.nouns import noun_in
from engine.planner.offline.making.second_of_it import with_second_of_it
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.bars_of_parts import with_bars_of_parts
from engine.planner.offline.sentence.apart.bars_of_tracks import with_bars_of_tracks
from engine.planner.offline.sentence.apart.remarks import without_what_it_fills
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.apart.told_by_bar import with_clip_named
from engine.planner.offline.sentence.mixer.side_named import with_side_named
from engine.planner.offline.sentence.scope.not_here import with_copies_named
from engine.planner.offline.sentence.scope.plays_into import with_stop_told
from engine.planner.offline.sentence.scope.selected import with_these_bars, with_this_named, without_their_count
from engine.planner.offline.sentence.scope.there_told import with_there_told
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.bus_meant import with_bus_meant
from engine.planner.offline.steps.is_question import question_beside
from engine.planner.offline.steps.kind_meant import with_kind_meant
from engine.planner.offline.steps.kit_named import with_kit_named
from engine.planner.offline.steps.members_left import with_members_left
from engine.planner.offline.steps.music_there import with_music_named
from engine.planner.offline.steps.own_names import with_own_names
from engine.planner.offline.steps.owner_said import with_owner_as_article, without_who_made
from engine.planner.offline.steps.places_told_before import with_bars_before_it, with_copies_further_on
from engine.planner.offline.steps.section_not_here import with_its_bars
from engine.planner.offline.steps.sections_meant import with_sections_meant
from engine.planner.offline.steps.several_of_one import with_first_one, with_group_counted, with_those_counted
from engine.planner.offline.steps.solo_played import with_player
from engine.planner.offline.steps.spared import with_spared
from engine.planner.offline.steps.told_and_another import with_who_was_told
from engine.planner.offline.steps.topic_first import without_topic_of_parts
from engine.planner.offline.steps.who_meant import with_who_meant
from engine.planner.offline.steps.who_wants import as_my_wish
from engine.planner.offline.text.at_marks import with_bars_of_marks
from engine.planner.offline.text.bar_words import with_bar_figures
from engine.planner.offline.text.bars_said_plainly import with_bars_plain
from engine.planner.offline.text.bus_effect import with_bus_effect
from engine.planner.offline.text.called import called_by_name, made_and_called, with_room_as_it
from engine.planner.offline.text.chord_symbols import with_chord_symbols
from engine.planner.offline.text.commas_left_out import with_commas
from engine.planner.offline.text.courtesy import without_courtesy
from engine.planner.offline.text.desk_words import at_the_desk
from engine.planner.offline.text.dried import dried
from engine.planner.offline.text.edge_of_part import with_edges_of_parts
from engine.planner.offline.text.ending_on import with_its_end
from engine.planner.offline.text.exclamation import without_exclamation
from engine.planner.offline.text.figures_at_bars import with_figures_first
from engine.planner.offline.text.filled_bars import with_filled_bars
from engine.planner.offline.text.idioms import said_straight
from engine.planner.offline.text.lone_letters import with_letters_named
from engine.planner.offline.text.marks_said import with_marks_named
from engine.planner.offline.text.me_singing import with_voice_named
from engine.planner.offline.text.name_is import with_name_is
from engine.planner.offline.text.named_first import named_first
from engine.planner.offline.text.names_in_a_row import with_names_parted
from engine.planner.offline.text.newer_figure import without_old_value
from engine.planner.offline.text.on_another import without_the_other
from engine.planner.offline.text.place_put_right import with_last_name, with_last_place
from engine.planner.offline.text.property_said import with_property_said
from engine.planner.offline.text.said_behind import with_what_is_behind
from engine.planner.offline.text.score_words import without_score_words
from engine.planner.offline.text.self_correction import with_last_figure
from engine.planner.offline.text.shared_first import with_first_words
from engine.planner.offline.text.spared_bars import with_bars_spared
from engine.planner.offline.text.spoken_spelling import as_spelt
from engine.planner.offline.text.takes_by_name import with_takes_by_name
from engine.planner.offline.text.version_named import with_version_named
from engine.planner.offline.text.what_holds import without_what_holds

Rewording = Callable[[str, DialogueState], str]
log = logging.getLogger(__name__)


def reworded(text: str, stage: str, scene: DialogueState) -> str:
    """The text behind all rows of a stage."""
    for row in REWORDINGS[stage]:
        before, text = text, row(text, scene)
        if text != before:
            log.debug("%s, %s: %r is %r", stage, row.__name__, before, text)
    return text


def _of_words(change: Callable[[str], str]) -> Rewording:
    """A row that looks at the words alone."""

    @functools.wraps(change)
    def row(text: str, scene: DialogueState) -> str:
        return change(text)

    return row


def _of_context(change: Callable[[str, Context], str]) -> Rewording:
    """A row that looks at the session, and not at what was said before."""

    @functools.wraps(change)
    def row(text: str, scene: DialogueState) -> str:
        return change(text, scene.context)

    return row


def _as_spelt(text: str, scene: DialogueState) -> str:
    return as_spelt(text, names_of(scene.context))


def _with_first_words(text: str, scene: DialogueState) -> str:
    return with_first_words(text, scene.context.tracks)


def _with_letters_named(text: str, scene: DialogueState) -> str:
    return with_letters_named(text, scene.context.tracks, [name for name, _ in scene.context.markers])


def _with_names_parted(text: str, scene: DialogueState) -> str:
    return with_names_parted(text, scene.context.tracks)


def _with_name_is(text: str, scene: DialogueState) -> str:
    return with_name_is(text, scene.context.tracks)


def _with_last_place(text: str, scene: DialogueState) -> str:
    return with_last_place(text, [name for name, _ in scene.context.markers])


def _with_last_name(text: str, scene: DialogueState) -> str:
    groups = (one.name for one in scene.context.track_views)
    return with_last_name(text, [*{*scene.context.tracks, *groups, *(one.name for one in scene.clips)}])


def _takes_by_name(text: str, scene: DialogueState) -> str:
    return with_takes_by_name(text, scene.context.tracks)


def _question_beside(text: str, scene: DialogueState) -> str:
    return question_beside(text) or text


def _without_their_count(text: str, scene: DialogueState) -> str:
    is_new = scene.context.is_newly_selected
    return without_their_count(text, scene.context.selected_bars) if is_new else text


def _edges_of_parts(text: str, scene: DialogueState) -> str:
    return with_edges_of_parts(text, [name for name, _ in scene.context.markers])


def _bars_of_marks(text: str, scene: DialogueState) -> str:
    return with_bars_of_marks(text, scene.context.markers, scene.context.tracks)


def _clip_named(text: str, scene: DialogueState) -> str:
    if not re.search(r"\bbar \d+\b", text, re.IGNORECASE) or '"' in text:
        return text
    said = taken_apart(text, scene)
    return with_clip_named(text, scene, said.things, said.text)


_NEEDS_ONE = re.compile(
    r"^(?P<lead>\W*(?:(?:and|but|so|ok|also|then|now)\s+)*)(?:the |my |our )?(?P<part>[\w' ]+?) (?:really |just "
    r"|still )?(?:needs?|wants"
    r"|could use|could do with|deserves|is missing|lacks) (?P<what>(?:an?|some|another|one more) [\w -]+?)"
    r"(?: (?:right )?(?:at|on) (?:the|its) (?:very )?(?:(?P<start>start|beginning|top|one|downbeat)|end))?[\s.!]*$",
    re.IGNORECASE,
)


def _part_needs(text: str, scene: DialogueState) -> str:
    """ "Drop needs a crash at the start": a sound is to be made there."""
    match = _NEEDS_ONE.match(text) if '"' not in text else None
    if match is None or match["part"].lower() not in {name.lower() for name, _ in scene.context.markers}:
        return text
    noun = noun_in(match["what"].lower())
    if noun is None or noun[2] < len(match["what"].rstrip()):
        return text
    at = f"at the {'start' if match['start'] else 'end'} of" if text[match.end("what") :].strip(" .!") else "in"
    return f"{match['lead']}add {match['what']} {at} the {match['part']}"


def _dried(text: str, scene: DialogueState) -> str:
    return dried(text, partial(_is_thing, scene=scene))


def _without_the_other(text: str, scene: DialogueState) -> str:
    return without_the_other(text) if scene.done else text


def _is_thing(words: str, scene: DialogueState) -> bool:
    """Do these words name one thing and say no more?"""
    bare = re.sub(r"^\W*(?:the|my|our|that|this|all|of)\s+", "", words.strip(), flags=re.IGNORECASE)
    found = things(bare, scene)
    is_whole = len(found) == 1 and not re.search(r"\w", bare[: found[0].start] + bare[found[0].end :])
    return is_whole or words.strip().lower() in ("it", "that", "this")


TYPED, NAMED, ALONE, IN_THE_SESSION, FOR_ONE_ACT, POINTED, UNREAD = (
    "typed",
    "named",
    "alone",
    "in the session",
    "for one act",
    "pointed",
    "unread",
)
REWORDINGS: dict[str, tuple[Rewording, ...]] = {
    # English as it is typed or dictated
    TYPED: (
        _of_words(with_figures_first),
        _of_words(with_bars_plain),
        with_who_was_told,
        with_bars_before_it,
        with_copies_further_on,
        _of_words(with_commas),
        _of_words(with_what_is_behind),
        without_topic_of_parts,
        _with_first_words,
        _with_names_parted,
        _with_letters_named,
        _with_name_is,
        _as_spelt,
        _of_words(with_bar_figures),
        _of_words(with_chord_symbols),
        _of_words(with_last_figure),
        _with_last_place,
        _with_last_name,
        _of_words(without_courtesy),
    ),
    # … in any language, once it is English: what is called how
    NAMED: (
        _of_words(without_exclamation),
        _of_words(with_property_said),
        _of_words(called_by_name),
        _of_words(made_and_called),
        _of_words(with_room_as_it),
        _of_words(at_the_desk),
        _of_words(said_straight),
        _of_words(without_old_value),
        _of_words(without_score_words),
        _of_context(with_version_named),
        _of_context(with_own_names),
        _of_context(with_bus_effect),
        _of_context(with_marks_named),
        _of_context(named_first),
        _takes_by_name,
        with_kind_meant,
    ),
    # without what stands beside it
    ALONE: (_question_beside, _of_words(without_what_it_fills), _without_their_count),
    # by what is there and what was done; then the questions of the session are answered
    IN_THE_SESSION: (
        as_my_wish,
        with_owner_as_article,
        without_who_made,
        _bars_of_marks,
        _edges_of_parts,
        _part_needs,
        with_bars_of_parts,
        with_bars_of_tracks,
        _clip_named,
        _dried,
        _of_words(with_bars_spared),
        with_members_left,
        with_first_one,
        with_group_counted,
        with_those_counted,
        with_spared,
        with_music_named,
        _without_the_other,
    ),
    # ways of saying one act; then what asks back, and what leaves things as they are
    FOR_ONE_ACT: (
        with_these_bars,
        with_this_named,
        with_there_told,
        _of_words(without_what_holds),
        _of_words(with_filled_bars),
        _of_words(with_voice_named),
        _of_words(with_its_end),
        with_second_of_it,
    ),
    # what is only pointed at; then the readers (`sentence/read.py`)
    POINTED: (with_copies_named, with_side_named, with_stop_told, with_bus_meant),
    # what no reader knew to its last word; then the readings of `understand.py`
    UNREAD: (with_kit_named, with_its_bars, with_sections_meant, with_who_meant, with_bus_meant, with_player),
}
"""Stage → its rows."""
