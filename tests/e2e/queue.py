# SPDX-License-Identifier: Apache-2.0
"""The queue and the sweep as a user works with them: order, removal, a failing run, Ctrl-C and going on, ranking, extension."""
import json
import os
import shutil
import signal
import subprocess
import time

from harness import BIN, SOURCE, Home, check, finish

home = Home()
model = home.path / "model"
shutil.copytree(SOURCE / "tests/data/golden/tiny/llama_untied_sharded", model)
data = SOURCE / "tests/data/gauntlet/openai_chat.jsonl"
base = ["--data", data, "--model", model, "--rows-per-step", 4, "--samples", 1, "--answer-tokens", 4, "--holdout", 0.2, "--dtype", "fp32", "--threads", 1]

# A sweep: four runs, ranked by held-out loss.
sweep = home.json("sweep", *base, "--steps", 8, "--lr", "1e-4,2e-2", "--rank", "4,8", "--name", "s")
losses = [r["heldout_after"]["loss"] for r in sweep["runs"]]
check(len(losses) == 4 and losses == sorted(losses), f"four runs, best first: {losses}")
check(sweep["best"] == sweep["runs"][0]["run"] and "lr 0.02" in sweep["runs"][0]["settings"], f"the best is named: {sweep['runs'][0]}")
check(len({r["settings"] for r in sweep["runs"]}) == 4, "each has its own settings")
check(all(home.json("runs", r["run"])["parent"] == sweep["sweep"] for r in sweep["runs"]), "each knows its sweep")
check({r["run"] for r in home.json("runs", "--search", sweep["sweep"])["runs"]} >= {r["run"] for r in sweep["runs"]}, "and is found by it")
check((home.path / "home/sweeps" / sweep["sweep"] / "ranking.json").exists(), "the ranking is kept")
check(home.json("queue")["queue"] == [], "nothing waits any more")
check(home.graft("train", *base, "--lr", "1e-4,2e-4").returncode == 2, "several values are for a sweep")
check(home.graft("sweep", *base, "--lr", "1e-4").returncode == 2, "one value is no sweep")
bad = home.graft("train", *base, "--lr", "fast")
check(bad.returncode == 2 and "'fast'" in bad.stderr, f"a word is no number: {bad.stderr}")

# The queue: order, reorder, remove.
names = [home.json("train", *base, "--steps", steps, "--name", name, "--queue")["run"] for name, steps in (("a", 6), ("b", 6), ("c", 6))]
check([e["run"] for e in home.json("queue")["queue"]] == names, "in the order of adding")
check({r["run"]: r["state"] for r in home.json("runs")["runs"]}["a-1"] == "queued", "listed as queued")
check([e["run"] for e in home.json("queue", "move", "c-1", 1)["queue"]] == ["c-1", "a-1", "b-1"], "moved to the front")
check([e["run"] for e in home.json("queue", "remove", "b-1")["queue"]] == ["c-1", "a-1"], "removed")
check(not (home.path / "home/runs/b-1").exists(), "a run that never began leaves nothing")
check(home.graft("queue", "remove", "b-1").returncode == 3, "what does not wait cannot be removed")

# One that fails does not stop the rest.
broken = home.path / "home/runs/c-1/spec.json"
spec = json.loads(broken.read_text())
spec["model"] = str(home.path / "nothing")
broken.write_text(json.dumps(spec))
done = home.json("queue", "start")["runs"]
check({r["run"]: r["state"] for r in done} == {"a-1": "finished", "c-1": "failed"}, f"states: {done}")
check([r for r in done if r["run"] == "c-1"][0]["error"]["what"], "the reason is there")
check(home.json("queue")["queue"] == [], "the queue is empty")

# Ctrl-C keeps the run first in the queue, and starting again goes on with it.
home.json("train", *base, "--steps", 20000, "--name", "long", "--checkpoint-every", 50, "--queue")
home.json("train", *base, "--steps", 4, "--name", "after", "--queue")
env = {**os.environ, "GRAFT_HOME": str(home.path / "home")}
process = subprocess.Popen([str(BIN / "graft"), "queue", "start"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
metrics = home.path / "home/runs/long-1/metrics.jsonl"
deadline = time.monotonic() + 60
while time.monotonic() < deadline and not (metrics.exists() and metrics.read_bytes().count(b"\n") > 60):
    time.sleep(0.02)  # waits for a condition, not for time to pass
check(home.graft("queue", "start").returncode == 6, "one program at a time")
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=60)
check(process.returncode == 5 and "queue start" in err, f"stopped: {process.returncode} {err}")
check([e["run"] for e in home.json("queue")["queue"]] == ["long-1", "after-1"], "both still wait")
taken = json.loads((home.path / "home/runs/long-1/run.json").read_text())["result"]["steps"]
check(50 <= taken < 20000, f"stopped on the way: {taken}")

# ... and so it does when the run cannot end in order: nothing else begins.
lines = metrics.read_bytes().count(b"\n")
process = subprocess.Popen([str(BIN / "graft"), "queue", "start"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
deadline = time.monotonic() + 60
while time.monotonic() < deadline and metrics.read_bytes().count(b"\n") <= lines:
    time.sleep(0.02)  # waits for a condition, not for time to pass
worker = int(subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout)
os.kill(worker, signal.SIGSTOP)
process.send_signal(signal.SIGINT)
os.kill(worker, signal.SIGKILL)
out, err = process.communicate(timeout=60)
check(process.returncode not in (0, -signal.SIGINT) and "queue start" in err, f"a run that died: {process.returncode} {err}")
check([e["run"] for e in home.json("queue")["queue"]] == ["long-1", "after-1"], "both wait after its death too")
home.json("queue", "remove", "long-1")
check((home.path / "home/runs/long-1/run.json").exists(), "a run that began keeps its folder")
check([r["state"] for r in home.json("queue", "start")["runs"]] == ["finished"], "the next one runs")

# More passes: a run of its own that starts where the other ended, and says where it comes from.
first = home.json("train", *base, "--epochs", 2, "--lr", "1e-2", "--name", "grow")
more = home.json("resume", first["run"], "--extend", 1)
check(more["run"] != first["run"] and home.json("runs", more["run"])["parent"] == first["run"], "lineage")
check(abs(more["heldout_before"]["loss"] - first["heldout_after"]["loss"]) < 1e-6, "it starts where the other ended")
finish()
