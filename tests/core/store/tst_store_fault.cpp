// SPDX-License-Identifier: Apache-2.0
// Tests the store under kills, full disks and damaged files: committed data survives, uncommitted data is gone entirely.
#include <gtest/gtest.h>

#include <random>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/wait.h>

#include "core/store/metrics.hpp"
#include "core/store/migrations.hpp"
#include "core/store/runs.hpp"
#include "core/store/store.hpp"
#include "tests/support/fault_vfs.hpp"
#include "tests/support/run_folders.hpp"

using namespace graft;
using namespace graft::store;
using namespace graft::test;
namespace fs = std::filesystem;

namespace {

/// Prepares a home whose store knows run "a" and its note, with a run "b" still to be read.
void prepare(const std::string& home) {
  writeResumedRun(home, "a");
  auto store = Store::open(home, 0);
  ASSERT_TRUE(store.ok() && store->catchUp().ok() && setNote(*store, "a", "first").ok());
  writeResumedRun(home, "b", 1500);
}

/// The operation under test: two commits of different kinds.
Status work(const std::string& home) {
  GRAFT_TRY(auto store, Store::open(home, 0));
  GRAFT_CHECK(store.catchUp());
  return setNote(store, "a", "second");
}

/// Expects the complete old or the complete new state.
void expectWhole(const std::string& home, const std::string& when) {
  auto store = Store::open(home, 0);
  ASSERT_TRUE(store.ok()) << when << ": " << store.error().text();
  EXPECT_TRUE(store->notices().empty()) << when;
  EXPECT_TRUE(store->check()->empty()) << when;
  EXPECT_EQ(series(*store, "a", Metric::Loss)->size(), 60u) << when;
  const auto b = series(*store, "b", Metric::Loss)->size();
  EXPECT_TRUE(b == 0 || b == 1500) << when << ": " << b;
  const auto runs = listRuns(*store, {{"a"}, {}, Bin::Without});
  const std::string note = runs->empty() ? "" : runs->back().note;
  EXPECT_TRUE(note == "first" || (note == "second" && b == 1500)) << when << ": " << note;
}

void inChild(const std::function<void()>& what, bool* killed) {
  const pid_t child = ::fork();
  if (child == 0) {
    what();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  *killed = WIFSIGNALED(status);
}

}  // namespace

TEST(StoreFault, D4_AKillAtEveryFileCallLeavesOldOrNewState) {
  planSqliteFault(FaultKind::None, 0);
  bool killed = true;
  int points = 0;
  for (int n = 1; killed && n < 2000; ++n) {
    Scratch home;
    prepare(home.path());
    inChild(
        [&] {
          planSqliteFault(FaultKind::Kill, n);
          (void)work(home.path());
        },
        &killed);
    expectWhole(home.path(), "killed at call " + std::to_string(n));
    ASSERT_TRUE(work(home.path()).ok());
    auto store = Store::open(home.path(), 0);
    EXPECT_EQ(series(*store, "b", Metric::Loss)->size(), 1500u);
    points += killed;
  }
  EXPECT_GT(points, 20);
  EXPECT_FALSE(killed);
}

TEST(StoreFault, C2_AFullOrFailingDiskLosesNothing) {
  for (const FaultKind kind : {FaultKind::Full, FaultKind::IoError}) {
    int failures = 0;
    for (int n = 1; n < 2000; ++n) {
      Scratch home;
      prepare(home.path());
      planSqliteFault(kind, n, n % 2 == 0);
      const Status done = work(home.path());
      const bool reached = sqliteCalls() >= n;
      planSqliteFault(FaultKind::None, 0);
      if (!done.ok()) EXPECT_EQ(done.error().code, Code::DoesNotFit) << done.error().text();
      failures += !done.ok();
      expectWhole(home.path(), "failed at call " + std::to_string(n));
      ASSERT_TRUE(work(home.path()).ok());
      if (!reached) break;
    }
    EXPECT_GT(failures, 10);
  }
}

TEST(StoreFault, D7_AMigrationKilledAnywhereIsOldOrNew) {
  planSqliteFault(FaultKind::None, 0);
  const auto version1 = readFile(tests::data("store/version1.sql"));
  ASSERT_TRUE(version1.ok());
  bool killed = true;
  int points = 0;
  for (int n = 1; killed && n < 2000; ++n) {
    Scratch home;
    const std::string file = home.path() + "/store/store.sqlite";
    fs::create_directories(home.path() + "/store");
    {
      SQLite::Database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(*version1);
    }
    inChild(
        [&] {
          planSqliteFault(FaultKind::Kill, n);
          (void)Store::open(home.path(), 0);
        },
        &killed);
    {
      SQLite::Database db(file, SQLite::OPEN_READWRITE);
      EXPECT_EQ(db.execAndGet("PRAGMA integrity_check").getString(), "ok");
      const int version = db.execAndGet("PRAGMA user_version").getInt();
      EXPECT_TRUE(version >= 1 && version <= newestVersion()) << version;  // each migration is one transaction
      EXPECT_EQ(db.execAndGet("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'").getInt(), version == 1 ? 0 : 1);
    }
    auto store = Store::open(home.path(), 0);
    ASSERT_TRUE(store.ok()) << n;
    EXPECT_EQ(series(*store, "starter-1", Metric::Loss)->size(), 3u);
    points += killed;
  }
  EXPECT_GT(points, 20);
}

// Truncated, overwritten, flipped, zeroed, wrong magic: detected on opening, reading or checking, or harmless. All runs are restored.
TEST(StoreFault, D5_AThousandDamagedCopies) {
  planSqliteFault(FaultKind::None, 0);
  Scratch home;
  prepare(home.path());
  ASSERT_TRUE(work(home.path()).ok());
  const std::string file = home.path() + "/store/store.sqlite", whole = *readFile(file);
  std::mt19937 random(7);
  int aside = 0, reported = 0, harmless = 0;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr int kCopies = 100;  // sanitizers are ten times as slow, and few copies suffice to find a fault
#else
  constexpr int kCopies = 1000;
#endif
  for (int i = 0; i < kCopies; ++i) {
    std::string bytes = whole;
    const size_t at = random() % bytes.size(), page = at / 4096 * 4096;
    switch (i % 5) {
      case 0: bytes.resize(at); break;
      case 1: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8)); break;
      case 2: std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), 4096, '\0'); break;
      case 3: bytes.replace(page, 4096, whole.substr(random() % (bytes.size() / 4096) * 4096, 4096)); break;
      default: bytes[random() % 100] = static_cast<char>(random());
    }
    fs::remove_all(home.path() + "/store");
    writeBytes(file, bytes);
    auto store = Store::open(home.path(), 0);
    if (!store.ok()) {  // the header names a newer version or another format
      EXPECT_EQ(store.error().code, Code::Refused) << store.error().text();
      EXPECT_EQ(*readFile(file), bytes);
      ++reported;
      store = Store::rebuild(home.path());
      ASSERT_TRUE(store.ok()) << i << store.error().text();
    }
    aside += !store->notices().empty();
    const auto faults = store->check();
    if (!faults.ok() || !faults->empty()) {
      ++reported;
      store = Error{Code::Internal, {}, {}, {}, {}};  // releases its lock
      store = Store::rebuild(home.path());
      ASSERT_TRUE(store.ok()) << i;
    } else if (store->notices().empty()) {
      ++harmless;
    }
    const Status read = store->catchUp();
    ASSERT_TRUE(read.ok()) << i << ": " << read.error().text();
    const auto a = series(*store, "a", Metric::Loss), b = series(*store, "b", Metric::Loss);
    ASSERT_TRUE(a.ok() && b.ok()) << i;
    ASSERT_EQ(a->size(), 60u) << i;
    ASSERT_EQ(b->size(), 1500u) << i;
    for (size_t s = 0; s < 1500; ++s) ASSERT_EQ((*b)[s], 1 / static_cast<double>(s + 1)) << i;
  }
  std::printf("%d moved aside on opening, %d reported later, %d harmless\n", aside, reported, harmless);
  EXPECT_GT(aside + reported, kCopies / 2);
}

TEST(StoreFault, NotesAreTakenOverFromADamagedStore) {
  planSqliteFault(FaultKind::None, 0);
  Scratch home;
  prepare(home.path());
  ASSERT_TRUE(work(home.path()).ok());
  const std::string file = home.path() + "/store/store.sqlite";
  std::string bytes = *readFile(file);
  bytes.resize(bytes.size() - 4096);  // metrics of "b", written last
  writeBytes(file, bytes);
  auto store = Store::open(home.path(), 0);
  ASSERT_TRUE(store.ok());
  ASSERT_EQ(store->notices().size(), 1u);
  ASSERT_TRUE(store->catchUp().ok());
  const auto runs = listRuns(*store, {{"a"}, {}, Bin::Without});
  ASSERT_FALSE(runs->empty());
  EXPECT_EQ(runs->back().note, "second");
  EXPECT_TRUE(fs::exists(home.path() + "/store/damaged-1.sqlite"));
}
