"""Gloss: a request in another language, word by word in English, that knows where each of its words comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.planner.languages.inflected import inflected_names, parts_told
from engine.planner.languages.lexicon import WORD, Lexicon, folded, lowered
from engine.planner.languages.likeliest import likeliest
from engine.planner.languages.number_word import number_words
from engine.planner.languages.reasons import reason_edits
from engine.planner.languages.turns import turn_edits
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_GAP = regex(r"[\s-]*")
_QUOTED = regex(r'"[^"]*"')
_SIGNS = str.maketrans(
    {"，": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";", "、": ",", "（": "(", "）": ")"}
)
_FULL_WIDTH = "，。！？：；、"
_OPEN_QUOTES = str.maketrans(dict.fromkeys("「」『』《》‹›", '"'))
_CHORDS = regex(
    r"(?<![\w'])(?:[A-G](?:#|b)?(?:m|maj|min|dim|aug|sus|add|M)?\d{0,2}(?![\w'])(?:\s*[-–,|]\s*|\s+)){2,}"
    r"[A-G](?:#|b)?(?:m|maj|min|dim|aug|sus|add|M)?\d{0,2}(?![\w'])"
)
"""Three or more names of chords."""
_EXTENSION = regex(r"\.\w{2,4}$")
_TRACK = regex(
    r"(?<!neue )(?<!nouvelle )(?<!nova )(?<!\w)(?P<track>(?:Spur|piste|pista|faixa)\s+)$", re.IGNORECASE
)
_COLON = regex(r"(?<!\d)\s*:\s*(?!\d)")
_SAYS = regex(r"\b(?:sing|sung|say|read|speak|announcement|lyrics|says)\b")
_INNER_BLANK = regex(r"(?<=«)\s+|\s+(?=»)")
_DOUBLED = regex(r"\b(?:the|an?|my|your|its|this|that)( (?:the|an?))(?= \w)", re.IGNORECASE)
""" "the a bass line": one article too many."""
_AN = regex(r"\ba(?= (?:[aeio]|u(?!ni|ku|se))[a-z]{2})")
""" "A instrumental version"."""
_IDEOGRAPH = regex(r"[\u4e00-\u9fff]")
_INSIDE_CHINESE = regex(
    r"(?<=[\u4e00-\u9fff])[ \u00a0]+(?=[A-Za-z0-9+\-%])|(?<=[A-Za-z0-9%])[ \u00a0]+(?=[\u4e00-\u9fff])"
)
"""Blanks between Chinese and figures or Latin words: "第 9 小节"."""

_ONE_MORE = regex(r"\b(?:'?n|'?nen|'?ne|einen?|une?|uno|una|uma?|algo de|un peu d[eu]|etwas|bisschen)\W+$")
_EFFECTS = [[one] for one in "delay echo reverb chorus flanger phaser compressor limiter gate eq".split()]
_AMOUNT = regex(r"(?<!\w)([^\W\d]+) (\d+)(?= ?(?:db|dezibel|decib\w*|%|prozent|por ?c|pour cent)\b)")
TELLING = 4
"""Letters from which on a word beside a name is no article."""
Edit = tuple[int, int, str]
"""Characters start…end become these words."""


@dataclass(frozen=True)
class Gloss:
    """English words for a request."""

    source: str
    text: str
    places: tuple[tuple[int, int], ...]
    """For each character of `text` the characters start…end of `source` that it stands for."""
    kept: tuple[bool, ...]
    """For each character of `text` whether it must stay as it is."""

    def source_of(self, start: int, end: int) -> str:
        """The words of the source that characters start…end stand for."""
        places = self.places[start:end]
        return self.source[min(a for a, _ in places) : max(b for _, b in places)] if places else ""

    def words_of(self, start: int, end: int) -> str:
        """The same with the little words behind them that English does not say."""
        first, last = self.places[start][0], self.places[end - 1][1]
        after = min((a for a, _ in self.places[end:] if a >= last), default=len(self.source))
        return self.source[first:after]

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The characters that stand for characters start…end of the source."""
        inside = [i for i, (a, b) in enumerate(self.places) if a < end and start < b and (a, b) != (end, end)]
        inside = [i for i in inside if not self.text[i].isspace()]
        if not inside:
            before = [i for i, (a, _) in enumerate(self.places) if a >= start]
            at = before[0] if before else len(self.text)
            return at, at
        return inside[0], inside[-1] + 1

    def changed(self, edits: Iterable[Edit], *, stay: bool = False) -> Gloss:
        """With some characters said otherwise; what must stay is left alone; new words that `stay` are, too."""
        text, at = "", 0
        places: list[tuple[int, int]] = []
        kept: list[bool] = []
        for start, end, said in sorted(edits):
            if start < at or any(self.kept[start:end]):
                continue
            text += self.text[at:start] + said
            places += self.places[at:start]
            kept += self.kept[at:start]
            inside = self.places[start:end]
            if inside:
                place = (min(a for a, _ in inside), max(b for _, b in inside))
            else:
                edge = self.places[start][0] if start < len(self.places) else len(self.source)
                place = (edge, edge)
            places += [place] * len(said)
            kept += [stay] * len(said)
            at = end
        return Gloss(self.source, text + self.text[at:], (*places, *self.places[at:]), (*kept, *self.kept[at:]))


def gloss(text: str, words: Lexicon, names: Sequence[str] = (), keep: Sequence[tuple[int, int]] = ()) -> Gloss:
    """Say a request in English words; `names` and the characters of `keep` and of quotations stay as they are."""
    simple = plain(text).translate(_SIGNS).translate(_OPEN_QUOTES)
    whole = Gloss(text, simple, tuple((i, i + 1) for i in range(len(simple))), (False,) * len(simple))
    whole = whole.changed((*m.span(), "") for m in _INNER_BLANK.finditer(text))
    simple = whole.text
    if words.language == "zh":
        blanks = (match.span() for match in _INSIDE_CHINESE.finditer(simple))
        whole = whole.changed((start, end, "") for start, end in blanks if not _quoted(simple, start))
        keep = [whole.range_of(start, end) for start, end in keep]
        simple = whole.text
    whole = whole.changed(() if keep else inflected_names(simple, names, words))
    simple = whole.text
    stays = [False] * len(simple)
    named = sorted({*keep, *_places_of(simple, names, words), *parts_told(simple, names, words)})
    whole = whole.changed(_spelt(simple, named, names))
    simple = whole.text
    for start, end in (*named, *_fixed(simple), *_told(simple, words)):
        stays[start:end] = [True] * (end - start)
    made = replace(whole, kept=tuple(stays))
    if words.language == "zh":
        made = _by_characters(made.changed((start, start, " the ") for start, _ in named), words)
    else:
        made = made.changed(_tracks_named_behind(made.text, named))
        made = made.changed(number_words(made.text, words))
        made = made.changed(_amounts_behind(made.text, names))
        made = made.changed(reason_edits(made.text, made.kept, words), stay=True)
        made = _by_turns(made, words)
        made = _by_rules(made, words)
        made = made.changed(_by_words(made, words))
    made = replace(made, kept=(False,) * len(made.text)).changed(_blanks(made.text))
    made = made.changed((*m.span(1), "") for m in _DOUBLED.finditer(made.text))
    return made.changed((*m.span(), "an") for m in _AN.finditer(made.text))


def _quoted(text: str, at: int) -> bool:
    """Does character `at` stand in a quotation?"""
    return any(match.start() < at < match.end() for match in _QUOTED.finditer(text))


def _tracks_named_behind(text: str, named: Sequence[tuple[int, int]]) -> list[Edit]:
    """ "die Spur Bass" is "the Bass track"."""
    edits: list[Edit] = []
    for start, end in named:
        found = _TRACK.search(text[:start])
        if found:
            edits += [(found.start("track"), start, ""), (end, end, " track")]
    return edits


def _amounts_behind(text: str, names: Sequence[str]) -> list[Edit]:
    """ "Im Refrain 2 dB lauter" is by 2 dB, where there are Refrain and Refrain 2."""
    known = set(map(folded, names))
    found = _AMOUNT.finditer(folded(text))
    return [(m.start(2), m.start(2), "by ") for m in found if {m[1], f"{m[1]} {m[2]}"} <= known]


def _fixed(text: str) -> list[tuple[int, int]]:
    """Quotations and rows of chords."""
    return [match.span() for pattern in (_QUOTED, _CHORDS) for match in pattern.finditer(text)]


def _told(text: str, words: Lexicon) -> list[tuple[int, int]]:
    """What stands behind a colon after a word for saying or singing: it is given on as it is."""
    colon = _COLON.search(text)
    if not colon or '"' in text[colon.end() :]:
        return []
    return [(colon.end(), len(text))] if _SAYS.search(gloss(text[: colon.start()], words).text) else []


def _places_of(text: str, names: Sequence[str], words: Lexicon) -> list[tuple[int, int]]:
    """Where names of the session stand, with or without their accents."""
    found: list[tuple[int, int]] = []
    low = folded(text)
    for name in names:
        bare = folded(_EXTENSION.sub("", name).strip())
        if len(bare) > 1 and bare in low:
            found += [match.span() for match in re.finditer(rf"(?<!\w)?{re.escape(bare)}", low)]
        elif _IDEOGRAPH.match(bare):
            found += [match.span() for match in re.finditer(bare, low)]
    return [
        (a, b)
        for a, b in found
        if _stands_alone(text, a, b)
        and not _in_a_phrase(text, a, b, words)
        and not _in_a_word(text, a, b, words)
        and not _is_an_effect(low, a, b, words)
    ]


def _is_an_effect(low: str, start: int, end: int, words: Lexicon) -> bool:
    """Is it no bus of that name, as one more is asked for: "mets un écho sur la voix"?"""
    return _ONE_MORE.search(low[:start]) is not None and (words.meaning(low[start:end]) or "").split()[-1:] in _EFFECTS


def _spelt(text: str, named: Sequence[tuple[int, int]], names: Sequence[str]) -> list[Edit]:
    """Names whose accents were left out, as the session has them."""
    known = {folded(bare): bare for bare in (_EXTENSION.sub("", name).strip() for name in names)}
    said = ((a, b, known.get(folded(text[a:b]), "")) for a, b in named)
    return [(a, b, name) for a, b, name in said if len(name) == b - a and name.lower() != text[a:b].lower()]


def _in_a_word(text: str, first: int, last: int, words: Lexicon) -> bool:
    """Are ideographs part of a longer word that the lexicon knows?"""
    if words.language != "zh":
        return False
    low = folded(text)
    runs = (low[start:end] for start in range(max(0, first - 3), first + 1) for end in range(last, last + 4))
    return any(len(run) > last - first and tuple(run) in words.phrases for run in runs)


def _in_a_phrase(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Is a name only a part of a phrase that means something else: "Stimme" in "mit tiefer Stimme"?"""
    if words.language == "zh":
        return False
    found = list(WORD.finditer(lowered(text)))
    inside = [i for i, match in enumerate(found) if start <= match.start() < end]
    for first in range(max(0, inside[0] - 3), inside[0] + 1) if inside else ():
        for last in range(inside[-1], min(len(found), inside[-1] + 4)):
            run = [match[0] for match in found[first : last + 1]]
            others = [one for i, one in enumerate(run, first) if i not in inside]
            if any(len(one) >= TELLING for one in others) and words.phrase(run) is not None:
                return True
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if _IDEOGRAPH.match(text[start]) or _IDEOGRAPH.match(before or "x") or _IDEOGRAPH.match(after or "x"):
        return True
    return not (before.isalnum() or after.isalnum())


def _by_turns(made: Gloss, words: Lexicon) -> Gloss:
    """What is said about what was just done; a turn with a quotation says something of its own."""
    if '"' in made.text:
        return made
    edges = [i for i in range(len(made.kept) + 1) if made.kept[i - 1 : i] != made.kept[i : i + 1]]
    named = [(a, b) for a, b in zip(edges, edges[1:], strict=False) if made.kept[a]]
    return made.changed(turn_edits(made.text, named, words.language), stay=True)


def _by_rules(made: Gloss, words: Lexicon) -> Gloss:
    low = folded(made.text)
    for pattern, said, stays in words.rules:
        found = (_rewritten(said, match, made.text) for match in pattern.finditer(low))
        edits = [edit for run in found if not any(any(made.kept[a:b]) for a, b, _ in run) for edit in run]
        if edits:
            made = made.changed(edits, stay=stays)
            low = folded(made.text)
    return made


def _rewritten(said: str, match: re.Match[str], text: str) -> list[Edit]:
    """What a rule changes: single groups of its pattern (`1=fade out;2=`; an empty one is a place), or all of it."""
    if not re.match(r"\d=", said):
        return [(*match.span(), _said(said, match, text))]
    groups = [part.partition("=") for part in said.split(";")]
    there = [(int(number), english) for number, _, english in groups if match.start(int(number)) >= 0]
    return [(*match.span(number), _said(english, match, text)) for number, english in there]


def _said(words: str, match: re.Match[str], text: str) -> str:
    """The English of a rule, with the request's own words for \\1, \\2."""
    return re.sub(r"\\(\d)", lambda group: text[match.start(int(group[1])) : match.end(int(group[1]))], words)


def _by_words(made: Gloss, words: Lexicon) -> list[Edit]:
    """The longest phrases first, then single words; no phrase reaches into what stays."""
    low = lowered(made.text)
    found = list(WORD.finditer(low))
    edits: list[Edit] = []
    at = 0
    while at < len(found):
        free = found[at : at + words.longest]
        stays = next((i for i, word in enumerate(free) if made.kept[word.start()]), len(free))
        length, said = _phrase(low, found[: at + max(1, stays)], at, words)
        if said is not None:
            start, end = found[at].start(), found[at + length - 1].end()
            is_tight = low[end - 1] == "'" and end < len(low) and low[end] not in " "
            edits.append((start, end, said + (" " if is_tight and said else "")))
        at += length
    return edits


def _phrase(low: str, found: Sequence[re.Match[str]], at: int, words: Lexicon) -> tuple[int, str | None]:
    for length in range(min(words.longest, len(found) - at), 1, -1):
        run = found[at : at + length]
        gaps = all(_GAP.fullmatch(low, a.end(), b.start()) for a, b in zip(run, run[1:], strict=False))
        said = words.phrase([match[0] for match in run]) if gaps else None
        if said is not None:
            return length, said
    if found[at][0].isdigit():
        return 1, None
    said = words.word(found[at][0])
    return 1, likeliest(found[at][0], words) if said is None else said


def _by_characters(made: Gloss, words: Lexicon) -> Gloss:
    """For a language without blanks: rules, then at each place the longest word."""
    made = made.changed(number_words(made.text, words))
    made = _by_turns(made, words)
    made = _by_rules(made, words)
    low, edits, at = folded(made.text), [], 0
    while at < len(low):
        for length in range(min(words.longest, len(low) - at), 0, -1):
            said = words.phrases.get(tuple(low[at : at + length]))
            if said is not None and not any(made.kept[at : at + length]):
                edits.append((at, at + length, f" {said} "))
                break
        else:
            length = 1
        at += length
    made = made.changed(edits)
    edges = [
        i
        for i in range(1, len(made.text))
        if made.kept[i] != made.kept[i - 1]
        and made.text[i] not in "._"
        or (made.source[slice(*made.places[i - 1])] or " ")[0] in _FULL_WIDTH
        or bool(_IDEOGRAPH.match(made.text[i])) != bool(_IDEOGRAPH.match(made.text[i - 1]))
        and made.text[i] not in "._"
    ]
    return _with_blanks(made, edges)


def _with_blanks(made: Gloss, edges: Sequence[int]) -> Gloss:
    """A blank in front of each of these characters, where none is and no name is torn."""
    text, at = "", 0
    places: list[tuple[int, int]] = []
    kept: list[bool] = []
    for edge in edges:
        if made.kept[edge] and made.kept[edge - 1] or made.text[edge - 1].isspace() or made.text[edge].isspace():
            continue
        place = (made.places[edge][0], made.places[edge][0])
        text += made.text[at:edge] + " "
        places += [*made.places[at:edge], place]
        kept += [*made.kept[at:edge], False]
        at = edge
    return Gloss(made.source, text + made.text[at:], (*places, *made.places[at:]), (*kept, *made.kept[at:]))


def _blanks(text: str) -> list[Edit]:
    """One blank between words, none in front of signs."""
    edits: list[Edit] = [(m.start(), m.end(), " ") for m in re.finditer(r"\s{2,}(?=[^\s,.;:!?])", text)]
    edits += [(m.start(), m.end(), "") for m in re.finditer(r"\s+(?=[,.;:!?](?:\s|$))|^\s+|\s+$", text)]
    return edits
