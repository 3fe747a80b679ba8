// SPDX-License-Identifier: Apache-2.0
// Jobs of the worker. A job is a struct with its wire name, its fields and the type of its result:
//   struct PlanJob { using Result = PlanResult; static constexpr const char* jobName = "plan"; ...; static constexpr auto fields = ...; };
// Its JSON is the worker's job file; the result's JSON is the payload of the Result frame.
#pragma once

#include "core/contract/fields.hpp"
#include "core/contract/train_settings.hpp"

namespace graft {

template <>
struct JsonCodec<TrainSettings> {
  static Json write(const TrainSettings& settings) { return toJson(settings); }
  static bool read(const Json& json, TrainSettings& settings) {
    auto found = settingsFromJson(json);
    if (found.ok()) settings = std::move(found).value();
    return found.ok();
  }
};

template <class Job>
concept IsJob = HasFields<Job> && requires {
  Job::jobName;
  typename Job::Result;
};

template <IsJob Job>
Json jobToJson(const Job& job) {
  Json out = toJson(job);
  out["job"] = Job::jobName;
  return out;
}

/// Name of the job in a job file; empty if it has none.
inline std::string jobNameOf(const Json& spec) { return get<std::string>(spec, "job", ""); }

/// Folder of the run in a job file; empty if it has none.
inline std::string runFolderOf(const Json& spec) { return get<std::string>(spec, "run", ""); }

namespace detail {
/// Fails on a member of the wrong type or with an unknown name, and on settings that are unknown or out of range.
template <class Struct>
Status checkMembers(const Json& json) {
  if (!json.is_object()) return Error{Code::BadUsage, msg("a job is not an object"), "job file", {}, msg("Use the command line.")};
  if constexpr (requires(Struct value) { value.settings; }) GRAFT_CHECK(settingsFromJson(json.value("settings", Json())));
  std::string wrong;
  const auto check = [&](const auto& field) {
    auto value = Struct{}.*field.member;
    const auto member = json.find(field.key);
    if (member == json.end() || member->is_null()) return;
    if (!fields::take(json, field.key, value)) wrong = field.key;
  };
  std::apply([&](const auto&... field) { (check(field), ...); }, Struct::fields);
  if (wrong.empty()) return Done{};
  return Error{Code::BadUsage,
               msg("the job has a wrong value for '%1'", wrong),
               "job file",
               {},
               msg("Make sure that graft and graft-worker come from one build.")};
}
}  // namespace detail

/// Fails on a member of the wrong type or with an unknown name, and on settings that are missing, unknown or out of range. Members that are
/// left out keep their defaults.
template <IsJob Job>
Result<Job> jobFromJson(const Json& json) {
  GRAFT_CHECK(detail::checkMembers<Job>(json));
  if constexpr (requires(Job job) { job.runs; }) {
    for (const Json& run : json.value("runs", Json::array()))
      GRAFT_CHECK((detail::checkMembers<typename decltype(Job::runs)::value_type>(run)));
  }
  return fromJson<Job>(json);
}

/// Base model of a job, and how it is loaded.
struct ModelOptions {
  std::string model;  ///< path of a GGUF file or of a Hugging Face folder
  DType dtype = DType::Auto;
  BaseFormat base = BaseFormat::Full;
  Where device = Where::Auto;
  Embeddings embeddings = Embeddings::WithWeights;
  CpuUse cpuUse = CpuUse::Normal;
  int64_t threads = 0;  ///< 0: derived from cpuUse
  static constexpr auto fields = std::tuple{
      Field{"model", &ModelOptions::model},    Field{"dtype", &ModelOptions::dtype},           Field{"base", &ModelOptions::base},
      Field{"device", &ModelOptions::device},  Field{"embeddings", &ModelOptions::embeddings}, Field{"cpu_use", &ModelOptions::cpuUse},
      Field{"threads", &ModelOptions::threads}};
};

/// Adapter with its display name.
struct AdapterRef {
  std::string who;     ///< run, task or file, as the user named it
  std::string folder;  ///< PEFT folder or GGUF adapter
  static constexpr auto fields = std::tuple{Field{"who", &AdapterRef::who}, Field{"folder", &AdapterRef::folder}};
};

/// How answers are generated.
struct AnswerOptions {
  int64_t maxNew = 64;
  double temperature = 0;  ///< 0: greedy
  double topP = 1;
  double strength = 1;  ///< adapter scale, 0 to 4; 1: as trained
  uint64_t seed = 42;
  static constexpr auto fields =
      std::tuple{Field{"max_new", &AnswerOptions::maxNew}, Field{"temperature", &AnswerOptions::temperature},
                 Field{"top_p", &AnswerOptions::topP}, Field{"strength", &AnswerOptions::strength}, Field{"seed", &AnswerOptions::seed}};
};

}  // namespace graft
