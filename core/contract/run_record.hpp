// SPDX-License-Identifier: Apache-2.0
// Record of a run: its inputs, plan and end (RUN/run.json).
#pragma once

#include "core/contract/jobs/train.hpp"

namespace graft {

/// SHA-256 of a run's inputs and of its adapter. Records of older versions lack some.
struct RunHashes {
  std::optional<std::string> model, tokenizer, chatTemplate, data, rows, split, adapter;
  static constexpr auto fields = std::tuple{
      Field{"model", &RunHashes::model},    Field{"tokenizer", &RunHashes::tokenizer}, Field{"template", &RunHashes::chatTemplate},
      Field{"data", &RunHashes::data},      Field{"rows", &RunHashes::rows},           Field{"split", &RunHashes::split},
      Field{"adapter", &RunHashes::adapter}};
};

/// State in the record of a run that has not ended. An interrupted run keeps it.
inline constexpr const char* kRunning = "running";

struct RunRecord {
  int format = 1;
  std::string graft, build, run, state, parent, started, ended;
  std::string clock;  ///< date and time for the chat template, fixed at the start
  std::string model, dataset;
  int datasetVersion = 0;
  std::string processor, libtorch;
  RunHashes hashes;
  Json settings = Json::object();  ///< as asked for; other versions may have other keys
  std::optional<PlanEvent> plan;
  std::optional<ForecastEvent> forecast;
  std::vector<Message> warnings;
  std::optional<std::vector<std::string>> resumed;   ///< times of each resume
  std::optional<bool> bitComparable;                 ///< false if it was resumed where sums may be rounded otherwise
  std::optional<std::vector<std::string>> together;  ///< names of the group's runs
  std::optional<TrainResult> result;
  static constexpr auto fields = std::tuple{Field{"format", &RunRecord::format},
                                            Field{"graft", &RunRecord::graft},
                                            Field{"build", &RunRecord::build},
                                            Field{"run", &RunRecord::run},
                                            Field{"state", &RunRecord::state},
                                            Field{"parent", &RunRecord::parent},
                                            Field{"started", &RunRecord::started},
                                            Field{"ended", &RunRecord::ended},
                                            Field{"clock", &RunRecord::clock},
                                            Field{"model", &RunRecord::model},
                                            Field{"dataset", &RunRecord::dataset},
                                            Field{"dataset_version", &RunRecord::datasetVersion},
                                            Field{"processor", &RunRecord::processor},
                                            Field{"libtorch", &RunRecord::libtorch},
                                            Field{"hashes", &RunRecord::hashes},
                                            Field{"settings", &RunRecord::settings},
                                            Field{"plan", &RunRecord::plan},
                                            Field{"forecast", &RunRecord::forecast},
                                            Field{"warnings", &RunRecord::warnings},
                                            Field{"resumed", &RunRecord::resumed},
                                            Field{"bit_comparable", &RunRecord::bitComparable},
                                            Field{"together", &RunRecord::together},
                                            Field{"result", &RunRecord::result}};
  bool operator==(const RunRecord& other) const { return toJson(*this) == toJson(other); }
};

}  // namespace graft
