"""Beside the table: what is asked for here and cannot be done, and the nearest way that exists."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

NO_TASTE = "I can't judge taste. I can list the takes, compare two of them, or measure level, key and tempo."
NO_IMITATION = (
    "I don't imitate the voice of a real person. I can sing or speak "
    "in a described voice instead, e.g. “a deep, soft male voice”."
)
_WAYS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:undo|redo|revert|open|close|save|start)\b.*\b(?:photoshop|lightroom|ableton|logic|pro tools"
        r"|reaper|word|excel|browser)\b",
        "I can't work other programs. I can export the session or its files for them.",
    ),
    (
        r"\b(?:youtube|spotify|netflix|tiktok)\b.*\b(?:rip|download|grab|get)\b|\b(?:rip|download|grab"
        r"|get)\b.*\b(?:youtube|spotify|netflix|tiktok|playlist)\b",
        "I can't download anything. Drop in a file that you own, and I can split it, clean it or write it down.",
    ),
    (
        r"\b(?:e-?mail|mail|message|text|whatsapp|dm)\b|\bsend (?:it|this|the \w+) to (?:my|our|his|her)\b",
        "I can't send anything; the files stay on this machine. I can export the mix or the stems as files for"
        " you to send.",
    ),
    (
        r"\b(?:post|upload|publish|release|distribut\w+|share|submit)\b|\b(?:spotify|instagram|youtube|tiktok"
        r"|soundcloud|insta|bandcamp|facebook|beatport|all platforms|itunes|apple music)\b",
        "I can't publish anything. I can master the mix to −14 LUFS and export the file that you upload.",
    ),
    (
        r"\b(?:stream|go live|broadcast|twitch)\b",
        "I can't stream. I can record here and export the recording afterwards.",
    ),
    (
        r"\b(?:lyrics?|verse|rhym\w+|poem|rap|a 16|words? (?:about|for)|press release|bio|scene)\b",
        "I don't write words. Write some, and I can sing or speak them: sing the melody: “your words”.",
    ),
    (
        r"\b(?:legal\w*|illegal|sue[ds]?|copyright\w*|royalt\w+|contract|licen[cs]e|rights|allowed|clear"
        r" (?:the|this)|isrc|ccli|consent|parents|plagiari\w+|stolen)\b",
        "I can't give legal advice or register anything. I can make an original sound or part with a similar feel.",
    ),
    (
        r"\b(?:hurts?|sore|ringing|tinnitus|throat|doctor|medicine|pills?|hoarse|bleeds?|ears|wrist|headache|sick)\b",
        "I can't give medical advice. I can turn things down, or put a part into a lower key so that it lies easier.",
    ),
    (
        r"\b(?:score|sheet music|notation|engrav\w+|staves|staff|lead sheet|tab(?:lature)?|typeset|clef|parts"
        r" for|musescore|sibelius|dorico)\b",
        "I can't write or print notation. I can export the notes as a MIDI file for a notation program.",
    ),
    (
        r"^\W*(?:\w+[\s,]+){0,3}(?:hide|unhide|minimi[sz]e|maximi[sz]e|lock|unlock|pin|unpin)\b",
        "I can't change what your DAW shows or protects; do that there. I can go to a bar, or mute, colour and move"
        " tracks.",
    ),
    (
        r"\b(?:print|paper|burn|cd|lacquer|vinyl|ddp|pq codes|usb stick)\b",
        "I can't print or burn anything. I can export the mix as WAV or the words as a text file.",
    ),
    (
        r"\b(?:video|film|footage|shot|subtitles? (?:in|on)to|picture|zoom call|movie|frames?|camera|webcam"
        r"|cartoon|animat\w+|dancer)\b",
        "I don't edit pictures. I can make a video for a sound, a talking face, or the sound of a picture.",
    ),
    (
        r"\b(?:logo|cover art|album cover|poster|flyer|artwork|t-?shirt|photoshop|retouch|photo|draw|design|paint)\b",
        "I don't make or edit pictures. I can make the sound of one, or a video for a sound.",
    ),
    (
        r"\b(?:serum|kontakt|omnisphere|massive|diva|keyscape|battery|vst|presets?|patch|sample pack|fabfilter"
        r"|plug-?in bundle|soundtoys|drill kit|library)\b",
        "I can't load or buy other plugins, presets or sample packs. I can put one of the effects here on a"
        " track, or play the notes with one of my own instruments.",
    ),
    (
        r"\b(?:zoom|scroll|window|full screen|dark mode|toolbar|font|theme|skin|shortcut|mixer view|piano roll"
        r"|on screen|waveforms? (?:bigger|larger|taller)|menu|second monitor)\b",
        "I can't move the DAW's windows. I can go to a bar or a marker, or set the loop.",
    ),
    (
        r"\b(?:buffer|latency|audio device|sample rate|driver|phantom|preamp|interface|pedal\w*|helix|kemper"
        r"|hardware|outboard|1176|eurorack|midi clock|controller|knob|fader|encoder|ddj|jog wheel|cable|amp in"
        r"|bluetooth"
        r"|headphones|dmx|lights?|laser|lx|co2|fog|mic(?:rophone)? (?:closer|stand|away))\b",
        "I can't reach devices outside the session. I can set levels, effects, sends and arming inside it.",
    ),
    (
        r"\b(?:buy|order|purchase|shop|pay|invoice|book|price|cost|transfer|raise)\b",
        "I can't do that: I only work on the sound in this session. I can make a sound or a loop for you instead.",
    ),
    (
        r"\b(?:ableton|logic|pro tools|reaper|cubase|photoshop|word|excel|chrome|browser|another program"
        r"|computer|windows|folder|trash|desktop|emails?)\b",
        "I can't work other programs. I can export the session or its files for them.",
    ),
    (
        r"\b(?:sound|sing|read|say|speak|talk)\w*\b.*\b(?:like|of|as|by|in)\b|(?<!my own )(?<!my )(?<!our )\bvoice\b.*"
        r"\b(?:like|of|as|by|in)\b|\b(?:clone|imperson\w+"
        r"|real voice|fake|deepfake|voice bank)\b",
        NO_IMITATION,
    ),
    (
        r"\b(?:best|better|any good|rate|judge|hit|famous|shreds|sounded flat|was flat|hardest|worst)\b",
        NO_TASTE,
    ),
    (r"\b(?:comp|phrases)\b", "I can't choose between takes. I can list them, compare two, or use the one you name."),
    (
        r"\b(?:phase|polarity|invert|null)\b",
        "I can't turn the polarity or align phases. I can move a clip by milliseconds, and cut or boost frequencies.",
    ),
    (
        r"\b(?:atmos|surround|7\.1|5\.1|ambisonic\w*)\b",
        "I can't deliver surround. I can place a sound around the listener for headphones, and export stereo.",
    ),
    (
        r"\b(?:spectrogram|lasso|brush|pencil|pitch (?:line|curve)|warp|elastic)\b",
        "I can't draw into a sound. I can cut a stretch by its seconds, take the noise out, or autotune it.",
    ),
    (
        r"\b(?:remind|calendar|alarm|schedule|appointment)\b",
        "I have no calendar. I can put a marker with a note into the piece.",
    ),
    (
        r"\b(?:who|look up|google|search|what(?:'s| is) the (?:capital|weather|meaning)|recipe|shazam|weather"
        r"|tune called|song is this)\b",
        "I can't look things up. I can measure key, tempo, chords and loudness of a clip, and write down its words.",
    ),
    (
        r"\b(?:script|code|website|unity|unreal|wwise|jira|spreadsheet|pdf|table)\b",
        "I can't write programs or documents. I can export audio, MIDI and text files for them.",
    ),
)


_PAUSES = regex(
    r"\b(?:cut|remove|strip|take|get rid of|delete|trim|edit|lose|clean up)\b(?: \w+){0,3}? (?:silences?|pauses"
    r"|gaps|dead air|breaths"
    r"|breathing|u+ms?|u+hs?|e+rs|filler words|fillers)\b(?! (?:at|before|after|between|from)\b)(?!.*\b(?:\d"
    r"|note)s?\b)",
    re.IGNORECASE,
)
"""To find pauses or filler words by themselves: nothing here does it."""
_NO_PAUSES = (
    "I can't find pauses or filler words by myself. I can cut a stretch by its seconds or bars, or a word"
    " that you name."
)
_FAMOUS = regex(
    r"\b(?:adele|drake|eminem|beyonc[eé]|rihanna|madonna|prince|freddie mercury|michael jackson|elvis|sinatra"
    r"|bowie|taylor swift|ed sheeran|billie eilish"
    r"|ariana grande|bruno mars|kanye(?: west)?|jay-?z|snoop(?: dogg)?|kendrick(?: lamar)?|the weeknd|lady"
    r" gaga|dua lipa|harry styles|justin bieber|shakira"
    r"|amy winehouse|whitney houston|mariah carey|celine dion|aretha franklin|stevie wonder|bob dylan|john"
    r" lennon|mccartney|mick jagger|bono|kurt cobain"
    r"|thom yorke|bj[oö]rk|sia|lana del rey|lorde|post malone|travis scott|nicki minaj|cardi b|mr ?beast|joe"
    r" rogan|obama|trump|biden|the president"
    r"|the chancellor|the king|the queen|morgan freeman|david attenborough|attenborough|stephen fry|james earl"
    r" jones|darth vader|scarlett johansson|tom hanks"
    r"|oprah|elon musk|hatsune miku|pavarotti|maria callas|caruso|cher|sting|rosal[ií]a|bad bunny|stromae"
    r"|helene fischer|my boss|a celebrity|someone famous)\b",
    re.IGNORECASE,
)
_VOICED = regex(
    r"\b(?:voice|sounds?|sound like|sing|sings|singing|sung|say|says|speak|narrat\w+|read|reads|imitat\w+"
    r"|clone|swap|like|as|feature)\b",
    re.IGNORECASE,
)


def asks_for_a_person(text: str) -> bool:
    """Is the voice of a well-known person asked for?"""
    return bool(_FAMOUS.search(text) and _VOICED.search(text))


_BESIDE = regex(
    r"^\W*(?:(?:please|can you|could you|now|ok|and)[\s,]+)*(?:write|finish|complete|think up|come up with"
    r"|compose|pen|invent)"
    r" (?:me |us )?(?:the |an? |my |our |some |another )?(?:\w+ )?(?:stanza|lyrics|poem|rap|verse|couplet"
    r"|rhyme|last line|bio)\b"
    r"(?! (?:melody|chords|bass|beat|part|marker|automation))"
    r"|\b(?:lead sheet|sheet music|tablature|guitar tabs?|score pdf|chord sheets?|on staves)\b"
    r"|\b(?:kontakt|serum|omnisphere|keyscape|valhalla|analog lab|massive x|soundtoys|fabfilter|ableton live"
    r"|sylenth\w*)\b"
    r"|\b(?:my|the|our|a) (?:real|hardware|outboard|physical) (?!time|bass|drum|voice|vocal|guitar|piano)\w+"
    r"|\b(?:bind|map|assign|learn|hook up)\b.*\b(?:fader|knob|encoder|controller|button|pedal|cc ?\d*)\b"
    r"|(?:^\W*|[,.;:!]\s+)(?:(?:please|can you|could you|now|ok|and|so|actually)[\s,]+)*"
    r"(?:zoom|scroll|hide|unhide|minimi[sz]e|maximi[sz]e|lock"
    r"|unlock|pin|unpin)\b(?! (?:to|the (?:tempo|beat|key)|in (?:time|key)))"
    r"|\b(?:polarity|flip the phase|phase[- ]align|time[- ]align)\b|\b(?:ddp|dolby|(?:in|an?) atmos"
    r"|[579]\.1(?:\.\d| (?:surround|mix|stems?)))\b",
    re.IGNORECASE,
)
"""Topics that are never ours, whatever else is said: writing words, notation, other makers' instruments, hardware."""


_FILE = regex(r"\b(?:mp3|wav|flac|aac|m4a)s?\b", re.IGNORECASE)
"""What becomes of such a file is the user's; to write it is ours."""


def is_beside(text: str) -> bool:
    """Is it one of the topics that are never ours? Not when words in quotation marks say so."""
    bare = re.sub(r'"[^"]*"', " ", text)
    return _PAUSES.search(bare) is not None or _BESIDE.search(bare) is not None and not _FILE.search(text)


def nearest_way(text: str) -> str:
    """A no that names the nearest thing that can be done, or ""."""
    low = text.lower()
    if asks_for_a_person(text):
        return NO_IMITATION
    if _PAUSES.search(low):
        return _NO_PAUSES
    return next((answer for pattern, answer in _WAYS if compiled(pattern).search(low)), "")
