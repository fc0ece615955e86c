"""Splits a request into clauses, one task each: where a new step begins."""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.planner.router import probabilities
from engine.planner.weights import weights
from engine.planner.words import plain, tokens

_PLACE = re.compile(
    r"\s*(?:[,;:!?]+|\.(?=\s)|\.{2,}|\s-+\s|->|→|>)\s*(?:(?:and|then|but|plus|also|after that|afterwards|finally"
    r"|lastly|next)\b[\s,]*)*"
    r"|\s+(?:(?:and|then|but|plus|before|once|after|with|also|finally|afterwards)\b[\s,]*)+",
    re.IGNORECASE,
)
COMMANDS = frozenset(
    "add analyse analyze apply arrange autotune balance bounce bring build "
    "call caption center centre change chop clean clear compose compress "
    "convert copy create crop crossfade cut cycle darken de-ess deess denoise describe "
    "detect distort double drag drop dub duck dump duplicate eq erase extract "
    "fade fetch fill find fit fix flip gate generate get give glue go grab "
    "harmonise harmonize have hear identify insert isolate join jump keep kill lay "
    "let's lift limit list locate loop lose lower make map mark master measure "
    "merge mix move mute name normalise normalize nudge open pan park pause "
    "pitch place play pop print pull push put raise read record redo remove "
    "rename repair repeat replace restore reverse revert roll run save say "
    "separate set shift shorten show sing slap slice slide slow snip solo "
    "speak speed split squash squeeze stack start stick stitch stop stretch strip "
    "sweeten take tell throw tighten trim tune turn tuck transcribe translate "
    "transpose tidy undo unmute unsolo use warm whack widen work write zap "
    "dehiss brighten boost isolate dial pump smash crush render drench".split()
)
_QUOTED = re.compile(r'"[^"]*"')
_GOES_ON = re.compile(
    r"[\s,;.]*(?:and then|then|and)\s+(?:put|place|add|apply|move|pan|turn|mute|play|render|drop|give|make)\b",
    re.IGNORECASE,
)
MAX_PLACES = 24
STEP_COST = 0.0
CLARITY = 1.0


@dataclass(frozen=True)
class Place:
    """A stretch of text (sign or joining words) where a new step may begin."""

    start: int
    end: int


def cut_places(text: str) -> list[Place]:
    """Every place where the request could be cut, quoted words left whole."""
    simple = plain(text)
    quoted = [match.span() for match in _QUOTED.finditer(simple)]
    found = []
    for match in _PLACE.finditer(simple):
        inside = any(a <= match.start() < b - 1 for a, b in quoted)
        if match.start() > 0 and match.end() < len(simple) and match.end() > match.start() and not inside:
            found.append(Place(match.start(), match.end()))
    return found


def cut_features(text: str, place: Place, size: int) -> NDArray[np.int64]:
    """Buckets of what stands around a place."""
    before = [token.low for token in tokens(plain(text[max(0, place.start - 80) : place.start]))][-4:]
    after = [token.low for token in tokens(plain(text[place.end : place.end + 100]))][:5]
    sign = re.sub(r"\s+", " ", plain(text[place.start : place.end]).lower().strip())
    after += ["#"] * (4 - len(after))
    before = ["#"] * (4 - len(before)) + before
    digit = ["0" if word[0].isdigit() else word for word in after]
    last = ["0" if word[0].isdigit() else word for word in before]
    length = min(6, len(tokens(plain(re.split(_PLACE, plain(text[place.end :]))[0]))))
    command = [word in COMMANDS for word in after[:3]]
    opened = any(token.low in COMMANDS for token in tokens(plain(text[: place.start]))[:4])
    features = {
        f"v{command[0]}|{sign}",
        f"v{command[0]}{command[1]}|{opened}",
        f"v{command[0]}|{length}|{opened}",
        f"v{command[0]}|b{last[-1]}",
        "bias",
        "s" + sign,
        f"s{sign}|{digit[0]}",
        f"s{sign}|{digit[0]} {digit[1]}",
        "a" + digit[0],
        f"a{digit[0]} {digit[1]}",
        "2" + digit[1],
        "3" + digit[2],
        "b" + last[-1],
        f"b{last[-2]} {last[-1]}",
        f"x{last[-1]}|{sign}|{digit[0]}",
        "S" + digit[0][-3:],
        f"l{length}",
        f"l{length}|{sign}",
        f"p{min(5, len(tokens(text[: place.start])))}",
        "p4" + digit[0][:4],
        f"comma{',' in sign}{digit[0] == '0'}",
    }
    features |= _routed(text, place)
    return np.unique(
        np.array([zlib.crc32(feature.encode("utf-8", "surrogatepass")) % size for feature in features], dtype=np.int64)
    )


def _routed(text: str, place: Place) -> set[str]:
    """What the router says of the stretches on both sides of a place, up to the next sign or joining word."""
    simple = plain(text)
    right = re.split(_PLACE, simple[place.end : place.end + 120], maxsplit=1)[0] or simple[place.end :]
    left = re.split(_PLACE, simple[max(0, place.start - 120) : place.start])[-1]
    found, tasks = set(), []
    for side, piece in (("L", left), ("R", right)):
        chance = probabilities(piece)
        best = int(chance.argmax())
        task = weights().labels[best].partition("/")[0]
        sure = min(9, int(10 * float(chance[best])))
        tasks.append((task, sure))
        found |= {f"{side}{sure}", f"{side}{task}|{sure // 3}"}
    (before, sure_before), (after, sure_after) = tasks
    same = before == after
    found |= {
        f"same{same}",
        f"same{same}|{sure_before // 3}|{sure_after // 3}",
        f"{before}>{after}",
        f"after{after}|same{same}",
    }
    return found


def cut_chance(text: str, place: Place) -> float:
    """How likely a new step begins at a place, 0–1."""
    table = weights()
    score = float(table.cut_weights[cut_features(text, place, table.cut_weights.shape[0])].sum()) + table.cut_bias
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def split(text: str) -> list[tuple[int, int, float]]:
    """The clauses in their order: where each begins and ends, and how likely the cut before it is (1 for the first).

    The cuts are those that leave the clearest clauses.
    """
    places = sorted(cut_places(text)[:60], key=lambda place: -cut_chance(text, place))[:MAX_PLACES]
    colon = _told_from(text)
    places = sorted(
        (
            place
            for place in places
            if cut_chance(text, place) > 0.04 and (place.end <= colon or _GOES_ON.match(plain(text[place.start :])))
        ),
        key=lambda place: place.start,
    )
    edges = [0, *(place.start for place in places), len(text)]
    chance = [cut_chance(text, place) for place in places]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(edges)):
        options = []
        for start in range(end):
            inside = sum(math.log(max(1e-6, 1 - chance[i - 1])) for i in range(start + 1, end))
            joint = math.log(max(1e-6, chance[start - 1])) - STEP_COST if start else 0.0
            options.append(
                (best[start][0] + inside + joint + CLARITY * clarity(text[edges[start] : edges[end]]), start)
            )
        best.append(max(options))
    cuts: list[tuple[int, int, float]] = []
    at = len(edges) - 1
    while at > 0:
        start = best[at][1]
        cuts.append((edges[start], edges[at], chance[start - 1] if start else 1.0))
        at = start
    return cuts[::-1]


def _told_from(text: str) -> int:
    """Where words to say or sing begin after a colon; the text's end when there are none."""
    match = re.search(r"(?<!\d):\s+(?=\S)", plain(text))
    if not match:
        return len(text)
    told = sum(
        float(chance)
        for label, chance in zip(weights().labels, probabilities(text[: match.start()]), strict=True)
        if label in ("speak", "sing")
    )
    return match.end() if told > 0.35 else len(text)


def clarity(part: str) -> float:
    """How clearly a stretch of text asks for one thing, as a log chance."""
    if len(tokens(part)) == 0:
        return -8.0
    return math.log(max(1e-4, float(probabilities(part).max())))
