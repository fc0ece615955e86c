"""What a head does to a sound: two ears on a rigid sphere, and the echoes of the outer ear.

The time between the ears is Woodworth's (1938); the shadow of the head and the echoes of the
outer ear follow Brown and Duda, "A structural model for binaural sound synthesis" (1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RADIUS_M = 0.0875
SOUND_M_PER_S = 343.0
SHADOW_HZ = SOUND_M_PER_S / RADIUS_M / np.pi
"""Above this the head begins to throw a shadow."""
_MOST_SHADOW = 0.1
_SHADOW_DEEPEST = np.radians(150.0)
"""Straight behind the head the sound bends around it from all sides, and is a little brighter again."""
_NEAREST_EAR_M = 0.12
_LOUDEST = 4.0
_AIR_DB_PER_M = 0.25
_AIR_AT_MOST_DB = 18.0
_BEHIND_DB = 5.0
"""The outer ear lies in the way of treble from behind."""
ECHOES = ((0.5, 1.0, 2.0, 1.0), (-1.0, 5.0, 4.0, 0.5), (0.5, 5.0, 7.0, 0.5), (-0.25, 5.0, 11.0, 0.5),
          (0.25, 5.0, 13.0, 0.5))
"""Of the outer ear: strength, and three numbers for the delay (Brown and Duda, table I)."""
_ECHO_UNIT_S = 1 / 44100


@dataclass(frozen=True, eq=False)
class SourcePath:
    """Where the source is, sample by sample [each shape=(n,)]."""

    azimuth: np.ndarray
    """Radians, right positive, 0 ahead."""
    elevation: np.ndarray
    """Radians, up positive."""
    distance_m: np.ndarray
    """From the middle of the head."""


@dataclass(frozen=True, eq=False)
class Ear:
    """What one ear gets, sample by sample [each shape=(n,)]."""

    delay_s: np.ndarray
    """Later than the middle of the head; negative on the near side."""
    gain: np.ndarray
    shadow: np.ndarray
    """Gain of what lies above SHADOW_HZ."""
    treble: np.ndarray
    """Gain of the treble, by the air and the outer ear."""
    echoes_s: tuple[np.ndarray, ...]
    """Delay of each of ECHOES."""


def ear(place: SourcePath, side: int) -> Ear:
    """The left (−1) or right (+1) ear for a source at a place."""
    towards = side * np.sin(place.azimuth) * np.cos(place.elevation)
    incidence = np.arccos(np.clip(towards, -1, 1))
    late = np.where(incidence < np.pi / 2, -np.cos(incidence), incidence - np.pi / 2)
    path_m = np.sqrt(place.distance_m**2 + RADIUS_M**2 - 2 * place.distance_m * RADIUS_M * towards)
    bright = 1 + _MOST_SHADOW / 2 + (1 - _MOST_SHADOW / 2) * np.cos(incidence / _SHADOW_DEEPEST * np.pi)
    behind = np.clip(-np.cos(place.azimuth) * np.cos(place.elevation), 0, 1)
    lost_db = np.minimum(_AIR_DB_PER_M * np.maximum(place.distance_m - 1, 0), _AIR_AT_MOST_DB) + _BEHIND_DB * behind
    return Ear(late * RADIUS_M / SOUND_M_PER_S, np.minimum(1 / np.maximum(path_m, _NEAREST_EAR_M), _LOUDEST), bright,
               10 ** (-lost_db / 20), _echo_delays(place, side))


def _echo_delays(place: SourcePath, side: int) -> tuple[np.ndarray, ...]:
    # An elevation beyond the zenith is never given: the azimuth turns to the back instead.
    aside = np.cos((place.azimuth - side * np.pi / 2) / 2) ** 2
    return tuple(_ECHO_UNIT_S * (width * aside * np.sin(slope * (np.pi / 2 - place.elevation)) + base)
                 for _, width, base, slope in ECHOES)


def time_difference_s(azimuth_deg: float, elevation_deg: float = 0.0) -> float:
    """Woodworth's time between the ears; positive when the sound reaches the right ear first."""
    lateral = float(np.arcsin(np.sin(np.radians(azimuth_deg)) * np.cos(np.radians(elevation_deg))))
    return float(RADIUS_M / SOUND_M_PER_S * (np.sin(lateral) + lateral))
