// SPDX-License-Identifier: Apache-2.0
// The jobs "train" (plan, base evaluation, loop with checkpoints, adapter, run.json) and "forecast", which ends after the rehearsal. With
// `resume`, "train" goes on after the newest whole checkpoint.
#include "app/worker/train_run.hpp"
#include "core/base/system.hpp"

namespace graft::worker {

Result<Json> trainJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  const std::string folder = get<std::string>(spec, "run", "");
  const bool resume = get<bool>(spec, "resume", false);
  GRAFT_TRY(auto loaded, loadModel(spec, events));
  Json before;
  if (resume) {
    GRAFT_TRY(before, readJsonFile(folder + "/run.json"));
    // A template may write the date, so a resumed run keeps the clock of the day on which it began.
    if (const auto clock = get<std::string>(before, "clock", ""); loaded.chat() && !clock.empty()) loaded.renderer->setClock(clock);
  }
  GRAFT_TRY(auto run, prepareRun(spec, loaded, events));
  GRAFT_TRY(auto adapter, startAdapter(run, loaded));
  const Recompute asked = run.settings.recompute;
  const int64_t askedTokens = run.settings.microTokens;
  run.settings.microTokens = passTokens(run, loaded, {&adapter});
  run.settings.recompute = recomputeThatFits(run, loaded, {&adapter});
  GRAFT_CHECK(checkFits(run, loaded, {&adapter}));
  GRAFT_TRY(run.record, describeRun(run, loaded));
  run.record["settings"]["recompute"] = nameOf(asked);  // each part of a resumed run decides for itself
  run.record["settings"]["micro_tokens"] = askedTokens;
  const Json plan = planOf(run, loaded, adapter);
  run.record["plan"] = plan;
  run.record["warnings"] = Json::array();
  if (resume) {
    GRAFT_CHECK(checkSameInputs(before, run.record));
    run.record["started"] = get<std::string>(before, "started", "");
    run.record["resumed"] = before.contains("resumed") ? before["resumed"] : Json::array();
    run.record["resumed"].push_back(utcNow());
    // Sums in another order on another CPU model or device may differ in the last bit.
    const bool same = get<std::string>(before, "processor", "") == processorName() && get<bool>(before, "bit_comparable", true) &&
                      get<std::string>(before.value("plan", Json::object()), "device", "cpu") == loaded.device.name &&
                      !before.contains("together");  // alone, its products are shorter
    run.record["bit_comparable"] = same;
  }
  const auto writeRecord = [&] { return writeFileAtomic(folder + "/run.json", dump(run.record, 1) + "\n"); };
  if (!resume) GRAFT_CHECK(writeRecord());
  events.emit(FrameType::Plan, plan);
  TrainRun work(run, loaded, adapter, channel);
  work.report(adviceFor(run, loaded, plan));
  events.phase(Phase::ProbingMemory);
  GRAFT_TRY(run.record["forecast"], forecast(run, loaded, {&adapter}));
  events.emit(FrameType::Forecast, run.record["forecast"]);
  if (get<std::string>(spec, "job", "") == "forecast")
    return Json{{"plan", plan}, {"forecast", run.record["forecast"]}, {"warnings", run.record["warnings"]}};
  GRAFT_CHECK(work.begin(resume));
  // Written only once it is certain that the run goes on. A refused resume leaves the record of how the run ended.
  if (resume) GRAFT_CHECK(writeRecord());
  work.evaluateBase();
  events.phase(Phase::Training);
  const auto outcome = train(loaded.model, adapter, run.train->rows, run.settings, work.hooks(), work.from());
  if (!outcome.ok()) {
    GRAFT_CHECK(work.keepAfterFailure());
    return outcome.error();
  }
  return work.finish(*outcome);
}

}  // namespace graft::worker
