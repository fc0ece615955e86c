"""Licensed: the words that a guessed act needs: nothing is rendered, renamed or taken apart that no word speaks of.

A reading that was learned finds an act for any sentence. What a request does not speak of in any way is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WORDS = {
    ("arrange", "rename"): r"(?:re)?nam\w*|call\w*|label\w*|titl\w*|known as|write|written|should (?:be|say|read)",
    ("arrange", "delete"): (
        r"delet\w*|remov\w*|los(?:e|es|ing)|kill\w*|bin\w*|scrap\w*|drop\w*|out|off|gone|rid|throw\w*|away|go|goes"
        r"|without|no|not|don'?t|dont|ditch\w*|clear\w*|cut\w*|eras\w*|wip\w*|trash\w*|nix\w*|toss\w*|never|nobody"
        r"|nothing|empty|unwanted|spare|skip|axe|chuck\w*|dump\w*|leave|left|only|just|instead|rather|replac\w*|strip\w*"
        r"|clean\w*|too many|enough|superfluous|redundant|tidy|sack|forget|fewer|less|keep|take|taken|pull"
    ),
    ("arrange", "place"): (
        r"mov\w*|shift\w*|put\w*|bring\w*|plac\w*|slid\w*|drag\w*|push\w*|pull\w*|nudg\w*|start\w*|begin\w*|com(?:es?|ing)"
        r"|go(?:es)?|sits?|lies?|lay|enters?|delay|drop\w*|set|stick\w*|throw\w*|add|insert\w*|us(?:e|ing)|want|need|have|give"
        r"|get|play\w*|later|earlier|sooner|back|forward|ahead|into|onto|track|instead|there|here|timeline|bin|spot\w*|land\w*"
        r"|align\w*|line\w*|snap\w*|take|paste|position\w*|belongs?|first|behind|after|before|next|also|too|again"
        r"|open\w* with"
        r"|kick\w* off|let|make|record\w*|keep|should|must|in bar|between"
    ),
    ("take", "delete"): (
        r"delet\w*|remov\w*|los(?:e|es|ing)|kill|bin|scrap\w*|drop\w*|rid|throw\w*|away|go|goes|without|don'?t|ditch\w*|clear\w*"
        r"|eras\w*|trash\w*|out|gone|no more|chuck|takes?|versions?|old|only keep"
    ),
    ("take", "use"): (
        r"takes?|versions?|recordings?|old\w*|new\w*|earl\w+|previous\w*|first|second|third|fourth|fifth|last|before|again|others?"
        r"|back|origin\w*|us(?:e|ed|ing)|switch\w*|prefer\w*|better|nicer|liked?|cho(?:ose|se)|pick\w*|go(?:es)?"
        r" with|number"
        r"|\d+|instead|rather|was|were|dry|one"
    ),
    ("edit_clip", "trim"): (
        r"trim\w*|cut\w*|crop\w*|chop\w*|only|just|keep|short\w*|start\w*|begin\w*|end\w*|stop\w*|off|until|till|from|before"
        r"|after|los(?:e|es)|remov\w*|drop\w*|leave\w*|delet\w*|take|out|comes?|enters?|plays?|front|tail|first|last|silent"
        r"|quiet|long\w*|half|less|go(?:es)?|in|through|back|nothing|without|rest|empty|gone|kill|tacet|fill"
    ),
    ("generate_midi", ""): (
        r"writ\w*|mak\w*|creat\w*|generat\w*|compos\w*|add\w*|giv\w*|gimme|need\w*|want\w*|put|have|get|lay|come"
        r" up|another"
        r"|new|some|more|try|do|again|version|fill|program\w*|build|cook|sketch|improvis\w*|produce|lines?|part|arrange\w*"
        r"|beat|drums|groove|under|for the|to go|could use|arpeggio\w*|variation"
        r"|play (?:(?:[a-g][#bm7]* ){2}|an? \w+ (?:line|part|beat|solo))"
    ),
    ("automate", "clear"): (
        r"clear\w*|remov\w*|delet\w*|eras\w*|wip\w*|rid|drop\w*|no|los(?:e|es|ing)|kill\w*|take|off|reset|out|without|flat\w*"
        r"|gone|undo\w*|never|straight|stop\w*|forget|scrap\w*|bin|not|don'?t|back|again|clean\w*|get|only|just"
    ),
    ("edit_clip", "normalize"): (
        r"normal\w*|loud\w*|level\w*|peak\w*|lufs|dbfs|volume|quiet\w*|even\w*|uniform\w*|headroom|max\w*|full scale"
        r"|match\w*"
    ),
    ("edit_clip", "reverse"): r"revers\w*|backward\w*|flip\w*|other way|turn\w* (?:\w+ ){0,4}a?round|rewind\w*",
    ("edit_clip", "split"): (
        r"split\w*|cut\w*|slic\w*|chop\w*|divid\w*|separat\w*|apart|blade|razor|in (?:two|half)|halv\w*|break\w*"
        r"|part\w*"
        r"|pieces?|snip\w*"
    ),
    ("edit_clip", "join"): r"join\w*|merg\w*|glue\w*|consolidat\w*|one (?:clip|region|piece)|together|combin\w*",
    ("edit_clip", "crossfade"): r"cross ?-?fad\w*|x ?-?fad\w*|blend\w*|overlap\w*|smooth\w*|into|fad\w*|seam\w*|join",
    ("separate_stems", ""): (
        r"stems?|split\w*|separat\w*|isolat\w*|extract\w*|apart|out|off|without|a ?-?cap\w*|instrumental|karaoke"
        r"|remov\w*"
        r"|vocals?|drums?|strip\w*|parts?|layers?|pull|lift\w*|backing track|minus|unmix\w*"
        r"|demix\w*|rid"
        r"|kill|lose|delete"
    ),
    ("separate_speakers", ""): (
        r"speakers?|voices?|persons?|people|separat\w*|split\w*|each other|who|hosts?|guests?|interviewe\w+|talkers?"
        r"|apart|own track"
    ),
    ("binauralize", ""): (
        r"binaural\w*|3 ?-?d|in (?:the |a )?(?:space|room)|around|surround|headphones?|circl\w*|rotat\w*"
        r"|spatial\w*|ears?"
        r"|azimuth|degrees?|(?:above|behind|beside|in front of|round|over) (?:me|you|us|my|your|our|the)\b"
        r"|from (?:behind|above|the (?:front|back|rear))|walk\w*|orbit\w*|head|fl(?:y|ies|ying)|pass\w*"
    ),
    ("style_transfer", ""): r"style|like|as|sound\w*|turn\w*|into|in the|make|timbre|character|feel|morph\w*|vibe",
    ("enhance_speech", ""): (
        r"clean\w*|clear\w*|speech|voices?|nois\w*|hiss\w*|hum\w*|room\w*|echo\w*|reverb\w*|better|enhanc\w*|improv\w*|polish\w*"
        r"|crisp\w*|intelligib\w*|underst\w*|repair\w*|fix\w*|rescue|restor\w*|bath\w*|hollow|muffl\w*|mumbl\w*|recording|mics?"
        r"|quality|podcast|studio|tele\w*|phone|plain|wind|dry|speak\w*|talk\w*|words?|sounds? (?:bad|awful"
        r"|terrible|cheap|like)"
    ),
    ("denoise", ""): (
        r"nois\w*|hiss\w*|hum\w*|buzz\w*|clean\w*|click\w*|crackl\w*|pops?|rumbl\w*|static|de-?\w+|room|air|wind|fan|background"
        r"|dirt\w*|clear\w*|traffic|breath\w*|restor\w*|repair\w*|fix\w*|scratch\w*|vinyl|amp|mains|ground|electr\w*|fridge"
        r"|heat\w*|rain|cars?|birds?|street|whirr\w*|hoover|plosives?|mouth|dust\w*|grain\w*|tape|surface|remov\w*|rid|take|get"
    ),
    ("inpaint", ""): (
        r"fill\w*|gaps?|holes?|repair\w*|mend\w*|patch\w*|inpaint\w*|restor\w*|missing|drop ?-?outs?|click\w*"
        r"|glitch\w*|fix\w*"
        r"|cough\w*|mistake\w*|replac\w*|smooth\w*|heal\w*|cut out|skip\w*|wrong|broken|damag\w*"
    ),
    ("master", ""): r"master\w*|lufs|loud\w*|finish\w*|release\w*|final\w*|stream\w*|spotify|polish\w*|radio"
        r"|level\w*|peak",
    ("freeze", ""): (
        r"fre+z\w*|froze\w*|bounc\w*|print\w*|render\w*|cpu|flatten\w*|commit\w*|unfreez\w*|thaw\w*|processor|audio"
        r"|consolidat\w*|in place"
    ),
    ("render_midi", ""): (
        r"render\w*|bounc\w*|play\w*|sound\w*|instrument\w*|audio|synth\w*|piano|strings?|organ|guitar|bass|brass|hear\w*"
        r"|audible|as an?|with an?|on an?|print\w*|notes|midi|lead|pad|bells?|flute|marimba|harp|keys|rhodes"
    ),
    ("export", ""): (
        r"export\w*|bounc\w*|mp3s?|wavs?|waves?|flacs?|oggs?|aiffs?|files?|render\w*|sav\w*|print\w*|send\w*|mix\w*|pdf"
        r"|midi?|srt|vtt|captions?|subtitles?|stems?|score|sheets?|lyrics|version|copy|download\w*|write|dump|out|podcast"
        r"|chapters?|notation|give|get|need|want|share\w*|hand|disk|lrc|musicxml|chords?|recording|audio"
    ),
}  # fmt: skip
_TAKES_OFF = regex(
    r"\b(?:take|get|pull|have) (?:the |that |this |my |all )?(?:[\w-]+ ){1,2}(?:off|out|away)\b|\b(?:remove|get"
    r" rid of|ditch|bin|scrap)"
    r" (?:the|that|this|my|all)\b"
)
_PUTS_ON = regex(
    r"\b(?:add|put|give|apply|insert|instead|use|more|less|below|under|above|over|lows?|highs?|mids?|hz|khz|rumble|hiss|hum|mud"
    r"|noise|boom\w*|sibilan\w*|esses|edge|harsh\w*|top|bottom|end|bass|treble|heights?|sharp\w*|room|boxi\w*|\d+)\b"
)
_STRETCHES = regex(
    r"\b(?:stretch\w*|long\w*|lengthen\w*|length|fit\w*|fill\w*|squeez\w*|lasts?|short\w*|(?:over|to|in|into|for|exactly|be)"
    r" (?:\w+ )?(?:\d+|two|three|four|six|eight|twelve|sixteen) bars?|half|double|twice|slow\w*|fast\w*"
    r"|compress\w*|expand\w*)\b"
)
_MAKES_IT = regex(r"\bmake (?:it|them|that|this|him|her|those)\b")
_MAKES_NEW = regex(r"\b(?:sounds?|loops?|new|another|effects?|fx|generat\w*|creat\w*|some|riser|again|version|one)\b")
_WITHOUT = regex(r"\b(?:without|minus|except|w/o)\b")
_NO_PAUSE = regex(r"\b(?:no|without|with no)(?: an?| any)? (?:pauses?|stop(?:ping|s)?|halt)\b")
_STOPS = regex(r"\b(?:stop\w*|paus\w*|halt\w*|quit|enough|hold|freeze|shut|silence|quiet|transport|playback|still"
    r"|cut|kill|off|end)\b")
_BY_ACTION = ("arrange", "edit_clip", "take", "automate")
_LICENSES = {key: regex(rf"\b(?:{words})\b") for key, words in _WORDS.items()}


def is_unlicensed(text: str, steps: Sequence[Step]) -> bool:
    """Is there an act of its own among the steps that no word of the text can mean?"""
    low = plain(text).lower()
    return any(_is_unlicensed(one, low) for one in steps if one.op in ("fresh", "retry"))


def _is_unlicensed(step: Step, low: str) -> bool:
    if str(step.args.get("clip", "")).startswith("$"):
        return False  # what is made has to lie somewhere
    if step.task == "transport" and step.args.get("action") in ("locate", "play", "stop"):
        if step.args["action"] == "stop" and not _STOPS.search(_NO_PAUSE.sub("", low)):
            return True  # "right behind it, no pause"
        return all(one.kind is Kind.TELLS for one in clauses(low))  # "the game jumps back to the top at bar 17"
    if step.task == "generate_audio" and _MAKES_IT.search(low) and not _MAKES_NEW.search(low):
        return True  # "the rain is mono, make it wide"
    if step.task == "freeze" and _WITHOUT.search(low):
        return True  # "bounce it without the vox"
    action = str(step.args.get("action") or "") if step.task in _BY_ACTION else ""
    if step.task == "apply_effect" and _TAKES_OFF.search(low) and not _PUTS_ON.search(low):
        return True  # "take the slapback off", where there is none
    if step.task == "change_tempo_key" and "bars" in step.args and _STRETCHES.search(low) is None:
        return True
    words = _LICENSES.get((step.task, action))
    name = str(step.args.get("name") or "").lower() if action == "rename" else ""
    is_said = words is None or words.search(low) is not None
    return not is_said or bool(name) and not set(name.split()) & set(low.replace(",", " ").split())
