// SPDX-License-Identifier: Apache-2.0
// Tests the store: contents independent of read portions, write access, damage, foreign files and other versions (D1 to D14).
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/wait.h>

#include "core/store/datasets.hpp"
#include "core/store/history.hpp"
#include "core/store/metrics.hpp"
#include "core/store/migrations.hpp"
#include "core/store/run_details.hpp"
#include "core/store/runs.hpp"
#include "core/store/store.hpp"
#include "tests/support/run_folders.hpp"

using namespace graft;
using namespace graft::store;
using namespace graft::test;

namespace {

/// Dumps every row of every table, except stamps and audit times, which differ between two copies of a folder.
std::string rowsOf(const Store& store) {
  std::string out;
  auto& db = store.connection();
  SQLite::Statement tables(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  while (tables.executeStep()) {
    const auto table = tables.getColumn(0).getString();
    SQLite::Statement rows(db, "SELECT * FROM " + table + (table == "metrics" ? " ORDER BY run, metric, chunk" : ""));
    while (rows.executeStep()) {
      out += table;
      for (int i = 0; i < rows.getColumnCount(); ++i) {
        const std::string name = rows.getColumnName(i);
        if (name != "record_stamp" && !(table == "metrics" && name == "id")) out += "|" + rows.getColumn(i).getString();
      }
      out += "\n";
    }
  }
  return out;
}

Store opened(const std::string& home) {
  auto store = Store::open(home, 0);
  EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().text());
  return std::move(store).value();
}
Store filled(const std::string& home) {
  Store store = opened(home);
  const auto read = store.catchUp();
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().text());
  return store;
}

}  // namespace

TEST(Store, ReadsARunThatWasCutAndWentOn) {
  Scratch home;
  writeResumedRun(home.path(), "tickets-1");
  const Store store = filled(home.path());
  EXPECT_TRUE(store.notices().empty());
  const auto loss = series(store, "tickets-1", Metric::Loss), seconds = series(store, "tickets-1", Metric::Seconds),
             norm = series(store, "tickets-1", Metric::GradNorm);
  ASSERT_TRUE(loss.ok() && seconds.ok() && norm.ok());
  ASSERT_EQ(loss->size(), 60u);
  for (size_t i = 0; i < 60; ++i) EXPECT_EQ((*loss)[i], 1 / static_cast<double>(i + 1));
  EXPECT_EQ((*seconds)[39], 1.0);  // from the first worker
  EXPECT_EQ((*seconds)[40], 2.0);  // steps beyond the checkpoint were repeated by the second worker
  EXPECT_TRUE(std::isnan((*norm)[6]));
  const auto runs = listRuns(store, {});
  ASSERT_TRUE(runs.ok());
  ASSERT_EQ(runs->size(), 1u);
  EXPECT_EQ((*runs)[0].heldoutLoss, 0.25);
  EXPECT_FALSE((*runs)[0].heldoutExactMatch.has_value());
}

TEST(Store, AShorterSecondHalfTakesBackWhatTheFirstHadDone) {
  Scratch home;
  writeResumedRun(home.path(), "r", 45);
  const Store store = filled(home.path());
  EXPECT_EQ(series(store, "r", Metric::Loss)->size(), 45u);
  EXPECT_EQ(store.connection().execAndGet("SELECT max(step) FROM checkpoints").getInt(), 40);
  EXPECT_EQ(store.connection().execAndGet("SELECT max(step) FROM evaluations").getInt(), 40);
}

TEST(Store, TheSameFramesInAnyPortionsGiveTheSameRows) {
  Scratch whole;
  writeResumedRun(whole.path(), "r", 2100);  // three chunks
  const Store once = filled(whole.path());
  const std::string expected = rowsOf(once);
  const std::string streams[] = {streamOf(1, 50, 1.0, false), streamOf(41, 2100, 2.0, true)};
  for (int seed = 0; seed < 20; ++seed) {
    Scratch home;
    Store store = opened(home.path());
    std::mt19937 random(static_cast<unsigned>(seed));
    for (int part = 0; part < 2; ++part) {
      const std::string file = home.path() + "/runs/r/events/000" + std::to_string(part + 1) + ".frames";
      for (size_t size = 0; size < streams[part].size();) {
        size = std::min(streams[part].size(), size + 1 + random() % (streams[part].size() / 3));
        writeBytes(file, streams[part].substr(0, size));
        writeRecord(home.path(), "r", "running");
        ASSERT_TRUE(store.catchUp().ok());
      }
    }
    writeRecord(home.path(), "r", "finished");
    ASSERT_TRUE(store.catchUp().ok());
    ASSERT_EQ(rowsOf(store), expected) << "seed " << seed;
    ASSERT_TRUE(store.catchUp("r").ok());  // a repeated call changes nothing
    ASSERT_EQ(rowsOf(store), expected);
  }
}

TEST(Store, ANameThatIsGivenAgainIsAnotherRun) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  std::filesystem::remove_all(home.path() + "/runs/r");
  writeBytes(home.path() + "/runs/r/events/0001.frames", streamOf(1, 5, 3.0, false));
  writeRecord(home.path(), "r", "finished", "2026-11-25T09:00:00Z");
  ASSERT_TRUE(store.catchUp().ok());
  EXPECT_EQ(*series(store, "r", Metric::Seconds), std::vector<double>(5, 3.0));
  EXPECT_EQ(store.connection().execAndGet("SELECT count(*) FROM evaluations").getInt(), 0);
}

TEST(Store, ADamagedStreamIsReadUpToTheDamage) {
  Scratch home;
  std::string bytes = streamOf(1, 50, 1.0, false);
  bytes[bytes.size() / 2] = '\xff';
  for (size_t i = bytes.size() / 2; i < bytes.size() / 2 + 64; ++i) bytes[i] = '\xff';
  writeBytes(home.path() + "/runs/r/events/0001.frames", bytes);
  writeRecord(home.path(), "r", "stopped");
  const Store store = filled(home.path());
  ASSERT_EQ(store.notices().size(), 1u);
  EXPECT_NE(store.notices()[0].find("0001.frames"), std::string::npos);
  const auto steps = series(store, "r", Metric::Loss)->size();
  EXPECT_GT(steps, 10u);
  EXPECT_LT(steps, 50u);
}

TEST(Store, ARunWithoutEventsIsReadFromItsMetrics) {
  Scratch home;
  writeRecord(home.path(), "old", "finished");
  writeBytes(home.path() + "/runs/old/metrics.jsonl",
             "{\"step\": 1, \"loss\": 3.5}\n{\"step\": 1, \"heldout_loss\": 4}\n{\"step\": 2, \"loss\": 3.25}\n{\"st");
  const Store store = filled(home.path());
  EXPECT_EQ(*series(store, "old", Metric::Loss), (std::vector<double>{3.5, 3.25}));
}

TEST(Store, D1_TheSecondProgramReadsOnly) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store first = filled(home.path());
  Store second = opened(home.path());
  EXPECT_FALSE(first.isReadOnly());
  ASSERT_TRUE(second.isReadOnly());
  EXPECT_EQ(listRuns(second, {})->size(), 1u);
  const Status refused = setNote(second, "r", "x");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_TRUE(setNote(first, "r", "x").ok());
  EXPECT_EQ((*listRuns(second, {}))[0].note, "x");
}

TEST(Store, D2_ALockOfAKilledProgramIsNoLock) {
  Scratch home;
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = Store::open(home.path(), 0);
    if (store.ok()) ::raise(SIGKILL);
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(opened(home.path()).isReadOnly());
}

TEST(Store, D3_AForeignLockLosesNothing) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = opened(home.path());
  {
    SQLite::Database other(store.file(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN EXCLUSIVE");
    const Status busy = store.catchUp();
    ASSERT_FALSE(busy.ok());
    EXPECT_EQ(busy.error().code, Code::Refused);
    EXPECT_NE(busy.error().what.text().find("locked"), std::string::npos);
  }
  ASSERT_TRUE(store.catchUp().ok());
  EXPECT_EQ(series(store, "r", Metric::Loss)->size(), 60u);
}

TEST(Store, D7_AnOldStoreIsBroughtForwardAndKept) {
  Scratch home;
  const auto dump1 = readFile(tests::data("store/version1.sql"));
  ASSERT_TRUE(dump1.ok());
  std::filesystem::create_directories(home.path() + "/store");
  {
    SQLite::Database(home.path() + "/store/store.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(*dump1);
  }
  Store store = opened(home.path());
  EXPECT_EQ(*versionOf(store.connection()), newestVersion());
  EXPECT_EQ(listRuns(store, {})->size(), 1u);
  EXPECT_EQ(series(store, "starter-1", Metric::Loss)->size(), 3u);
  EXPECT_TRUE(setNote(store, "starter-1", "kept").ok());
  SQLite::Database before(home.path() + "/store/before-migration-1.sqlite", SQLite::OPEN_READONLY);
  EXPECT_EQ(before.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_EQ(before.execAndGet("SELECT count(*) FROM runs").getInt(), 1);
}

TEST(Store, D8_ANewerStoreIsRefusedUntouched) {
  Scratch home;
  {
    filled(home.path()).connection().exec("PRAGMA user_version = 99");
  }
  const auto before = readFile(home.path() + "/store/store.sqlite");
  const auto store = Store::open(home.path(), 0);
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().code, Code::Refused);
  EXPECT_NE(store.error().what.text().find("99"), std::string::npos);
  EXPECT_EQ(*readFile(home.path() + "/store/store.sqlite"), *before);
}

TEST(Store, D9_NoSharedMemoryIsEverUsed) {
  Scratch home;
  const Store store = filled(home.path());
  EXPECT_EQ(store.connection().execAndGet("PRAGMA journal_mode").getString(), "delete");
}

TEST(Store, D10_AnyTextIsKeptAsItIs) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  const std::string odd[] = {"'; DROP TABLE runs; --",    "\"quoted\" \\ %_", std::string("\x01\x1f\x7f"),
                             "\u202eright to left\u202c", "日本語 🙂",        std::string(1 << 20, 'x')};
  for (const auto& text : odd) {
    ASSERT_TRUE(setNote(store, "r", text).ok());
    EXPECT_EQ((*listRuns(store, {}))[0].note, text);
    if (text.size() < 100) {
      EXPECT_EQ(listRuns(store, {text, {}, Bin::Without})->size(), 1u) << text;
      ASSERT_TRUE(addTag(store, "r", text).ok());
      EXPECT_EQ(listRuns(store, {{}, text, Bin::Without})->size(), 1u) << text;
    }
  }
  EXPECT_EQ(listRuns(store, {"%", {}, Bin::Without})->size(), 1u);  // a tag contains one
  ASSERT_TRUE(removeTag(store, "r", odd[1]).ok());
  ASSERT_TRUE(setNote(store, "r", "").ok());
  EXPECT_EQ(listRuns(store, {"%_", {}, Bin::Without})->size(), 0u);
  EXPECT_FALSE(setNote(store, "r", std::string((1 << 20) + 1, 'x')).ok());
  EXPECT_FALSE(setNote(store, "no such run", "x").ok());
}

TEST(Store, D12_ForeignTablesAndTriggersAreRefused) {
  Scratch home;
  {
    filled(home.path()).connection().exec("CREATE TRIGGER sneaky AFTER INSERT ON runs BEGIN DELETE FROM runs; END");
  }
  auto store = Store::open(home.path(), 0);
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().code, Code::Refused);
  Scratch other;
  std::filesystem::create_directories(other.path() + "/store");
  {
    SQLite::Database(other.path() + "/store/store.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE theirs (x)");
  }
  const auto before = readFile(other.path() + "/store/store.sqlite");
  store = Store::open(other.path(), 0);
  ASSERT_FALSE(store.ok());
  EXPECT_NE(store.error().what.text().find("another program"), std::string::npos);
  EXPECT_EQ(*readFile(other.path() + "/store/store.sqlite"), *before);
}

TEST(Store, D13_TheBinGivesBackAndRefusesWhatIsGoingOn) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  {
    const auto working = FolderLock::take(home.path() + "/runs/r");
    const Status refused = moveToBin(store, "r");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::Refused);
  }
  ASSERT_TRUE(moveToBin(store, "r").ok());
  EXPECT_EQ(listRuns(store, {})->size(), 0u);
  EXPECT_EQ(listRuns(store, {{}, {}, Bin::Only})->size(), 1u);
  EXPECT_EQ(*emptyOldBin(store), 0u);
  ASSERT_TRUE(restoreFromBin(store, "r").ok());
  EXPECT_EQ(listRuns(store, {})->size(), 1u);
  EXPECT_TRUE(std::filesystem::exists(home.path() + "/runs/r/run.json"));
  ASSERT_TRUE(moveToBin(store, "r").ok());
  store.connection().exec("UPDATE bin SET since = '2020-01-01T00:00:00Z'");
  EXPECT_EQ(*emptyOldBin(store), 1u);
  EXPECT_FALSE(std::filesystem::exists(home.path() + "/bin/r"));
  EXPECT_EQ(listRuns(store, {{}, {}, Bin::Only})->size(), 0u);
  EXPECT_EQ((*auditLog(store, 1))[0]["action"], "deleted from the bin");
}

TEST(Store, D14_ABackupComesBackAsItWas) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  std::string before;
  const std::string copy = home.path() + "/copy.sqlite";
  {
    Store store = filled(home.path());
    ASSERT_TRUE(setNote(store, "r", "mine").ok());
    before = rowsOf(store);
    ASSERT_TRUE(store.backup(copy).ok());
    EXPECT_EQ(store.backup(copy).error().code, Code::Refused);
    ASSERT_TRUE(setNote(store, "r", "changed").ok());
    EXPECT_EQ(Store::restore(home.path(), copy).error().code, Code::Refused);  // the store is in use
  }
  ASSERT_TRUE(Store::restore(home.path(), copy).ok());
  EXPECT_EQ(rowsOf(opened(home.path())), before);
  EXPECT_TRUE(std::filesystem::exists(home.path() + "/store/before-restore-1.sqlite"));
  writeBytes(copy, readFile(copy)->substr(0, 9000));
  EXPECT_FALSE(Store::restore(home.path(), copy).ok());
  EXPECT_EQ(rowsOf(opened(home.path())), before);
}

TEST(Store, VotesNameWhatTheyJudged) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  ASSERT_VALUE(const int64_t comparison, addComparison(store, {"r"}, CompareResult()));
  const Vote first{4, "adapter", "r", "q4", "b4", "a4"}, second{1, "tie", "r", "q1", "b1", "a1"};
  ASSERT_TRUE(setVote(store, comparison, first).ok());
  ASSERT_TRUE(setVote(store, comparison, second).ok());
  EXPECT_EQ(*votes(store, comparison), (std::vector<Vote>{second, first}));
  Vote changed = first;
  changed.choice = "base";
  ASSERT_TRUE(setVote(store, comparison, changed).ok());
  ASSERT_TRUE(setVote(store, comparison, {1, "", "r", "q1", "b1", "a1"}).ok());
  EXPECT_EQ(*votes(store, comparison), std::vector<Vote>{changed});
  EXPECT_TRUE(votes(store, comparison + 1)->empty());
}

TEST(Store, VotesOfVersion2AreKept) {
  Scratch home;
  {
    Store store = filled(home.path());
  }
  const std::string file = home.path() + "/store/store.sqlite";
  {
    SQLite::Database db(file, SQLite::OPEN_READWRITE);
    for (const char* column : {"run", "question", "base_answer", "adapter_answer"})
      db.exec(std::string("ALTER TABLE votes DROP COLUMN ") + column);
    db.exec("INSERT INTO comparisons VALUES (7, 'now', '[]', '{}')");
    db.exec("INSERT INTO votes (comparison, item, choice, made) VALUES (7, 0, 'tie', 'now')");
    db.exec("PRAGMA user_version = 2");
  }
  Store store = opened(home.path());
  EXPECT_EQ(*versionOf(store.connection()), newestVersion());
  EXPECT_EQ(*votes(store, 7), (std::vector<Vote>{{0, "tie", "", "", "", ""}}));
}

/// A dataset that was deleted or renamed leaves the list; the link under its old name is no second dataset.
TEST(Store, ForgetsADataset_WhenItsFolderIsGone) {
  namespace fs = std::filesystem;
  Scratch home;
  const auto put = [&](const std::string& name, int version) {
    const std::string folder = home.path() + "/datasets/" + name + "/" + std::to_string(version);
    fs::create_directories(folder);
    ASSERT_TRUE(writeFileAtomic(folder + "/manifest.json", dump(Json{{"dataset", name}, {"version", version}, {"hash", "x"}})).ok());
  };
  put("letters", 1);
  put("letters", 2);
  put("tickets", 1);
  Store store = filled(home.path());
  const auto names = [&] {
    std::string out;
    const auto rows = listDatasets(store);
    EXPECT_TRUE(rows.ok());
    for (const auto& row : *rows) out += row.name + "@" + std::to_string(row.version) + " ";
    return out;
  };
  EXPECT_EQ(names(), "letters@2 letters@1 tickets@1 ");
  fs::remove_all(home.path() + "/datasets/letters/1");
  fs::rename(home.path() + "/datasets/tickets", home.path() + "/datasets/mail");
  fs::create_directory_symlink("mail", home.path() + "/datasets/tickets");
  ASSERT_TRUE(store.catchUp().ok());
  EXPECT_EQ(names(), "letters@2 mail@1 ");
}

/// The list holds what people compare runs by.
TEST(Store, ListsResultsBeforeAndAfter) {
  Scratch home;
  std::filesystem::create_directories(home.path() + "/runs");
  std::filesystem::copy(tests::data("ui/starter-1"), home.path() + "/runs/starter-1", std::filesystem::copy_options::recursive);
  Store store = filled(home.path());
  const auto rows = listRuns(store, {});
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 1U);
  const RunRow& row = rows->front();
  EXPECT_EQ(row.exactMatchBefore, 0.0);
  EXPECT_NEAR(row.heldoutExactMatch.value_or(0), 119.0 / 121, 1e-12);
  EXPECT_EQ(row.questions, 121);
  EXPECT_GT(row.seconds.value_or(0), 1);
  const auto details = readRunDetails(store, "starter-1");
  ASSERT_TRUE(details.ok());
  EXPECT_EQ(details->row.exactMatchBefore, row.exactMatchBefore);
  EXPECT_EQ(details->row.seconds, row.seconds);
  EXPECT_EQ(details->row.questions, row.questions);
}

TEST(Store, TheAuditLogIsAppendOnly) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  ASSERT_TRUE(setNote(store, "r", "x").ok());
  ASSERT_TRUE(addComparison(store, {"r"}, CompareResult()).ok());
  EXPECT_THROW(store.connection().exec("DELETE FROM audit"), SQLite::Exception);
  EXPECT_THROW(store.connection().exec("UPDATE audit SET actor = 'nobody'"), SQLite::Exception);
  EXPECT_EQ(auditLog(store, 10)->size(), 2u);
}

namespace {

std::vector<ActKind> kindsOf(const std::vector<Act>& acts) {
  std::vector<ActKind> out;
  for (const Act& act : acts) out.push_back(act.kind);
  return out;
}

RecordedRun recorded(const Json& record) { return {"r", fromJson<RunRecord>(record), {}}; }

}  // namespace

TEST(History, ARunIsToldFromStartToEnd) {
  Scratch home;
  writeRecord(home.path(), "r", "stopped");
  Json record = *readJsonFile(home.path() + "/runs/r/run.json");
  record["resumed"] = {"2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z"};
  record["ended"] = "2026-11-25T10:00:00Z";
  record["result"]["heldout_before"] = {{"loss", 3.0}, {"exact_match", 0.0}};
  record["result"]["heldout_after"]["exact_match"] = 0.75;
  const auto acts = actsOf(recorded(record), home.path());
  EXPECT_EQ(kindsOf(acts), (std::vector{ActKind::RunStarted, ActKind::RunResumed, ActKind::RunResumed, ActKind::RunEnded}));
  EXPECT_EQ(acts[0].at, "2026-11-24T08:00:00Z");
  EXPECT_EQ(acts[0].detail, "tickets@1");
  EXPECT_EQ(acts[2].at, "2026-11-25T09:00:00Z");
  EXPECT_EQ(acts[3].detail, "stopped");
  EXPECT_EQ(acts[3].exactBefore, 0.0);
  EXPECT_EQ(acts[3].exactAfter, 0.75);
  EXPECT_EQ(acts[3].lossAfter, 0.25);
  // A record of an early version lacks the time of its end: nothing is made up.
  record.erase("ended");
  EXPECT_EQ(actsOf(recorded(record), home.path()).size(), 3u);
}

TEST(History, ARunWithoutAWorkerIsInterruptedAtItsLastEvent) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  writeRecord(home.path(), "r", "running");
  const auto run = recorded(*readJsonFile(home.path() + "/runs/r/run.json"));
  const auto acts = actsOf(run, home.path());
  ASSERT_EQ(kindsOf(acts), (std::vector{ActKind::RunStarted, ActKind::RunEnded}));
  EXPECT_EQ(acts[1].detail, "interrupted");
  EXPECT_GT(acts[1].at, "2026");
  const auto working = FolderLock::take(home.path() + "/runs/r");
  EXPECT_EQ(kindsOf(actsOf(run, home.path())), std::vector{ActKind::RunStarted});
}

TEST(History, TheBinAndTheLogAreTold) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  ASSERT_TRUE(addTag(store, "r", "best").ok());
  ASSERT_TRUE(moveToBin(store, "r").ok());
  ASSERT_VALUE(const auto runs, recordedRuns(store));
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_FALSE(runs[0].binnedSince.empty());
  ASSERT_TRUE(noteAct(store, ActKind::RunPaused, "r").ok());
  ASSERT_TRUE(noteAct(store, ActKind::ModelAdded, "tiny.gguf").ok());
  EXPECT_FALSE(noteAct(store, ActKind::RunStarted, "r").ok());  // its record tells it
  ASSERT_TRUE(audit(store, "a later act", "r", "").ok());
  ASSERT_VALUE(const auto acts, auditedActs(store, 100));
  EXPECT_EQ(kindsOf(acts), (std::vector{ActKind::Other, ActKind::ModelAdded, ActKind::RunPaused, ActKind::RunBinned, ActKind::TagAdded}));
  EXPECT_EQ(acts[0].detail, "a later act");
  EXPECT_EQ(acts[4].detail, "best");
  for (const Act& act : acts) EXPECT_FALSE(act.actor.empty());
}

TEST(History, ComparisonsAndVotesNameTheirAdapters) {
  Scratch home;
  writeResumedRun(home.path(), "r");
  Store store = filled(home.path());
  CompareResult result;
  result.verdict = Verdict::Better;
  ASSERT_VALUE(const int64_t comparison, addComparison(store, {"r", "tickets@2"}, result));
  ASSERT_TRUE(setVote(store, comparison, {4, "adapter", "r", "q4", "b4", "a4"}).ok());
  store.connection().exec("INSERT INTO comparisons VALUES (77, 'now', 'broken', 'broken')");  // as salvaged from a damaged store
  ASSERT_VALUE(const auto acts, auditedActs(store, 100));
  ASSERT_EQ(kindsOf(acts), (std::vector{ActKind::Voted, ActKind::Compared}));
  EXPECT_EQ(acts[0].subject, "r");
  EXPECT_EQ(acts[1].subject, "r");
  EXPECT_EQ(acts[1].detail, "r, tickets@2");
  EXPECT_EQ(acts[1].verdict, Verdict::Better);
}
