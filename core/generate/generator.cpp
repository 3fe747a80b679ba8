// SPDX-License-Identifier: Apache-2.0
#include "core/generate/generator.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/hash.hpp"

namespace graft {
namespace {

constexpr size_t kMostRows = 32;
constexpr size_t kMostTokens = 4096;

/// Picks a token from logits [V]. `chance` in [0, 1) is the random number for sampling.
int64_t choose(const float* logits, int64_t vocab, const GenerateOptions& options, double chance) {
  const int64_t best = std::max_element(logits, logits + vocab) - logits;
  if (options.temperature <= 0) return best;
  std::vector<int64_t> order(static_cast<size_t>(vocab));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [logits](int64_t a, int64_t b) { return logits[a] != logits[b] ? logits[a] > logits[b] : a < b; });
  std::vector<double> weight;
  double total = 0;
  for (const int64_t id : order) {
    weight.push_back(std::exp((static_cast<double>(logits[id]) - static_cast<double>(logits[best])) / options.temperature));
    total += weight.back();
  }
  double kept = 0;
  size_t count = 0;
  while (count < weight.size() && (count == 0 || kept < options.topP * total)) kept += weight[count++];
  double left = chance * kept;
  for (size_t i = 0; i < count; ++i) {
    if ((left -= weight[i]) < 0) return order[i];
  }
  return order[count - 1];
}

/// Depends only on seed, prompt and position, not on the other prompts of the batch.
double chanceOf(uint64_t seed, size_t row, int64_t step) {
  return static_cast<double>(mix64(mix64(seed ^ mix64(row)) ^ static_cast<uint64_t>(step)) >> 11) * 0x1p-53;
}

bool isStop(const GenerateOptions& options, int64_t id) {
  return std::find(options.stopIds.begin(), options.stopIds.end(), id) != options.stopIds.end();
}

struct Group {
  size_t begin, end;
};

/// Prompts that are processed together, bounded in rows and tokens.
std::vector<Group> groups(const std::vector<std::vector<int64_t>>& prompts, size_t maxNew) {
  std::vector<Group> out;
  size_t tokens = 0;
  for (size_t i = 0; i < prompts.size(); ++i) {
    const size_t cost = prompts[i].size() + maxNew;
    if (out.empty() || i - out.back().begin >= kMostRows || tokens + cost > kMostTokens) {
      out.push_back({i, i});
      tokens = 0;
    }
    tokens += cost;
    out.back().end = i + 1;
  }
  return out;
}

}  // namespace

std::vector<Answer> generate(const LlamaModel& model, const std::vector<std::vector<int64_t>>& prompts, const ops::LoraLookup* adapter,
                             const GenerateOptions& options, const OnToken& onToken, const OnAnswer& onAnswer) {
  const c10::InferenceMode noGradients;
  std::vector<Answer> answers(prompts.size());
  for (const auto& group : groups(prompts, static_cast<size_t>(options.maxNew))) {
    std::vector<TrainRow> rows(group.end - group.begin);
    std::vector<const TrainRow*> pointers;
    size_t longest = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      rows[i].ids = prompts[group.begin + i];
      longest = std::max(longest, rows[i].ids.size());
      pointers.push_back(&rows[i]);
    }
    KvCache cache = model.makeCache(static_cast<int64_t>(rows.size()), static_cast<int64_t>(longest) + options.maxNew);
    at::Tensor hidden = model.prefill(packRows(pointers), adapter, cache);
    std::vector<int64_t> active(rows.size());
    std::iota(active.begin(), active.end(), 0);
    for (int64_t step = 0; step < options.maxNew && !active.empty(); ++step) {
      const at::Tensor logits = model.logits(hidden).contiguous();
      std::vector<int64_t> next, still;
      for (size_t i = 0; i < active.size(); ++i) {
        const size_t row = group.begin + static_cast<size_t>(active[i]);
        const double chance = chanceOf(options.seed, row, step);
        const int64_t id =
            choose(logits.const_data_ptr<float>() + static_cast<int64_t>(i) * logits.size(1), logits.size(1), options, chance);
        if (isStop(options, id)) {
          answers[row].stopped = true;
          if (onAnswer) onAnswer(row, answers[row]);
          continue;
        }
        answers[row].ids.push_back(id);
        if (onToken && !onToken(row, id)) return answers;
        next.push_back(id);
        still.push_back(active[i]);
      }
      active = still;
      if (!active.empty() && step + 1 < options.maxNew) hidden = model.decode(next, active, adapter, cache);
    }
    for (const int64_t cut : active) {
      const size_t row = group.begin + static_cast<size_t>(cut);
      if (onAnswer) onAnswer(row, answers[row]);
    }
  }
  return answers;
}

AnswerStream::AnswerStream(const LlamaModel& model, std::vector<int64_t> prompt, const ops::LoraLookup* adapter, GenerateOptions options)
    : m_model(model), m_adapter(adapter), m_options(std::move(options)), m_prompt(std::move(prompt)) {}

std::optional<SureToken> AnswerStream::next() {
  if (m_stopped || m_step >= m_options.maxNew) return std::nullopt;
  const c10::InferenceMode noGradients;
  at::Tensor hidden;
  if (!m_cache) {
    m_cache = m_model.makeCache(1, static_cast<int64_t>(m_prompt.size()) + m_options.maxNew);
    TrainRow row;
    row.ids = m_prompt;
    hidden = m_model.prefill(packRows({&row}), m_adapter, *m_cache);
  } else {
    hidden = m_model.decode({m_last}, {0}, m_adapter, *m_cache);
  }
  const at::Tensor logits = m_model.logits(hidden).contiguous();
  m_last = choose(logits.const_data_ptr<float>(), logits.size(1), m_options, chanceOf(m_options.seed, 0, m_step));
  ++m_step;
  if (isStop(m_options, m_last)) {
    m_stopped = true;
    return std::nullopt;
  }
  return SureToken{m_last, at::softmax(logits[0], 0)[m_last].item<double>()};
}

}  // namespace graft
