# SPDX-License-Identifier: Apache-2.0
"""What only shows after many times: one run cut fifty times (B3), thirty runs in one home that leave no file, process or shared memory
behind (A12), and the 135M model killed at seeded instants and in a save. GRAFT_ALL=1: a hundred runs, more kills of the 135M model."""
import json
import os
import random
import subprocess
import time

from harness import SOURCE, check, finish
from worker_runs import data, fresh, home, model, outcome, partial_checkpoints, resume, worker

ALL = os.environ.get("GRAFT_ALL") == "1"
SEED = int(os.environ.get("GRAFT_SEED", "20261124"))
rng = random.Random(SEED)
print(f"seed {SEED}")
TINY = ["--data", data, "--model", model, "--rows-per-step", 4, "--micro-tokens", 64, "--dropout", 0.1, "--holdout", 0.2, "--answer-tokens", 4,
        "--samples", 1, "--dtype", "fp32", "--threads", 1]


def steps_of(folder):
    lines = (folder / "metrics.jsonl").read_text().splitlines() if (folder / "metrics.jsonl").exists() else []
    return max([json.loads(line)["step"] for line in lines], default=0)


# Fifty resumes in one run: each part is killed inside the save of its second or third checkpoint, so it gets on by at least one.
run = home.json("train", *TINY, "--steps", 130, "--checkpoint-every", 2, "--eval-every", 20, "--name", "long")["run"]
reference = home.path / "home/runs" / run
folder, resumes = fresh(reference), 0
code = worker(folder, fault="kill:70")
while steps_of(folder) < 126 and resumes < 300:
    resumes += 1
    check(not partial_checkpoints(folder), f"resume {resumes}: no part of a checkpoint under its final name")
    code = worker(folder, "resume.json", fault=f"kill:{rng.randrange(60, 90)}")
check(resumes >= 50 and code != 0, f"{resumes} resumes, step {steps_of(folder)}")
check(resume(folder) == 0, "the last part ends well")
check(outcome(folder) == outcome(reference), f"after {resumes} resumes the run equals the uncut one")
print(f"{resumes} resumes in one run")

# Many starts and stops: what is there before and after.
def surroundings():
    """Workers of this home, shared memory and temporary files but for those of other test programs, what lies in the home."""
    processes = subprocess.run(["ps", "-eo", "args="], capture_output=True, text=True).stdout.splitlines()
    ours = lambda name: not name.startswith(("graft-test-", "graft-e2e-"))
    shared, temporary = (sorted(n for n in os.listdir(d) if ours(n) and "graft" in n) for d in ("/dev/shm", "/tmp"))
    return sum("graft-worker" in p and str(home.path) in p for p in processes), shared, temporary, sorted(os.listdir(home.path))


before = surroundings()
cycles = 100 if ALL else 30
for cycle in range(cycles):
    folder = fresh(reference)
    if cycle % 2:
        worker(folder, kill_after=rng.uniform(0.05, 0.5))
    else:
        worker(folder, fault=f"kill:{rng.randrange(1, 200)}")
    if cycle % 10 == 9:
        check(resume(folder) == 0, f"cycle {cycle}: resume")
        left = [p.name for p in folder.rglob("*") if ".part" in p.name]
        check(not left, f"cycle {cycle}: nothing unfinished is left: {left}")
check(surroundings() == before, f"{cycles} cycles leave nothing behind: {before} {surroundings()}")

# The real model.
flags = ["--data", SOURCE / "resources/starter/train.csv", "--steps", 6, "--rows-per-step", 2, "--micro-tokens", 128, "--dropout", 0.05, "--eval-every", 3,
         "--holdout", 0.02, "--samples", 1, "--answer-tokens", 4, "--dtype", "fp32", "--threads", 2, "--checkpoint-every", 2, "--name", "real"]
began = time.monotonic()
run = home.json("train", *flags)["run"]
seconds, reference = time.monotonic() - began, home.path / "home/runs" / run
want = outcome(reference)
for n in range(20 if ALL else 2):
    folder = fresh(reference)
    if n % 2:
        worker(folder, fault=f"kill:{rng.randrange(60, 130)}")
    else:
        worker(folder, kill_after=rng.uniform(0.3, 0.95) * seconds)
    at = steps_of(folder)
    finished = (folder / "run.json").exists() and json.loads((folder / "run.json").read_text())["state"] == "finished"
    check(finished or resume(folder) == 0, f"135M, kill {n}: goes on")
    check(outcome(folder) == want, f"135M, kill {n} after step {at}: the continued run equals the uncut one")
    print(f"135M model, killed after step {at}: equal")
finish()
