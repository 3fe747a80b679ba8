// SPDX-License-Identifier: Apache-2.0
// The verb queue: order, removal, and the ranking of runs that have ended.
#include <cmath>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/commands/queue/verb_ranking.hpp"
#include "tests/support/run_folders.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class QueueVerb : public tests::VerbTest {
 protected:
  std::string folder(const std::string& name) const { return home / ("home/runs/" + name); }
  void add(const std::string& name) {
    ASSERT_TRUE(makeFolder(folder(name)).ok());
    ASSERT_TRUE(writeFileAtomic(folder(name) + "/spec.json", dump(jobToJson(TrainJob()))).ok());
    ASSERT_TRUE(RunQueue(home / "home").add({name, {}}).ok());
  }
  static Names namesIn(const Json& result) {
    Names out;
    for (const Json& one : result["queue"]) out.push_back(one["run"].get<std::string>());
    return out;
  }
};

RankedRun rankedRun(const std::string& name, std::optional<double> loss) {
  RankedRun out{name, "finished", {}, {}, {}, {}};
  if (loss) out.heldoutAfter = HeldoutScore{*loss, {}, 6};
  return out;
}

TEST_F(QueueVerb, ListsWhatWaits_AndSaysHowToFillIt) {
  EXPECT_NE(shown({std::string("queue")}).find("graft train --queue"), std::string::npos);
  add("a");
  add("b");
  ASSERT_VALUE(const Json found, run({"queue", "list"}));
  EXPECT_EQ(namesIn(found), (Names{"a", "b"}));
  EXPECT_EQ(found["queue"][0]["parent"], "");
  ASSERT_VALUE(const Json runs, run({std::string("runs")}));
  EXPECT_EQ(runs["runs"][1]["state"], "queued") << "it is in the list of runs too";
}

TEST_F(QueueVerb, MovesARun) {
  for (const char* name : {"a", "b", "c"}) add(name);
  ASSERT_VALUE(const Json first, run({"queue", "move", "c", "1"}));
  EXPECT_EQ(namesIn(first), (Names{"c", "a", "b"}));
  ASSERT_VALUE(const Json last, run({"queue", "move", "c", "99"}));
  EXPECT_EQ(namesIn(last), (Names{"a", "b", "c"})) << "beyond the end is the end";
  const auto unknown = run({"queue", "move", "z", "1"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, Code::BadInput);
  EXPECT_EQ(unknown.error().kept.text(), "The queue is as it was.");
}

TEST_F(QueueVerb, RemovesTheFolder_OnlyOfARunThatNeverBegan) {
  add("new");
  add("begun");
  test::writeRecord(home / "home", "begun", "stopped");
  ASSERT_TRUE(run({"queue", "remove", "new"}).ok());
  ASSERT_VALUE(const Json left, run({"queue", "remove", "begun"}));
  EXPECT_TRUE(left["queue"].empty());
  EXPECT_FALSE(fs::exists(folder("new")));
  EXPECT_TRUE(fs::exists(folder("begun") + "/run.json"));
  EXPECT_EQ(run({"queue", "remove", "new"}).error().code, Code::BadInput);
}

TEST_F(QueueVerb, PassesOverRunsThatHaveEnded) {
  add("done");
  test::writeBytes(
      folder("done") + "/run.json",
      R"({"run":"done","state":"finished","result":{"run":"done","state":"finished","heldout_after":{"loss":0.25,"rows":6}}})");
  ASSERT_VALUE(const Json found, run({"queue", "start"}));
  ASSERT_EQ(found["runs"].size(), 1u);
  EXPECT_EQ(found["runs"][0]["run"], "done");
  EXPECT_EQ(found["runs"][0]["heldout_after"]["loss"], 0.25);
  ASSERT_VALUE(const Json left, run({std::string("queue")}));
  EXPECT_TRUE(left["queue"].empty());
}

TEST_F(QueueVerb, IsWorkedOffOnce) {
  add("a");
  ASSERT_VALUE(const auto lock, RunQueue(home / "home").startWorking());
  const auto second = run({"queue", "start"});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::Refused);
  ASSERT_VALUE(const Json left, run({std::string("queue")}));
  EXPECT_EQ(namesIn(left), Names{"a"});
}

TEST(QueueRanking, PutsTheLowestLossFirst_AndFailuresLast) {
  Ranking runs = {failedRun("broken", Error{Code::Engine, std::string("lost"), {}, {}, {}}), rankedRun("worse", 0.5),
                  rankedRun("nothing held out", {}), rankedRun("best", 0.25), rankedRun("not a number", std::nan(""))};
  rank(runs);
  Names order;
  for (const RankedRun& one : runs) order.push_back(one.run);
  EXPECT_EQ(order, (Names{"best", "worse", "broken", "nothing held out", "not a number"}));
  const Json json = toJson(runs);
  EXPECT_EQ(json[2]["state"], "failed");
  EXPECT_EQ(json[2]["error"]["code"], "engine");
  EXPECT_TRUE(json[0]["error"].is_null());
}

}  // namespace
}  // namespace graft::cli
