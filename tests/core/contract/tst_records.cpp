// SPDX-License-Identifier: Apache-2.0
// Tests the records that lie in files: manifests of datasets, entries and histories of adapters.
#include <gtest/gtest.h>

#include "core/contract/adapter_entry.hpp"
#include "core/contract/dataset_manifest.hpp"

namespace graft {
namespace {

/// Manifest of two files as version 0.1 wrote it.
constexpr const char* kManifest = R"({
 "dataset": "letters", "version": 2, "format": "csv", "encoding": "utf-8", "holdout": 0.1, "source": "letters.csv",
 "files": [{"name": "letters.csv", "format": "csv", "shape": "prompt_completion", "rows_ok": 5, "rows_rejected": 1},
           {"name": "more.jsonl", "format": "jsonl", "shape": "messages", "rows_ok": 3, "rows_rejected": 0, "heldout": true}],
 "shape": "prompt_completion", "rows_ok": 8, "rows_rejected": 1,
 "rejected": [{"line": 3, "reason": "the answer is empty", "file": "letters.csv"}],
 "exact_duplicates": 1, "near_duplicates": 0, "similar": 2, "train": 5, "heldout": 3,
 "personal_data": {"rows": 1, "email": 1, "card": 0, "iban": 0, "phone": 0},
 "warnings": ["column 'q' asks, column 'a' answers"], "understood": "column 'q' asks, column 'a' answers",
 "columns": ["q", "a", "note"], "unused": {"note": 4}, "mapping": {"completion": "a", "prompt": "q"},
 "characters": {"mean": 40.5, "median": 38, "p95": 60, "longest": 61}, "distinct_answers": 7,
 "top_answers": [{"answer": "yes", "rows": 2}], "hash": "abc",
 "revised": {"version": 1, "changed": 1, "removed": 0, "moved": 2, "masked": 0, "kept_together": 1}})";

TEST(DatasetManifest, GoesThroughItsFieldsUnchanged) {
  const Json json = Json::parse(kManifest);
  const auto manifest = fromJson<DatasetManifest>(json);
  EXPECT_EQ(manifest.label(), "letters@2");
  EXPECT_EQ(manifest.files->at(1).shape, Shape::Messages);
  EXPECT_EQ(manifest.files->at(1).heldout, true);
  EXPECT_EQ(manifest.rejected.at(0).reason.text(), "the answer is empty");
  EXPECT_EQ(manifest.revised->keptTogether, 1u);
  EXPECT_EQ(toJson(manifest), json);
}

TEST(DatasetManifest, OpensWithoutLaterFields) {
  const auto manifest = fromJson<DatasetManifest>(Json::parse(R"({"dataset": "old", "version": 1, "shape": "alpaca", "rows_ok": 3})"));
  EXPECT_EQ(manifest.rowsOk, 3u);
  EXPECT_EQ(manifest.shape, Shape::Alpaca);
  EXPECT_FALSE(manifest.personalData);
  EXPECT_FALSE(manifest.files);
  EXPECT_FALSE(toJson(manifest).contains("files") || toJson(manifest).contains("personal_data"));
}

TEST(AdapterEntry, GoesThroughItsFieldsUnchanged) {
  const Json json = Json::parse(R"({
    "run": "tickets-1", "settings": {"rank": 8}, "train_rows": 540, "base_hash": "b", "tokenizer_hash": "t", "data_hash": "d",
    "adapter_hash": "a", "heldout_before": {"loss": 4.0, "exact_match": null, "rows": 60}, "heldout_after": {"loss": 1.5, "exact_match": 0.5, "rows": 60},
    "base": "SmolLM2", "base_license": "apache-2.0", "rank": 8, "alpha": 16.0, "matched": 210, "zero": 0, "task": "tickets", "version": 3,
    "added": "2026-11-30T12:00:00Z"})");
  const auto entry = fromJson<AdapterEntry>(json);
  EXPECT_EQ(entry.run, "tickets-1");
  EXPECT_EQ(entry.heldoutAfter->exactMatch, std::optional(0.5));
  EXPECT_EQ(toJson(entry), json);
}

TEST(AdapterHistoryLine, KeepsTheLinesOfEarlierVersions) {
  for (
      const char* text :
      {R"({"what": "added", "version": 1, "at": "2026-01-01T00:00:00Z", "before": ""})",
       R"({"what": "promoted", "version": 1, "alias": "champion", "reviewer": "Ann", "note": "", "at": "2026-01-02T00:00:00Z", "before": "h"})",
       R"({"what": "rolled back", "version": 1, "alias": "champion", "from": 2, "reviewer": "Ann", "note": "n", "at": "t", "before": "h"})",
       R"({"what": "card", "version": 1, "card": {"purpose": "p"}, "at": "t", "before": "h"})",
       R"({"what": "exported", "version": 1, "kind": "peft", "type": "F32", "strength": 1.0, "verdict": "green", "files": {"a": "h"}, "at": "t", "before": "h"})",
       R"({"what": "taken in", "version": 1, "bundle_version": 4, "bundle_history": "h", "at": "t", "before": "h"})"}) {
    const Json json = Json::parse(text);
    EXPECT_EQ(toJson(fromJson<AdapterHistoryLine>(json)), json) << text;
  }
}

TEST(AdapterHistoryLine, KeepsTheWordOfALaterVersion) {
  const auto line = fromJson<AdapterHistoryLine>(Json::parse(R"({"what": "painted", "version": 1})"));
  EXPECT_FALSE(line.act());
  EXPECT_EQ(line.what, "painted");
  EXPECT_EQ(line.version, 1);
}

}  // namespace
}  // namespace graft
