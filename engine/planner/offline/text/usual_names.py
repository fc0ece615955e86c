"""Usual names: instruments and voices with their abbreviations and plurals, the same in a session and in a request.

"Vln II" and "the second violins", "BGV" and "backing vocals", "AGtr" and "acoustic guitar" are told by the same words.
"""

from __future__ import annotations

import functools

_ROWS = """
flute: fl flt
piccolo: picc
oboe: ob
clarinet: cl clar clt
bass+clarinet: bcl, b cl, bs cl
bassoon: bsn bssn fg fag
english+horn: eh, e hn, cor anglais, english hn
horn: hn hrn fhn cor, french horn, fr hn
trumpet: tpt trp trpt
trombone: tbn trb bone
tuba: tba
timpani: timp timps timpano, kettle drum
harp: hp hrp
violin: vln vn fiddle fdl
viola: vla va
cello: vc vlc vcl celli violoncello
double+bass: db cb kb kontrabass contrabass upright, double bass, string bass, upright bass
double+bass: , ac bass, acoustic bass, a bass
string: str strs
woodwind: ww wind winds woodwinds
brass: brs
soprano: sop sopr
alto: alt
tenor: ten tnr
baritone: bari bar
sax: sx saxophone saxes
alto+sax: as
tenor+sax: ts
soprano+sax: ss
piano: pno pn pf klavier, grand piano
electric+piano: ep epno rhodes rhds wurli wurlitzer, e piano, e pno, el piano
organ: org b3 hammond, b 3
keyboard: key keys kbd keyb
synth: syn synthesizer synthesiser
pad: pd
lead: ld
arp: arpeggio arpeggiator
pluck: plk
bass: bs bss
guitar: gtr git gt guit axe
acoustic: ac acous
electric: el elec
acoustic+guitar: agtr ag acgtr, a gtr
electric+guitar: egtr eg elgtr, e gtr
rhythm: rhy rtm rhyt
banjo: bjo bnj
mandolin: mand mando mdn
ukulele: uke
accordion: acc accord accdn
whistle: whstl
kick: kik kck bd kd, bass drum, kick drum
snare: sn snr sd, snare drum
hat: hh hihat hihats, hi hat, high hat
closed+hat: ch, closed hat, cl hat, cl hh
open+hat: oh, open hat, op hat, op hh
overhead: oh ohs, over head
overhead+l: ohl
overhead+r: ohr
room: rm
tom: t
low+tom: , floor tom
high+tom: , rack tom
cymbal: cym cymb
crash: crsh
ride: rd
clap: clp
shaker: shkr shk
tambourine: tamb tam
percussion: perc prc
cowbell: cbell
vibraphone: vibes vib
marimba: mrb mar
glockenspiel: glock glk
xylophone: xyl xylo
drum: dr drs drm drms drumkit kit, drum kit
vocal: vox voc vx vcl singer vocalist
lead+vocal: lv ldvox ldv, lead v
backing+vocal: bv bvs bgv bgvs bvox backing background backings backup, backing vocal, background vocal, backup vocal
double: dbl
adlib: adl, ad lib
harmony: harm harms
dialogue: dx dia dial dialog dlg
narration: vo voiceover narrator narr, voice over
effect: fx efx sfx, sound effect
hard+effect: hfx
foley: fol fly
ambience: amb atmo atmos atmosphere ambient
music: mx mus msc score
room+tone: rt
sample: smp smpl
worship+leader: wl
click: clk
delay: dly
verse: v vs vrs
chorus: ch cho chor
bridge: br brg
intro: in intr
outro: out outr
hook: hk
left: l lft
left+hand: lh, left hand
right+hand: rh, right hand
right: r rgt
top: tp
bottom: btm bot
take: tk tke
alternate: alternative
high: hi
low: lo
"""
"""A row has what both are told by (words joined by +) and other forms; after the first comma forms of several words."""
_HIDDEN = frozenset(
    "a ac acc ad ag as bar br cb ch cl cor db dr e eg eh el ep fag fly harm hi hp key keys l lo mar ob oh org r rd rt"
    " in out ss t tam ten ts top tp v vs alt mus pd ld bot fg kd va vn vx pf pn gt dia dial accord"
    " background".split()
)
"""Abbreviations that are words or signs of their own: a track may be called so, nobody says them for something else."""
ADDED = frozenset("backing double adlib harmony gang chop".split())
"""What goes with a voice: "the vocal" is another."""
TAKES = frozenset("take alternate spare old".split())
"""What sets another recording of the same track apart."""
PLACES = frozenset("verse chorus bridge intro outro hook solo drop break".split())
"""Parts of a song, alone no name of a clip."""
SIDES = frozenset("left right top bottom intro outro di amp high low".split())
"""What tells apart recordings of one thing; "in" and "out" are abbreviations like others."""
Keys = frozenset[str]


def singular(word: str) -> str:
    """A word without the sign of the plural."""
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@functools.cache
def forms() -> dict[tuple[str, ...], list[Keys]]:
    """What each form is told by, words in the singular."""
    made: dict[tuple[str, ...], list[Keys]] = {}
    for row in _ROWS.strip().splitlines():
        meant, _, forms = row.partition(":")
        words, *phrases = (part.split() for part in forms.split(","))
        keys = frozenset(meant.split("+"))
        for form in [*([(meant,)] if len(keys) == 1 else []), *((word,) for word in words), *map(tuple, phrases)]:
            made.setdefault(tuple(singular(word) for word in form), []).append(keys)
    return made


@functools.lru_cache(maxsize=16384)
def is_form(words: tuple[str, ...]) -> bool:
    """Are these words together one form: "voice over", "double bass"?"""
    return len(words) > 1 and tuple(singular(word) for word in words) in forms()


@functools.lru_cache(maxsize=4096)
def is_hidden(word: str) -> bool:
    """Does nobody mean an instrument by this word, where none is called exactly so?"""
    return not {word, singular(word)}.isdisjoint(_HIDDEN)
