// SPDX-License-Identifier: Apache-2.0
// The numbers of each step, packed by metric: reading one metric of one run touches nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::store {

class Store;

/// The number is stored: never give one a new meaning.
enum class Metric { Loss = 1, LearningRate = 2, GradNorm = 3, Tokens = 4, SupervisedTokens = 5, Seconds = 6, Epoch = 7, Memory = 8 };
inline constexpr Metric kMetrics[] = {Metric::Loss,    Metric::LearningRate, Metric::GradNorm, Metric::Tokens, Metric::SupervisedTokens,
                                      Metric::Seconds, Metric::Epoch,        Metric::Memory};
/// As in metrics.jsonl.
const char* metricKey(Metric metric);
inline constexpr int64_t kChunkSteps = 1024;

/// The values of steps 1 to the last one; NaN where a step has none. Damage is an error that names the run and the metric.
Result<std::vector<double>> series(const Store& store, const std::string& run, Metric metric);
/// One line for each chunk whose bytes are not what was written.
Result<std::vector<std::string>> damagedChunks(const Store& store);

/// The bytes of a chunk and back.
std::string packValues(const std::vector<double>& values);
std::vector<double> unpackValues(const std::string& bytes);
int64_t chunkDigest(const std::string& bytes);

}  // namespace graft::store
