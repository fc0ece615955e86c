"""The readers of a clause, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.offline.making.again import handed_over, made_again
from engine.planner.offline.making.asked import made
from engine.planner.offline.making.old_one import old_one_gone
from engine.planner.offline.making.other_one import other_one
from engine.planner.offline.making.pattern_on_track import pattern_on_track
from engine.planner.offline.making.same_chords import same_chords
from engine.planner.offline.making.track_copied import track_copied
from engine.planner.offline.making.which_one import one_made_before, one_of_those_made
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.clip_ends import clip_end
from engine.planner.offline.sentence.clips.clip_swaps import clip_swap
from engine.planner.offline.sentence.clips.copied_further import copied_further
from engine.planner.offline.sentence.clips.copied_otherwise import copied_otherwise
from engine.planner.offline.sentence.clips.copied_over import copied_over
from engine.planner.offline.sentence.clips.copied_to_each import copied_to_each
from engine.planner.offline.sentence.clips.copies import copy
from engine.planner.offline.sentence.clips.cuts import cut
from engine.planner.offline.sentence.clips.deletions import deletion
from engine.planner.offline.sentence.clips.doublings import doubling
from engine.planner.offline.sentence.clips.filled_up import filled_up
from engine.planner.offline.sentence.clips.gaps import gap
from engine.planner.offline.sentence.clips.gone_everywhere import gone_everywhere
from engine.planner.offline.sentence.clips.in_a_row import in_a_row
from engine.planner.offline.sentence.clips.into_the_hole import into_the_hole
from engine.planner.offline.sentence.clips.joined_again import joined_again
from engine.planner.offline.sentence.clips.laid_back import laid_back
from engine.planner.offline.sentence.clips.loops import loop
from engine.planner.offline.sentence.clips.moves import move
from engine.planner.offline.sentence.clips.once_more import once_more
from engine.planner.offline.sentence.clips.onto_new_track import onto_new_track
from engine.planner.offline.sentence.clips.part_gone import part_gone
from engine.planner.offline.sentence.clips.part_looped import part_looped
from engine.planner.offline.sentence.clips.reversals import reversal
from engine.planner.offline.sentence.clips.runs_through import runs_through
from engine.planner.offline.sentence.clips.same_places import same_places
from engine.planner.offline.sentence.clips.some_gone import some_gone
from engine.planner.offline.sentence.clips.stopped_at import stopped_at
from engine.planner.offline.sentence.clips.stretched_to import stretched_to
from engine.planner.offline.sentence.clips.the_one import the_one_gone
from engine.planner.offline.sentence.clips.trimmed_otherwise import trimmed_otherwise
from engine.planner.offline.sentence.clips.trims import trim
from engine.planner.offline.sentence.clips.wanted_there import wanted_there
from engine.planner.offline.sentence.clips.within_place import within_place
from engine.planner.offline.sentence.clips.written_down import written_down
from engine.planner.offline.sentence.effects.ducking import duck, duck_again
from engine.planner.offline.sentence.effects.effects import effect
from engine.planner.offline.sentence.effects.hiss import hiss
from engine.planner.offline.sentence.effects.knobs import knob
from engine.planner.offline.sentence.effects.noises import noise
from engine.planner.offline.sentence.effects.other_effect import other_effect
from engine.planner.offline.sentence.effects.phone import phone
from engine.planner.offline.sentence.effects.polarity import polarity
from engine.planner.offline.sentence.effects.switches import only_these, switched_effect
from engine.planner.offline.sentence.effects.tones import tone
from engine.planner.offline.sentence.effects.voices_changed import voice_changed
from engine.planner.offline.sentence.exports.exports import export
from engine.planner.offline.sentence.fades.crossfades import crossfade
from engine.planner.offline.sentence.fades.effect_ways import effect_way
from engine.planner.offline.sentence.fades.fades import fade
from engine.planner.offline.sentence.fades.fades_out_too import fades_out_too
from engine.planner.offline.sentence.fades.filter_ways import filter_way
from engine.planner.offline.sentence.fades.ride_otherwise import ride_otherwise
from engine.planner.offline.sentence.fades.rides import ride
from engine.planner.offline.sentence.fades.rides_turned import ride_turned
from engine.planner.offline.sentence.fades.swells import swell
from engine.planner.offline.sentence.fades.travels import travel
from engine.planner.offline.sentence.follow_ups.again import again
from engine.planner.offline.sentence.follow_ups.again_there import again_there
from engine.planner.offline.sentence.follow_ups.counted_from_first import counted_from_first
from engine.planner.offline.sentence.follow_ups.figure_said import figure_said
from engine.planner.offline.sentence.follow_ups.gap_otherwise import gap_otherwise
from engine.planner.offline.sentence.follow_ups.given_back import given_back
from engine.planner.offline.sentence.follow_ups.halfway import halfway
from engine.planner.offline.sentence.follow_ups.held_edges import held_edges
from engine.planner.offline.sentence.follow_ups.instead import instead
from engine.planner.offline.sentence.follow_ups.left_alone import left_alone
from engine.planner.offline.sentence.follow_ups.more_of_it import more_of_it
from engine.planner.offline.sentence.follow_ups.other_clip import other_clip
from engine.planner.offline.sentence.follow_ups.same_as import same_as
from engine.planner.offline.sentence.follow_ups.same_but import same_but
from engine.planner.offline.sentence.follow_ups.some_of_it import some_of_it
from engine.planner.offline.sentence.follow_ups.stretch_moved import stretch_moved
from engine.planner.offline.sentence.follow_ups.taken_off import taken_off
from engine.planner.offline.sentence.mixer.back_up import back_up
from engine.planner.offline.sentence.mixer.barely_there import barely_there
from engine.planner.offline.sentence.mixer.cleared import cleared
from engine.planner.offline.sentence.mixer.eased import eased
from engine.planner.offline.sentence.mixer.enters_late import enters_late
from engine.planner.offline.sentence.mixer.gains import gain
from engine.planner.offline.sentence.mixer.heard import heard, heard_otherwise
from engine.planner.offline.sentence.mixer.level import level
from engine.planner.offline.sentence.mixer.level_like import level_like
from engine.planner.offline.sentence.mixer.normalizes import normalized
from engine.planner.offline.sentence.mixer.nudged import nudged
from engine.planner.offline.sentence.mixer.only_in import back_in, back_only_in, only_in, out_until
from engine.planner.offline.sentence.mixer.only_those_there import only_those_there
from engine.planner.offline.sentence.mixer.pair_width import pair_width
from engine.planner.offline.sentence.mixer.quieter_not_silent import quieter_not_silent
from engine.planner.offline.sentence.mixer.shares import share
from engine.planner.offline.sentence.mixer.side import side
from engine.planner.offline.sentence.mixer.side_like import side_like
from engine.planner.offline.sentence.mixer.sides_swapped import sides_swapped
from engine.planner.offline.sentence.mixer.silent_there import silent_there
from engine.planner.offline.sentence.notes.back_in_scale import back_in_scale
from engine.planner.offline.sentence.notes.bum_notes import bum_note
from engine.planner.offline.sentence.notes.chord_edits import chord_edit
from engine.planner.offline.sentence.notes.key_moved import key_moved
from engine.planner.offline.sentence.notes.more_of_pitch import more_of_pitch
from engine.planner.offline.sentence.notes.note_strength import note_strength
from engine.planner.offline.sentence.notes.note_swells import note_swell
from engine.planner.offline.sentence.notes.note_ways import note_way
from engine.planner.offline.sentence.notes.notes import note_edit
from engine.planner.offline.sentence.notes.notes_again import notes_again
from engine.planner.offline.sentence.notes.notes_instead import doubled_beside, not_the_fader
from engine.planner.offline.sentence.notes.notes_same import notes_same
from engine.planner.offline.sentence.notes.notes_where import notes_elsewhere
from engine.planner.offline.sentence.notes.pitches import interval_instead, pitch
from engine.planner.offline.sentence.notes.second_voices import in_its_scale, second_voice
from engine.planner.offline.sentence.notes.spared_notes import spared_notes
from engine.planner.offline.sentence.notes.struck import struck
from engine.planner.offline.sentence.notes.unswung import unswung
from engine.planner.offline.sentence.routing.already_so import already_so
from engine.planner.offline.sentence.routing.bus_wanted import bus_wanted
from engine.planner.offline.sentence.routing.effect_sends import effect_send
from engine.planner.offline.sentence.routing.groups import group, leaves_room
from engine.planner.offline.sentence.routing.returns import bus_named, effect_return
from engine.planner.offline.sentence.routing.send_again import send_again
from engine.planner.offline.sentence.routing.send_levels import send_turned
from engine.planner.offline.sentence.routing.sends import send
from engine.planner.offline.sentence.routing.sends_likened import send_likened
from engine.planner.offline.sentence.song.empty_bars import empty_bars
from engine.planner.offline.sentence.song.marks import mark
from engine.planner.offline.sentence.song.meter import meter
from engine.planner.offline.sentence.song.parts_again import part_again
from engine.planner.offline.sentence.song.song_order import song_order
from engine.planner.offline.sentence.song.tempo import tempo
from engine.planner.offline.sentence.song.tempo_over import tempo_over
from engine.planner.offline.sentence.song.tempo_points import tempo_points
from engine.planner.offline.sentence.song.tempo_turned import tempo_turned
from engine.planner.offline.sentence.tracks.earlier_takes import earlier_take
from engine.planner.offline.sentence.tracks.freezes import freeze
from engine.planner.offline.sentence.tracks.looks_otherwise import looks_otherwise
from engine.planner.offline.sentence.tracks.named_after import named_after
from engine.planner.offline.sentence.tracks.other_takes import other_take
from engine.planner.offline.sentence.tracks.other_takes_off import other_takes_off
from engine.planner.offline.sentence.tracks.renamed_and_more import renamed_and_more
from engine.planner.offline.sentence.tracks.takes_numbered import take_numbered
from engine.planner.offline.sentence.tracks.track_new import track_new
from engine.planner.offline.sentence.tracks.tracks import track
from engine.planner.offline.singing.harmonies import harmony
from engine.tasks.plan import Step

Reader = Callable[[Said], list[Step] | None]
READERS: tuple[Reader, ...] = (
    named_after,
    already_so,
    some_of_it,
    fades_out_too,
    one_of_those_made,
    one_made_before,
    old_one_gone,
    other_one,
    pattern_on_track,
    same_chords,
    track_copied,
    harmony,
    given_back,
    same_but,
    same_as,
    ride_otherwise,
    counted_from_first,
    stretch_moved,
    part_looped,
    runs_through,
    made_again,
    leaves_room,
    gone_everywhere,
    noise,
    onto_new_track,
    doubling,
    part_gone,
    the_one_gone,
    some_gone,
    export,
    voice_changed,
    written_down,
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
    eased,
    swell,
    travel,
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
    filled_up,
    fade,
    held_edges,
    reversal,
    in_a_row,
    loop,
    joined_again,
    stretched_to,
    trimmed_otherwise,
    clip_end,
    stopped_at,
    trim,
    cut,
    copied_to_each,
    copied_otherwise,
    copied_further,
    copied_over,
    same_places,
    wanted_there,
    laid_back,
    gap,
    move,
    copy,
    filter_way,
    made,
    tempo_points,
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
    gap_otherwise,
    again_there,
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
    nudged,
    side_like,
    level_like,
    barely_there,
    back_up,
    level,
    side,
    heard,
    only_those_there,
    group,
    track_new,
    track,
    within_place,
    renamed_and_more,
    deletion,
)
"""In this order: each knows every word of what it reads, or returns None."""
OF_NOTES: tuple[Reader, ...] = (
    *(handed_over, chord_edit, note_swell, second_voice, in_its_scale, spared_notes),
    *(bum_note, back_in_scale, notes_again, other_clip, note_strength, doubled_beside, note_edit, notes_same),
    *(notes_elsewhere, once_more, not_the_fader, unswung, note_way, interval_instead, key_moved, pitch),
)
"""Those that take a sentence apart on their own: "the b" is a note, "the first beat of every bar" no place."""
OF_THE_REST: tuple[Reader, ...] = (silent_there, ride, heard, again, send, level, sides_swapped, side, track)
"""Those that are asked again with "the rest" as a thing of the sentence."""
OF_THE_SONG: tuple[Reader, ...] = (
    *(gone_everywhere, export, part_again, song_order, meter, empty_bars),
    *(tempo_points, tempo_over, tempo, made),
)
"""Those that tell of no track, so that a word which may be several is none there."""
