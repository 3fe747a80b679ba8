# SPDX-License-Identifier: Apache-2.0
"""The .tar.gz, unpacked into an empty folder and run without the build tree in an empty network namespace: import, training, an answer,
and a picture of the window."""
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile

from harness import BIN, SOURCE, check, finish

BUILD = pathlib.Path(BIN)
work = pathlib.Path(tempfile.mkdtemp(prefix="graft-package-"))
made = subprocess.run([SOURCE / "packaging/package", "TGZ", work], capture_output=True, text=True)
check(made.returncode == 0, f"packaging/package: {made.stderr[-800:]}")
archive = next(work.glob("graft-*.tar.gz"))
print(f"{archive.name}: {archive.stat().st_size / 1e6:.0f} MB")
with tarfile.open(archive) as packed:
    names = packed.getnames()
    packed.extractall(work / "empty")
archive.unlink()
root = next((work / "empty").iterdir())
check(not any(name.startswith("/") or ".." in name for name in names), "every path lies below one folder")

check((root / "bin/graft").is_file() and (root / "lib/graft/libQt6Core.so.6").is_file(), "programs and libraries lie where they should")
# Nothing points back to where it was built.
for program in sorted((root / "bin").glob("graft*")) + sorted((root / "lib/graft").rglob("*.so*")):
    linked = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    check("not found" not in linked or "plugins" in str(program), f"{program.name} finds its libraries: {linked}")
    check(str(SOURCE) not in linked, f"{program.name} links nothing of the build tree")
for text in ("share/applications/graft.desktop", "share/metainfo/org.graft.Workbench.metainfo.xml", "share/icons/hicolor/scalable/apps/graft.svg",
             "share/doc/graft/licenses/GPL-3.0-or-later.txt", "share/doc/graft/licenses/SmolLM2-135M-Instruct.txt"):
    check((root / text).is_file(), f"{text} is in the package")
check(len(list((root / "share/doc/graft/licenses").rglob("*"))) > 20, "licences of what is inside")

# In a network namespace without any device, where the kernel lets an ordinary user make one.
alone = ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0 else []
if not alone:
    print("no network namespace may be made here: run with the network there")
environment = {"PATH": "/usr/bin:/bin", "HOME": str(work / "home"), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def run(*arguments):
    return subprocess.run([*alone, *[str(a) for a in arguments]], capture_output=True, text=True, env=environment, cwd=work / "empty", timeout=600)


graft = root / "bin/graft"
data = work / "messages.csv"
data.write_text("".join((SOURCE / "resources/starter/heldout.csv").read_text().splitlines(keepends=True)[:41]))
imported = run(graft, "import", data, "--json")
check(imported.returncode == 0, f"import: {imported.stderr}")
trained = run(graft, "train", "--data", "messages", "--steps", 2, "--samples", 0, "--dtype", "fp32", "--json")
check(trained.returncode == 0, f"train: {trained.stdout[-500:]} {trained.stderr[-500:]}")
answer = run(graft, "generate", "--adapter", "messages-1", "--prompt", "Where is my card?", "--max-new", 8, "--json")
check(answer.returncode == 0, f"generate: {answer.stdout[-500:]}")
picture = work / "window.png"
shown = run(root / "bin/graft-workbench", "--page", "runs", "--picture", picture)
check(shown.returncode == 0 and picture.is_file() and picture.stat().st_size > 20_000, f"the window: {shown.returncode} {shown.stderr[-500:]}")
shutil.rmtree(work, ignore_errors=True)
finish()
