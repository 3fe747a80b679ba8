// SPDX-License-Identifier: Apache-2.0
// Manifest of a dataset's version: the file manifest.json beside its rows, and the result of `graft import`.
#pragma once

#include "core/contract/fields.hpp"

namespace graft {

/// Form of the rows in a source file.
enum class Shape { Unknown, Alpaca, Messages, ShareGpt, PromptCompletion, Text, Preference, Kto, Tokens };
template <>
struct EnumNames<Shape> {
  static constexpr const char* from = "--shape";
  static constexpr Shape last = Shape::Tokens;
  static constexpr const char* names[] = {"unknown", "alpaca",     "messages", "sharegpt", "prompt_completion",
                                          "text",    "preference", "kto",      "tokens"};
};

/// Row that was left out.
struct RejectedRow {
  uint64_t line = 0;
  Message reason;
  std::optional<std::string> file;  ///< name of the file, if there are several
  static constexpr auto fields =
      std::tuple{Field{"line", &RejectedRow::line}, Field{"reason", &RejectedRow::reason}, Field{"file", &RejectedRow::file}};
};

/// File of an import of several files.
struct ImportedFile {
  std::string name, format;
  Shape shape = Shape::Unknown;
  uint64_t rowsOk = 0, rowsRejected = 0;
  std::optional<bool> heldout;  ///< true for a file of held-out rows
  static constexpr auto fields = std::tuple{Field{"name", &ImportedFile::name},
                                            Field{"format", &ImportedFile::format},
                                            Field{"shape", &ImportedFile::shape},
                                            Field{"rows_ok", &ImportedFile::rowsOk},
                                            Field{"rows_rejected", &ImportedFile::rowsRejected},
                                            Field{"heldout", &ImportedFile::heldout}};
};

/// Numbers of rows with likely personal data, in total and by kind.
struct PersonalDataCounts {
  uint64_t rows = 0, email = 0, card = 0, iban = 0, phone = 0;
  static constexpr auto fields = std::tuple{Field{"rows", &PersonalDataCounts::rows}, Field{"email", &PersonalDataCounts::email},
                                            Field{"card", &PersonalDataCounts::card}, Field{"iban", &PersonalDataCounts::iban},
                                            Field{"phone", &PersonalDataCounts::phone}};
};

/// Lengths of the rows in bytes.
struct LengthSummary {
  double mean = 0;
  uint64_t median = 0, p95 = 0, longest = 0;
  static constexpr auto fields = std::tuple{Field{"mean", &LengthSummary::mean}, Field{"median", &LengthSummary::median},
                                            Field{"p95", &LengthSummary::p95}, Field{"longest", &LengthSummary::longest}};
};

struct AnswerCount {
  std::string answer;
  uint64_t rows = 0;
  static constexpr auto fields = std::tuple{Field{"answer", &AnswerCount::answer}, Field{"rows", &AnswerCount::rows}};
};

/// Changes by which a version came from an earlier one.
struct RevisionCounts {
  int64_t version = 0;  ///< the earlier version
  uint64_t changed = 0, removed = 0, moved = 0, masked = 0;
  uint64_t keptTogether = 0;  ///< rows held out against the user's choice, because they resemble a held-out row
  static constexpr auto fields =
      std::tuple{Field{"version", &RevisionCounts::version}, Field{"changed", &RevisionCounts::changed},
                 Field{"removed", &RevisionCounts::removed}, Field{"moved", &RevisionCounts::moved},
                 Field{"masked", &RevisionCounts::masked},   Field{"kept_together", &RevisionCounts::keptTogether}};
};

struct DatasetManifest {
  std::string dataset;
  int64_t version = 0;
  std::string format, encoding;
  double holdout = 0;  ///< share of rows to hold out
  std::string source;  ///< name of the first file
  std::optional<std::vector<ImportedFile>> files;
  Shape shape = Shape::Unknown;
  uint64_t rowsOk = 0, rowsRejected = 0;
  std::vector<RejectedRow> rejected;  ///< the first of them
  uint64_t exactDuplicates = 0, nearDuplicates = 0, similar = 0;
  uint64_t train = 0, heldout = 0;                 ///< rows by split
  std::optional<PersonalDataCounts> personalData;  ///< empty for data from before it was counted
  std::vector<Message> warnings;
  Message understood;  ///< description of the guessed columns
  std::vector<std::string> columns;
  std::map<std::string, uint64_t> unused;      ///< columns that are kept but not used, with their non-empty rows
  std::map<std::string, std::string> mapping;  ///< Graft's fields with the file's columns
  LengthSummary characters;
  uint64_t distinctAnswers = 0;  ///< different short answers
  std::vector<AnswerCount> topAnswers;
  std::string hash;               ///< SHA-256 of the rows
  std::optional<bool> unchanged;  ///< true if this version existed before
  std::optional<RevisionCounts> revised;
  uint64_t personalRows() const { return personalData ? personalData->rows : 0; }
  /// NAME@VERSION
  std::string label() const { return dataset + "@" + std::to_string(version); }
  static constexpr auto fields = std::tuple{Field{"dataset", &DatasetManifest::dataset},
                                            Field{"version", &DatasetManifest::version},
                                            Field{"format", &DatasetManifest::format},
                                            Field{"encoding", &DatasetManifest::encoding},
                                            Field{"holdout", &DatasetManifest::holdout},
                                            Field{"source", &DatasetManifest::source},
                                            Field{"files", &DatasetManifest::files},
                                            Field{"shape", &DatasetManifest::shape},
                                            Field{"rows_ok", &DatasetManifest::rowsOk},
                                            Field{"rows_rejected", &DatasetManifest::rowsRejected},
                                            Field{"rejected", &DatasetManifest::rejected},
                                            Field{"exact_duplicates", &DatasetManifest::exactDuplicates},
                                            Field{"near_duplicates", &DatasetManifest::nearDuplicates},
                                            Field{"similar", &DatasetManifest::similar},
                                            Field{"train", &DatasetManifest::train},
                                            Field{"heldout", &DatasetManifest::heldout},
                                            Field{"personal_data", &DatasetManifest::personalData},
                                            Field{"warnings", &DatasetManifest::warnings},
                                            Field{"understood", &DatasetManifest::understood},
                                            Field{"columns", &DatasetManifest::columns},
                                            Field{"unused", &DatasetManifest::unused},
                                            Field{"mapping", &DatasetManifest::mapping},
                                            Field{"characters", &DatasetManifest::characters},
                                            Field{"distinct_answers", &DatasetManifest::distinctAnswers},
                                            Field{"top_answers", &DatasetManifest::topAnswers},
                                            Field{"hash", &DatasetManifest::hash},
                                            Field{"unchanged", &DatasetManifest::unchanged},
                                            Field{"revised", &DatasetManifest::revised}};
};

}  // namespace graft
