"""Where each recorded syllable lies on a phrase's clock, by the rules of oto.ini."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.singing.utau.oto import Oto
from models.singing.utau.reader import Reader
from models.singing.vocal_line import VocalPhrase

_PREVIOUS_SHARE = 0.5
"""How much of the note before it a syllable's lead may take."""
_TOUCHING_S = 0.06
_RELEASE_S = 0.06
_ONSET_FADE_S = 0.005
LONGEST_LEAD_S = 0.6


@dataclass(frozen=True)
class PlacedSyllable:
    """One recorded syllable in the song; times in seconds on the phrase's clock."""

    oto: Oto
    start_s: float
    end_s: float
    """Its last fade included."""
    fade_in_s: float
    fade_out_s: float
    skipped_s: float
    """How much of the recording after its offset is left out."""


def placed(phrase: VocalPhrase, reader: Reader) -> list[PlacedSyllable]:
    """Each lead lies before its note; where notes touch, a syllable is faded over the one before it."""
    found: list[tuple[Oto, str, bool]] = []
    before = ""
    for syllable in phrase.syllables:
        found.append(reader.recording(syllable, before))
        before = found[-1][1]
    leads = _leads(phrase, [(oto, holds) for oto, _, holds in found])
    out: list[PlacedSyllable] = []
    for number, (syllable, (oto, _, holds)) in enumerate(zip(phrase.syllables, found, strict=True)):
        lead_s, overlap_s, skipped_s = leads[number]
        start_s = syllable.on_s - lead_s
        following = phrase.syllables[number + 1] if number + 1 < len(found) else None
        touches = following is not None and following.on_s - syllable.off_s < _TOUCHING_S
        if touches and following is not None:
            next_lead_s, next_overlap_s, _ = leads[number + 1]
            end_s, fade_out_s = following.on_s - next_lead_s + next_overlap_s, max(next_overlap_s, _ONSET_FADE_S)
        else:
            end_s, fade_out_s = syllable.off_s + 0.5 * _RELEASE_S, _RELEASE_S
        fade_in_s = max(overlap_s, _ONSET_FADE_S)
        vowel_s = oto.consonant_s if holds else 0.0
        out.append(
            PlacedSyllable(oto, start_s, max(end_s, start_s + 0.02), fade_in_s, fade_out_s, max(skipped_s, vowel_s))
        )
    return out


def _leads(phrase: VocalPhrase, found: Sequence[tuple[Oto, bool]]) -> list[tuple[float, float, float]]:
    """(lead before the note, overlap, what is skipped of the recording), shortened where the note before is short."""
    leads = []
    ended_s, room_s = -1e9, LONGEST_LEAD_S
    for syllable, (oto, holds) in zip(phrase.syllables, found, strict=True):
        lead_s = 0.02 if holds else max(0.0, oto.preutterance_s)
        overlap_s = 0.02 if holds else min(oto.overlap_s, lead_s)
        gap_s = min(LONGEST_LEAD_S, max(0.0, syllable.on_s - ended_s))
        limit_s = room_s + gap_s
        skipped_s = 0.0
        if lead_s - max(0.0, overlap_s) > limit_s or lead_s > LONGEST_LEAD_S:
            shorter_s = min(LONGEST_LEAD_S, limit_s)
            scale = shorter_s / lead_s
            skipped_s, lead_s, overlap_s = lead_s - shorter_s, shorter_s, overlap_s * scale
        leads.append((lead_s, overlap_s, skipped_s))
        ended_s, room_s = syllable.off_s, _PREVIOUS_SHARE * (syllable.off_s - syllable.on_s)
    return leads
