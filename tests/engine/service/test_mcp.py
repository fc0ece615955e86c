"""Another assistant's way in: a real MCP client, the real `mcp` command on a pipe, the real engine behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.engine.service.conftest import INLINE

ENVIRONMENT = INLINE

Call = Callable[..., Awaitable[Any]]


def talk(engine: Any, folder: Path, conversation: Callable[[Call, ClientSession], Awaitable[None]]) -> None:
    """Connect as other assistants do and hold a conversation."""
    command = ["-P", "-m", "engine", "mcp", "--daw", "folder", "--project", str(folder)]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(engine.environment))

    async def hold() -> None:
        with open(os.devnull, "w") as nowhere:
            async with stdio_client(server, errlog=nowhere) as pipes, ClientSession(*pipes) as session:
                await session.initialize()

                async def call(tool: str, **args: Any) -> dict[str, Any]:
                    result = await session.call_tool(tool, args)
                    if result.is_error:
                        return {"error": result.content[0].text}
                    found = result.structured_content
                    return found.get("result", found)

                await conversation(call, session)

    with anyio.from_thread.start_blocking_portal() as portal:
        portal.call(hold)


def test_a_request_its_clip_and_what_has_to_be_approved(shared, tmp_path):
    async def conversation(call: Call, session: ClientSession) -> None:
        tools = {tool.name for tool in (await session.list_tools()).tools}
        assert tools == {"ask", "approve", "cancel", "session", "turns", "tasks"}
        assert (await call("session"))["bpm"] == 120
        turn = await call("ask", text="generate rain")
        assert turn["state"] == "done" and turn["steps"][0]["task"] == "generate_audio", turn
        clip = turn["clips"][0]
        assert Path(clip["path"]).is_file()
        assert (await call("ask", text="hello"))["state"] == "answered"
        lost = await call("ask", text="denoise this", files=["/no/such.wav"])
        assert lost["state"] == "failed" and "There is no file" in lost["answer"]
        waiting = await call("ask", text=f"delete {clip['name']}")
        assert waiting["state"] == "approval" and waiting["waits_because"], waiting
        assert (await call("approve", turn=waiting["turn"]))["state"] == "done"
        assert [row["state"] for row in await call("turns")] == ["done", "answered", "failed", "done"]
        assert "approve" in (await call("approve", turn=waiting["turn"]))["error"]

    talk(shared, tmp_path / "project", conversation)


def test_without_the_package_it_says_which(monkeypatch, capsys):
    from engine.cli.cli import main

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp"]) == 1
    assert "pip install 'tonmeister[mcp]'" in capsys.readouterr().err
