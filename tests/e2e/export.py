#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exports: what is written is whole or not there at all, never in the place of something else, and says nothing about the person."""
import json
import os
import re
import shutil
import signal
import subprocess
import time

from harness import BIN, SOURCE, Home, check, finish

home = Home()
TINY = SOURCE / "tests/data/golden/tiny/llama_untied_sharded"
KINDS = {"peft": "peft", "gguf-lora": "lora.gguf", "merged": "merged", "merged-gguf": "model.gguf", "ollama": "ollama"}
data = SOURCE / "tests/data/gauntlet/openai_chat.jsonl"
trained = home.json("train", "--data", data, "--model", TINY, "--steps", 30, "--lr", 0.02, "--rank", 4, "--dtype", "fp32", "--threads", 1, "--micro-tokens", 256, "--name", "shelf")
run = trained["run"]
out = home.path / "out"
out.mkdir()


def export(kind, target, *more, env=None):
    return home.graft("export", run, "--to", kind, "--out", target, "--threads", 1, "--json", *more, env=env)


def everything(folder):
    """Names and bytes below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# Each kind: written, certified, verified; found again by its hashes; nothing of the person or of the machine in it.
for kind, name in KINDS.items():
    done = export(kind, out / name)
    check(done.returncode == 0, f"{kind}: exit {done.returncode} {done.stderr}")
    result = json.loads(done.stdout)
    check(result["certificate"]["verdict"] == "green", f"{kind}: {result['certificate']['sentence']}")
    check(result["certificate"]["comparison"]["prompts"] == 32, f"{kind}: not 32 prompts")
    check(set(result["hashes"]) == set(result["files"]), f"{kind}: hashes do not go with files")
    verified = home.json("verify", out / name)
    check(verified["ok"] and len(verified["checks"]) == len(result["files"]) + 1, f"{kind}: verify says {verified}")
private = re.compile("|".join(map(re.escape, filter(None, [str(home.path), str(SOURCE), os.environ.get("HOME"), "/tmp/", "/home/"] + ([user] if len(user := os.environ.get("USER", "")) > 4 else [])))).encode())
for name, content in everything(out).items():
    found = private.search(content) if not name.endswith(("tokenizer.json",)) else None
    check(not found, f"{name} holds {found and found.group()}")
check(not [p for p in out.iterdir() if p.name.startswith(".")], "something hidden was left beside the exports")

# Exported and read again: tensors byte for byte, greedy answers of 200 prompts word for word (H1).
original = (home.path / "home/runs" / run / "adapter/adapter_model.safetensors").read_bytes()
check((out / "peft/adapter_model.safetensors").read_bytes() == original, "the tensors of the PEFT folder are not those of the run")
prompts = [w for i in range(200) for w in ("--prompt", f"Where is parcel {i * 7}? Say it {i % 5} times.")]
asked = home.json("compare", *prompts, "--model", TINY, "--dtype", "fp32", "--threads", 1, "--max-new", 12, "--adapter", run, "--adapter", out / "peft", "--adapter", out / "lora.gguf")
different = [i for i in asked["items"] if len({a["text"] for a in i["answers"][1:]}) != 1]
check(len(asked["items"]) == 200 and not different, f"{len(different)} of 200 answers differ after export and import")
check(any(i["answers"][0]["text"] != i["answers"][1]["text"] for i in asked["items"]), "the adapter changes no answer: the comparison says nothing")
merged = home.json("compare", *prompts, "--model", out / "model.gguf", "--dtype", "fp32", "--threads", 1, "--max-new", 12, "--adapter", out / "lora.gguf",
                   "--accept-base", json.loads((out / "peft/adapter_config.json").read_text())["base_model_name_or_path"])
check(merged["items"][0]["answers"][0]["who"] == "base", "the merged file cannot be asked as a base")

# The same adapter twice in one comparison, sampled with one seed: word for word the same (H8). A broken one is refused by name, and nothing
# is asked of the others (H9).
twice = home.json("compare", *prompts[:40], "--model", TINY, "--dtype", "fp32", "--threads", 1, "--max-new", 12, "--temperature", 0.9, "--seed", 7, "--adapter", run, "--adapter", run)
check(all(i["answers"][1]["text"] == i["answers"][2]["text"] for i in twice["items"]), "one adapter gives two answers with one seed")
check(any(i["answers"][1]["text"] != j["answers"][1]["text"] for i, j in zip(twice["items"], asked["items"])), "sampling changes nothing: the test says nothing")
shutil.copytree(out / "peft", home.path / "torn")
(home.path / "torn/adapter_model.safetensors").write_bytes(original[:500])
torn = home.graft("compare", *prompts[:4], "--model", TINY, "--adapter", run, "--adapter", home.path / "torn", "--json")
check(torn.returncode == 3 and "torn" in json.dumps(json.loads(torn.stdout)["error"]), f"a torn adapter beside a whole one: {torn.returncode} {torn.stdout}")

# A changed byte, a missing file, a wrong adapter: seen and named.
broken = home.path / "broken"
shutil.copytree(out / "merged", broken)
weights = bytearray((broken / "model.safetensors").read_bytes())
weights[-5] ^= 1
(broken / "model.safetensors").write_bytes(weights)
(broken / "config.json").unlink()
done = home.graft("verify", broken)
check(done.returncode == 3 and "config.json" in done.stderr + done.stdout and "model.safetensors" in done.stdout, f"verify of a broken export: {done.returncode} {done.stdout}")

# What stands there is never overwritten without being asked, and only an export is overwritten at all (H5).
mine = home.path / "mine"
mine.mkdir()
(mine / "letters.txt").write_text("mine")
before = everything(out)
for kind, target, more, what in [
    ("peft", out / "peft", [], "exists already"),
    ("peft", mine, ["--overwrite"], "not an export"),
    ("gguf-lora", home.write("letter.gguf", "mine"), ["--overwrite"], "not an export"),
    ("merged", TINY, ["--overwrite"], "base model"),
    ("merged", TINY / "inside", [], "base model"),
    ("merged", TINY.parent, ["--overwrite"], "base model"),
    ("peft", home.path / "home/runs" / run / "adapter", ["--overwrite"], "adapter"),
    ("peft", home.path / "home/runs/other", [], "Graft itself"),
]:
    done = export(kind, target, *more)
    check(done.returncode == 6 and what in json.loads(done.stdout)["error"]["what"], f"{kind} to {target}: exit {done.returncode} {done.stdout}")
check(everything(out) == before and (mine / "letters.txt").read_text() == "mine", "a refusal changed something")
for target, code in ((out / "no/such/folder", 3), (out / "model.bin", 2)):
    check(export("merged-gguf" if code == 2 else "peft", target).returncode == code, f"{target}: another exit code than {code}")
check(export("peft", out / "x", "--type", "Q8_0").returncode == 2, "a type that the kind does not have")
check(export("peft", out / "peft", "--overwrite").returncode == 0, "an export is replaced when asked")
locked = home.path / "locked"
locked.mkdir(mode=0o555)
# Root may write anywhere, so the writer is somebody else where the test is root's.
other = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
if other:
    for path in [home.path, *home.path.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o777 if path.is_dir() else 0o666))
    locked.chmod(0o555)
env = {**os.environ, "GRAFT_HOME": str(home.path / "home"), "HOME": str(home.path)}
try:
    runs_at_all = subprocess.run([BIN / "graft", "runs"], env=env, capture_output=True, **other).returncode == 0
except PermissionError:  # the programs lie where only root may look
    runs_at_all = False
if runs_at_all:
    done = subprocess.run([BIN / "graft", "export", run, "--to", "peft", "--out", locked / "x", "--threads", "1", "--json"], env=env, capture_output=True, text=True, **other)
    check(done.returncode == 3 and not list(locked.iterdir()), f"a folder that cannot be written to: {done.returncode} {done.stdout}")
else:
    print("not tried: a folder that cannot be written to (root, and nobody else can start the programs here)")
adapter = home.graft("export", out / "lora.gguf", "--model", TINY, "--to", "peft", "--out", out / "again", "--json")
check(adapter.returncode == 0 and (out / "again/adapter_model.safetensors").read_bytes() == original, f"a GGUF adapter becomes the PEFT folder that it was: {adapter.stderr}")
other_base = home.graft("export", SOURCE / "tests/data/golden/final", "--model", TINY, "--to", "peft", "--out", out / "wrong", "--json")
check(other_base.returncode == 6 and not (out / "wrong").exists(), f"an adapter of another base: {other_base.returncode}")


# A fault at any file call, in the worker and in the program that publishes (H4): under the final name stands nothing, or the whole; an
# older export stays what it was; the next try ends well.
reached = 0
for kind, name in (("merged", "f"), ("gguf-lora", "f.gguf")):
    target = out / name
    for fault in ("kill", "full", "io"):
        for n in range(1, 60):
            words = {"kill": f"kill:{n}", "full": f"fail:{n}+:28", "io": f"fail:{n}:5"}[fault]
            done = export(kind, target, env={"GRAFT_FILE_FAULT": words})
            if done.returncode == 0:
                break
            reached += 1
            whole = target.exists()
            check(not whole or home.graft("verify", target).returncode == 0, f"{kind} {words}: half an export under its name")
            if fault != "kill":
                error = json.loads(done.stdout)["error"]
                check(done.returncode == (4 if fault == "full" else 3), f"{kind} {words}: exit {done.returncode} {error}")
            if whole:
                shutil.rmtree(target) if target.is_dir() else target.unlink()
            for rest in out.glob(f"{name}.certificate.*"):
                rest.unlink()
        else:
            check(False, f"{kind} {fault}: no end of file calls")
        check(home.graft("verify", target).returncode == 0, f"{kind}: the try without a fault")
        old = everything(target) if target.is_dir() else target.read_bytes()
        done = export(kind, target, "--overwrite", "--strength", 0.5, env={"GRAFT_FILE_FAULT": "fail:4:5"})
        check(done.returncode == 3 and (everything(target) if target.is_dir() else target.read_bytes()) == old, f"{kind}: an older export did not stay what it was")
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        for rest in out.glob(f"{name}.certificate.*"):
            rest.unlink()
check(reached > 20, f"only {reached} faults were reached")
check(export("peft", out / "last").returncode == 0 and not [p for p in out.iterdir() if p.name.startswith(".")], "a killed export's leftovers are not cleared by the next")

# Kept by task: added, promoted, exported by its alias, handed on and taken in by somebody else.
kept = home.json("adapters", "add", run, "--task", "shelves")
check((kept["version"], kept["matched"], kept["unmatched"], kept["zero"]) == (1, 14, [], 0), f"kept as {kept}")
check(home.graft("adapters", "add", out / "lora.gguf", "--task", "shelves", "--model", TINY).returncode == 0, "a GGUF adapter is kept")
check(home.graft("adapters", "promote", "shelves@1", "--reviewer", "Ann").returncode == 6, "a champion without a card")
home.json("adapters", "card", "shelves@1", "--purpose", "Finding parcels", "--not-for", "Letters", "--data-origin", "Made up", "--reviewer", "Ann", "--contact", "Ann")
home.json("adapters", "promote", "shelves@1", "--reviewer", "Ann")
done = home.graft("export", "shelves@champion", "--to", "peft", "--out", out / "champion", "--json")
check(done.returncode == 0 and "Finding parcels" in (out / "champion/README.md").read_text(), f"the champion's card is in its export: {done.stderr}")
home.json("adapters", "key", "--out", home.path / "me.pem")
home.json("adapters", "pack", "shelves@champion", "--out", home.path / "bundle", "--key", home.path / "me.pem")
check(home.json("verify", home.path / "bundle", "--key", home.path / "me.pem.pub")["ok"], "a signed bundle")
elsewhere = {"GRAFT_HOME": str(home.path / "elsewhere")}
check(home.graft("adapters", "unpack", home.path / "bundle", "--key", home.path / "me.pem.pub", env=elsewhere).returncode == 0, "a bundle is taken in")
(home.path / "bundle/card.json").write_text("{}")
check(home.graft("adapters", "unpack", home.path / "bundle", "--key", home.path / "me.pem.pub", env={"GRAFT_HOME": str(home.path / "third")}).returncode == 6, "a changed bundle is refused")

# While a training runs, and killed from outside (H6).
training = subprocess.Popen([BIN / "graft", "train", "--data", str(data), "--model", str(TINY), "--steps", "3000", "--threads", "1", "--dtype", "fp32", "--eval-every", "0", "--name", "busy"],
                            env={**os.environ, "GRAFT_HOME": str(home.path / "home")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
busy = home.path / "home/runs/busy-1"
while training.poll() is None and not (busy / "metrics.jsonl").exists():
    time.sleep(0.01)  # waits for a condition
check(export("peft", out / "beside").returncode == 0 and (out / "beside/adapter_model.safetensors").read_bytes() == original, "an export beside a training")
done = home.graft("export", "busy-1", "--to", "peft", "--out", out / "busy", "--json")
check(training.poll() is not None or done.returncode == 3 and "no adapter" in done.stdout, f"a run that has no adapter yet: {done.returncode} {done.stdout}")
training.send_signal(signal.SIGINT)
training.wait(60)
finish()
