"""The words a prompt may hold besides the names of sounds: styles, moods, places, fillers."""

STYLE_WORDS: dict[str, str] = {
    "lo-fi": "lofi, lo fi, lo-fi hip hop, lofi hip hop, lofi hip-hop, chillhop, study beat, jazzhop, chill hop, "
    "study music, downtempo, trip hop, trip-hop",
    "boom bap": "boombap, boom-bap, hip hop, hip-hop, hiphop, rap, old school hip hop, oldschool",
    "trap": "drill beat, uk drill, drill music, drill loop, phonk, dubstep",
    "r&b": "rnb, r and b, r'n'b, soul, neo soul, neo-soul, soulful, slow jam",
    "reggae": "dub, ska, dancehall, rocksteady, roots",
    "house": "deep house, tech house, edm, club, garage, uk garage, dance music, future house, trance, dance, "
    "eurodance",
    "techno": "acid, rave, industrial, minimal techno, acid techno, hard techno, electro, hardstyle",
    "drum & bass": "drum and bass, drum n bass, drum'n'bass, dnb, d&b, jungle, liquid, jungle drum and bass, "
    "breakbeat, breakcore",
    "synthwave": "retrowave, 80s, eighties, outrun, vaporwave, synth pop, synthpop, synth wave, chiptune, 8-bit, "
    "video game music",
    "ambient": "meditation, atmospheric, soundscape, chillout, chill-out, new age, meditative, spa, ambience "
    "music, drone music",
    "pop": "indie pop, bedroom pop, electropop, k-pop, kpop, singer songwriter, singer-songwriter",
    "rock": "hard rock, punk, indie, indie rock, grunge, pop rock, metal music, heavy metal, blues rock, "
    "alternative, garage rock",
    "funk": "funky, disco, nu-disco, nu disco, motown, boogie, groovy",
    "jazz": "swing, bebop, jazzy, smooth jazz, cool jazz, blues, lounge",
    "bossa nova": "bossa, latin, samba, brazilian",
    "cinematic": "epic, orchestral, film, film score, film music, trailer, soundtrack, orchestra, symphonic, "
    "classical, score, movie",
    "folk": "acoustic, waltz, country, folky, americana, bluegrass, celtic, irish, scottish, jig, reel, hornpipe, "
    "ceilidh, ceili, sea shanty, shanty, polka, hoedown",
}

MOODS: dict[str, tuple[float, float, float, float, str | None]] = {
    # word: brightness, busy, space, tempo ×, mode
    "dark": (-0.3, 0, 0, 1, "minor"),
    "darker": (-0.35, 0, 0, 1, "minor"),
    "gloomy": (-0.3, -0.1, 0.1, 0.95, "minor"),
    "sad": (-0.2, -0.2, 0.1, 0.92, "minor"),
    "melancholic": (-0.2, -0.15, 0.1, 0.94, "minor"),
    "moody": (-0.2, -0.1, 0.1, 0.97, "minor"),
    "tense": (-0.1, 0.2, 0, 1.03, "minor"),
    "scary": (-0.3, 0, 0.2, 1, "minor"),
    "spooky": (-0.3, -0.1, 0.3, 1, "minor"),
    "eerie": (-0.2, -0.2, 0.3, 0.97, "minor"),
    "mysterious": (-0.2, -0.1, 0.25, 1, "minor"),
    "emotional": (-0.05, -0.1, 0.15, 0.96, "minor"),
    "nostalgic": (-0.15, -0.1, 0.15, 0.97, None),
    "angry": (0.2, 0.3, -0.1, 1.05, "minor"),
    "bright": (0.3, 0, 0, 1, None),
    "brighter": (0.35, 0, 0, 1, None),
    "happy": (0.2, 0.2, 0, 1.04, "major"),
    "uplifting": (0.2, 0.1, 0.1, 1.02, "major"),
    "cheerful": (0.2, 0.2, 0, 1.04, "major"),
    "joyful": (0.2, 0.2, 0, 1.04, "major"),
    "hopeful": (0.15, 0, 0.1, 1, "major"),
    "sunny": (0.25, 0.1, 0, 1, "major"),
    "romantic": (-0.1, -0.1, 0.2, 0.95, "major"),
    "warm": (-0.15, 0, 0, 1, None),
    "warmer": (-0.2, 0, 0, 1, None),
    "mellow": (-0.2, -0.2, 0.1, 0.95, None),
    "relaxed": (-0.1, -0.25, 0.1, 0.93, None),
    "relaxing": (-0.1, -0.25, 0.1, 0.93, None),
    "chill": (-0.1, -0.2, 0.1, 0.95, None),
    "laid-back": (-0.1, -0.2, 0, 0.93, None),
    "calm": (-0.1, -0.3, 0.2, 0.92, None),
    "calmer": (-0.1, -0.3, 0.2, 0.92, None),
    "peaceful": (-0.05, -0.3, 0.25, 0.92, None),
    "soft": (-0.2, -0.2, 0.1, 0.97, None),
    "softer": (-0.2, -0.2, 0.1, 0.97, None),
    "gentle": (-0.15, -0.25, 0.1, 0.95, None),
    "smooth": (-0.1, -0.1, 0.05, 1, None),
    "dreamy": (-0.05, -0.1, 0.4, 0.95, None),
    "spacious": (0, -0.1, 0.4, 1, None),
    "airy": (0.15, -0.1, 0.3, 1, None),
    "ethereal": (0.05, -0.1, 0.4, 0.95, None),
    "dry": (0, 0, -0.45, 1, None),
    "wet": (0, 0, 0.4, 1, None),
    "energetic": (0.15, 0.3, 0, 1.06, None),
    "upbeat": (0.15, 0.2, 0, 1.05, "major"),
    "busy": (0, 0.35, 0, 1, None),
    "busier": (0, 0.35, 0, 1, None),
    "intense": (0.1, 0.35, 0, 1.03, None),
    "driving": (0.1, 0.25, 0, 1.04, None),
    "aggressive": (0.2, 0.3, -0.1, 1.05, "minor"),
    "hard": (0.1, 0.2, -0.1, 1.02, None),
    "minimal": (0, -0.35, 0, 1, None),
    "sparse": (0, -0.35, 0.1, 1, None),
    "simple": (0, -0.3, 0, 1, None),
    "quieter": (0, -0.3, 0, 1, None),
    "fast": (0, 0.1, 0, 1.15, None),
    "faster": (0, 0, 0, 1.12, None),
    "slow": (0, -0.1, 0, 0.85, None),
    "slower": (0, 0, 0, 0.88, None),
    "muffled": (-0.4, 0, 0, 1, None),
    "dull": (-0.35, 0, 0, 1, None),
    "harsh": (0.35, 0.2, 0, 1, None),
    "crisp": (0.25, 0, 0, 1, None),
    "thick": (-0.1, 0.2, 0, 1, None),
    "night": (-0.1, -0.1, 0.1, 1, None),
    "dusty": (-0.2, -0.1, 0, 0.98, None),
    "lazy": (-0.1, -0.2, 0.05, 0.93, None),
    "sleazy": (-0.1, 0.05, 0, 0.97, "minor"),
    "sexy": (-0.1, -0.05, 0.1, 0.97, "minor"),
    "triumphant": (0.15, 0.2, 0.2, 1, "major"),
    "heroic": (0.1, 0.2, 0.2, 1, "major"),
    "punchy": (0.05, 0.15, -0.15, 1, None),
    "late-night": (-0.15, -0.15, 0.1, 0.97, None),
}

# What a mood alone makes music sound like, when no style or instrument is named.
STYLE_OF_MOOD: dict[str, str] = {
    **dict.fromkeys("dusty mellow chill relaxed relaxing laid-back lazy nostalgic".split(), "lo-fi"),
    **dict.fromkeys("moody late-night sexy smooth".split(), "r&b"),
    **dict.fromkeys("uplifting happy cheerful joyful sunny hopeful upbeat".split(), "pop"),
    **dict.fromkeys("aggressive angry".split(), "rock"),
    **dict.fromkeys("energetic driving".split(), "house"),
    **dict.fromkeys("dreamy calm peaceful ethereal spacious airy".split(), "ambient"),
    **dict.fromkeys("scary spooky eerie tense mysterious emotional triumphant heroic".split(), "cinematic"),
    **dict.fromkeys("sleazy".split(), "funk"),
    **dict.fromkeys("romantic".split(), "jazz"),
}

# Words that shape the sound that follows them: gain dB, distance, intensity (None = unchanged).
MODIFIERS: dict[str, tuple[float, float, float | None]] = {
    "distant": (-9, 0.75, None),
    "far": (-9, 0.75, None),
    "faraway": (-9, 0.75, None),
    "far-off": (-9, 0.75, None),
    "faint": (-9, 0.5, 0.2),
    "background": (-8, 0.3, None),
    "quiet": (-7, 0.2, 0.2),
    "heavy": (2, 0, 0.95),
    "loud": (3, 0, 0.95),
    "strong": (2, 0, 0.9),
    "huge": (2, 0, 0.95),
    "massive": (2, 0, 0.95),
    "big": (2, 0, 0.9),
    "violent": (2, 0, 1.0),
    "light": (-4, 0, 0.15),
    "soft": (-4, 0, 0.2),
    "gentle": (-4, 0, 0.15),
    "slight": (-5, 0, 0.15),
    "little": (-3, 0, 0.25),
    "small": (-3, 0, 0.25),
    "busy": (0, 0, 0.9),
    "near": (2, 0, None),
    "close": (2, 0, None),
    "subtle": (-6, 0, 0.2),
}

SURFACES: dict[str, str] = {
    "tin": "tin",
    "roof": "tin",
    "metal": "metal",
    "window": "window",
    "windowpane": "window",
    "leaves": "leaves",
    "gravel": "gravel",
    "snow": "snow",
    "wood": "wood",
    "wooden": "wood",
    "floorboards": "wood",
    "concrete": "concrete",
    "pavement": "concrete",
    "tent": "leaves",
    "umbrella": "leaves",
    "puddle": "",
    "grass": "leaves",
    "sand": "snow",
    "stone": "concrete",
    "street": "concrete",
}

WEAK_STYLES = frozenset(
    """
    80s eighties film movie score trailer club spa roots indie alternative industrial epic latin dub swing rap
    electro liquid acoustic country lounge classical meditative atmospheric drill
    irish scottish reel
    """.split()
)
"""Style words that are plain adjectives too: without music around them they name no style."""

LAST_RESORTS = {
    "noise": "white noise",
    "glass": "glass breaking",
    "drop": "dripping water",
    "drops": "dripping water",
    "crash": "cymbal",
}
"""Words that say a sound only when nothing else in the prompt does."""

FILLERS = frozenset(
    """
    a an the of on onto with and in at to for from by some that is are it its my me please can could would you we us
    let make give generate create add want need i i'd like just only one two few sound sounds effect effects sfx fx
    noise ambience atmosphere loop loops beat beats music track song very really bit quite more less bar bars bpm
    key second seconds sec secs minute minutes minor major mode no without over under long short new old near away
    layered then background style styled type kind feel vibe vibes mood part parts solo through into while during
    around inside outside nice good great cool beautiful sounding session tempo same this there put place recording
    seamless looping looped stereo sharp flat slowly deep high low full people someone played playing plays room way
    off up down out going taking starting getting coming being something thing somebody then slightly swell swells
    bed fat dusty cheap running vibe-y tail before
    """.split()
)

# What is near in meaning to things that cannot be made here.
NEAR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "dog dogs bark barking cat cats meow meowing horse cow sheep pig lion wolf elephant monkey animal "
        "animals growl howl roar".split(),
        ("cat purr", "frogs", "birds"),
    ),
    **dict.fromkeys("whale whales dolphin".split(), ("sea waves", "bubbles", "sonar")),
    **dict.fromkeys(
        "rooster chicken duck owl crow eagle parrot seagull seagulls".split(), ("birds", "frogs", "crickets")
    ),
    **dict.fromkeys(
        "voice voices speech speaking talk singing singer vocals vocal laugh laughing laughter baby crying "
        "scream screaming shouting whisper".split(),
        ("crowd", "breathing", "applause"),
    ),
    **dict.fromkeys(
        "sword swords knife blade fight fighting chain chains coins".split(),
        ("metal clang", "glass breaking", "whoosh"),
    ),
    **dict.fromkeys("rocket spaceship ufo robot alien computer".split(), ("laser", "power-up", "drone")),
    **dict.fromkeys("bike bicycle skateboard tram boat ship".split(), ("train", "engine", "car passing by")),
    **dict.fromkeys("paper tearing velcro cloth".split(), ("zipper", "record scratch", "keyboard typing")),
    **dict.fromkeys("crash accident collision".split(), ("glass breaking", "metal clang", "cymbal")),
}
