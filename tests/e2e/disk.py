# SPDX-License-Identifier: Apache-2.0
"""What a disk can do to a run: power cuts that lose what was not synced (C7), images of a real file system copied while a run
writes to it (C6), and a file system that is full at every offset of a save (C1). A checkpoint that was announced is there
afterwards, the run goes on, and its bytes are those of a run that was left alone. GRAFT_ALL=1: every point."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from harness import BIN, Home, check, finish, frames
from worker_runs import WAITING, data, fresh, home, model, outcome, partial_checkpoints, resume

ALL = os.environ.get("GRAFT_ALL") == "1"
SEED = int(os.environ.get("GRAFT_SEED", "20261124"))
POWER = os.environ["GRAFT_POWER_LIBRARY"]
FLAGS = ["--steps", 10, "--micro-tokens", 64, "--dropout", 0.1, "--rows-per-step", 4, "--eval-every", 4, "--samples", 1, "--answer-tokens", 4,
         "--holdout", 0.2, "--dtype", "fp32", "--threads", 1, "--checkpoint-every", 2]
rng = random.Random(SEED)


def announced(path):
    """Step of the last checkpoint that the worker said was saved, and whether it said that it had finished."""
    with open(path, "rb") as stream:
        stream.read(12)
        said = list(frames(stream))
    return max([p["step"] for k, p in said if k == "checkpoint"], default=0), any(k == "result" for k, _ in said)


def newest_whole(folder):
    return max([int(p.name[5:]) for p in (folder / "checkpoints").glob("step-*") if (p / "manifest.json").exists()], default=0)


def log_of(folder):
    return (folder / "log").read_text()[-300:] if (folder / "log").exists() else ""


def power(folder, spec, cut, seed, count=None):
    env = {**os.environ, "LD_PRELOAD": POWER, "GRAFT_POWER_FOLDER": str(folder), "GRAFT_POWER_CUT": str(cut), "GRAFT_POWER_SEED": str(seed)}
    if count:
        env["GRAFT_POWER_COUNT"] = str(count)
    with open(home.path / "frames", "wb") as out, open(home.path / "log", "wb") as log:
        return subprocess.run([str(BIN / "graft-worker"), str(folder / spec)], stdin=subprocess.DEVNULL, stdout=out, stderr=log, env=env).returncode


def power_cuts(reference, want):
    folder = fresh(reference)
    check(power(folder, "spec.json", 0, 0, folder / "calls") == 0 and outcome(folder) == want, "the preloaded library changes nothing by itself")
    calls = int((folder / "calls").read_text())
    points = range(1, calls + 1) if ALL else sorted(rng.sample(range(1, calls + 1), 30))
    for n in points:
        for seed in (0, n) if ALL or n % 2 == 0 else (0,):
            folder = fresh(reference)
            where = f"power cut at call {n} of {calls}, seed {seed}"
            check(power(folder, "spec.json", n, seed) == -signal.SIGKILL, f"{where}: reached")
            step, finished = announced(home.path / "frames")
            state = json.loads((folder / "run.json").read_text())["state"] if (folder / "run.json").exists() else ""
            check(not finished or state == "finished", f"{where}: the end was announced, the record says '{state}'")
            check(newest_whole(folder) >= step, f"{where}: the checkpoint of step {step} was announced, {newest_whole(folder)} is there")
            check(not partial_checkpoints(folder), f"{where}: no part of a checkpoint under its final name")
            check((state == "finished" or resume(folder) == 0) and outcome(folder) == want, f"{where}: goes on bit for bit: {log_of(folder)}")
    print(f"power cuts: {len(points)} of {calls} calls")


def notes_and_power(reference):
    """A note that was acknowledged is there; one that was not is there whole or not at all."""
    store = home.path / "home/store"
    home.json("runs", reference.name, "--note", "before")
    kept = home.path / "store-before"
    shutil.copytree(store, kept)
    done = cuts = 0
    for n in range(1, 200):
        shutil.rmtree(store)
        shutil.copytree(kept, store)
        env = {"LD_PRELOAD": POWER, "GRAFT_POWER_FOLDER": str(store), "GRAFT_POWER_CUT": str(n), "GRAFT_POWER_SEED": str(n % 3)}
        code = home.graft("runs", reference.name, "--note", "after", env=env).returncode
        shown = {r["run"]: r["note"] for r in home.json("runs")["runs"]}[reference.name]
        check(shown in ("before", "after") and (code != 0 or shown == "after"), f"note, power cut at call {n}: exit {code}, then '{shown}'")
        check(home.json("store", "check")["ok"], f"note, power cut at call {n}: the store is whole")
        cuts += code != 0
        done += code == 0
        if done == 2:
            break
    check(cuts >= 5, f"the store was cut {cuts} times")
    print(f"power cuts in the store: {cuts}")


def imports_and_power():
    """A version of a dataset is there whole or not at all, and importing again gives the same one."""
    there = cuts = 0
    for n in range(1, 200) if ALL else range(1, 200, 3):
        other = Home()
        env = {"LD_PRELOAD": POWER, "GRAFT_POWER_FOLDER": str(other.path / "home"), "GRAFT_POWER_CUT": str(n), "GRAFT_POWER_SEED": str(n % 3)}
        if other.graft("import", data, env=env).returncode == 0:
            break
        cuts += 1
        there += len(list((other.path / "home/datasets").glob("*/1/rows.jsonl")))
        again = other.json("import", data)
        check(again["version"] == 1 and len(other.json("inspect", "data", again["dataset"])["rows"]) > 0, f"import, power cut at call {n}")
    check(cuts >= 5, f"imports were cut {cuts} times")
    print(f"power cuts in an import: {cuts}, after {there} of them the version was there")


def images(reference, want):
    """An ext4 image is copied while the run inside it is stopped for a moment; the copy is what a power cut would have left."""
    image, mount = home.path / "disk.img", home.path / "disk"
    mount.mkdir()
    with open(image, "wb") as out:
        out.truncate(64 << 20)
    if os.geteuid() != 0 or subprocess.run(["mkfs.ext4", "-q", str(image)]).returncode != 0 or subprocess.run(["mount", "-o", "loop", str(image), str(mount)], capture_output=True).returncode != 0:
        print("skipped: images of a file system cannot be mounted here (that needs root and a loop device)")
        return
    copies = []
    folder = mount / "cut"
    wanted = 500 if ALL else 12
    try:
        rounds = 0
        while len(copies) < wanted and rounds < 400:
            rounds += 1
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(reference.parent / "cut-template", folder)
            spec = json.loads((folder / "spec.json").read_text())
            for name, extra in (("spec.json", {}), ("resume.json", {"resume": True})):
                (folder / name).write_text(json.dumps({**spec, "run": str(folder), **extra}))
            subprocess.run(["sync", "-f", str(mount)])
            log = home.path / "frames"
            with open(log, "wb") as out:
                process = subprocess.Popen([str(BIN / "graft-worker"), str(folder / "spec.json")], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
                for _ in range(4):
                    moment = rng.uniform(0.05, 0.25)
                    try:
                        process.wait(timeout=moment)
                        break
                    except subprocess.TimeoutExpired:
                        process.send_signal(signal.SIGSTOP)
                        step, finished = announced(log)
                        copy = home.path / f"copy-{len(copies)}.img"
                        subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
                        copies.append((copy, step, finished))
                        process.send_signal(signal.SIGCONT)
                        if len(copies) == wanted:
                            break
                process.kill()
                process.wait()
            if ALL or len(copies) == wanted:
                subprocess.run(["umount", str(mount)], check=True)
                for copy, step, finished in copies[-wanted:] if not ALL else copies:
                    if copy.exists():
                        look_at(copy, mount, step, finished, want)
                if len(copies) < wanted:
                    subprocess.run(["mount", "-o", "loop", str(image), str(mount)], check=True)
    finally:
        subprocess.run(["umount", str(mount)], capture_output=True)
    check(len(copies) == wanted, f"{len(copies)} images were taken")
    print(f"images of a file system: {len(copies)}, {sum(step > 0 for _, step, _ in copies)} of them with an announced checkpoint")


def look_at(copy, mount, step, finished, want):
    check(subprocess.run(["mount", "-o", "loop", str(copy), str(mount)], capture_output=True).returncode == 0, f"{copy.name}: mounts")
    folder = mount / "cut"
    try:
        check(newest_whole(folder) >= step, f"{copy.name}: the checkpoint of step {step} was announced, {newest_whole(folder)} is there")
        check(not partial_checkpoints(folder), f"{copy.name}: no part of a checkpoint under its final name")
        state = json.loads((folder / "run.json").read_text())["state"] if (folder / "run.json").exists() else ""
        check(not finished or state == "finished", f"{copy.name}: the end was announced, the record says '{state}'")
        if state != "finished":
            check(resume(folder) == 0, f"{copy.name}: goes on: {log_of(folder)}")
        check(outcome(folder) == want, f"{copy.name}: the run equals the one that was left alone")
    finally:
        subprocess.run(["umount", str(mount)], check=True)
        copy.unlink()


def full_at_every_offset(reference, want):
    """A small file system in memory, filled while the run is paused so that it has room for `left` more bytes: the run waits, says how much
    it needs, and goes on when the room is there again. Runs in a mount namespace of its own."""
    offsets = [4096 * n for n in range(200)] if ALL else [4096 * n for n in sorted(rng.sample(range(90), 8))]
    waited = 0
    for left in offsets:
        folder = fresh(reference)
        kept = home.path / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        script = [sys.executable, __file__, "--inside", str(folder), str(kept), str(left)]
        done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", *script], capture_output=True, text=True)
        if "cannot" in done.stderr and "unshare" in done.stderr:
            print("skipped: mount namespaces cannot be made here")
            return
        check(done.returncode == 0, f"room for {left} bytes: {done.stdout[-500:]} {done.stderr[-500:]}")
        waited += "waited" in done.stdout
        check(done.returncode != 0 or outcome(kept) == want, f"room for {left} bytes: the run equals the one that was left alone")
    check(waited >= len(offsets) // 3, f"{waited} of {len(offsets)} runs met the full disk")
    print(f"full file systems: {len(offsets)}, {waited} runs waited and went on")


def inside(folder, kept, left):
    """Within the namespace: mounts, runs, fills, frees. Says "waited" when the run had to wait."""
    template = folder.parent / "template"
    shutil.rmtree(template, ignore_errors=True)
    shutil.copytree(folder, template)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(folder)], check=True)
    for file in template.iterdir():
        shutil.copy(file, folder)
    process = subprocess.Popen([str(BIN / "graft-worker"), str(folder / "spec.json")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdout.read(12)
    ballast, waited, paused_at = folder / "ballast", False, rng.randrange(2, 6)
    for kind, payload in frames(process.stdout):
        if kind == "step" and payload["step"] == paused_at:
            process.stdin.write(b"pause\n")
            process.stdin.flush()
        if kind == "phase" and payload["phase"] == "paused":
            room = os.statvfs(folder)
            with open(ballast, "wb") as out:
                out.write(b"\0" * max(0, room.f_bavail * room.f_frsize - left))
            process.stdin.write(b"resume\n")
            process.stdin.flush()
        if kind == "phase" and payload["phase"].encode() == WAITING:
            waited = payload["need_mib"] > 0
            ballast.unlink(missing_ok=True)
    code = process.wait()
    print("waited" if waited else "had room enough")
    ballast.unlink(missing_ok=True)
    shutil.copytree(folder, kept)
    sys.exit(code)


if "--inside" in sys.argv:
    rng = random.Random(int(sys.argv[4]))
    inside(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
print(f"seed {SEED}" + (", every point" if ALL else ", a sample of the points"))
reference = home.path / "home/runs" / home.json("train", "--data", data, "--model", model, *FLAGS)["run"]
want = outcome(reference)
power_cuts(reference, want)
notes_and_power(reference)
imports_and_power()
shutil.copytree(fresh(reference), reference.parent / "cut-template")
images(reference, want)
shutil.rmtree(reference.parent / "cut-template")
full_at_every_offset(reference, want)
finish()
