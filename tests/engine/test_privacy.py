from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_LOAD = "from engine.planner.offline.planner import OfflinePlanner; OfflinePlanner().warm_up()"


def test_onnxruntime_reports_to_nobody(tmp_path: Path) -> None:
    """Its wheels send what runs to their maker; when they prepare to, they leave a session and an identity behind."""
    places = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TONMEISTER_HOME"), str(tmp_path))
    subprocess.run([sys.executable, "-c", _LOAD], check=True, env={**os.environ, "ORT_DISABLE_TELEMETRY": "", **places})
    assert not list(tmp_path.rglob("*"))
