# SPDX-License-Identifier: Apache-2.0
"""A run that is killed anywhere and continued gives the same bytes of metrics (times aside) and adapter as one that was
never cut. Kills at seeded file calls and seeded instants, a full disk at seeded calls, damaged checkpoints, changed
inputs, two processes at once. GRAFT_ALL=1 (./tests/run --all) takes every file call and 200 instants."""
import json
import os
import random
import shutil
import signal
import subprocess
import time

from harness import BIN, SOURCE, check, finish
from worker_runs import WAITING, data, fresh, home, model, outcome, partial_checkpoints, resume, wait_for_space_then_stop, worker

ALL = os.environ.get("GRAFT_ALL") == "1"
SEED = int(os.environ.get("GRAFT_SEED", "20261124"))
rng = random.Random(SEED)
print(f"seed {SEED}" + (", every point" if ALL else ", a sample of the points"))

# Pairs of choices: accumulation, packing, dropout, warm-up, schedule, early stop, best tracking.
COMMON = ["--rows-per-step", 4, "--checkpoint-every", 2, "--samples", 2, "--answer-tokens", 8, "--holdout", 0.2, "--dtype", "fp32", "--threads", 1]
MATRIX = [
    ["--steps", 12, "--micro-tokens", 64, "--dropout", 0.1, "--warmup", 3, "--schedule", "cosine", "--eval-every", 3, "--early-stop", 0, "--lr", 0.02],
    ["--steps", 12, "--micro-tokens", 512, "--no-pack", "--dropout", 0, "--warmup", 0, "--schedule", "linear", "--eval-every", 4, "--early-stop", 1, "--lr", 0.02],
    ["--steps", 40, "--micro-tokens", 64, "--no-pack", "--dropout", 0.2, "--warmup", 0, "--schedule", "constant", "--eval-every", 1, "--early-stop", 4],
    ["--steps", 11, "--micro-tokens", 512, "--dropout", 0, "--warmup", 4, "--schedule", "constant", "--eval-every", 0, "--early-stop", 2, "--lr", 0.02],
    ["--epochs", 2.5, "--micro-tokens", 128, "--dropout", 0.1, "--warmup", 0.2, "--schedule", "linear", "--eval-every", 2, "--early-stop", 3, "--no-shuffle", "--lr", 0.02],
]


references = []
for flags in MATRIX:
    # The last bits of a processor decide whether a later evaluation is a little better: a rate where the best is not the last.
    for rate in [[]] if "--lr" in flags else [["--lr", r] for r in (0.05, 0.03, 0.1, 0.07, 0.04, 0.06)]:
        began = time.monotonic()
        run = home.json("train", "--data", data, "--model", model, *COMMON, *flags, *rate)
        seconds = time.monotonic() - began
        if run["best_step"] > 0 and run["state"] == "stopped early":
            break
    references.append((home.path / "home/runs" / run["run"], seconds))
stopped_early = [json.loads((r / "run.json").read_text())["state"] for r, _ in references]
check("stopped early" in stopped_early, f"one configuration stops early: {stopped_early}")
check(any(json.loads((r / "run.json").read_text())["result"]["best_step"] > 0 for r, _ in references), "one configuration puts back an earlier adapter")

kills = cuts = fulls = waits = 0
for index, (reference, seconds) in enumerate(references):
    want = outcome(reference)
    # How many file calls does the run make? One that is not killed at call `last` makes fewer than that.
    first, last = 1, 1
    while worker(fresh(reference), fault=f"kill:{last}") != 0:
        first, last = last, last * 2
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (middle, last) if worker(fresh(reference), fault=f"kill:{middle}") != 0 else (first, middle)
    points = range(1, last) if ALL else sorted(rng.sample(range(1, last), 6))
    for n in points:
        folder = fresh(reference)
        check(worker(folder, fault=f"kill:{n}") == -signal.SIGKILL, f"configuration {index}: file call {n} is reached")
        kills += 1
        # A second cut while going on, at another place.
        if n % 3 == 0 and (folder / "run.json").exists():
            worker(folder, "resume.json", fault=f"kill:{rng.randrange(1, 80)}")
        check(not partial_checkpoints(folder), f"configuration {index}, killed at file call {n}: a part of a checkpoint under its final name")
        where = f"configuration {index}, killed at file call {n}"
        check(resume(folder) == 0, f"{where}: resume ends well: {(folder / 'log').read_text()[-300:]}")
        check(outcome(folder) == want, f"{where}: the continued run equals the uncut one")
    for n in range(200 // len(MATRIX)) if ALL else range(4):
        folder = fresh(reference)
        instant = rng.uniform(0.02, seconds)
        cuts += 1
        worker(folder, kill_after=instant)
        if (folder / "run.json").exists() and json.loads((folder / "run.json").read_text())["state"] in ("finished", "stopped early"):
            pass
        else:
            check(resume(folder) == 0, f"configuration {index}, killed after {instant:.3f} s: resume ends well")
        check(outcome(folder) == want, f"configuration {index}, killed after {instant:.3f} s: equal")
    # The disk fills up at some call: the run waits, and goes on by itself when there is room again, as if nothing had happened;
    # or it is asked to stop while it waits. Or one call fails. Whatever is there under a final name is whole.
    # --all: every call of the first configuration, every fifth of the others, which write the same files.
    for n in (range(1, last, 1 if index == 0 else 5) if ALL else sorted(rng.sample(range(1, last), 3))):
        for fault in (f"full:{n}:{rng.randrange(1, 4)}", f"fail:{n}+:28", f"fail:{n}:5"):
            folder = fresh(reference)
            code = wait_for_space_then_stop(folder, fault) if "+" in fault else worker(folder, fault=fault)
            fulls += 1
            where = f"configuration {index}, {fault}"
            check(code in (0, 3, 4), f"{where}: exit code {code}")
            check(not partial_checkpoints(folder), f"{where}: a part of a checkpoint under its final name")
            state = json.loads((folder / "run.json").read_text())["state"] if (folder / "run.json").exists() else ""
            waited = WAITING in (folder / "frames").read_bytes()
            waits += waited and code == 0 and state in ("finished", "stopped early")
            if waited and fault.startswith("full"):
                check(code == 0 and state in ("finished", "stopped early"), f"{where}: waits and goes on: {code} {state}")
            if state not in ("finished", "stopped early"):
                check(resume(folder) == 0, f"{where}: resume ends well")
            check(outcome(folder) == want, f"{where}: the run equals the uncut one")
print(f"{kills} kills at file calls, {cuts} at instants, {fulls} failing disks, {waits} runs that waited for space and finished")
check(waits >= 5, "runs waited for space")
check(kills >= 30 and cuts >= 20, "enough points were tried")

# Short writes change nothing.
reference = references[0][0]
want = outcome(reference)
folder = fresh(reference)
check(worker(folder, fault="short:1") == 0 and outcome(folder) == want, "short writes are completed")

# A template may write the date. A run that goes on a day later keeps the one on which it began.
dated = home.path / "dated"
shutil.copytree(model, dated)
template = dated / "chat_template.jinja"
template.write_text("{{ strftime_now('%d %B %Y') }}\n" + template.read_text())
noon = time.gmtime().tm_hour - 12  # hours that a place lies west where it is noon now
today, other_day = f"AAA{noon}", f"AAA{noon + 24 if noon <= 0 else noon - 24}"


def dated_run(name, zone, fault=None):
    folder = fresh(reference, name)
    for file in ("spec.json", "resume.json"):
        spec = json.loads((folder / file).read_text())
        (folder / file).write_text(json.dumps({**spec, "model": str(dated)}))
    return folder, worker(folder, fault=fault, TZ=zone)


whole, code = dated_run("whole", today)
check(code == 0 and outcome(whole)[2] != want[2], "the date is learned with the rows")
yesterday, code = dated_run("yesterday", other_day)
check(code == 0 and outcome(yesterday)[2] != outcome(whole)[2], "another day, another date")
cut, code = dated_run("cut", today, fault="kill:140")
check(code == -signal.SIGKILL, f"killed: {code}")
check(worker(cut, "resume.json", TZ=other_day) == 0 and outcome(cut) == outcome(whole), "a run that goes on on another day has the date of its beginning")

# A damaged newest checkpoint is found, said, and the one before it is used.
folder = fresh(reference)
worker(folder, fault="kill:140")
steps = sorted((folder / "checkpoints").glob("step-*"), key=lambda p: int(p.name[5:]))
check(len(steps) >= 2, f"two checkpoints are kept: {steps}")
tensors = steps[-1] / "tensors.safetensors"
damaged = bytearray(tensors.read_bytes())
damaged[len(damaged) // 2] ^= 1
tensors.write_bytes(damaged)
check(resume(folder) == 0 and outcome(folder)[2] == want[2], "goes on from the checkpoint before the damaged one")
said = json.loads((folder / "run.json").read_text())["warnings"]
check(any("damaged" in w for w in said), f"the damage is said: {said}")

# All damaged: refused, never silently from the beginning.
folder = fresh(reference)
worker(folder, fault="kill:140")
for tensors in (folder / "checkpoints").glob("step-*/tensors.safetensors"):
    tensors.write_bytes(tensors.read_bytes()[:-1])
before = (folder / "metrics.jsonl").read_bytes()
check(worker(folder, "resume.json") == 3, "without a whole checkpoint the resume is refused")
check((folder / "metrics.jsonl").read_bytes() == before, "and nothing is touched")

# Changed inputs are refused by name.
def edit_rows(spec):
    """The stored rows, changed behind Graft's back: one letter of one answer."""
    copy = home.path / "edited"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(spec["dataset"], copy)
    rows = bytearray((copy / "rows.jsonl").read_bytes())
    place = rows.rindex(b'"content":"') + 12
    rows[place] = ord("x") if rows[place] != ord("x") else ord("y")
    (copy / "rows.jsonl").write_bytes(rows)
    spec.update(dataset=str(copy))


for what, change in (("rows.jsonl", edit_rows), ("setting lr", lambda s: s["settings"].update(lr=0.5)), ("setting rows_per_step", lambda s: s["settings"].update(rows_per_step=5)),
                     ("base model", lambda s: s.update(model=str(SOURCE / "tests/data/golden/tiny/llama_bias_tied")))):
    folder = fresh(reference)
    worker(folder, fault="kill:140")
    spec = json.loads((folder / "resume.json").read_text())
    change(spec)
    (folder / "resume.json").write_text(json.dumps(spec))
    record = (folder / "run.json").read_bytes()
    check(worker(folder, "resume.json") == 6, f"changed {what}: refused")
    check(what.encode() in (folder / "frames").read_bytes(), f"changed {what}: named")
    check((folder / "run.json").read_bytes() == record, f"changed {what}: the record is as it was")

# Through the command line: a long run is listed as running, refuses a second process, stops when asked, and goes on.
command = [str(BIN / "graft"), "train", "--data", str(data), "--model", str(model), *map(str, COMMON + MATRIX[0][2:]), "--steps", "100000", "--name", "long"]
env = {**os.environ, "GRAFT_HOME": str(home.path / "home")}
process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
long = home.path / "home/runs/long-1"
deadline = time.monotonic() + 60
while time.monotonic() < deadline and not list((long / "checkpoints").glob("step-*")):
    time.sleep(0.02)  # waits for a condition, not for time to pass
state = {r["run"]: r["state"] for r in home.json("runs")["runs"]}
check(state.get("long-1") == "running", f"listed as running: {state}")
check(home.graft("resume", "long-1").returncode == 6, "a second process is refused")
beside = home.graft("train", "--data", data, "--model", model, *COMMON, "--steps", 1, "--name", "beside", "--json")
check(beside.returncode == 0 and "long-1 is training now" in beside.stderr, f"a second run is told of the first: {beside.stderr}")
check(home.json("stop", "long-1")["state"] == "stopped", "stop")
process.communicate(timeout=60)
check(process.returncode == 5, f"the stopped command ends with 5, not {process.returncode}")
check(home.graft("stop", "long-1").returncode == 6, "nothing to stop any more")
steps_then = json.loads((long / "run.json").read_text())["result"]["steps"]
process = subprocess.Popen([str(BIN / "graft"), "resume", "long-1"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
while time.monotonic() < deadline and (long / "metrics.jsonl").read_bytes().count(b'"loss"') <= steps_then + 5:
    time.sleep(0.02)
process.kill()
process.communicate()
deadline = time.monotonic() + 30
while time.monotonic() < deadline and home.json("runs", "long-1")["state"] != "interrupted":
    time.sleep(0.05)
check(home.json("runs", "long-1")["state"] == "interrupted", "a run whose programs were killed is listed as interrupted")

# A run that was left going is followed from elsewhere, outlives who started it, and its record can be played again.
left = home.json("train", "--data", data, "--model", model, *COMMON, *MATRIX[0][2:], "--steps", 3000, "--name", "left", "--detach")
check(left["state"] == "running", "detached")
followed = home.json("runs", "--follow", left["run"])
check(followed["state"] == "finished" and followed["steps"] == 3000, f"followed to its end: {followed['state']}")
events = home.json("runs", left["run"], "--events")["events"]
check(events[0]["type"] == "hello" and events[-1]["type"] == "result" and [e["sequence"] for e in events] == list(range(len(events))), "the record is whole")
check(sum(e["type"] == "step" for e in events) == 3000, "every step is in the record")
check(home.json("runs", "--follow", left["run"])["steps"] == 3000, "played again")
again = home.json("train", "--data", data, "--model", model, *COMMON, *MATRIX[0][2:], "--steps", 100000, "--name", "left", "--detach")
check(home.json("pause", again["run"])["state"] == "paused", "a detached run pauses when asked from another program")
steps_then = (home.path / "home/runs" / again["run"] / "metrics.jsonl").read_bytes()
check(home.json("resume", again["run"])["state"] == "training", "and goes on")
deadline = time.monotonic() + 60
while time.monotonic() < deadline and (home.path / "home/runs" / again["run"] / "metrics.jsonl").read_bytes() == steps_then:
    time.sleep(0.02)
check((home.path / "home/runs" / again["run"] / "metrics.jsonl").read_bytes().startswith(steps_then), "in the same log")
check(home.json("stop", again["run"])["state"] == "stopped", "a detached run stops when asked")
check(home.graft("pause", again["run"]).returncode == 6, "nothing to pause any more")
check(home.graft("runs", "--follow", again["run"]).returncode == 5, "and following it says that it was stopped")

check(home.graft("resume", references[0][0].name).returncode == 6, "a finished run has nothing to resume")
finish()
