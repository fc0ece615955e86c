"""Which syllable is sung on which note.

A dynamic programme over (notes used, syllables used): a syllable may be held over several notes,
or several syllables may share one. Holding is cheap on short stepwise notes and dear across
rests; sharing is cheap on long notes. Words keep to their own line because a line likes to end
before a rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.singing.hold_cost import REST_S, hold_costs, run_discount, weak_word_cost
from models.singing.lyrics import Lyrics, Syllable
from models.singing.score import SungNote, counted

SHORTEST_SYLLABLE_S = 0.08
_BAND = 48
"""How far the programme looks to either side of an even spread, in syllables."""
_NEVER = float("inf")
_FEW = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


@dataclass(frozen=True)
class Allocation:
    """For each note the syllables that begin on it; an empty entry holds the one before."""

    lyrics: Lyrics
    by_note: tuple[tuple[int, ...], ...]
    """Indices into the syllables."""
    warnings: tuple[str, ...] = ()


def allocate(lyrics: Lyrics, notes: Sequence[SungNote]) -> Allocation:
    """Lay syllables on notes, every one in order; says what had to be repeated, shared or left out."""
    warnings: list[str] = []
    asked, lyrics = lyrics, _fitting(lyrics, notes, warnings)
    syllables, count = lyrics.syllables, len(notes)
    wanted = len(syllables) + sum(syllable.holds for syllable in syllables)
    droppable = sum(syllable.can_drop for syllable in syllables)
    if wanted == count:
        return Allocation(lyrics, _as_written(syllables), tuple(warnings))
    by_note = _cheapest(syllables, notes)
    shared = sum(len(group) - 1 for group in by_note if group)
    dropped = sum(syllables[index].can_drop for group in by_note for index in group[1:])
    is_cut = len(lyrics.syllables) < len(asked.syllables)
    if shared - dropped > 0 and not is_cut:
        warnings.append(_said_shared(len(syllables) - droppable, by_note, syllables))
    elif 2 * len(syllables) < count and not is_cut:
        warnings.append(f"There is only 1 syllable for {count} notes, so it is held over several."
                        if len(syllables) == 1 else
                        f"There are only {len(syllables)} syllables for {count} notes, so they are held over several.")
    return Allocation(lyrics, by_note, tuple(warnings))


def _said_shared(sung: int, by_note: Sequence[Sequence[int]], syllables: Sequence[Syllable]) -> str:
    """That there are more syllables than notes, and how many notes take more than one."""
    loads = [1 + sum(not syllables[index].can_drop for index in group[1:]) for group in by_note if group]
    crowded = [load for load in loads if load > 1]
    most = f"by {_FEW.get(crowded[0], crowded[0])}" if len(set(crowded)) == 1 else f"by up to {max(crowded)}"
    notes = "one note is" if len(crowded) == 1 else f"{_FEW.get(len(crowded), len(crowded))} notes are each"
    if len(by_note) == 1:
        return f"There are {counted(sung, 'syllable')} for 1 note, so they are sung fast, one after another."
    return f"There are {counted(sung, 'syllable')} for {len(by_note)} notes, so {notes} shared {most}."


def _fitting(lyrics: Lyrics, notes: Sequence[SungNote], warnings: list[str]) -> Lyrics:
    """Repeat far too short words once a musical phrase, cut off what cannot be sung in the time there is."""
    syllables = lyrics.syllables
    phrases = 1 + sum(after.on_s - before.off_s > REST_S for before, after in zip(notes, notes[1:], strict=False))
    wanted = len(syllables) + sum(syllable.holds for syllable in syllables)
    times = min(phrases, len(notes) // wanted)
    if times > 1:
        warnings.append(f"The words are sung {times} times to fill the {len(notes)} notes.")
        return replace(lyrics, syllables=syllables * times)
    room = sum(max(1, int(note.length_s / SHORTEST_SYLLABLE_S)) for note in notes)
    if len(syllables) > room:
        warnings.append(f"There is room for only {room} of the {len(syllables)} syllables; the rest is not sung. "
                        "Select more notes or shorten the words.")
        return replace(lyrics, syllables=syllables[:room])
    return lyrics


def _as_written(syllables: Sequence[Syllable]) -> tuple[tuple[int, ...], ...]:
    """One syllable a note, and the holds that were written."""
    return tuple(group for index, syllable in enumerate(syllables) for group in ((index,), *[()] * syllable.holds))


def _cheapest(syllables: Sequence[Syllable], notes: Sequence[SungNote]) -> tuple[tuple[int, ...], ...]:
    count, total = len(notes), len(syllables)
    hold = hold_costs(notes)
    longest_hold = max(16, 2 * -(-count // total) + 8)
    best = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for used in range(count):
        for sung in _band(used, count, total):
            so_far = best.get((used, sung), _NEVER)
            if so_far == _NEVER or sung >= total:
                continue
            for state, cost in _moves(used, sung, syllables, notes, hold, longest_hold):
                if so_far + cost < best.get(state, _NEVER):
                    best[state], came[state] = so_far + cost, (used, sung)
    return _walk_back(came, count, total) or _even_spread(count, total)


def _band(used: int, count: int, total: int) -> range:
    middle = used * total // count
    width = max(_BAND, 2 * -(-total // count) + 2)
    return range(max(0, middle - width), min(total, middle + width) + 1)


def _moves(used: int, sung: int, syllables: Sequence[Syllable], notes: Sequence[SungNote], hold: Sequence[float],
           longest_hold: int) -> list[tuple[tuple[int, int], float]]:
    """The states reachable by one more syllable held over notes, or several on one note, with their costs."""
    moves = []
    syllable, cost = syllables[sung], _start_cost(sung, syllables, notes, used)
    weak = weak_word_cost(syllable.text)
    for end in range(used + 1, min(len(notes), used + longest_hold) + 1):
        if end > used + 1:
            cost += hold[end - 1] + weak - (run_discount(notes, end - 1) if end > used + 2 else 0.0)
        missed = abs(end - used - 1 - syllable.holds) * (3.0 if syllable.holds else 0.0)
        moves.append(((end, sung + 1), cost + missed + _end_cost(syllable, notes, end)))
    room = max(1, int(notes[used].length_s / SHORTEST_SYLLABLE_S))
    cost = _start_cost(sung, syllables, notes, used)
    for last in range(sung + 1, min(len(syllables), sung + room)):
        each_s = notes[used].length_s / (last - sung + 1)
        cost += 0.1 if syllables[last].can_drop else 2.5 + 3.0 * max(0.0, 0.25 - each_s) / 0.25
        cost += 2.0 if syllables[last - 1].ends_line else 0.0
        moves.append(((used + 1, last + 1), cost + _end_cost(syllables[last], notes, used + 1)))
    return moves


def _start_cost(sung: int, syllables: Sequence[Syllable], notes: Sequence[SungNote], used: int) -> float:
    if syllables[sung].can_drop:
        return 0.3
    return 3.0 if syllables[sung].part and used and notes[used].on_s - notes[used - 1].off_s > REST_S else 0.0


def _end_cost(syllable: Syllable, notes: Sequence[SungNote], end: int) -> float:
    """A line should end before a rest or with a long note, a rest should come at the end of a line."""
    rest = end == len(notes) or notes[end].on_s - notes[end - 1].off_s > 0.05
    if syllable.ends_line:
        return 0.0 if rest else 0.6 if notes[end - 1].length_s > 1.2 * notes[end].length_s else 2.0
    return 0.5 if rest else 0.0


def _walk_back(came: dict[tuple[int, int], tuple[int, int]], count: int, total: int) -> tuple[tuple[int, ...], ...]:
    state = (count, total)
    if state not in came:
        return ()
    by_note: list[tuple[int, ...]] = [()] * count
    while state != (0, 0):
        before = came[state]
        by_note[before[0]] = tuple(range(before[1], state[1]))
        state = before
    return tuple(by_note)


def _even_spread(count: int, total: int) -> tuple[tuple[int, ...], ...]:
    borders = [round(index * total / count) for index in range(count + 1)]
    return tuple(tuple(range(first, last)) for first, last in zip(borders, borders[1:], strict=False))
