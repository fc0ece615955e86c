"""The readers of a clause, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.offline.making.again import handed_over, made_again
from engine.planner.offline.making.asked import made
from engine.planner.offline.making.old_one import old_one_gone
from engine.planner.offline.making.pattern_on_track import pattern_on_track
from engine.planner.offline.making.same_chords import same_chords
from engine.planner.offline.making.track_copied import track_copied
from engine.planner.offline.making.which_one import one_made_before, one_of_those_made
from engine.planner.offline.sentence.again import again
from engine.planner.offline.sentence.again_there import again_there
from engine.planner.offline.sentence.already_so import already_so
from engine.planner.offline.sentence.bum_notes import bum_note
from engine.planner.offline.sentence.bus_wanted import bus_wanted
from engine.planner.offline.sentence.chord_edits import chord_edit
from engine.planner.offline.sentence.cleared import cleared
from engine.planner.offline.sentence.clip_ends import clip_end
from engine.planner.offline.sentence.clip_swaps import clip_swap
from engine.planner.offline.sentence.copied_further import copied_further
from engine.planner.offline.sentence.copied_over import copied_over
from engine.planner.offline.sentence.copies import copy
from engine.planner.offline.sentence.crossfades import crossfade
from engine.planner.offline.sentence.cuts import cut
from engine.planner.offline.sentence.deletions import deletion
from engine.planner.offline.sentence.doublings import doubling
from engine.planner.offline.sentence.ducking import duck, duck_again
from engine.planner.offline.sentence.earlier_takes import earlier_take
from engine.planner.offline.sentence.effect_sends import effect_send
from engine.planner.offline.sentence.effect_ways import effect_way
from engine.planner.offline.sentence.effects import effect
from engine.planner.offline.sentence.empty_bars import empty_bars
from engine.planner.offline.sentence.exports import export
from engine.planner.offline.sentence.fades import fade
from engine.planner.offline.sentence.fades_out_too import fades_out_too
from engine.planner.offline.sentence.figure_said import figure_said
from engine.planner.offline.sentence.filter_ways import filter_way
from engine.planner.offline.sentence.freezes import freeze
from engine.planner.offline.sentence.gains import gain
from engine.planner.offline.sentence.given_back import given_back
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
from engine.planner.offline.sentence.meter import meter
from engine.planner.offline.sentence.more_of_it import more_of_it
from engine.planner.offline.sentence.more_of_pitch import more_of_pitch
from engine.planner.offline.sentence.moves import move
from engine.planner.offline.sentence.noises import noise
from engine.planner.offline.sentence.normalizes import normalized
from engine.planner.offline.sentence.note_strength import note_strength
from engine.planner.offline.sentence.note_ways import note_way
from engine.planner.offline.sentence.notes import note_edit
from engine.planner.offline.sentence.notes_again import notes_again
from engine.planner.offline.sentence.notes_instead import doubled_beside, not_the_fader
from engine.planner.offline.sentence.notes_same import notes_same
from engine.planner.offline.sentence.notes_where import notes_elsewhere
from engine.planner.offline.sentence.once_more import once_more
from engine.planner.offline.sentence.only_in import back_in, back_only_in, only_in, out_until
from engine.planner.offline.sentence.only_those_there import only_those_there
from engine.planner.offline.sentence.other_clip import other_clip
from engine.planner.offline.sentence.other_effect import other_effect
from engine.planner.offline.sentence.other_takes import other_take
from engine.planner.offline.sentence.other_takes_off import other_takes_off
from engine.planner.offline.sentence.pair_width import pair_width
from engine.planner.offline.sentence.part_gone import part_gone
from engine.planner.offline.sentence.parts_again import part_again
from engine.planner.offline.sentence.phone import phone
from engine.planner.offline.sentence.pitches import interval_instead, pitch
from engine.planner.offline.sentence.polarity import polarity
from engine.planner.offline.sentence.quieter_not_silent import quieter_not_silent
from engine.planner.offline.sentence.renamed_and_more import renamed_and_more
from engine.planner.offline.sentence.returns import bus_named, effect_return
from engine.planner.offline.sentence.reversals import reversal
from engine.planner.offline.sentence.ride_otherwise import ride_otherwise
from engine.planner.offline.sentence.rides import ride
from engine.planner.offline.sentence.rides_turned import ride_turned
from engine.planner.offline.sentence.runs_through import runs_through
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.sentence.same_places import same_places
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
from engine.planner.offline.sentence.stretched_to import stretched_to
from engine.planner.offline.sentence.struck import struck
from engine.planner.offline.sentence.swells import swell
from engine.planner.offline.sentence.switches import only_these, switched_effect
from engine.planner.offline.sentence.taken_off import taken_off
from engine.planner.offline.sentence.takes_numbered import take_numbered
from engine.planner.offline.sentence.tempo import tempo
from engine.planner.offline.sentence.tempo_over import tempo_over
from engine.planner.offline.sentence.tempo_turned import tempo_turned
from engine.planner.offline.sentence.the_one import the_one_gone
from engine.planner.offline.sentence.tones import tone
from engine.planner.offline.sentence.track_new import track_new
from engine.planner.offline.sentence.tracks import track
from engine.planner.offline.sentence.trimmed_otherwise import trimmed_otherwise
from engine.planner.offline.sentence.trims import trim
from engine.planner.offline.singing.harmonies import harmony
from engine.planner.offline.sentence.wanted_there import wanted_there
from engine.planner.offline.sentence.copied_otherwise import copied_otherwise
from engine.planner.offline.sentence.filled_up import filled_up
from engine.tasks.plan import Step

Reader = Callable[[Said], list[Step] | None]
READERS: tuple[Reader, ...] = (
    already_so,
    some_of_it,
    fades_out_too,
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
    filled_up,
    fade,
    held_edges,
    reversal,
    loop,
    joined_again,
    stretched_to,
    trimmed_otherwise,
    clip_end,
    trim,
    cut,
    copied_otherwise,
    copied_further,
    copied_over,
    same_places,
    wanted_there,
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
