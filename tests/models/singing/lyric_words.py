"""Words of songs and on how many notes each is sung, counted by hand; many are in no dictionary."""

COUNTED = {
    1: """love heart night dream eyes world fire hour our you're they've weren't stayed walked breathed through
       strength rhyme's though tears years rain blaze worlds crowned flamed dreams cause 'cause 'til ain't y'all we'll
       ooh aah mmm hmm shh yeah yeahhh nah hey heyyy ohhh whoa brr zzz ooooh loooove woah wooo yep babe bae twerk vibe
       'n' o'er e'er ne'er 'twas 'tis gon' lil' ma'am yo dope squad yeet""",
    2: """over about very away tonight morning silver people little wonder never heaven gentle broken golden summer
       river ocean shadow window mirror falling burning dancing being quiet poem chaos lion science giant hero sailor's
       gonna wanna gotta lemme dunno runnin' lovin' bye-bye selfie ev'ry hashtag lala nana doo-wop yoohoo uh-huh
       oh-oh boogie shoobie moonlit starlit heartbreak goodbye rainbow nothing somewhere firefly's outta sorta kinda
       tryna finna hella hustlin' shimmy yolo techno zouk-la blingin' wavy lit-ness fleeky""",
    3: """beautiful melody memory yesterday tomorrow together forever remember december family lullaby butterfly
       radio video wonderful terrible misery history mystery victory potato banana piano idea tambourine violin
       everything anyone somebody fireflies wandering glittering abandoned surrender reminded lalala nanana
       shalala doobidoo rockabye moonlighting baby-o piano's emoji's emoji dynamite discoteque
       funkytown zipadee""",
    4: """everybody hallelujah impossible invisible everybody's eternity generation rhythmically education
       celebration television adorable california america nananana wop-bop-a-lu shoobidoobi jambalaya karaoke
       merrily-o calypsonian's sugababy""",
    5: """imagination unbelievable university electricity possibility refrigerator's unforgettable
       hippopotamus sophistication""",
}
