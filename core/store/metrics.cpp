// SPDX-License-Identifier: Apache-2.0
#include "core/store/metrics.hpp"

#include <bit>
#include <cstring>
#include <limits>

#include "core/base/hash.hpp"
#include "core/store/database.hpp"
#include "core/store/store.hpp"

namespace graft::store {

static_assert(std::endian::native == std::endian::little, "values are stored as they lie in memory");

const char* metricKey(Metric metric) {
  switch (metric) {
    case Metric::Loss: return "loss";
    case Metric::LearningRate: return "lr";
    case Metric::GradNorm: return "grad_norm";
    case Metric::Tokens: return "tokens";
    case Metric::SupervisedTokens: return "supervised_tokens";
    case Metric::Seconds: return "seconds";
    case Metric::Epoch: return "epoch";
    case Metric::Memory: return "memory_mib";
  }
  return "";
}

std::string packValues(const std::vector<double>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)};
}
std::vector<double> unpackValues(const std::string& bytes) {
  std::vector<double> out(bytes.size() / sizeof(double));
  std::memcpy(out.data(), bytes.data(), out.size() * sizeof(double));
  return out;
}
int64_t chunkDigest(const std::string& bytes) { return static_cast<int64_t>(hash64(bytes)); }

Result<std::vector<double>> series(const Store& store, const std::string& run, Metric metric) {
  return guarded(store.file(), [&]() -> Result<std::vector<double>> {
    SQLite::Statement query(
        store.connection(),
        "SELECT chunk, digest, data FROM metrics WHERE run = (SELECT id FROM runs WHERE name = ?) AND metric = ? ORDER BY chunk");
    query.bind(1, run);
    query.bind(2, static_cast<int>(metric));
    std::vector<double> out;
    while (query.executeStep()) {
      const std::string bytes = query.getColumn(2).getString();
      const int64_t chunk = query.getColumn(0).getInt64();
      if (chunkDigest(bytes) != query.getColumn(1).getInt64() || chunk < 0 || bytes.size() > kChunkSteps * sizeof(double))
        throwDamage("a chunk of '" + std::string(metricKey(metric)) + "' of run " + run);
      out.resize(static_cast<size_t>(chunk * kChunkSteps), std::numeric_limits<double>::quiet_NaN());
      const auto values = unpackValues(bytes);
      out.insert(out.end(), values.begin(), values.end());
    }
    return out;
  });
}

Result<std::vector<std::string>> damagedChunks(const Store& store) {
  return guarded(store.file(), [&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    SQLite::Statement query(store.connection(), "SELECT id, digest, data FROM metrics");
    while (query.executeStep()) {
      if (chunkDigest(query.getColumn(2).getString()) != query.getColumn(1).getInt64())
        out.push_back("metrics chunk " + std::to_string(query.getColumn(0).getInt64()) + " is not what was written");
    }
    return out;
  });
}

}  // namespace graft::store
