# SPDX-License-Identifier: Apache-2.0
"""Adds a job with an event, a verb, a page and a message in a copy of the tree, each by one folder, builds the copy, and sees them in the
command line, the worker and the window. With GRAFT_ALL=1 also a setting, by which nearly everything is compiled again.

The copy is an overlay mounted over the tree in a mount namespace of its own, so only the additions are compiled, and the tree itself is not
touched. Skipped where overlays may not be mounted."""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from harness import BIN, SOURCE, check, finish

SKIPPED = 77
INSIDE = "GRAFT_IN_OVERLAY"

JOB = """// SPDX-License-Identifier: Apache-2.0
// The job greet, which this test adds.
#pragma once

#include "core/contract/frame_type.hpp"
#include "core/contract/jobs/job.hpp"

namespace graft {

struct GreetEvent {
  static constexpr FrameType type = FrameType::Text;
  std::string name;
  static constexpr auto fields = std::tuple{Field{"name", &GreetEvent::name}};
};
struct GreetResult {
  Message greeting;
  static constexpr auto fields = std::tuple{Field{"greeting", &GreetResult::greeting}};
};
struct GreetJob {
  using Result = GreetResult;
  static constexpr const char* jobName = "greet";
  std::string name;
  static constexpr auto fields = std::tuple{Field{"name", &GreetJob::name}};
};

}  // namespace graft
"""
WORK = """// SPDX-License-Identifier: Apache-2.0
#include "core/contract/jobs/greet.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

Result<GreetResult> run(const GreetJob& job, const JobContext& context) {
  context.events.emit(GreetEvent{job.name});
  return GreetResult{msg("good day, %1", job.name)};
}

}  // namespace

JobType jobOfGreet() { return jobType<GreetJob>(run); }

}  // namespace graft::jobs
"""
VERB = """// SPDX-License-Identifier: Apache-2.0
// The verb greet, which a test adds.
#include "core/commands/cli/tools.hpp"
#include "core/contract/jobs/greet.hpp"

namespace graft::cli {

static void add(CLI::App& app, Context& context) {
  auto job = std::make_shared<GreetJob>();
  auto* verb = addVerb(app, context, "greet", "Greet through the worker", "graft greet Ann", [job, &context]() -> Result<Json> {
    std::string told;
    GRAFT_TRY(const auto result, runJob(*job, context, [&](const Frame& frame) {
      if (const auto event = eventIn<GreetEvent>(frame)) told = event->name;
    }));
    context.terminal.line(result.greeting.text());
    return Json{{"greeting", result.greeting.text()}, {"told", told}};
  });
  verb->add_option("NAME", job->name, "who is greeted")->required();
}

VerbEntry verbOfGreet() { return {999, add}; }

}  // namespace graft::cli
"""
PAGE = """// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.hpp"
#include "ui/widgets/basics.hpp"

#include <QVBoxLayout>

namespace graft::ui {
namespace {

class GreetPage : public Page {
 public:
  GreetPage() {
    auto* column = new QVBoxLayout(this);
    column->addWidget(text("Good day", TextRole::Title));
  }
};

}  // namespace

PageEntry pageOfGreet() {
  return {"greet", "Greet", "info", 99, [](const Services&) { return new GreetPage; }};
}

}  // namespace graft::ui
"""


def enter_overlay():
    """Runs this program again in a mount namespace in which an overlay hides the tree."""
    rights = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    with tempfile.TemporaryDirectory(prefix="graft-copy-") as copy:
        for folder in ("up", "work"):
            os.mkdir(f"{copy}/{folder}")
        mount = f'mount -t overlay overlay -o lowerdir="{SOURCE}",upperdir="{copy}/up",workdir="{copy}/work" "{SOURCE}"'
        tried = subprocess.run([*rights, "sh", "-c", mount], capture_output=True, text=True)
        if tried.returncode:
            print(f"one_more: no overlay here ({tried.stderr.strip()})")
            sys.exit(SKIPPED)
        run = f'{mount} && cd "{SOURCE}" && exec "{sys.executable}" "{Path(__file__).resolve()}"'
        sys.exit(subprocess.run([*rights, "sh", "-c", run], env={**os.environ, INSIDE: "1"}).returncode)


def write(path, text):
    path = SOURCE / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def replace(path, old, new):
    text = (SOURCE / path).read_text()
    assert old in text, f"{path}: {old}"
    (SOURCE / path).write_text(text.replace(old, new, 1))


def build(*targets):
    done = subprocess.run(["ninja", "-C", os.environ["GRAFT_BUILD"], *targets], capture_output=True, text=True)
    check(done.returncode == 0, f"builds {' '.join(targets)}: {done.stdout[-3000:]}")


def touched():
    listed = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=SOURCE, capture_output=True, text=True, check=True).stdout
    return {line[3:] for line in listed.splitlines()}


def graft(home, *words):
    done = subprocess.run([BIN / "graft", "--home", home, "--json", *words], capture_output=True, text=True)
    check(done.returncode == 0, f"graft {' '.join(words)}: {done.stderr}")
    return json.loads(done.stdout or "{}")


if INSIDE not in os.environ:
    enter_overlay()

before = touched()
write("core/contract/jobs/greet.hpp", JOB)
write("core/jobs/greet/greet.cpp", WORK)
write("core/commands/greet/verb.cpp", VERB)
write("ui/pages/greet/CMakeLists.txt", "graft_ui_page(greet)\n")
write("ui/pages/greet/greet_page.cpp", PAGE)
subprocess.run([SOURCE / "packaging/translate", "update"], cwd=SOURCE, check=True, capture_output=True)
check(subprocess.run([SOURCE / "packaging/translate", "check"], cwd=SOURCE, capture_output=True).returncode != 0, "a message without translation is noticed")
translations = SOURCE / "resources/translations/graft_de.ts"
text, filled = re.subn(r'(<source>good day, %1</source>\s*)<translation type="unfinished"\s*(/>|></translation>)',
                       r"\1<translation>guten Tag, %1</translation>", translations.read_text())
check(filled == 1, "the new message is in the list of translations")
translations.write_text(text)
check(subprocess.run([SOURCE / "packaging/translate", "check"], cwd=SOURCE, capture_output=True).returncode == 0, "and then has one")
build("graft", "graft-worker", "graft-workbench")
added = touched() - before
print("touched:", *sorted(added))
check(added == {"core/contract/jobs/greet.hpp", "core/jobs/greet/greet.cpp", "core/commands/greet/verb.cpp", "ui/pages/greet/CMakeLists.txt",
                "ui/pages/greet/greet_page.cpp", "resources/translations/graft_de.ts"} - before, f"nothing else is touched: {added}")
with tempfile.TemporaryDirectory() as home:
    check(graft(home, "greet", "Ann") == {"greeting": "good day, Ann", "told": "Ann"}, "verb, job, event and result")
    picture = f"{home}/greet.png"
    shown = subprocess.run([BIN / "graft-workbench", "--home", home, "--page", "greet", "--picture", picture], capture_output=True, text=True,
                           env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    check(shown.returncode == 0 and os.path.getsize(picture) > 1000, f"the window shows the page: {shown.stderr}")
    check(json.loads(Path(home, "workbench.json").read_text())["page"] == "greet", "and that page, not another one")

if os.environ.get("GRAFT_ALL"):
    replace("core/contract/train_settings.hpp", "  int64_t samples = 5;\n", "  int64_t samples = 5;\n  double warmth = 0.5;\n")
    replace("core/contract/train_settings.cpp", '    {"samples", "--samples",',
            '    {"warmth", "--warmth", &S::warmth, Group::Measuring, Scope::Measuring, "a setting that a test adds", 0, 1},\n    {"samples", "--samples",')
    build("graft", "graft-worker")
    helped = subprocess.run([BIN / "graft", "train", "--help"], capture_output=True, text=True).stdout
    check("--warmth" in helped, "the flag of a new setting")
    with tempfile.TemporaryDirectory() as home:
        run = graft(home, "train", "--data", str(SOURCE / "tests/data/gauntlet/openai_chat.jsonl"), "--model",
                    str(SOURCE / "tests/data/golden/tiny/llama_untied_sharded"), "--steps", "1", "--warmth", "0.75", "--dtype", "fp32")["run"]
        check(json.loads(Path(home, "runs", run, "run.json").read_text())["settings"]["warmth"] == 0.75, "and its place in the record")
finish()
