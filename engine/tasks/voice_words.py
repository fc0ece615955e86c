"""Words for who sings or speaks: the kind of voice that each tells, and the plain ones for those of the street."""

from __future__ import annotations

KIND_OF = {
    **dict.fromkeys(("male", "man", "men", "guy", "tenor", "baritone", "bass"), "male"),
    **dict.fromkeys(("female", "woman", "women", "lady", "alto", "mezzo", "contralto", "soprano"), "female"),
    **dict.fromkeys(("child", "boy", "girl", "kid"), "child"),
}
"""What singers understand: word → male, female or child."""
RANGES = frozenset("tenor baritone bass alto mezzo contralto soprano".split())
"""Those of them that say how high somebody sings: they tell a kind only where no other word does."""
PLAIN = {
    **dict.fromkeys("guy bloke dude fella fellow chap lad boyfriend gentleman".split(), "male"),
    **dict.fromkeys("gal lass chick".split(), "female"),
}
"""Words that requests tell a voice by, and what a singer is told in their place."""
