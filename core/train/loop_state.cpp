// SPDX-License-Identifier: Apache-2.0
#include "core/train/loop_state.hpp"

#include <cmath>
#include <cstring>
#include <limits>

#include "core/run/gain.hpp"
#include "core/weights/safetensors.hpp"

namespace graft {

void LoopState::considerBest(const Evaluation& evaluation) {
  if (!std::isfinite(evaluation.loss) || (m_best && evaluation.loss >= m_best->loss)) {
    ++evaluationsWithoutGain;
    return;
  }
  evaluationsWithoutGain = m_best && !isClearlyLower(evaluation.loss, m_best->loss) ? evaluationsWithoutGain + 1 : 0;
  m_best = evaluation;
  m_bestValues = m_adapter.values().clone();
}

void LoopState::restoreBest() {
  if (!m_best || m_best->step == m_totals.steps) return;
  m_adapter.values().copy_(m_bestValues);
  m_totals.last = m_best;
  m_totals.bestStep = m_best->step;
}

std::vector<LoopState::Slot> LoopState::slots() const {
  std::vector<Slot> out;
  const auto first = m_adapter.cut(m_optimizer.firstMoments()), second = m_adapter.cut(m_optimizer.secondMoments());
  const auto best = m_bestValues.defined() ? m_adapter.cut(m_bestValues) : std::vector<at::Tensor>();
  for (size_t i = 0; i < m_named.size(); ++i) {
    const std::string& name = m_named[i].name;
    out.push_back({"adapter." + name, m_named[i].tensor});
    out.push_back({"first." + name, first[i]});
    out.push_back({"second." + name, second[i]});
    if (!best.empty()) out.push_back({"best." + name, best[i]});
  }
  return out;
}

Snapshot LoopState::snapshot() const {
  std::vector<NamedTensor> tensors;
  std::vector<at::Tensor> kept;
  for (const auto& [name, tensor] : slots()) {
    kept.push_back(tensor.contiguous());
    tensors.push_back({name, kept.back().sizes().vec(), {kept.back().data_ptr<float>(), static_cast<size_t>(kept.back().numel())}});
  }
  const auto optional = [](const std::optional<Evaluation>& e) { return e ? toJson(*e) : Json(nullptr); };
  Json state = {{"step", m_totals.steps},
                {"updates", m_optimizer.steps()},
                {"loss_first", m_totals.lossFirst},
                {"loss_last", m_totals.lossLast},
                {"seconds", m_totals.seconds},
                {"tokens", m_totals.tokens},
                {"supervised", m_totals.supervised},
                {"skipped_in_a_row", skippedInARow},
                {"waited", evaluationsWithoutGain},
                {"last", optional(m_totals.last)},
                {"best", optional(m_best)}};
  return {m_totals.steps, std::move(state), safetensorsBytes(std::move(tensors))};
}

Status LoopState::restore(const Json& state, const std::string& tensorsFile) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();  // JSON stores it as null
  m_totals.steps = get<int64_t>(state, "step", 0);
  m_totals.lossFirst = get<double>(state, "loss_first", kNan);
  m_totals.lossLast = get<double>(state, "loss_last", kNan);
  m_totals.seconds = get<double>(state, "seconds", 0);
  m_totals.tokens = get<size_t>(state, "tokens", 0);
  m_totals.supervised = get<size_t>(state, "supervised", 0);
  skippedInARow = get<int>(state, "skipped_in_a_row", 0);
  evaluationsWithoutGain = get<int64_t>(state, "waited", 0);
  m_optimizer.setSteps(get<int64_t>(state, "updates", 0));
  const auto evaluation = [&](const char* key) {
    return state.contains(key) && state[key].is_object() ? std::optional(evaluationFromJson(state[key])) : std::nullopt;
  };
  m_totals.last = evaluation("last");
  m_best = evaluation("best");
  m_bestValues = m_best ? at::empty_like(m_adapter.values()) : at::Tensor();
  GRAFT_TRY(const auto file, SafetensorsFile::open(tensorsFile));
  const auto wanted = slots();
  if (file.tensors().size() != wanted.size())
    return Error{Code::Refused,
                 msg("the checkpoint holds %1 tensors, this run has %2", file.tensors().size(), wanted.size()),
                 tensorsFile,
                 {},
                 msg("Start a new run: graft train.")};
  for (const auto& [name, tensor] : wanted) {
    const TensorView* view = file.find(name);
    if (!view || view->type != kernels::StoredType::F32 || view->shape != tensor.sizes().vec())
      return Error{Code::Refused,
                   msg("tensor %1 of the checkpoint does not fit this run", name),
                   tensorsFile,
                   {},
                   msg("Start a new run: graft train.")};
    at::Tensor filled = at::empty(view->shape, at::kFloat);
    std::memcpy(filled.data_ptr<float>(), view->bytes.data(), view->bytes.size());
    tensor.copy_(filled);
  }
  return Done{};
}

}  // namespace graft
