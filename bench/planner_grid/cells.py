"""The rows of the grid: every deed in every wording, told of things in every way a conversation has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.planner_grid.deeds import LANGUAGES, Deed, Wanted, deeds
from bench.planner_grid.song import BY_NAME, SONG, Thing, after, just_changed, just_made, selected
from engine.planner.context import Context

IT = {
    "en": ("it", "that", "this one"),
    "de": ("das",),
    "fr": ("ça",),
    "es": ("eso",),
    "pt": ("isso",),
    "zh": ("它", "这个"),
}
BOTH = {"en": "{} and {}", "de": "{} und {}", "fr": "{} et {}", "es": "{} y {}", "pt": "{} e {}", "zh": "{}和{}"}
OTHER_ONE = {
    "en": ("no, {x}", "I meant {x}", "not {y}, {x}", "sorry, wrong one: {x}"),
    "de": ("nein, {x}", "ich meinte {x}"),
    "fr": ("non, {x}", "je voulais dire {x}"),
    "es": ("no, {x}", "me refería a {x}"),
    "pt": ("não, {x}", "eu quis dizer {x}"),
    "zh": ("不，是{x}", "我是说{x}"),
}
MORE = {
    "en": ("a bit more", "even more"),
    "de": ("etwas mehr", "noch mehr"),
    "fr": ("un peu plus", "encore plus"),
    "es": ("un poco más", "más todavía"),
    "pt": ("um pouco mais", "mais ainda"),
    "zh": ("再多一点",),
}
LESS = {
    "en": ("not so much", "a bit less", "that's too much"),
    "de": ("nicht so viel", "etwas weniger"),
    "fr": ("pas autant", "un peu moins"),
    "es": ("no tanto", "un poco menos"),
    "pt": ("não tanto", "um pouco menos"),
    "zh": ("太多了", "少一点"),
}
IN_BARS = {
    "en": ("{} in bars 5 to 8", "from bar 5 to the end of bar 8 {}"),
    "de": ("{} in den Takten 5 bis 8",),
    "fr": ("{} dans les mesures 5 à 8",),
    "es": ("{} en los compases 5 a 8",),
    "pt": ("{} nos compassos 5 a 8",),
    "zh": ("在第5到8小节{}",),
}
AT_TWO_BARS = {"en": ("{} in bars 5 and 8",), "de": ("{} in Takt 5 und Takt 8",), "fr": ("{} aux mesures 5 et 8",)}
GRADED = {"louder": "value_db", "quieter": "value_db", "transpose": "semitones"}
"""Deeds of which there can be more and less, with the argument."""
OVER_BARS = {"mute": "mute", "louder": "volume", "quieter": "volume"}
"""Mixer deeds that become automation for some bars."""
MEANT = {"any": "Lead Guitar", "audio": "Lead Guitar", "notes": "Strings"}
LOOK_ALIKE = {"Lead Guitar": "Rhythm Guitar", "Strings": "Strings High", "Vocal": "Vocal Double"}


@dataclass(frozen=True)
class Row:
    """One request with what is right for it."""

    deed: str
    way: str
    """How the thing is told: named, look-alike, made, changed, …"""
    language: str
    text: str
    context: Context
    about: frozenset[str]
    """Ids of the clips whose things it is about; empty for the song."""
    wanted: tuple[Wanted, ...]
    """Any of these calls is right, one for each thing."""
    calls: int = 1
    """How many calls at least say it, where it is one a thing or a place."""
    change: tuple[str, float, int] | None = None
    """An argument whose value so far has to become more (1) or less (-1)."""


def rows() -> Iterator[Row]:
    """All rows of the grid."""
    for deed in deeds():
        for language in LANGUAGES:
            for number, words in enumerate(deed.said.get(language, ())):
                yield from _of_the_song(deed, language, words) if deed.kind == "song" else ()
                yield from _of_a_thing(deed, language, words, is_first=number == 0) if deed.kind != "song" else ()


def _of_the_song(deed: Deed, language: str, words: str) -> Iterator[Row]:
    for way, context in (("alone", SONG), ("in talk", just_changed(BY_NAME["Piano"]))):
        yield Row(deed.name, way, language, words, context, frozenset(), tuple(deed.wanted))


def _of_a_thing(deed: Deed, language: str, words: str, *, is_first: bool) -> Iterator[Row]:
    meant = BY_NAME[MEANT[deed.kind]]
    beside = BY_NAME[LOOK_ALIKE[meant.name]]

    def row(way: str, said: str, context: Context, *things: Thing) -> Row:
        partner = BY_NAME["Piano"] if deed.is_for_two else None
        named = said.replace("{y}", _name(partner, language) if partner else "")
        wanted = tuple(_with(one, partner) for one in deed.wanted)
        ids = frozenset(one.clip for one in (*things, *((partner,) if partner else ())))
        return Row(deed.name, way, language, _sentence(named), context, ids, wanted, calls=len(things))

    def of(thing: Thing) -> str:
        return words.replace("{x}", _name(thing, language))

    yield row("named", of(meant), SONG, meant)
    yield row("look-alike", of(beside), just_changed(meant), beside)
    if deed.kind != "notes":
        yield row("short of two", of(BY_NAME["Vocal"]), SONG, BY_NAME["Vocal"])
    made, new = just_made(deed.kind)
    passed = just_changed(meant, just_changed(BY_NAME["Bass"]))
    for way, context, thing in (
        ("it, made", made, new),
        ("it, changed", just_changed(meant), meant),
        ("it, last of two", passed, meant),
        ("it, selected", selected(meant), meant),
    ):
        for it in IT[language] if is_first else IT[language][:1]:
            yield row(way, words.replace("{x}", it), context, thing)
    if deed.is_for_two or not is_first:
        return
    two = BOTH[language].format(_name(meant, language), _name(BY_NAME["Vocal"], language))
    if deed.kind == "notes":
        two = BOTH[language].format(_name(meant, language), _name(BY_NAME["Piano"], language))
    yield row("two", words.replace("{x}", two), SONG, meant, BY_NAME["Piano" if deed.kind == "notes" else "Vocal"])
    if deed.name in ("takes", "its_key", "its_chain", "rename"):
        return
    done = _done(deed, beside, of(beside))
    for said in OTHER_ONE[language]:
        names = said.replace("{x}", _name(meant, language)).replace("{y}", _name(beside, language))
        yield row("no, the other", names, done, meant)
    if deed.name in GRADED:
        argument = GRADED[deed.name]
        before = float(deed.wanted[0].args[argument])
        kept = (replace(deed.wanted[0], args={**deed.wanted[0].args, argument: "*"}),)
        for way, told in (("more", MORE), ("less", LESS)):
            for said in told[language]:
                one = row(way, said, done, beside)
                yield replace(one, wanted=kept, change=(argument, before, 1 if way == "more" else -1))
    if deed.name in (*OVER_BARS, "reverse", "transpose", "reverb", "velocity", "quantise"):
        for said in IN_BARS[language]:
            inside = _over(deed, 5, 8) + (() if "end of" in said else _over(deed, 5, 7))
            yield replace(row("bars", said.format(of(meant)), SONG, meant), wanted=inside)
        for said in AT_TWO_BARS.get(language, ()):
            one = row("two bars", said.format(of(meant)), SONG, meant)
            yield replace(one, wanted=(*_over(deed, 5, 5), *_over(deed, 8, 8)), calls=2)


def _name(thing: Thing, language: str) -> str:
    return f"the {thing.name.lower()}" if language == "en" else thing.name


def _sentence(words: str) -> str:
    return words.replace("de le ", "du ")


def _with(wanted: Wanted, partner: Thing | None) -> Wanted:
    args = {name: partner.clip if partner and value == "{y}" else value for name, value in wanted.args.items()}
    return replace(wanted, args=args)


def _done(deed: Deed, thing: Thing, said: str) -> Context:
    """The song after the deed was done to a thing."""
    wanted = deed.wanted[0]
    told = {"-": -0.3, "*": "green"}
    args = {name: told.get(value, _value(value)) for name, value in wanted.args.items()}
    on_track = wanted.task in ("mix", "set_track", "route", "freeze", "export")
    target = {"track": thing.name} if on_track else {"clip": thing.clip}
    return after(SONG, said, wanted.task, {**target, **args, **({"to": "Reverb"} if wanted.task == "route" else {})})


def _value(word: str) -> object:
    if word in ("True", "False"):
        return word == "True"
    try:
        return float(word)
    except ValueError:
        return word


def _over(deed: Deed, first: int, last: int) -> tuple[Wanted, ...]:
    """The right calls for some bars, the last of them included ("bars 5 to 8" may also end where bar 8 begins)."""
    if deed.name in OVER_BARS:
        span = {"start_bar": str(first), "end_bar": str(last + 1)}
        return (Wanted("automate", {"parameter": OVER_BARS[deed.name], **span}),)
    behind = 1 if deed.wanted[0].task == "edit_notes" else 0
    span = {"start_bar": str(first), "end_bar": str(last + behind)}
    return tuple(replace(one, args={**one.args, **span}) for one in deed.wanted)
