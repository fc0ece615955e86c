"""Sessions of eight kinds for `bench.planner.sameness`: what is in them, as a planner is shown it."""

from __future__ import annotations

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo

Clips = tuple[tuple[str, int, int], ...]
"""(name, first bar, bars) each."""
Turn = tuple[str, str, dict[str, object]]
"""What was said, the task of it and its arguments."""


def _of(
    tempo: float,
    tracks: dict[str, tuple[str, Clips]],
    *,
    meter: str = "4/4",
    key: str | None = None,
    groups: dict[str, tuple[str, ...]] | None = None,
    sends: dict[str, str] | None = None,
    plugins: dict[str, tuple[str, ...]] | None = None,
    markers: tuple[tuple[str, float], ...] = (),
    turns: tuple[Turn, ...] = (),
) -> Context:
    bar_s = 60 / tempo * float(meter.split("/")[0])
    clips: list[ClipInfo] = []
    views = []
    for track, (kind, its) in tracks.items():
        for name, first, bars in its:
            spans = (float(first), float(first + bars))
            clips.append(
                ClipInfo(f"c{len(clips) + 1}", name, track, kind, (first - 1) * bar_s, bars * bar_s, bars=spans)
            )
        group = next((name for name, members in (groups or {}).items() if track in members), "")
        to = (sends or {}).get(track, "")
        views.append(
            TrackInfo(
                track,
                kind,
                plugins=(plugins or {}).get(track, ()),
                sends=(to,) if to else (),
                send_db=(-12.0,) if to else (),
                group=group,
                pan=0.0,
            )
        )
    said = tuple(
        Exchange(words, ({"tool": task, "args": args},), (CallResult(0, True),), undone=False, number=number)
        for number, (words, task, args) in enumerate(turns, 1)
    )
    return Context(
        tempo=tempo,
        time_signature=meter,
        key=key,
        clips=tuple(clips),
        tracks=tuple(track for track, (kind, _) in tracks.items() if kind not in ("bus", "group")),
        track_views=(*views, TrackInfo("Master", "master", pan=0.0)),
        markers=markers,
        dialogue=said,
    )


def _one(kind: str, name: str, first: int, bars: int) -> tuple[str, Clips]:
    return kind, ((name, first, bars),)


BUS: tuple[str, Clips] = ("bus", ())
GROUP: tuple[str, Clips] = ("group", ())
SESSIONS: dict[str, Context] = {
    "loops": _of(
        124,
        {
            "Kick": _one("midi", "kick loop", 1, 32),
            "Clap": _one("midi", "clap loop", 1, 32),
            "Hats": _one("audio", "hat loop", 9, 24),
            "Bassline": _one("midi", "bass loop", 1, 32),
            "Stab": _one("midi", "stab loop", 9, 16),
            "Pad": _one("midi", "pad loop", 1, 32),
            "Riser": _one("audio", "riser", 13, 4),
            "Verb Bus": BUS,
        },
        key="A minor",
        plugins={"Bassline": ("Compressor",)},
        sends={"Stab": "Verb Bus"},
        markers=(("Intro", 1.0), ("Drop", 17.0), ("Break", 25.0)),
        turns=(
            ("turn the hats down 2 dB", "mix", {"track": "Hats", "action": "gain", "value_db": -2}),
            ("put a compressor on the bassline", "apply_effect", {"track": "Bassline", "effect": "compressor"}),
        ),
    ),
    "band": _of(
        96,
        {
            "Drums": GROUP,
            "Kick In": _one("audio", "kick take", 1, 48),
            "Snare": _one("audio", "snare take", 1, 48),
            "Overheads": _one("audio", "oh take", 1, 48),
            "Bass DI": _one("audio", "bass take", 1, 48),
            "Guitars": GROUP,
            "Gtr L": ("audio", (("gtr l verse", 5, 12), ("gtr l chorus", 17, 16))),
            "Gtr R": ("audio", (("gtr r verse", 5, 12), ("gtr r chorus", 17, 16))),
            "Organ": _one("midi", "organ", 9, 24),
            "Lead Vox": ("audio", (("vox verse", 5, 12), ("vox chorus", 17, 16))),
            "BV 1": _one("audio", "bv 1 chorus", 17, 16),
            "BV 2": _one("audio", "bv 2 chorus", 17, 16),
            "Plate": BUS,
        },
        key="G major",
        groups={"Drums": ("Kick In", "Snare", "Overheads"), "Guitars": ("Gtr L", "Gtr R")},
        plugins={"Lead Vox": ("Compressor", "EQ"), "Plate": ("Reverb",), "Gtr L": ("Delay",)},
        sends={"Lead Vox": "Plate"},
        markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 17.0), ("Outro", 33.0)),
        turns=(
            ("pan the organ 30 left", "mix", {"track": "Organ", "action": "pan", "value": -0.3}),
            ("put a delay on gtr l", "apply_effect", {"track": "Gtr L", "effect": "delay"}),
            ("turn the snare up 1 dB", "mix", {"track": "Snare", "action": "gain", "value_db": 1}),
        ),
    ),
    "quartet": _of(
        84,
        {
            "Violin 1": ("midi", (("vn1 theme", 1, 8), ("vn1 variation", 9, 8))),
            "Violin 2": ("midi", (("vn2 theme", 1, 8), ("vn2 variation", 9, 8))),
            "Viola": _one("midi", "va theme", 1, 8),
            "Cello": ("midi", (("vc theme", 1, 8), ("vc variation", 9, 8))),
        },
        meter="3/4",
        key="D minor",
        markers=(("Theme", 1.0), ("Variation", 9.0), ("Coda", 17.0)),
    ),
    "podcast": _of(
        120,
        {
            "Host": ("audio", (("host intro", 1, 10), ("host questions", 15, 40))),
            "Guest": ("audio", (("guest answers", 16, 40),)),
            "Music": ("audio", (("theme song", 1, 8), ("outro music", 56, 8))),
            "Room": _one("audio", "room tone", 1, 64),
        },
        markers=(("Welcome", 1.0), ("Interview", 15.0), ("Goodbye", 56.0)),
    ),
    "sketch": _of(100, {"Piano": _one("midi", "idea", 1, 8)}, key="C major"),
    "numbers": _of(
        90,
        {
            "Audio 1": _one("audio", "take 4", 1, 24),
            "Audio 2": _one("audio", "take 4b", 1, 24),
            "Audio 3": ("audio", (("scratch", 1, 12), ("scratch 2", 13, 12))),
            "Audio 4": _one("audio", "room mics", 1, 24),
            "MIDI 1": _one("midi", "chords", 1, 24),
        },
        markers=(("A", 1.0), ("B", 9.0), ("C", 17.0)),
    ),
    "likenamed": _of(
        110,
        {
            "Hook": ("audio", (("hook take 1", 9, 8), ("hook take 2", 25, 8))),
            "Verse Vox": ("audio", (("verse 1 vox", 1, 8), ("verse 2 vox", 17, 8))),
            "Bridge Gtr": _one("audio", "bridge gtr", 33, 8),
            "Keys": _one("midi", "keys", 1, 40),
            "Beat": _one("audio", "beat", 1, 40),
            "808": _one("midi", "808", 1, 40),
        },
        key="E minor",
        markers=(("Verse 1", 1.0), ("Hook 1", 9.0), ("Verse 2", 17.0), ("Hook 2", 25.0), ("Bridge", 33.0)),
        turns=(
            ("put a reverb on the keys", "apply_effect", {"track": "Keys", "effect": "reverb"}),
            ("pan the 808 10 right", "mix", {"track": "808", "action": "pan", "value": 0.1}),
            ("mute the beat", "mix", {"track": "Beat", "action": "mute"}),
        ),
    ),
    "foreign": _of(
        104,
        {
            "Schlagzeug": _one("audio", "schlagzeug", 1, 32),
            "Gesang": ("audio", (("gesang strophe", 5, 8), ("gesang refrain", 13, 8))),
            "Klavier": _one("midi", "klavier", 1, 32),
            "Basse": _one("midi", "basse", 1, 32),
            "Cordes": _one("midi", "cordes", 13, 16),
            "Chor": _one("audio", "chor", 13, 8),
        },
        key="F major",
        markers=(("Vorspiel", 1.0), ("Strophe", 5.0), ("Refrain", 13.0), ("Schluss", 29.0)),
    ),
}  # fmt: skip
