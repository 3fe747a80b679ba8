# SPDX-License-Identifier: Apache-2.0
"""Runs the programs as a user would and checks what they say. No third-party package."""
import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(os.environ["GRAFT_BIN"])
SOURCE = Path(os.environ["GRAFT_SOURCE"])
_failures = []


class Home:
    """A folder of its own for datasets and runs, removed at the end."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="graft-e2e-")
        self.path = Path(self._folder.name)

    def graft(self, *args, timeout=600, env=None, cwd=None):
        full = {**os.environ, "GRAFT_HOME": str(self.path / "home"), **(env or {})}
        return subprocess.run([str(BIN / "graft"), *map(str, args)], capture_output=True, text=True, timeout=timeout, env=full, cwd=cwd)

    def json(self, *args, **kw):
        """The one JSON object on standard output; the command must succeed."""
        done = self.graft(*args, "--json", **kw)
        if done.returncode != 0:
            sys.exit(f"graft {' '.join(map(str, args))}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout)

    def write(self, name, text):
        path = self.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


FRAME_KINDS = ["none", "hello", "phase", "plan", "step", "evaluation", "sample", "text", "warning", "result", "failure", "checkpoint", "heartbeat", "forecast", "cpu_use"]


def frames(stream):
    """What a worker says (core/protocol/frames.hpp): kind and payload of each whole frame, after the 12 bytes of the stream's header."""
    while len(head := stream.read(24)) == 24:
        size, kind = struct.unpack_from("<IH", head)
        body = stream.read(size)
        if len(body) < size:
            return
        yield FRAME_KINDS[kind], json.loads(body)


def check(condition, message):
    if not condition:
        _failures.append(message)
        print(f"FAILED: {message}")


def finish():
    print(f"{len(_failures)} failed checks")
    sys.exit(1 if _failures else 0)
