// SPDX-License-Identifier: Apache-2.0
#include "core/eval/check.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/file.hpp"
#include "core/data/personal_data.hpp"

namespace graft {
namespace {

Error stopped() { return {Code::Stopped, msg("the check was stopped"), {}, {}, {}}; }

struct Seen {
  double loss = 0;  // sum over positions
  at::Tensor logs;  // [positions, V], fp32 log-probabilities
};

/// Evaluates every position of a passage that has a next token.
Seen lookAt(const LlamaModel& model, const TrainRow& row, const ops::LoraLookup* adapter) {
  const auto places = static_cast<int64_t>(row.ids.size()) - 1;
  const at::Tensor hidden = model.forward(packRows({&row}), adapter);
  Seen out;
  out.logs = ops::logProbabilities(model.logits(hidden.narrow(0, 0, places)), at::kFloat);
  const at::Tensor next = at::tensor(row.ids).narrow(0, 1, places).unsqueeze(1);
  out.loss = -out.logs.gather(1, next).to(at::kDouble).sum().item<double>();
  return out;
}

std::vector<LoraAdapter> atStrengths(const LoraAdapter& adapter, const std::vector<double>& strengths) {
  std::vector<LoraAdapter> out;
  for (const double strength : strengths) {
    out.push_back(adapter);  // the tensors are shared, only the scale differs
    out.back().strengthen(strength);
  }
  return out;
}

}  // namespace

Result<std::vector<TrainRow>> readPassages(const std::string& path, const Tokenizer& tokenizer, size_t maxLength) {
  GRAFT_TRY(const std::string text, readFile(path));
  std::vector<TrainRow> out;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::string passage = trimmedText(text.substr(begin, end - begin));
    begin = end + 2;
    if (passage.empty()) continue;
    GRAFT_TRY(TrainRow row, prepareRow(Json{{"text", passage}}, nullptr, tokenizer));
    row.ids.resize(std::min(row.ids.size(), maxLength));
    row.labels.resize(row.ids.size());
    row.row = out.size();
    if (row.ids.size() > 1) out.push_back(std::move(row));
  }
  if (out.empty())
    return Error{Code::BadInput, msg("there is no text in this file"), path, {}, msg("Passages are divided by empty lines.")};
  return out;
}

Result<std::vector<StrengthPoint>> measureStrengths(const StrengthRequest& request, const std::function<bool(double)>& told) {
  const c10::InferenceMode noGradients;
  const auto adapters = atStrengths(request.adapter, request.strengths);
  const size_t count = request.strengths.size();
  const double work = static_cast<double>((request.passages.size() + (request.heldOut.empty() ? 0 : 1)) * count);
  std::vector<StrengthPoint> out(count);
  size_t done = 0, places = 0;
  for (const auto& passage : request.passages) {
    const Seen base = lookAt(request.model, passage, nullptr);
    places += passage.ids.size() - 1;
    for (size_t i = 0; i < count; ++i) {
      if (!told(static_cast<double>(done++) / work)) return stopped();
      if (request.strengths[i] == 0) {
        out[i].generalLoss += base.loss;
        continue;
      }
      const Seen tuned = lookAt(request.model, passage, &adapters[i]);
      out[i].generalLoss += tuned.loss;
      out[i].generalKl += ops::klSum(tuned.logs, base.logs);
    }
  }
  bool goesOn = true;
  for (size_t i = 0; i < count; ++i) {
    out[i].strength = request.strengths[i];
    out[i].generalLoss /= static_cast<double>(places);
    out[i].generalKl /= static_cast<double>(places);
    if (request.heldOut.empty()) continue;
    const auto share = [&] { return goesOn = goesOn && told(static_cast<double>(done) / work); };
    out[i].heldOutLoss = heldoutLoss(request.model, request.heldOut, request.strengths[i] == 0 ? nullptr : &adapters[i], 512, share).loss;
    ++done;
    if (!goesOn) return stopped();
  }
  return out;
}

Rating rateGeneralText(const StrengthPoint& base, const StrengthPoint& adapter) {
  // A perplexity ratio of 1.10 is the only threshold in the literature that is called safe. Both limits are initial values.
  constexpr double kGoodRatio = 1.02, kPoorRatio = 1.10, kGoodKl = 0.05, kPoorKl = 0.20;
  const double ratio = std::exp(adapter.generalLoss - base.generalLoss);
  if (!(ratio <= kPoorRatio && adapter.generalKl <= kPoorKl)) return Rating::Red;  // also true for NaN
  return ratio <= kGoodRatio && adapter.generalKl <= kGoodKl ? Rating::Green : Rating::Amber;
}

Result<Memorization> probeMemorization(const MemorizationRequest& request, const std::function<bool(double)>& told) {
  constexpr size_t kCopied = 50, kShortest = 40, kTogether = 32;
  std::vector<const TrainRow*> rows;
  for (const auto& row : request.trained) {
    if (row.ids.size() >= kShortest) rows.push_back(&row);
  }
  GenerateOptions options;
  options.maxNew = kCopied;
  Memorization out;
  out.tried = rows.size();
  for (size_t begin = 0; begin < rows.size(); begin += kTogether) {
    const size_t end = std::min(rows.size(), begin + kTogether);
    std::vector<std::vector<int64_t>> given;
    for (size_t i = begin; i < end; ++i)
      given.emplace_back(rows[i]->ids.begin(), rows[i]->ids.begin() + static_cast<int64_t>(rows[i]->ids.size() / 2));
    bool goesOn = told(static_cast<double>(begin) / static_cast<double>(rows.size()));
    const auto goOn = [&](size_t, int64_t) {
      return goesOn = goesOn && told(static_cast<double>(begin) / static_cast<double>(rows.size()));
    };
    const auto said = [&](const ops::LoraLookup* adapter) { return generate(request.model, given, adapter, options, goOn); };
    const auto tuned = said(&request.adapter), base = said(nullptr);
    if (!goesOn) return stopped();
    for (size_t i = begin; i < end; ++i) {
      const auto& ids = rows[i]->ids;
      const auto middle = ids.begin() + static_cast<int64_t>(given[i - begin].size());
      const size_t needed = std::min<size_t>(kCopied, static_cast<size_t>(ids.end() - middle));
      const auto equal = [&](const Answer& answer) {
        return static_cast<size_t>(std::mismatch(answer.ids.begin(), answer.ids.end(), middle, ids.end()).first - answer.ids.begin());
      };
      const size_t tokens = equal(tuned[i - begin]);
      const bool baseToo = equal(base[i - begin]) >= needed;
      out.byBase += baseToo;
      if (baseToo || tokens < needed) continue;
      MemorizedRow copy{rows[i]->row, tokens, {}, {}, false};
      GRAFT_TRY(copy.given, request.tokenizer.decode({ids.begin(), middle}, true));
      GRAFT_TRY(copy.text, request.tokenizer.decode({middle, middle + static_cast<int64_t>(tokens)}, true));
      copy.personal = findPersonalData(copy.text).any();
      out.recited.push_back(std::move(copy));
    }
  }
  return out;
}

Rating rateMemorization(const Memorization& recitation) {
  if (recitation.recited.empty()) return Rating::Green;
  return std::any_of(recitation.recited.begin(), recitation.recited.end(), [](const auto& one) { return one.personal; }) ? Rating::Red
                                                                                                                         : Rating::Amber;
}

}  // namespace graft
