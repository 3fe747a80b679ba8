// SPDX-License-Identifier: Apache-2.0
// The verb doctor: checks the installation and shows what training will use.
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "core/base/file.hpp"
#include "core/base/processors.hpp"
#include "core/base/system.hpp"
#include "core/commands/cli/tools.hpp"
#include "core/contract/jobs/answer.hpp"
#include "core/contract/jobs/machine.hpp"
#include "kernels/common/runner.hpp"

namespace graft::cli {
namespace {

struct Checks {
  Context& context;
  Json list = Json::array();
  bool isAllWell = true;
  void add(const std::string& name, bool ok, const std::string& detail) {
    list.push_back({{"name", name}, {"ok", ok}, {"detail", detail}});
    isAllWell = isAllWell && ok;
    context.terminal.line("  " + (ok ? context.terminal.good("ok  ") : context.terminal.bold("FAIL")) + "  " + name +
                          std::string(name.size() < 14 ? 14 - name.size() : 0, ' ') + detail);
  }
};

std::string givenWords(const Processors& given) {
  std::string out = counted(static_cast<uint64_t>(given.cores), "core");
  if (given.allowed > given.cores) out += " with " + counted(static_cast<uint64_t>(given.allowed), "thread");
  if (given.quota > 0) out += fmt::format(", of which this process is granted the time of {:.3g}", given.quota);
  return out;
}

std::string deviceWords(const ProbeResult& probe) {
  const std::string truth = "An earlier build was run on an NVIDIA H200; this one, and other cards, were not tried";
  if (probe.device != "cpu") return probe.device + ". " + truth;
  if (!probe.cardNotUsed.empty()) return "the processor; a card is not used: " + probe.cardNotUsed.text();
  return "the processor; what cards need (libgraft_card.so) is not installed. " + truth;
}

Result<Json> doctor(Context& context) {
  Checks checks{context};
  checks.add("processor", true,
             processorName() + ", " + givenWords(processors()) + (hasFastBf16() ? ", has bf16 instructions" : "") + "; kernels use " +
                 kernels::nameOf(kernels::bestIsa()));
  const auto probe = runQuietJob(ProbeJob(), context);
  checks.add("device", probe.ok(), probe.ok() ? deviceWords(*probe) : "unknown: " + probe.error().text());
  const double memory = availableMemoryMib();
  checks.add("memory", memory > 2048, grouped(static_cast<uint64_t>(memory)) + " MiB free, the starter experiment needs under 2,048");
  const double disk = freeDiskMib(context.home);
  checks.add("disk", disk > 1024, grouped(static_cast<uint64_t>(disk)) + " MiB free at " + context.home);
  const auto marker = context.home + "/.doctor";
  const auto folder = makeFolder(context.home);
  const auto written = folder.ok() ? writeFileAtomic(marker, "ok") : folder;
  ::unlink(marker.c_str());
  checks.add("home", written.ok(), written.ok() ? "writable" : written.error().text());
  auto store = store::Store::open(context.home);
  const auto faults = store.ok() ? store->check() : Result<std::vector<std::string>>(store.error());
  checks.add("store", faults.ok() && faults->empty(),
             !faults.ok()      ? faults.error().text()
             : faults->empty() ? std::string("whole") + (store->isReadOnly() ? ", open for writing in another program" : "")
                               : (*faults)[0] + "; graft store rebuild reads it again from the run folders");
  const auto model = workspace::openTextModel("", context.home);
  checks.add("model", model.ok(), model.ok() ? model->modelFile.name() : model.error().text());
  const ProbeResult rights = probe.ok() ? *probe : ProbeResult();
  // Passes wherever it was looked at, because a kernel that is too old for the sandbox is no fault of this installation.
  checks.add("sandbox", probe.ok(),
             !probe.ok()
                 ? std::string("unknown: the engine did not start")
                 : std::string("the engine ") + (rights.canOpenSockets ? "could open the network (no seccomp here)" : "has no network") +
                       ", " + (rights.canStartPrograms ? "could start programs" : "starts no programs") + ", " +
                       (rights.canWriteElsewhere ? "could write elsewhere (no Landlock here)" : "writes to its run folder only"));
  LogitsJob question;
  if (model.ok()) question.model = model->modelFile.path();
  question.ids = {1, 2, 3};
  const auto job = model.ok() ? runQuietJob(question, context) : Result<LogitsResult>(model.error());
  checks.add("engine", job.ok(),
             job.ok() ? "LibTorch " + rights.libtorch + " answers; --dtype auto means " + job->dtype + " here" : job.error().text());
  context.terminal.line(checks.isAllWell ? "Everything is ready." : "Something is missing; see the lines marked FAIL.");
  return Json{{"checks", checks.list}, {"ok", checks.isAllWell}};
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  addVerb(app, context, "doctor", "Check machine, memory, disk, model and engine", "graft doctor", [&context] { return doctor(context); });
}

VerbEntry verbOfDoctor() { return {240, add}; }

}  // namespace graft::cli
