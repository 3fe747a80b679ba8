# SPDX-License-Identifier: Apache-2.0
"""graft sweep --together: runs that share their passes learn what each learns alone, keep what a run keeps, and come through a kill, a
stop of one of them, and memory that is too small for all at once."""
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
plain = ["--data", data, "--model", model, "--samples", 1, "--answer-tokens", 4, "--holdout", 0.2, "--dtype", "fp32", "--threads", 1]
base = [*plain, "--rows-per-step", 4]
env = {**os.environ, "GRAFT_HOME": str(home.path / "home")}


def folder(run):
    return home.path / "home/runs" / run


def record(run):
    return json.loads((folder(run) / "run.json").read_text())


def lines(run):
    return [json.loads(line) for line in (folder(run) / "metrics.jsonl").read_text().splitlines()]


def close(one, other, what):
    """Both metrics, step by step, within 1e-5."""
    check(len(one) == len(other), f"{what}: {len(one)} and {len(other)} lines")
    for a, b in zip(one, other):
        for key in ("loss", "heldout_loss"):
            if key in a:
                check(abs(a[key] - b[key]) <= 1e-5 * abs(a[key]), f"{what} step {a['step']}: {key} {a[key]} and {b[key]}")
        check(a.get("rows") == b.get("rows") and a.get("lr") == b.get("lr"), f"{what} step {a['step']}: the same rows and rate")


def by_settings(sweep):
    return {r["settings"]: r["run"] for r in sweep["runs"]}


def start(*args):
    return subprocess.Popen([str(BIN / "graft"), *map(str, args)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(condition, what):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not condition():
        time.sleep(0.01)  # waits for a condition, not for time to pass
    check(condition(), what)


def steps_of(run):
    path = folder(run) / "metrics.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


# Rank, rate and length differ: one company, which equals the runs alone.
grid = ["--lr", "1e-3,2e-2", "--rank", "2,8", "--steps", "6,12", "--eval-every", 4, "--dropout", 0]
alone = home.json("sweep", *base, *grid, "--name", "alone")
told = home.graft("sweep", *base, *grid, "--name", "co", "--together")
check(told.returncode == 0 and "8 runs together: co-1 to co-8" in told.stdout, f"one company: {told.stdout} {told.stderr}")
together = json.loads((home.path / "home/sweeps/co-1/ranking.json").read_text())
names = by_settings(together)
check(sorted(names) == sorted(by_settings(alone)), "the same settings")
for settings, run in by_settings(alone).items():
    close(lines(run), lines(names[settings]), settings)
check([r["settings"] for r in together["runs"]] == [r["settings"] for r in alone["runs"]], "the same ranking")
check(home.json("queue")["queue"] == [], "nothing waits any more")
one = record("co-3")
check(one["state"] == "finished" and one["together"] == [f"co-{i}" for i in range(1, 9)] and one["parent"] == together["sweep"], "its record says so")
check("8 equal parts" in one["result"]["energy"]["method"], f"energy is divided: {one['result']['energy']}")
events = home.json("runs", "co-3", "--events")["events"]
kinds = [e["type"] for e in events]
check(kinds[0] == "hello" and kinds[-1] == "result" and kinds.count("step") == 12 // (2 if one["result"]["steps"] == 6 else 1), f"its events are its own: {kinds}")
check(home.graft("resume", "co-3").returncode == 6, "a finished one is finished")

# Runs that do not make the same passes go in companies of their own; one without any goes alone.
mixed = home.graft("sweep", *plain, "--lr", "1e-3,2e-3", "--rows-per-step", "2,4", "--steps", 3, "--name", "mixed", "--together")
check(mixed.stdout.count("2 runs together") == 2, f"two companies: {mixed.stdout}")
lonely = home.json("sweep", *plain, "--rows-per-step", "2,4", "--steps", 3, "--name", "lonely", "--together")
check([r["state"] for r in lonely["runs"]] == ["finished", "finished"], f"alone: {lonely}")
check("together" not in record(lonely["runs"][0]["run"]), "and its record says nothing")
check(home.graft("sweep", *base, "--lr", "1e-3,2e-3", "--together", "--queue").returncode == 2, "together is now, a queue is later")

# A kill: the group goes on after its last common checkpoint, and ends bit for bit where it would have ended.
long = ["--lr", "1e-3,2e-2", "--steps", 400, "--checkpoint-every", 5, "--dropout", 0]
reference = by_settings(home.json("sweep", *base, *long, "--name", "whole", "--together"))
process = start("sweep", *base, *long, "--name", "cut", "--together")
wait_for(lambda: steps_of("cut-2") > 40, "it is on its way")
children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
for child in children:
    os.kill(int(child), signal.SIGKILL)
out, err = process.communicate(timeout=120)
check(process.returncode == 0 and out.count("2 runs together") == 2, f"the sweep went on with the group: {process.returncode} {out} {err[-400:]}")
for settings, run in by_settings(json.loads((home.path / "home/sweeps/cut-1/ranking.json").read_text())).items():
    check(record(run)["state"] == "finished" and record(run)["bit_comparable"] is True and len(record(run)["resumed"]) == 1, f"{run} is whole, and its sums are those of the group")
    close(lines(reference[settings]), lines(run), f"cut {settings}")
    check([line.get("loss") for line in lines(reference[settings])] == [line.get("loss") for line in lines(run)], f"cut {settings}: bit for bit")
    weights = [(folder(name) / "adapter/adapter_model.safetensors").read_bytes() for name in (reference[settings], run)]
    check(weights[0] == weights[1], f"cut {settings}: the same adapter")

# One is stopped and kept, the others go on; Ctrl-C then stops them all, and they wait in the queue.
process = start("sweep", *base, "--lr", "1e-3,2e-3,4e-3", "--steps", 100000, "--name", "stop", "--together")
wait_for(lambda: steps_of("stop-2") > 10, "three are on their way")
told = home.json("cpu-use", "stop-2", "gentle")
check(told["answered"] and told["cpu_use"] == "gentle", f"one is asked for another use of the processor: {told}")
for i in (1, 2, 3):
    uses = [e["payload"]["use"] for e in home.json("runs", f"stop-{i}", "--events")["events"] if e["type"] == "cpu_use"]
    check(uses == ["normal", "gentle"], f"they share a process, so each tells of it: {uses}")
check(home.graft("stop", "stop-2").returncode == 0, "one is asked to stop")
wait_for(lambda: record("stop-2")["state"] == "stopped", "it stopped")
before = steps_of("stop-1")
wait_for(lambda: steps_of("stop-1") > before + 10, "the others go on")
check(record("stop-3")["state"] == "running", "they are still at it")
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=60)
check(process.returncode == 5 and "queue start" in err, f"stopped: {process.returncode} {err}")
check([record(f"stop-{i}")["state"] for i in (1, 2, 3)] == ["stopped"] * 3, "each kept what it had")
check([e["run"] for e in home.json("queue")["queue"]] == ["stop-1", "stop-2", "stop-3"], "all still wait")
# The queue goes on with the two that stopped at one step; the third has no checkpoint in common with them and waits for its turn.
before = steps_of("stop-3")
process = start("queue", "start")
wait_for(lambda: steps_of("stop-3") > before + 10 or process.poll() is not None, "the two go on together")
check(record("stop-1")["state"] == record("stop-3")["state"] == "running" and record("stop-2")["state"] == "stopped", "without the third")
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=60)
check(process.returncode == 5 and "2 runs together: stop-1 to stop-3" in out, f"a group from the queue: {process.returncode} {out} {err}")
check(record("stop-1")["bit_comparable"] is False, "a smaller group has other sums, and its record says so")
for i in (1, 2, 3):
    home.json("queue", "remove", f"stop-{i}")

# Settings that change no byte may change before a run goes on.
spec = json.loads((folder("stop-1") / "spec.json").read_text())
spec["settings"].update(cpu_use="gentle", threads=2)
(folder("stop-1") / "spec.json").write_text(json.dumps(spec))
before = steps_of("stop-1")
process = start("resume", "stop-1")
wait_for(lambda: steps_of("stop-1") > before or process.poll() is not None, "it goes on")
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=60)
check(process.returncode == 5 and steps_of("stop-1") > before, f"with another use of the processor: {process.returncode} {err}")

# Memory for four at once but not for eight: two companies.
grid = [*plain, "--lr", "1e-3,2e-3,3e-3,4e-3", "--rank", "64,128", "--steps", 2, "--dropout", 0, "--rows-per-step", 64, "--micro-tokens", 1024]
home.json("sweep", *grid, "--name", "room", "--together")
eight = record("room-1")["forecast"]["peak_mib"]
four = home.json("sweep", *[x if x != "1e-3,2e-3,3e-3,4e-3" else "1e-3,2e-3" for x in grid], "--name", "half", "--together")["runs"]
need = record(four[0]["run"])["forecast"]["peak_mib"]
check(eight > need + 8, f"eight need more than four: {eight} and {need}")
tight = home.graft("sweep", *grid, "--name", "tight", "--together", "--memory-limit", int((eight + need) / 2))
check(tight.returncode == 0 and tight.stdout.count("4 runs together") == 2, f"halves: {tight.stdout} {tight.stderr}")
check(all(record(f"tight-{i}")["state"] == "finished" for i in range(1, 9)), "all came through")
finish()
