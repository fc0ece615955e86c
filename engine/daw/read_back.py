"""Read-back: whether a list of changes is in the session, judged by what each of them claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from engine.daw.change import Change
from engine.daw.claim import THERE, Claim, meets
from engine.daw.daw import Outcome, Region, Snapshot


def judged(
    changes: Sequence[Change],
    outcomes: Sequence[Outcome],
    before: Snapshot,
    after: Snapshot,
    *,
    more: Sequence[Sequence[Claim]] = (),
) -> list[Outcome]:
    """The outcomes as a fresh snapshot shows them: what a DAW called done and does not hold becomes not_done.

    What a later change of the list overrode is not held against an earlier one. `changes` may name things by
    refs; the outcomes say which ids those got. `more` are claims that only this DAW can make, one row a change.
    Another name than the one asked for is a reservation, not a failure; an old name that stayed is one.
    """
    rows = claims_of(changes, outcomes, before)
    rows = [[*row, *extra] for row, extra in zip(rows, more, strict=True)] if more else rows
    found = []
    overridden = _overridden(rows)
    for index, (outcome, row) in enumerate(zip(outcomes, rows, strict=True)):
        standing = [claim for claim in row if not overridden(index, claim)]
        wrong = next((text for claim in standing if (text := claim.broken(after))), "")
        said = next((text for claim in standing if (text := claim.reservation(after))), "")
        if wrong:
            outcome = replace(outcome, state="not_done", why=f"{wrong[0].upper()}{wrong[1:]}.")
        elif said and said not in outcome.why:
            outcome = replace(outcome, why=f"{outcome.why} {said}".strip())
        found.append(outcome)
    return found


def _overridden(rows: Sequence[Sequence[Claim]]) -> Callable[[int, Claim], bool]:
    """Tells whether a claim of a row is overridden by one of a later row."""
    by_id: dict[str, list[tuple[int, Claim]]] = {}
    for index, row in enumerate(rows):
        for claim in row:
            by_id.setdefault(claim.id, []).append((index, claim))

    def overridden(index: int, claim: Claim) -> bool:
        later = (other for number, other in by_id[claim.id] if number > index)
        return any(
            meets(other, claim)
            or (other.what == THERE and not other.expected)
            or (other.what == "start" and claim.what == "end")  # what starts elsewhere ends elsewhere
            for other in later
        )

    return overridden


def claims_of(changes: Sequence[Change], outcomes: Sequence[Outcome], before: Snapshot) -> list[list[Claim]]:
    """What each change claims, with real ids; nothing where it was not done."""
    made: dict[str, str] = {}
    rows = []
    times = Counter(region for change in changes if (region := getattr(change, "region", "")))
    for change, outcome in zip(changes, outcomes, strict=True):
        made.update(outcome.made)
        real = change.resolved(made)
        claims = real.claims(outcome, before) if outcome.is_done else ()
        rows.append([_became(claim, outcome) for claim in claims])
        if times[getattr(change, "region", "")] > 1:
            before = _as_claimed(before, claims)
        became = dict(outcome.became)
        made = {ref: became.get(now, now) for ref, now in made.items()} | became
    return rows


def _as_claimed(before: Snapshot, claims: Sequence[Claim]) -> Snapshot:
    """The session with its regions where these claims have them: what keeps its place later in the list keeps that."""
    places = {(claim.id, claim.what): claim.expected for claim in claims if claim.what in ("start", "end")}

    def placed(region: Region) -> Region:
        start = places.get((region.id, "start"), region.start_beats)
        end = places.get((region.id, "end"), start + region.length_beats)
        if (start, end) == (region.start_beats, region.end_beats):
            return region
        return replace(region, start_beats=start, length_beats=end - start)

    return replace(before, regions=tuple(map(placed, before.regions))) if places else before


def _became(claim: Claim, outcome: Outcome) -> Claim:
    ids: Mapping[str, str] = dict(outcome.became)
    return replace(claim, id=ids[claim.id]) if claim.id in ids else claim
