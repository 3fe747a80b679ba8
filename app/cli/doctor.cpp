// SPDX-License-Identifier: Apache-2.0
// The verb doctor: checks the installation and shows what training will use.
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "app/cli/resolve.hpp"
#include "core/base/file.hpp"
#include "core/base/processors.hpp"
#include "core/base/system.hpp"
#include "kernels/common/runner.hpp"

namespace graft::cli {
namespace {

struct Checks {
  Context& context;
  Json list = Json::array();
  void add(const std::string& name, bool ok, const std::string& detail) {
    list.push_back({{"name", name}, {"ok", ok}, {"detail", detail}});
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

std::string deviceWords(const Json& probe) {
  const auto device = get<std::string>(probe, "device", "cpu"), reason = get<std::string>(probe, "card_not_used", "");
  const std::string truth = "An earlier build was run on an NVIDIA H200; this one, and other cards, were not tried";
  if (device != "cpu") return device + ". " + truth;
  if (!reason.empty()) return "the processor; a card is not used: " + reason;
  return "the processor; what cards need (libgraft_card.so) is not installed. " + truth;
}

Result<Json> doctor(Context& context) {
  Checks checks{context};
  checks.add("processor", true,
             processorName() + ", " + givenWords(processors()) + (hasFastBf16() ? ", has bf16 instructions" : "") + "; kernels use " +
                 kernels::nameOf(kernels::bestIsa()));
  const auto probe = runJob(Json{{"job", "probe"}}, context, [](const Frame&) {});
  checks.add("device", true, deviceWords(probe.ok() ? *probe : Json::object()));
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
  const auto cannot = [&](const char* what) { return probe.ok() && !get<bool>(*probe, what, true); };
  // Always passes, because a kernel that is too old for the sandbox is no fault of this installation.
  checks.add("sandbox", true,
             std::string("the engine ") + (cannot("can_open_sockets") ? "has no network" : "could open the network (no seccomp here)") +
                 ", " + (cannot("can_start_programs") ? "starts no programs" : "could start programs") + ", " +
                 (cannot("can_write_elsewhere") ? "writes to its run folder only" : "could write elsewhere (no Landlock here)"));
  const auto job = model.ok() ? runJob(Json{{"job", "logits"}, {"model", model->modelFile.path()}, {"dtype", "auto"}, {"ids", {1, 2, 3}}},
                                       context, [](const Frame&) {})
                              : Result<Json>(model.error());
  checks.add("engine", job.ok(),
             job.ok() ? "LibTorch 2.11 answers; --dtype auto means " + get<std::string>(*job, "dtype", "") + " here" : job.error().text());
  bool all = true;
  for (const auto& check : checks.list) all = all && get<bool>(check, "ok", false);
  context.terminal.line(all ? "Everything is ready." : "Something is missing; see the lines marked FAIL.");
  return Json{{"checks", checks.list}, {"ok", all}};
}

}  // namespace

void addDoctor(CLI::App& app, Context& context) {
  addVerb(app, context, "doctor", "Check machine, memory, disk, model and engine", "graft doctor", [&context] { return doctor(context); });
}

}  // namespace graft::cli
