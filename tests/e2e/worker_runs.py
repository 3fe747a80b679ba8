# SPDX-License-Identifier: Apache-2.0
"""Workers that are run on copies of a finished run's folder, cut in all ways, and compared with it."""
import json
import os
import shutil
import subprocess
import time

from harness import BIN, SOURCE, Home

home = Home()
model = SOURCE / "tests/data/golden/tiny/llama_untied_sharded"
data = SOURCE / "tests/data/gauntlet/openai_chat.jsonl"


def outcome(folder):
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    for line in lines:
        line.pop("seconds", None)
        line.pop("memory_mib", None)
    result = json.loads((folder / "run.json").read_text())["result"]
    kept = {k: result[k] for k in ("state", "steps", "tokens", "supervised_tokens", "loss_first", "loss_last", "heldout_before", "heldout_after", "best_step", "samples")}
    return lines, kept, (folder / "adapter/adapter_model.safetensors").read_bytes()


def fresh(reference, name="cut"):
    folder = home.path / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    spec = json.loads((reference / "spec.json").read_text())
    spec["run"] = str(folder)
    (folder / "spec.json").write_text(json.dumps(spec))
    (folder / "resume.json").write_text(json.dumps({**spec, "resume": True}))
    return folder


def started(folder, spec="spec.json", fault=None, **variables):
    env = {**{k: v for k, v in os.environ.items() if k != "GRAFT_FILE_FAULT"}, **variables}
    if fault:
        env["GRAFT_FILE_FAULT"] = fault
    with open(folder / "frames", "wb") as frames, open(folder / "log", "ab") as log:
        return subprocess.Popen([str(BIN / "graft-worker"), str(folder / spec)], stdin=subprocess.DEVNULL, stdout=frames, stderr=log, env=env)


def worker(folder, spec="spec.json", fault=None, kill_after=None, **variables):
    process = started(folder, spec, fault, **variables)
    try:
        return process.wait(timeout=kill_after if kill_after else 300)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


WAITING = b"waiting for space on the disk"


def wait_for_space_then_stop(folder, fault):
    """A disk that stays full: asked to end when the run says that it waits."""
    process = started(folder, fault=fault)
    while process.poll() is None and WAITING not in (folder / "frames").read_bytes():
        time.sleep(0.01)  # waits for a condition
    process.terminate()
    return process.wait(timeout=60)


def resume(folder):
    return worker(folder, "resume.json" if (folder / "run.json").exists() else "spec.json")


def partial_checkpoints(folder):
    """Every checkpoint under a final name must be whole: `newestWhole` would only pass over it."""
    return [p for p in (folder / "checkpoints").glob("step-*") if not {"manifest.json", "state.json", "tensors.safetensors"} <= {f.name for f in p.iterdir()}]
