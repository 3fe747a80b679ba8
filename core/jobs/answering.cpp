// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/answering.hpp"

namespace graft::jobs {

Result<std::optional<LoraAdapter>> openAdapter(const std::string& path, double strength, const LoadedModel& loaded) {
  if (path.empty()) return std::optional<LoraAdapter>();
  if (!(strength >= 0 && strength <= 4))
    return Error{Code::BadUsage, msg("%1 must be between 0 and 4", flag("--strength")), {}, {}, msg("1 is the adapter as it was trained.")};
  GRAFT_TRY(auto adapter, LoraAdapter::open(path, loaded.modelFile.config()));
  adapter.strengthen(strength);
  return std::optional<LoraAdapter>(std::move(adapter));
}

Status mustFitWindow(size_t tokens, const LoadedModel& loaded) {
  const int64_t window = loaded.modelFile.config().seesBack;
  if (window == 0 || static_cast<int64_t>(tokens) <= window) return Done{};
  return Error{Code::BadInput,
               msg("a text of %1 tokens is longer than the sliding window of %2, beyond which this model sees parts alone", tokens, window),
               loaded.modelFile.path(),
               {},
               msg("Use a shorter text: windows are not computed.")};
}

GenerateOptions generateOptions(const AnswerOptions& asked, const LoadedModel& loaded, int64_t promptTokens) {
  GenerateOptions options;
  options.maxNew = asked.maxNew;
  options.temperature = asked.temperature;
  options.topP = asked.topP;
  if (const auto& config = loaded.modelFile.config(); config.seesBack > 0)
    options.maxNew = std::min(options.maxNew, std::max<int64_t>(1, config.seesBack - promptTokens));
  options.seed = asked.seed;
  options.stopIds = loaded.modelFile.config().eosIds;
  return options;
}

bool endsInPartOfCharacter(const std::string& text) { return text.ends_with("\xEF\xBF\xBD"); }

}  // namespace graft::jobs
