"""Bitwig's values: they are told of only when they were asked for, and only some time after they have changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bridge.hosts.fake_bitwig.strict import BitwigThing
from bridge.hosts.fake_bitwig.world import BitwigWorld

Read = Callable[[], Any]
Write = Callable[[Any], None]


class Value(BitwigThing):
    """One value of any kind; which of its methods a script may call is what the listing says of `kind`."""

    def __init__(
        self,
        world: BitwigWorld,
        kind: str,
        part: str,
        read: Read,
        write: Write | None = None,
        *,
        is_undoable: bool = True,
    ) -> None:
        """`write` changes the project; it is called when Bitwig gets to it."""
        super().__init__()
        self.kind = kind
        self._world, self._part, self._read, self._write = world, part, read, write
        self._is_undoable = is_undoable
        self._is_wanted = False
        self._shown: Any = None
        self._observers: list[Callable[..., None]] = []

    # --- what scripts call ---

    def markInterested(self) -> None:
        """From now on the script is told of it."""
        self._world.only_at_the_start(f"{self.kind}.markInterested")
        self._want()

    def addValueObserver(self, observer: Callable[..., None]) -> None:
        """Call a function at each change, and once at the start."""
        self._world.only_at_the_start(f"{self.kind}.addValueObserver")
        self._want()
        self._observers.append(observer)

    def get(self) -> Any:
        """As it was told last."""
        if not self._is_wanted:
            raise self._world.refused(
                f"A {self.kind} was read that nobody is interested in; call markInterested first."
            )
        return self._shown

    getRaw = get

    def set(self, *given: Any) -> None:
        """Another value, before long."""
        assert self._write
        write, wanted = self._write, given[0] if len(given) == 1 else given

        def act() -> None:
            write(wanted)
            self._world.changed(self._part)

        self._world.ask(act, is_undoable=self._is_undoable)

    setRaw = set

    def toggle(self) -> None:
        """The other of two."""
        self.set(not self._read())

    def red(self) -> float:
        """The first third of a colour."""
        return float(self.get()[0])

    def green(self) -> float:
        """The second."""
        return float(self.get()[1])

    def blue(self) -> float:
        """The last."""
        return float(self.get()[2])

    # --- what Bitwig does ---

    def has_changed(self) -> bool:
        """Take over what it is now; whether it was another before."""
        now = self._read()
        if now == self._shown:
            return False
        self._shown = now
        return True

    def tell(self) -> None:
        """Call those who want to know."""
        for observer in self._observers:
            observer(self._shown)

    def _want(self) -> None:
        if not self._is_wanted:
            self._is_wanted = True
            self._shown = {"StringValue": "", "BooleanValue": False}.get(self.kind.removeprefix("Settable"), 0)
            self._world.values[self._part].append(self)


class Ranged(Value):
    """A value on a scale that is not from 0 to 1, like the tempo: raw is what people read."""

    def __init__(self, world: BitwigWorld, part: str, low: float, high: float, read: Read, write: Write) -> None:
        super().__init__(world, "SettableRangedValue", part, read, write)
        self._low, self._high = low, high

    def get(self) -> float:
        """From 0 to 1."""
        return float((self.getRaw() - self._low) / (self._high - self._low))

    def getRaw(self) -> Any:
        """As people read it."""
        return super().get()

    def set(self, *given: Any) -> None:
        """From 0 to 1."""
        self.setRaw(self._low + given[0] * (self._high - self._low))

    def setRaw(self, *given: Any) -> None:
        """As people read it, as far as it goes."""
        super().set(max(self._low, min(self._high, given[0])))


class BitwigParameter(BitwigThing):
    """A fader, a panner, a send, the tempo."""

    kind = "Parameter"

    def __init__(
        self, world: BitwigWorld, value: Value, shown: Read, exists: Read = lambda: True, kind: str = ""
    ) -> None:
        super().__init__()
        self.kind = kind or self.kind
        self._world, self._value, self._shown, self._exists = world, value, shown, exists

    def value(self) -> Value:
        """Where it stands."""
        return self._value

    def displayedValue(self) -> Value:
        """What is read beside it."""
        return self.part("shown", lambda: Value(self._world, "StringValue", "tracks", self._shown))

    def exists(self) -> Value:
        """Whether it is there."""
        return self.part("exists", lambda: Value(self._world, "BooleanValue", "tracks", self._exists))
