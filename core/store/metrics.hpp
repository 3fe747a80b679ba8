// SPDX-License-Identifier: Apache-2.0
// Values of each step, packed by metric. Reading a metric of a run touches no other data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::store {

class Store;

/// The numbers are stored. Never reuse one with a new meaning.
enum class Metric { Loss = 1, LearningRate = 2, GradNorm = 3, Tokens = 4, SupervisedTokens = 5, Seconds = 6, Epoch = 7, Memory = 8 };
inline constexpr Metric kMetrics[] = {Metric::Loss,    Metric::LearningRate, Metric::GradNorm, Metric::Tokens, Metric::SupervisedTokens,
                                      Metric::Seconds, Metric::Epoch,        Metric::Memory};
/// Key of the metric in metrics.jsonl.
const char* metricKey(Metric metric);
inline constexpr int64_t kChunkSteps = 1024;

/// Values of steps 1 to the last, NaN for a step without a value. Damage is an error that names the run and the metric.
Result<std::vector<double>> series(const Store& store, const std::string& run, Metric metric);
/// Returns a line for each chunk whose bytes are damaged.
Result<std::vector<std::string>> damagedChunks(const Store& store);

/// Encodes and decodes the bytes of a chunk.
std::string packValues(const std::vector<double>& values);
std::vector<double> unpackValues(const std::string& bytes);
int64_t chunkDigest(const std::string& bytes);

}  // namespace graft::store
