// SPDX-License-Identifier: Apache-2.0
// Builds a store of 10,000 runs and 50 million points and measures opening, listing, searching and one chart. Usage: store_volume FOLDER
// [RUNS [STEPS]]. Default: 10,000 runs x 715 steps x 7 metrics, and one run of 100,000 steps. The figures go into the README; this is no
// test.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/store/metrics.hpp"
#include "core/store/run_writer.hpp"
#include "core/store/runs.hpp"
#include "core/store/store.hpp"

using namespace graft;
using namespace graft::store;

namespace {

template <class Work>
void timed(const char* what, Work&& work) {
  const auto began = std::chrono::steady_clock::now();
  const size_t count = work();
  const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  std::printf("%-34s %10.1f ms   %zu\n", what, ms, count);
}

void fill(SQLite::Database& db, const std::string& name, int64_t steps) {
  Json record = {{"state", "finished"},
                 {"model", "SmolLM2-135M"},
                 {"dataset", "tickets"},
                 {"started", "2026-11-24T08:00:00Z"},
                 {"settings", {{"rank", 16}, {"lr", 1e-4}, {"epochs", 3}}},
                 {"result", {{"steps", steps}, {"heldout_after", {{"loss", 0.3}}}}}};
  const int64_t id = RunWriter::writeRecord(db, name, record, "stamp");
  RunWriter writer(db, id);
  for (int64_t s = 1; s <= steps; ++s)
    writer.take({FrameType::Step,
                 0,
                 0,
                 {{"step", s},
                  {"loss", 1.0 / static_cast<double>(s)},
                  {"lr", 1e-4},
                  {"grad_norm", 1.0},
                  {"tokens", 500},
                  {"supervised_tokens", 100},
                  {"seconds", 1.0},
                  {"epoch", 0.5}}},
                "0001.frames");
  writer.flush();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string home = argv[1];
  const int runs = argc > 2 ? std::atoi(argv[2]) : 10'000;
  const int64_t steps = argc > 3 ? std::atol(argv[3]) : 715;
  {
    auto store = Store::open(home);
    if (!store.ok()) return std::fprintf(stderr, "%s\n", store.error().text().c_str()), 1;
    timed("filling", [&] {
      for (int i = 0; i < runs; i += 100) {
        SQLite::Transaction transaction(store->connection());
        for (int k = i; k < std::min(runs, i + 100); ++k) fill(store->connection(), "run-" + std::to_string(k), steps);
        if (i == 0) fill(store->connection(), "long", 100'000);
        transaction.commit();
      }
      return static_cast<size_t>(store->connection().execAndGet("SELECT sum(length(data)) / 8 FROM metrics").getInt64());
    });
    std::printf("%.0f MiB\n", static_cast<double>(std::filesystem::file_size(store->file())) / (1 << 20));
  }
  Result<Store> store = Error{};
  timed("opening", [&] {
    store = Store::open(home);
    return size_t{store.ok()};
  });
  timed("list of all runs", [&] { return listRuns(*store, {})->size(); });
  timed("search by name", [&] { return listRuns(*store, {"run-77", {}, Bin::Without})->size(); });
  timed("one metric of a run", [&] { return series(*store, "run-5000", Metric::Loss)->size(); });
  timed("one metric of 100,000 steps", [&] { return series(*store, "long", Metric::GradNorm)->size(); });
  timed("eight runs, one metric", [&] {
    size_t points = 0;
    for (int i = 0; i < 8; ++i) points += series(*store, "run-" + std::to_string(i * 1000), Metric::Loss)->size();
    return points;
  });
  return 0;
}
