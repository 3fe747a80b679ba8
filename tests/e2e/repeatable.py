# SPDX-License-Identifier: Apache-2.0
"""Two runs of one command in fresh processes give the same bytes of metrics (times aside) and adapter; continuing from
an adapter starts where it ended; Ctrl-C finishes the step, saves, and says where."""
import json
import os
import signal
import subprocess
import sys
import time

from harness import BIN, SOURCE, Home, check, finish

home = Home()
data = SOURCE / "resources/starter/train.csv"
command = ["train", "--data", data, "--steps", 4, "--rows-per-step", 4, "--dropout", 0.1, "--holdout", 0.005, "--dtype", "fp32", "--samples", 0, "--lr", 1e-3]


def outcome(run):
    folder = home.path / "home/runs" / run
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    for line in lines:
        line.pop("seconds", None)
        line.pop("memory_mib", None)
    return lines, (folder / "adapter/adapter_model.safetensors").read_bytes()


first, second = home.json(*command), home.json(*command)
check(first["run"] != second["run"], "each run has a folder of its own")
check(outcome(first["run"])[0] == outcome(second["run"])[0], "metrics are equal")
check(outcome(first["run"])[1] == outcome(second["run"])[1], "adapters are byte-equal")

# The same again on a machine that is busy, with a use of the processor that a person changes again and again.
env = {**os.environ, "GRAFT_HOME": str(home.path / "home")}
busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"])]
pressed = subprocess.Popen([str(BIN / "graft"), *map(str, command), "--name", "pressed", "--threads", "3"], env=env,
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
said, seen = 0, -1
while pressed.poll() is None:
    time.sleep(0.05)  # waits for a condition: another step is there
    told = home.path / "home/runs/pressed-1/metrics.jsonl"
    steps = told.read_text().count("\n") if told.exists() else 0
    if steps == seen:
        continue
    seen = steps
    said += subprocess.run([str(BIN / "graft"), "cpu-use", "pressed-1", ("all", "gentle", "normal")[said % 3]], env=env, capture_output=True).returncode == 0
for program in busy:
    program.kill()
    program.wait()
check(pressed.returncode == 0, f"a run under load ends well: {pressed.stderr.read()}")
check(said >= 3, f"its use of the processor was changed {said} times")
check(outcome("pressed-1")[0] == outcome(first["run"])[0], "metrics are equal under load")
check(outcome("pressed-1")[1] == outcome(first["run"])[1], "adapters are byte-equal under load")
events = home.json("runs", "pressed-1", "--events")["events"]
check(len([e for e in events if e["type"] == "cpu_use"]) > 3, "the run's events tell each change")
over = subprocess.run([str(BIN / "graft"), "cpu-use", "pressed-1", "gentle"], env=env, capture_output=True, text=True)
check(over.returncode == 6 and "nobody is working on this run" in over.stderr, f"a run that has ended is not changed: {over.stderr}")
wrong = subprocess.run([str(BIN / "graft"), "cpu-use", "pressed-1", "sometimes"], env=env, capture_output=True, text=True)
check(wrong.returncode == 2 and "gentle, normal, all" in wrong.stderr, f"the words that are known are said: {wrong.stderr}")

other = home.json(*command, "--seed", 7)
check(outcome(first["run"])[1] != outcome(other["run"])[1], "another seed gives another adapter")

continued = home.json(*command, "--adapter", first["run"])
check(abs(continued["heldout_before"]["loss"] - first["heldout_after"]["loss"]) < 1e-6, "continuing starts where the adapter ended")

# Ctrl-C after the third step.
name = "interrupted"
process = subprocess.Popen([str(BIN / "graft"), *map(str, command[:3]), "--steps", "500", "--rows-per-step", "4", "--dtype", "fp32", "--name", name, "--holdout", "0"],
                           env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
metrics = home.path / "home/runs" / f"{name}-1" / "metrics.jsonl"
deadline = time.monotonic() + 120
while time.monotonic() < deadline and not (metrics.exists() and metrics.read_text().count("\n") >= 3):
    time.sleep(0.05)  # waits for a condition, not for time to pass
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=120)
check(process.returncode == 5, f"exit code after Ctrl-C: {process.returncode}\n{err}")
check(str(metrics.parent / "adapter") in err, f"the message says where: {err}")
record = json.loads((metrics.parent / "run.json").read_text())
check(record["state"] == "stopped", "state is stopped")
check((metrics.parent / "adapter/adapter_model.safetensors").stat().st_size > 1000, "the adapter is saved")
check(home.json("generate", "--adapter", f"{name}-1", "--prompt", "hello", "--max-new", 2)["ids"] != [], "the saved adapter loads")
finish()
