"""Events reach who listens; who is slow gets only the newest of each thing."""

from __future__ import annotations

import asyncio
import threading

from engine.service.events import Events


def test_the_newest_of_each_thing_in_the_order_of_arrival() -> None:
    async def run() -> list[str]:
        events = Events()
        with events.listener("song") as outbox:
            for number in range(1000):
                events.publish("song", "progress", f"p{number}")
                events.publish("other", "progress", "not for us")
            events.publish("song", ("turn", 1), "t1")
            assert events.count("song") == 1 and events.count("other") == 0
            return await outbox.take()

    assert asyncio.run(run()) == ["p999", "t1"]


def test_who_listens_to_all_hears_each_project_and_from_other_threads() -> None:
    async def run() -> list[str]:
        events, heard = Events(), []
        with events.listener("") as outbox:
            threads = [threading.Thread(target=events.publish, args=(name, "session", name)) for name in ("one", "two")]
            for thread in threads:
                thread.start()
            while len(heard) < 2:
                heard += await asyncio.wait_for(outbox.take(), 5)
        assert events.count() == 0
        return sorted(heard)

    assert asyncio.run(run()) == ["one", "two"]
