// SPDX-License-Identifier: Apache-2.0
// The verbs import, inspect data, inspect tokens and inspect pack.
#include <unistd.h>

#include "core/base/system.hpp"
#include "core/batch/rows.hpp"
#include "core/commands/cli/chat_text.hpp"
#include "core/commands/cli/tools.hpp"
#include "core/data/dataset.hpp"
#include "core/data/import_report.hpp"
#include "core/workspace/places.hpp"

namespace graft::cli {
namespace {

/// Example as a model sees it.
struct ShownExample {
  size_t row = 0;
  std::string model, text;
  Json spans;
  static constexpr auto fields = std::tuple{Field{"row", &ShownExample::row}, Field{"model", &ShownExample::model},
                                            Field{"text", &ShownExample::text}, Field{"spans", &ShownExample::spans}};
};

/// Result of looking through all rows with the template of a model.
struct TemplateCheck {
  std::string model;
  size_t refusedRows = 0;
  std::vector<Message> refused;
  std::map<std::string, size_t> notWritten;  ///< parts that the template does not write, with their rows
  static constexpr auto fields = std::tuple{Field{"model", &TemplateCheck::model}, Field{"refused_rows", &TemplateCheck::refusedRows},
                                            Field{"refused", &TemplateCheck::refused}, Field{"not_written", &TemplateCheck::notWritten}};
};

struct ImportResult {
  DatasetManifest manifest;
  std::optional<ShownExample> example;
  std::optional<TemplateCheck> check;  ///< present if a model was named
};

/// The manifest's fields, followed by those of the check.
Json importJson(const ImportResult& result) {
  Json out = graft::toJson(result.manifest);
  if (result.example) out["example"] = graft::toJson(*result.example);
  if (!result.check) return out;
  Json check = graft::toJson(*result.check), said = out.value("said", Json::object());
  said.update(check.value("said", Json::object()));
  out.update(check);
  if (!said.empty()) out["said"] = std::move(said);
  return out;
}

struct ImportFlags {
  std::string file, second, encoding, shape, name, heldout, entry, model, sheet, separator, quote, controlTokens;
  bool noHeader = false, noEnd = false, mendTurns = false;
  int skipRows = -1;
  std::vector<std::string> map, more, roles;
  double holdout = 0.1;
};

Result<ImportOptions> optionsOf(const ImportFlags& flags, Context& context) {
  ImportOptions options;
  options.file = flags.file;
  options.more = flags.more;
  GRAFT_TRY(const auto quotes, quotesFromName(flags.quote));
  options.read = {flags.second, flags.encoding, !flags.noHeader, flags.separator, quotes, flags.skipRows, flags.sheet};
  options.heldoutFile = flags.heldout;
  options.name = flags.name;
  options.member = flags.entry;
  options.holdout = flags.holdout;
  if (!flags.shape.empty()) {
    GRAFT_TRY(options.mapping.shape, shapeFromName(flags.shape));
  }
  for (const auto& pair : flags.roles) {
    const size_t equals = pair.find('=');
    const std::string role = equals == std::string::npos ? "" : pair.substr(equals + 1);
    if (equals == 0 || (role != "user" && role != "assistant" && role != "system" && role != "tool"))
      return Error{Code::BadUsage,
                   msg("--role '%1' is not NAME=user, assistant, system or tool", pair),
                   {},
                   {},
                   msg("Example: --role model=assistant.")};
    options.mapping.roles[pair.substr(0, equals)] = role;
  }
  if (flags.controlTokens == "meant") options.mapping.controlTokens = Mapping::ControlTokens::Meant;
  if (flags.controlTokens == "text") options.mapping.controlTokens = Mapping::ControlTokens::Text;
  options.mapping.appendEnd = !flags.noEnd;
  options.mapping.mendTurns = flags.mendTurns;
  for (const auto& pair : flags.map) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{Code::BadUsage,
                   msg("--map '%1' is not field=column", pair),
                   {},
                   {},
                   msg("Example: --map prompt=Question --map completion=Answer.")};
    options.mapping.columns[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  const auto has = [&](const char* field) { return options.mapping.columns.contains(field); };
  if (flags.shape.empty() && has("prompt") && has("completion")) options.mapping.shape = Shape::PromptCompletion;
  options.progress = [&context](uint64_t done, uint64_t all) {
    if (!context.terminal.json)
      context.terminal.progress(all ? static_cast<double>(done) / static_cast<double>(all) : 0,
                                "reading  " + grouped(done >> 20) + " of " + grouped(all >> 20) + " MiB");
  };
  options.cancelled = interrupted;
  return options;
}

void showImport(const ImportResult& result, Context& context) {
  auto& t = context.terminal;
  const DatasetManifest& m = result.manifest;
  t.line(t.bold(m.label()) + "  " + m.format + ", " + m.encoding + ", shape " + nameOf(m.shape) +
         (m.unchanged == true ? "  (same content as before: no new version)" : ""));
  t.line("  " + counted(m.rowsOk, "row") + ": " + grouped(m.train) + " to train on, " + grouped(m.heldout) + " held out");
  for (const ImportedFile& file : m.files.value_or(std::vector<ImportedFile>())) {
    t.line("    " + file.name + ": " + counted(file.rowsOk, "row") + ", " + file.format + ", shape " + nameOf(file.shape) +
           (file.heldout == true ? ", held out" : ""));
  }
  t.line("  " + grouped(m.exactDuplicates) + " exact and " + grouped(m.nearDuplicates) + " near duplicates, " + grouped(m.similar) +
         " similar to another row; " + counted(m.distinctAnswers, "different short answer"));
  t.line("  characters a row: median " + grouped(m.characters.median) + ", 95 % under " + grouped(m.characters.p95) + ", longest " +
         grouped(m.characters.longest));
  for (const Message& warning : m.warnings) {
    // How columns were understood, and which are not used, is no warning.
    if (warning == m.understood || warning.pattern() == kNotUsed.english())
      t.line("  " + warning.text());
    else
      t.warning(warning.text());
  }
  if (m.rowsRejected > 0) {
    t.warning(grouped(m.rowsRejected) + (m.rowsRejected == 1 ? " row is left out:" : " rows are left out:"));
    constexpr size_t kMostShown = 8;
    for (size_t i = 0; i < std::min(m.rejected.size(), kMostShown); ++i) {
      const RejectedRow& row = m.rejected[i];
      t.line("      " + placeWords(row.line, row.file.value_or("")) + ": " + row.reason.text());
    }
  }
  t.line(t.dim("  next: graft inspect data " + m.dataset + "   or   graft train --data " + m.dataset));
}

constexpr size_t kLongestExample = 4000;

/// Shows one row as the model sees it. If a model was named, checks all rows for what its template refuses or does not write.
Status lookThrough(ImportResult& result, const std::string& modelName, Context& context) {
  GRAFT_TRY(const auto dataset, findDataset(result.manifest.label(), context.home, {}));
  const auto model = workspace::openTextModel(modelName, context.home);
  if (!model.ok() && modelName.empty()) return Done{};
  if (!model.ok()) return model.error();
  const std::string base = model->modelFile.name();
  constexpr size_t kMostTried = 100;
  for (size_t i = 0; i < std::min(dataset.rows(), kMostTried); ++i) {
    GRAFT_TRY(const Json example, dataset.row(i));
    const auto chat = renderExample(example, model->chat(), model->tokenizer);
    if (!chat.ok()) continue;
    context.terminal.line("An example as " + base + " sees it (" + dataset.place(i) + "):\n" +
                          cutTo(shownSpans(*chat, context.terminal), kLongestExample) + context.terminal.dim("") + "\n");
    result.example = ShownExample{i, base, chat->text, spansOf(*chat)};
    break;
  }
  if (modelName.empty()) return Done{};
  TemplateCheck& check = result.check.emplace();
  check.model = base;
  for (const Split side : {Split::Train, Split::HeldOut}) {
    GRAFT_TRY(const auto rows, prepareRows(dataset, side, model->chat(), model->tokenizer, model->modelFile.config().vocab, SIZE_MAX));
    check.refusedRows += rows.refusedCount;
    for (const Message& one : refusedWords(dataset, rows)) check.refused.push_back(one);
    for (const auto& [part, count] : rows.notWritten) check.notWritten[part.text()] += count;
  }
  auto& warnings = result.manifest.warnings;
  for (const Message& one : check.refused) warnings.push_back(msg("left out with %1, because its template refuses them: %2", base, one));
  for (const auto& [part, count] : check.notWritten)
    warnings.push_back(msg("the template of %1 does not write %2 (%3 rows)", base, part, count));
  return Done{};
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  auto import = std::make_shared<ImportFlags>();
  auto* verb = addVerb(app, context, "import", "Read a data file into a versioned dataset",
                       "graft import tickets.csv --map prompt=text --map completion=category", [import, &context]() -> Result<Json> {
                         GRAFT_TRY(const auto options, optionsOf(*import, context));
                         auto manifest = importFile(options, context.home);
                         context.terminal.endProgress();
                         if (!manifest.ok()) return manifest.error();
                         ImportResult result{std::move(*manifest)};
                         GRAFT_CHECK(lookThrough(result, import->model, context));
                         showImport(result, context);
                         return importJson(result);
                       });
  verb->add_option("FILE", import->file,
                   "JSONL, JSON, CSV, TSV, Parquet, Arrow, XLSX, ODS, plain text (each of text also packed by gzip, bzip2, xz, zstd or "
                   "zip), or a dataset_info.json")
      ->required();
  verb->add_option("FILE2", import->second, "answers, line by line, when FILE holds the questions as plain text");
  verb->add_option("--more", import->more, "further files whose rows follow; each may be of another format and shape");
  verb->add_option(
      "--map", import->map,
      "field=column; fields: prompt, completion, instruction, input, output, system, reasoning, history, messages, conversations, tools, "
      "documents, text, chosen, rejected, label, input_ids, labels, split; id and parent of rows that name the row they follow");
  verb->add_option("--shape", import->shape,
                   "alpaca, messages, sharegpt, prompt_completion, text, preference, kto or tokens; default: found out");
  verb->add_option("--encoding", import->encoding,
                   "utf-8, utf-16le, utf-16be, windows-1252 or latin-1; default: UTF-8, or what a byte-order mark says");
  verb->add_flag("--no-header", import->noHeader, "the first row of a table is data; columns are called \"column 1\", \"column 2\", ...");
  verb->add_option("--sheet", import->sheet, "name or number of a workbook's sheet; default: the first that is shown");
  verb->add_option("--separator", import->separator,
                   "what divides the fields of a text table, one character or \"tab\"; default: found out");
  verb->add_option("--quote", import->quote,
                   "quotation marks of a text table: none (letters), double (\"\" inside a field) or backslash (\\\"); default: found out")
      ->check(CLI::IsMember({"none", "double", "backslash"}));
  verb->add_option("--skip-rows", import->skipRows, "rows above the header of a table; default: found out")->check(CLI::Range(0, 1000));
  verb->add_option("--role", import->roles, "their word for a role, e.g. model=assistant");
  verb->add_option("--control-tokens", import->controlTokens,
                   "of rows of the shape text: control tokens in them are meant, or text; default: found out")
      ->check(CLI::IsMember({"meant", "text"}));
  verb->add_flag("--no-end-token", import->noEnd, "of rows of the shape text: the token that ends a text is not appended");
  verb->add_flag("--mend-turns", import->mendTurns,
                 "of conversations: turns of one side in a row are joined, answers before the first question and what follows the last "
                 "answer are cut");
  verb->add_option("--holdout", import->holdout, "share of rows kept aside for measuring, 0 to 1")->capture_default_str();
  verb->add_option("--heldout-file", import->heldout, "a file whose rows are the held-out side");
  verb->add_option("--name", import->name, "name of the dataset; default: the file's name");
  verb->add_option("--entry", import->entry, "entry of a dataset_info.json");
  verb->add_option(
      "--model", import->model,
      "look through all rows with the template of this model, and say which it refuses; default: one row with the embedded model's");
}

VerbEntry verbOfImport() { return {20, add}; }

}  // namespace graft::cli
