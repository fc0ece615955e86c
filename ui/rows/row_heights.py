"""Heights of many rows and where each begins: finding and changing take log(n) steps, so 10 000 rows cost nothing."""

from __future__ import annotations

from collections.abc import Iterable

_MANY = 64
"""So many rows at once cost less when all sums are made anew."""


class RowHeights:
    """Rows below each other, the gap after a row being part of its height (a Fenwick tree of prefix sums)."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._sums: list[int] = []
        self._rebuild()

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    def __setitem__(self, row: int, height: int) -> None:
        change = height - self._heights[row]
        self._heights[row] = height
        place = row + 1
        while change and place <= len(self._heights):
            self._sums[place] += change
            place += place & -place

    def append(self, height: int) -> None:
        """One more row at the end."""
        place = len(self._heights) + 1
        start = place - (place & -place)
        self._sums.append(height + self.top(place - 1) - self.top(start))
        self._heights.append(height)

    def insert(self, row: int, height: int, count: int = 1) -> None:
        """More rows before `row`, all of one height."""
        if row == len(self._heights) and count < _MANY:
            for _ in range(count):
                self.append(height)
        else:
            self._heights[row:row] = [height] * count
            self._rebuild()

    def remove(self, row: int, count: int = 1) -> None:
        """Rows from `row` on less."""
        del self._heights[row : row + count]
        self._rebuild()

    def top(self, row: int) -> int:
        """Where a row begins; for the number of rows, where the last one ends."""
        total = 0
        while row > 0:
            total += self._sums[row]
            row -= row & -row
        return total

    def total(self) -> int:
        """Height of all rows."""
        return self.top(len(self._heights))

    def at(self, y: int) -> int:
        """The row at a height, between the first and the last; 0 when there is none."""
        place, left = 0, max(0, y)
        step = 1 << len(self._heights).bit_length()
        while step:
            ahead = place + step
            if ahead <= len(self._heights) and self._sums[ahead] <= left:
                place, left = ahead, left - self._sums[ahead]
            step >>= 1
        return max(0, min(place, len(self._heights) - 1))

    def _rebuild(self) -> None:
        count = len(self._heights)
        self._sums = [0, *self._heights]
        for place in range(1, count + 1):
            above = place + (place & -place)
            if above <= count:
                self._sums[above] += self._sums[place]
