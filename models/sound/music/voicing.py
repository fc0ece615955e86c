"""Voice leading: which notes of each chord are played, so that every voice moves little, around the loop."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from models.sound.music.chord import Chord

LOWEST, HIGHEST = 50, 76
_BEAM = 24
Voicing = tuple[int, ...]


def lead_voices(
    chords: Sequence[Chord],
    *,
    centre: float = 64.0,
    is_rootless: bool = False,
    tonic: int | None = None,
    voices: int = 4,
) -> list[Voicing]:
    """One voicing a chord, found by a cyclic Viterbi search: the last chord leads into the first.

    Each voicing rises, lies between D3 and E5 and has no narrow interval below E3. Rootless voicings leave
    the root to the bass, but for the chord on the tonic.
    """
    choices = [
        _candidates(chord.root, chord.intervals, centre, is_rootless and chord.root != tonic, voices)
        for chord in chords
    ]
    starts = choices[0][:6]
    paths = [_path_from(start, choices, centre) for start in starts]
    return list(min(paths, key=lambda scored: scored[0])[1])


def power_voicing(chord: Chord) -> Voicing:
    """Root, fifth and octave on the low strings of a guitar."""
    root = 40 + (chord.root - 4) % 12
    return (root, root + 7, root + 12)


def _path_from(start: Voicing, choices: Sequence[Sequence[Voicing]], centre: float) -> tuple[float, list[Voicing]]:
    costs: dict[Voicing, float] = {start: _own_cost(start, centre)}
    origins: list[dict[Voicing, Voicing]] = []
    for candidates in choices[1:]:
        fresh, origin = {}, {}
        for voicing in candidates:
            before = min(costs, key=lambda other: costs[other] + _step_cost(other, voicing))
            fresh[voicing] = costs[before] + _step_cost(before, voicing) + _own_cost(voicing, centre)
            origin[voicing] = before
        costs = fresh
        origins.append(origin)
    last = min(costs, key=lambda other: costs[other] + _step_cost(other, start))
    total = costs[last] + _step_cost(last, start)
    path = [last]
    for origin in reversed(origins):
        path.append(origin[path[-1]])
    return total, path[::-1]


@lru_cache(maxsize=2048)
def _candidates(root: int, intervals: tuple[int, ...], centre: float, is_rootless: bool, voices: int) -> list[Voicing]:
    classes = list(dict.fromkeys((root + interval) % 12 for interval in intervals))
    if is_rootless and len(classes) >= 4:
        classes = classes[1:]
    fifth = (root + 7) % 12
    while len(classes) > voices:
        classes.remove(fifth if fifth in classes else classes[-2])
    found = set()
    for order in itertools.permutations(classes):
        for bottom in range(LOWEST, LOWEST + 13):
            if bottom % 12 == order[0]:
                voicing = _stack(bottom, order[1:])
                if _is_playable(voicing):
                    found.add(voicing)
    if not found:
        found.add(tuple(sorted(60 + pitch for pitch in classes)))
    return sorted(found, key=lambda voicing: (_own_cost(voicing, centre), voicing))[:_BEAM]


def _stack(bottom: int, classes: Sequence[int]) -> Voicing:
    pitches = [bottom]
    for pitch_class in classes:
        pitches.append(pitches[-1] + 1 + (pitch_class - pitches[-1] - 1) % 12)
    return tuple(pitches)


def _is_playable(voicing: Voicing) -> bool:
    gaps = [high - low for low, high in itertools.pairwise(voicing)]
    is_muddy = voicing[0] < 52 and bool(gaps) and gaps[0] < 4
    return voicing[-1] <= HIGHEST and max(gaps, default=0) <= 12 and not is_muddy


def _own_cost(voicing: Voicing, centre: float) -> float:
    middle = sum(voicing) / len(voicing)
    return 0.12 * abs(middle - centre) + 0.15 * max(0, voicing[-1] - voicing[0] - 17)


@lru_cache(maxsize=65536)
def _step_cost(before: Voicing, after: Voicing) -> float:
    """How far the voices move; top leaps, parallel fifths and octaves, and all moving one way cost more."""
    count = min(len(before), len(after))
    old, new = before[-count:], after[-count:]
    moves = [b - a for a, b in zip(old, new, strict=True)]
    cost = sum(map(abs, moves)) / count + 0.8 * max(0, abs(moves[-1]) - 4)
    if min(map(abs, moves)) > 2 and len({move > 0 for move in moves}) == 1:
        cost += 3
    for low, high in itertools.combinations(range(count), 2):
        interval = (old[high] - old[low]) % 12
        if interval in (0, 7) and interval == (new[high] - new[low]) % 12 and moves[low] and moves[high]:
            cost += 1.2
    return cost
