"""Work that goes over several ticks is a generator: what it yields says how soon it may go on."""

NEXT_TICK = "next tick"
"""Only in the next tick, when Live shows what was done in this one."""
SOON = "soon"
"""Now, when there is time left in this tick."""
TRIES = 3
"""So often what a change had half made is taken away."""


class NotPossible(Exception):
    """Something cannot be done as asked; the text is one sentence for people."""


def until(is_true, ticks=30):
    """Wait until something holds; returns whether it does."""
    for _ in range(ticks):
        if is_true():
            return True
        yield NEXT_TICK
    return is_true()


def sentence(error):
    """What an error says, as a sentence."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if text[-1] in ".!?" else text + "."
