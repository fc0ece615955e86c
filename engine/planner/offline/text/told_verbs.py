"""Told verbs: what subjects do when something is told: "my template searches for …", "the drummer lives in Bremen".

Finite forms only ("searches", "searched", and "search" behind "i", "we", "they"); no word that is a thing of music when
it ends in s ("hits", "beats", "takes", "fades").
"""

from __future__ import annotations

from engine.planner.offline.text.words import COMMANDS

_REGULAR = (
    "absorb accept ache act admit adore admire advise affect agree aim allow amaze annoy answer apologise appear"
    " appreciate approve argue arrive assume attach attempt attract avoid bake bark bathe battle beg behave believe"
    " belong blame bleed blink block blur boil book borrow bother brag break breathe breed bring broadcast build bully"
    " bump burst bury buy buzz calculate call cancel care carry catch celebrate challenge chase cheat check cheer chew"
    " choke choose claim clap clash click climb close cloud clutter collapse collect collide come comment commute"
    " compare compete complain confess confuse connect consider consist contain contribute convince cook cope correct"
    " cost cough count cover crackle crash crave creak creep cringe crowd crumble cry damage dance dare date deal"
    " decide declare deliver demand depend deserve die differ dig disagree disappear disappoint discover dislike"
    " distract disturb doubt drag dread dream dress drift drink drip drive drown dry duck dwarf earn eat echo emerge"
    " enjoy ensure enter escape exist expect expire explain explode face fail fall feature feed feel fight figure"
    " fidget find flap flicker float flop fly fold follow forget forgive freeze frown fumble gain gather get giggle"
    " give go grate graduate greet grin grind groan grow growl grumble guess happen harm hate haunt heal hear help"
    " hesitate"
    " hide hire hiss hope host hover howl hum hurry hurt imagine improve include inform inherit insist inspire insult"
    " intend interfere interrupt introduce invite irritate itch jar jog joke judge jump keep kill know knock lack land"
    " last laugh lead lean learn leave lend let lie like linger listen live long look lose love lurk manage manufacture"
    " march marry mask matter mean meet mention mess mind misbehave miss mistake moan move mumble muddy need nod notice"
    " nudge obey object obsess occur offer open order overlap overpower overdo overwhelm owe own pant park pass pay"
    " peak"
    " persuade phone pick play please poke polish pop possess pound pour practise practice praise pray predict prefer"
    " prepare pretend prevent proceed produce promise pronounce propose protest prove provide pull pump push quarrel"
    " quit rain rattle react read realise realize rebuild recall receive reckon recognise recognize recommend recover"
    " refer refuse regret rehearse reject relax rely remain remember remind rent repair replace reply report request"
    " require resemble resign resist respond resonate retire retune return ring rise roar rot row rub ruin rule rumble"
    " run rush rustle say scare scatter scold scrape scratch scream screech search see seem sell send serve"
    " settle shake shine"
    " shiver shop shout shove show shriek shrug sigh sign sing sink sit sizzle sleep slip slow slur smell smile smear"
    " smother sneak sneeze sniff snore soar sound spare speak spend spill spoil spread squeak squeal squeeze stagger"
    " stand stare start starve stay steal step stick sting stink stop stray stress stretch struggle study stumble"
    " stutter suffer suggest suit support suppose surprise survive suspect swallow swamp swear sweat swell swim"
    " sympathise talk taste teach tear tease tell tempt tend text thank thicken think threaten throb throw thump tickle"
    " tire touch trail train travel treat tremble trigger trip trouble trust try turn twitch understand undertake use"
    " vanish vary vibrate visit vote wail wait wake walk wander want warble warn waste watch wear weep weigh whine"
    " whisper whistle win wince wish wobble wonder work worry worship wreck write yawn yell"
).split()
_IRREGULAR = (
    "became began bent bet bit bled blew bought bred broke brought built burnt burst came caught chose cost crept cut"
    " dealt did drank dreamt drew drove dug fell felt fled flew forgave forgot fought found froze gave got grew had"
    " heard held hid hit hung hurt kept knew laid lay learnt led left lent let lost made meant met mistook overdid"
    " overslept owed paid put quit ran rang read rewrote rode rose said sang sat saw sent set shook shot shrank shut"
    " slept slid smelt sold spent spilt split spoilt spoke sprang stank stole stood stuck stung swam swore swept"
    " swung taught thought threw told took tore understood went wept woke won wore wrote"
).split()
_THINGS = frozenset(
    (
        "beats bends bits bleeds blocks breaks bumps calls chops claps clicks cuts drags drops drums echoes ends fades"
        " falls feeds features fills fights folds fades hits hooks hums joins jumps keys kicks lands leads lines loops"
        " marks moves notes offers orders peaks picks places plays plucks pops pumps reads rests returns rides"
        " rings rises"
        " rolls rows runs scratches sends shakes shots shouts shows slides snaps sounds stabs starts steps sticks stops"
        " stretches sweeps swells takes throws touches tracks trails turns voices waves whispers whistles works cracks"
        " left cut hit put read set split shut let lead lay found cost burst"
    ).split()
)
"""Forms that are as well things or words of an order."""


def _forms(verb: str) -> list[str]:
    if verb.endswith(("s", "x", "ch", "sh", "o", "z")):
        return [f"{verb}es", f"{verb}ed"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied"]
    if verb.endswith("e"):
        return [f"{verb}s", f"{verb}d"]
    is_doubled = len(verb) > 2 and verb[-1] in "bgmnpt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    return [f"{verb}s", f"{verb}ed", *([f"{verb}{verb[-1]}ed"] if is_doubled else [])]


TOLD = frozenset((*(one for verb in _REGULAR for one in _forms(verb)), *_IRREGULAR)) - _THINGS
"""What third persons do, and what was done."""
PLAIN = frozenset(_REGULAR) - COMMANDS
"""What "i", "we", "you" and "they" do."""
