// SPDX-License-Identifier: Apache-2.0
#include "core/train/batch_prefetcher.hpp"

#include "core/run/schedule.hpp"

namespace graft {

std::vector<size_t> EpochSampler::ofStep(int64_t step) {
  const auto perStep = static_cast<uint64_t>(m_settings.rowsPerStep);
  const uint64_t perEpoch = (m_count + perStep - 1) / perStep;  // the last step of an epoch may be smaller
  const uint64_t epoch = static_cast<uint64_t>(step - 1) / perEpoch, place = static_cast<uint64_t>(step - 1) % perEpoch;
  if (m_epoch != epoch) m_order = epochOrder(m_count, m_settings.seed, epoch, m_settings.shuffle);
  m_epoch = epoch;
  const size_t begin = place * perStep, end = std::min<size_t>(m_count, begin + perStep);
  return {m_order.begin() + static_cast<std::ptrdiff_t>(begin), m_order.begin() + static_cast<std::ptrdiff_t>(end)};
}

Prefix prefixOf(const TrainSettings& settings) { return settings.dropout > 0 ? Prefix::Repeat : Prefix::Share; }

StepBatches makeMicroBatches(const std::vector<const TrainRow*>& rows, const TrainSettings& settings) {
  StepBatches out;
  for (const auto* row : rows) {
    out.rows.push_back(row->row);
    out.tokens += row->ids.size();
    out.supervised += row->supervised();
  }
  for (const auto& part : splitIntoMicroBatches(rows, static_cast<size_t>(settings.microTokens), settings.pack, prefixOf(settings)))
    out.passes.push_back(packRows(part, prefixOf(settings)));
  return out;
}

BatchPrefetcher::BatchPrefetcher(const std::vector<TrainRow>& rows, const TrainSettings& settings)
    : m_rows(rows), m_settings(settings), m_last(totalSteps(settings, rows.size())), m_epochs(settings, rows.size()) {}

StepBatches BatchPrefetcher::make(int64_t step) {
  std::vector<const TrainRow*> rows;
  for (const size_t index : m_epochs.ofStep(step)) rows.push_back(&m_rows[index]);
  return makeMicroBatches(rows, m_settings);
}

StepBatches BatchPrefetcher::next(int64_t step) {
  const bool isReady = m_nextStep.valid() && step == m_ahead;
  StepBatches made;
  if (m_nextStep.valid()) made = m_nextStep.get();
  if (!isReady) made = make(step);  // the first step, or an unexpected one
  if (step < m_last) {
    m_ahead = step + 1;
    m_nextStep = std::async(std::launch::async, [this] { return make(m_ahead); });
  }
  return made;
}

}  // namespace graft
