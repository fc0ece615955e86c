"""The offline planner on words of quality: which way × how much × form of the wish × language, wrong acts listed.

    tonmeister bench planner_qualities

"A bit darker", "way louder", "un poco más fuerte" are the commonest words of a session, and their sign is what a wrong
act gets wrong. Rows are made of the parts below, so what is right is known; none is in what the planner was trained
with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.planner import OfflinePlanner

SONG = Context(
    tempo=96,
    key="G minor",
    clips=(
        ClipInfo("c1", "Melody", "Melody", "midi", 0, 10, ("melody",)),
        ClipInfo("c2", "lo-fi beat", "lo-fi beat", "audio", 0, 10, ("drums", "loop")),
        ClipInfo("c3", "dark pad", "Pad", "audio", 0, 20, ("pad",)),
    ),
    tracks=("Melody", "lo-fi beat", "Pad"),
)
Wanted = tuple[str, int]
"""What is moved, and which way."""
WAYS: dict[str, dict[str, Wanted]] = {
    "en": {
        **{"louder": ("gain", 1), "quieter": ("gain", -1), "softer": ("gain", -1), "brighter": ("eq", 1)},
        **{"darker": ("eq", -1), "warmer": ("eq", 1), "wider": ("widen", 1), "narrower": ("widen", -1)},
        **{"more to the left": ("pan", -1), "to the right": ("pan", 1)},
    },
    "de": {
        **{"lauter": ("gain", 1), "leiser": ("gain", -1), "heller": ("eq", 1), "dunkler": ("eq", -1)},
        **{"wärmer": ("eq", 1), "breiter": ("widen", 1), "schmaler": ("widen", -1), "weiter links": ("pan", -1)},
        **{"nach rechts": ("pan", 1)},
    },
    "fr": {
        **{"plus fort": ("gain", 1), "moins fort": ("gain", -1), "plus brillant": ("eq", 1), "plus sombre": ("eq", -1)},
        **{"plus chaud": ("eq", 1), "plus large": ("widen", 1), "plus étroit": ("widen", -1)},
        **{"plus à gauche": ("pan", -1), "à droite": ("pan", 1)},
    },
    "es": {
        **{"más fuerte": ("gain", 1), "más bajito": ("gain", -1), "más brillante": ("eq", 1), "más oscuro": ("eq", -1)},
        **{"más cálido": ("eq", 1), "más ancho": ("widen", 1), "más estrecho": ("widen", -1)},
        **{"más a la izquierda": ("pan", -1), "a la derecha": ("pan", 1)},
    },
    "pt": {
        **{
            "mais alto": ("gain", 1),
            "mais baixo": ("gain", -1),
            "mais brilhante": ("eq", 1),
            "mais escuro": ("eq", -1),
        },
        **{"mais quente": ("eq", 1), "mais largo": ("widen", 1), "mais estreito": ("widen", -1)},
        **{"mais à esquerda": ("pan", -1), "à direita": ("pan", 1)},
    },
    "zh": {
        **{"响": ("gain", 1), "轻": ("gain", -1), "亮": ("eq", 1), "暗": ("eq", -1), "宽": ("widen", 1)},
        **{"窄": ("widen", -1)},
    },
}
HOW_MUCH = {
    "en": ("", "a bit", "a little", "slightly", "much", "way", "a touch", "a hair", "even", "a tad"),
    "de": ("", "etwas", "ein bisschen", "ein wenig", "viel", "deutlich", "noch", "noch etwas", "minimal"),
    "fr": ("", "un peu", "légèrement", "beaucoup", "encore", "encore un peu", "nettement"),
    "es": ("", "un poco", "algo", "mucho", "bastante", "un pelín"),
    "pt": ("", "um pouco", "um pouquinho", "muito", "bem", "ligeiramente"),
    "zh": ("", "一点", "一些", "很多"),
}
FORMS = {
    "en": (
        *("the pad {how} {way}", "make the pad {how} {way}", "can I have the pad {how} {way} please"),
        *("i want the pad {how} {way}", "get that pad {how} {way}", "the pad should be {how} {way}", "pad {how} {way}"),
    ),
    "de": ("das Pad {how} {way}", "mach das Pad {how} {way}", "ich hätte das Pad gern {how} {way}"),
    "fr": ("le pad {how} {way}", "mets le pad {how} {way}", "je voudrais le pad {how} {way} s'il te plaît"),
    "es": ("el pad {how} {way}", "pon el pad {how} {way}", "quiero el pad {how} {way} por favor"),
    "pt": ("o pad {how} {way}", "deixa o pad {how} {way}", "quero o pad {how} {way} por favor"),
    "zh": ("把Pad调{way}{how}", "让Pad更{way}{how}", "Pad{way}{how}"),
}


def rows() -> Iterator[tuple[str, str, Wanted]]:
    """(language, request, what is wanted)."""
    for language, ways in WAYS.items():
        for way, wanted in ways.items():
            for how in HOW_MUCH[language]:
                for form in FORMS[language]:
                    yield language, " ".join(form.format(how=how, way=way).split()), wanted


def verdict(calls: list[dict[str, Any]], wanted: Wanted) -> str:
    """right, asked or wrong."""
    what, way = wanted
    tool, args = calls[0]["tool"], calls[0]["args"]
    if tool in ("ask", "chat", "refuse"):
        return "asked"
    if len(calls) != 1:
        return "wrong"
    if what == "gain":
        is_right = tool == "mix" and args.get("action") == "gain" and float(args.get("value_db") or 0) * way > 0
    elif what == "pan":
        is_right = tool == "mix" and args.get("action") == "pan" and float(args.get("value") or 0) * way > 0
    elif what == "widen":
        is_right = args.get("effect") == "widen" and (float(args.get("depth", 1.5)) > 1) is (way > 0)
    else:
        is_right = args.get("effect") == "eq" and float(args.get("gain_db", way)) * way > 0
    return "right" if is_right else "wrong"


def main() -> None:
    """Plan and judge all rows; print the wrong acts and a table by language."""
    planner = OfflinePlanner()
    table: Counter[tuple[str, str]] = Counter()
    for language, text, wanted in rows():
        calls = planner.plan(text, SONG).calls()
        told = verdict(calls, wanted)
        table[language, told] += 1
        if told == "wrong":
            print(f"{language}  {text}\n    {calls}")
    print(f"\n{'language':10}{'right':>8}{'asked':>8}{'wrong':>8}")
    for language in WAYS:
        print(f"{language:10}" + "".join(f"{table[language, told]:8}" for told in ("right", "asked", "wrong")))


if __name__ == "__main__":
    main()
