# SPDX-License-Identifier: Apache-2.0
"""A worker that is spoken to: pause, checkpoint-now, resume, stop, give-back-memory; stopped by the system and continued; asked
to end; without any network; and what it is not able to do. After each, the run is the one that was left alone, byte for byte."""
import json
import math
import os
import signal
import subprocess
from pathlib import Path

from harness import BIN, check, finish, frames
from worker_runs import data, fresh, home, model, outcome

FLAGS = ["--steps", 60, "--micro-tokens", 64, "--dropout", 0.1, "--rows-per-step", 4, "--eval-every", 20, "--samples", 2, "--answer-tokens", 8,
         "--holdout", 0.2, "--dtype", "fp32", "--threads", 1, "--checkpoint-every", 1000]


class Worker:
    def __init__(self, folder, spec="spec.json", before=()):
        self.log = open(folder / "log", "ab")
        self.process = subprocess.Popen([*before, str(BIN / "graft-worker"), str(folder / spec)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log)
        check(self.process.stdout.read(12)[:8] == b"GRAFTWRK", "the stream begins as it should")

    def say(self, word):
        self.process.stdin.write(word.encode() + b"\n")
        self.process.stdin.flush()

    def until(self, kind, **fields):
        for got, payload in frames(self.process.stdout):
            if got == kind and all(payload.get(k) == v for k, v in fields.items()):
                return payload
        return check(False, f"the worker never said {kind} {fields}")

    def end(self):
        rest = list(frames(self.process.stdout))
        return self.process.wait(), rest


reference = home.path / "home/runs" / home.json("train", "--data", data, "--model", model, *FLAGS)["run"]
want = outcome(reference)



def threads(pid):
    """Of each thread the numbers of the signals in each line of its status that lists some; one that ends meanwhile is left out."""
    for path in Path(f"/proc/{pid}/task").glob("*/status"):
        try:
            lines = [line.split() for line in path.read_text().splitlines() if line.startswith("Sig") and line[3:6] in ("Blk", "Cgt")]
        except (FileNotFoundError, ProcessLookupError):
            continue
        yield {name.rstrip(":"): {n + 1 for n in range(64) if int(mask, 16) >> n & 1} for name, mask in lines}


# oneDNN's fp32 product for AVX-512 keeps the stack pointer in the heap: a handler that ran in a thread which computes would write
# over what lies there (seen: one Ctrl-C in fifty ended the run with a broken heap). So no thread may run one, but for a crash.
folder = fresh(reference)
worker = Worker(folder)
worker.until("step", step=3)
last_words = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGABRT, 32, 33}  # the last two are the C library's own
found = list(threads(worker.process.pid))
check(len(found) >= 4, f"threads: {found}")
for thread in found:
    handled = thread["SigCgt"] - thread["SigBlk"] - last_words
    check(not handled, f"a thread runs handlers of signals {handled}")
waiting = [thread for thread in found if not thread["SigBlk"] & {signal.SIGINT, signal.SIGTERM}]
check(len(waiting) == 1, f"threads that take Ctrl-C: {waiting}")

# Pause, checkpoint, go on.
worker.say("pause")
worker.until("phase", phase="paused")
paused_at = max(line["step"] for line in map(json.loads, (folder / "metrics.jsonl").read_text().splitlines()))
check((folder / f"checkpoints/step-{paused_at}/manifest.json").exists(), f"a pause after step {paused_at} saves")
worker.until("heartbeat")
worker.until("heartbeat")
check(max(line["step"] for line in map(json.loads, (folder / "metrics.jsonl").read_text().splitlines())) == paused_at, "nothing is trained during a pause")
worker.say("nonsense")
worker.say("resume")
worker.until("phase", phase="training")
worker.say("checkpoint-now")
worker.until("checkpoint")
code, rest = worker.end()
check(code == 0 and rest[-1][1]["state"] == "finished", f"a paused run finishes: {code}")
check(outcome(folder) == want, "a paused run equals the one that was left alone")

# Give the memory back, go on later.
folder = fresh(reference)
worker = Worker(folder)
worker.until("step", step=5)
worker.say("pause")
worker.until("phase", phase="paused")
worker.say("give-back-memory")
code, rest = worker.end()
check(code == 0 and rest[-1][1]["state"] == "paused", f"give-back-memory ends as paused: {code} {rest[-1]}")
code, rest = Worker(folder, "resume.json").end()
check(code == 0 and outcome(folder) == want, "a run that gave its memory back goes on bit for bit")

# A launcher that is gone during a pause; "stop"; asked by the system to end (A5, A11).
for how in ("end of input", "stop", "SIGTERM"):
    folder = fresh(reference)
    worker = Worker(folder)
    worker.until("step", step=7)
    if how == "end of input":
        worker.say("pause")
        worker.until("phase", phase="paused")
        worker.process.stdin.close()
    elif how == "stop":
        worker.say("stop")
    else:
        worker.process.send_signal(signal.SIGTERM)
    code, rest = worker.end()
    check(code == 0 and rest[-1][1]["state"] == ("paused" if how == "end of input" else "stopped"), f"{how}: {code} {rest[-1]}")
    code, rest = Worker(folder, "resume.json").end()
    check(code == 0 and outcome(folder) == want, f"{how}: goes on bit for bit")

# "stop" while something is measured: it is not finished first, and what is missing is made up for by the resume.
for moment, kind, fields in (("rehearsal", "phase", {"phase": "rehearsing the longest pass"}), ("base", "phase", {"phase": "asking the base model"}),
                             ("step 20", "step", {"step": 20}), ("last", "step", {"step": 60})):
    for attempt in range(10):  # the model is tiny: the evaluation may be over before the word arrives
        folder = fresh(reference)
        worker = Worker(folder)
        worker.until(kind, **fields)
        worker.say("stop")
        code, rest = worker.end()
        evaluated = [payload for got, payload in rest if got == "evaluation"]
        check(code == 0, f"stop, {moment}: {code} {rest[-1]}")
        state = rest[-1][1]["state"]
        if state == "stopped":
            code, rest = Worker(folder, "resume.json").end()
            check(code == 0 and rest[-1][1]["state"] == "finished", f"stop, {moment}, resume: {rest[-1]}")
        check(outcome(folder) == want, f"stop, {moment}: goes on bit for bit")
        if state == "stopped" and not evaluated:
            break
    else:
        check(False, f"stop, {moment}: the evaluation was never broken off")

# Stopped by the system and continued (A4): the heartbeat ends, and nothing else happens.
folder = fresh(reference)
worker = Worker(folder)
worker.until("step", step=4)
worker.process.send_signal(signal.SIGSTOP)
os.waitid(os.P_PID, worker.process.pid, os.WSTOPPED)
worker.process.send_signal(signal.SIGCONT)
code, rest = worker.end()
check(code == 0 and outcome(folder) == want, "SIGSTOP and SIGCONT change nothing")

# A resume that is refused leaves the record of how the run ended.
folder = fresh(reference)
worker = Worker(folder)
worker.until("step", step=6)
worker.say("stop")
worker.end()
before = (folder / "run.json").read_bytes()
for part in (folder / "checkpoints").glob("step-*/tensors.safetensors"):
    part.write_bytes(b"x")
code, rest = Worker(folder, "resume.json").end()
check(code != 0 and rest[-1][0] == "failure", f"no whole checkpoint is refused: {rest[-1]}")
check((folder / "run.json").read_bytes() == before, "a refused resume leaves run.json as it was")

# No network at all (I8), no socket (I9), and what the worker gave up (I10).
namespace = ["unshare", "--user", "--map-root-user", "--net"]
if subprocess.run([*namespace, "true"], capture_output=True).returncode == 0:
    folder = fresh(reference)
    worker = Worker(folder, before=namespace)
    worker.until("step", step=2)
    sockets = [t for t in (os.readlink(f"/proc/{worker.process.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{worker.process.pid}/fd")) if "socket" in t]
    check(not sockets, f"no socket is open: {sockets}")
    code, rest = worker.end()
    check(code == 0 and outcome(folder) == want, "an empty network namespace changes nothing")
    done = subprocess.run([*namespace, str(BIN / "graft"), "train", "--data", str(data), "--model", str(model), *map(str, FLAGS), "--json", "--home", str(home.path / "offline")], capture_output=True, text=True)
    check(done.returncode == 0, f"the whole scenario without network: {done.stderr}")
else:
    print("skipped: network namespaces cannot be made here")
folder = home.path / "probe"
folder.mkdir()
(folder / "spec.json").write_text(json.dumps({"job": "probe"}))
worker = Worker(folder)
hello = worker.until("hello")
check(len(hello["build"]) == 40 and "evaluate" in hello["capabilities"], f"which build it is and what it can do: {hello}")
given_up = hello["sandbox"]
code, rest = worker.end()
probe = rest[-1][1]
print("sandbox", given_up)
check(code == 0 and probe["can_open_sockets"] != given_up["no_network"] and probe["can_start_programs"] != given_up["no_network"], f"what was given up is gone: {given_up} {probe}")
check(probe["can_write_elsewhere"] != given_up["own_files_only"], f"what was given up is gone: {given_up} {probe}")
record = json.loads((reference / "run.json").read_text())
check(record["build"] == hello["build"], "the record names the build")
measured = home.json("evaluate", "--data", "openai_chat", "--model", model, "--adapter", reference.name, "--dtype", "fp32", "--threads", 1)
base, tuned = measured["results"]
for what, got, kept in (("base", base, record["result"]["heldout_before"]), ("adapter", tuned, record["result"]["heldout_after"])):
    check(abs(got["loss"] - kept["loss"]) < 1e-5 and abs(got["perplexity"] - math.exp(got["loss"])) < 1e-9, f"evaluate gives the run's own held-out loss of the {what}: {got} {kept}")
check(tuned["hash"] == record["hashes"]["adapter"], "and names the adapter by its hash")
check(given_up["no_network"], "every kernel since 3.17 has seccomp filters")
finish()
