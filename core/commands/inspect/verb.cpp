// SPDX-License-Identifier: Apache-2.0
// The verbs inspect data, tokens, pack and model.
#include "core/batch/rows.hpp"
#include "core/commands/cli/chat_text.hpp"
#include "core/commands/cli/tools.hpp"
#include "core/data/dataset.hpp"
#include "core/workspace/models.hpp"

namespace graft::cli {
namespace {

Result<Json> inspectData(const std::string& name, const std::string& modelName, size_t rows, Context& context) {
  GRAFT_TRY(const auto dataset, findDataset(name, context.home, {}));
  GRAFT_TRY(const auto model, workspace::openTextModel(modelName, context.home));
  Json out = Json::array();
  size_t leftOut = 0;
  for (size_t i = 0; i < dataset.rows() && i < rows; ++i) {
    GRAFT_TRY(const Json example, dataset.row(i));
    const auto chat = renderExample(example, model.chat(), model.tokenizer);
    if (!chat.ok() && chat.error().code != Code::BadInput) {
      Error error = chat.error();
      error.code = Code::BadInput;
      return error.at(dataset.place(i));
    }
    const bool held = dataset.entry(i).side == Split::HeldOut;
    Json row = {{"row", i},
                {"line", static_cast<uint64_t>(dataset.entry(i).line)},
                {"file", dataset.file(i)},
                {"side", held ? "held-out" : "train"}};
    std::string shown;
    if (chat.ok()) {
      row["text"] = chat->text;
      row["spans"] = spansOf(*chat);
      setMessages(row, "left_out_parts", chat->leftOut);
      shown = shownSpans(*chat, context.terminal);
      for (const auto& part : chat->leftOut) shown += "\n" + context.terminal.dim("the template does not write " + part.text());
    } else {
      ++leftOut;
      setMessage(row, "refused", chat.error().what);
      shown = context.terminal.dim("left out: ") + chat.error().what.text();
    }
    context.terminal.line(context.terminal.bold("row " + std::to_string(i)) +
                          context.terminal.dim("  " + dataset.place(i) + (held ? "  held out" : "")) + "\n" + shown + "\n");
    out.push_back(std::move(row));
  }
  if (leftOut > 0)
    context.terminal.warning(std::to_string(leftOut) + (leftOut == 1 ? " of these rows is" : " of these rows are") +
                             " left out, because the model's template refuses " + (leftOut == 1 ? "it" : "them"));
  context.terminal.line(context.terminal.dim(std::string(context.terminal.colours() ? "green" : "⟦ ⟧") +
                                             ": what the adapter learns to write; the rest it only reads. Rendered with the template of " +
                                             model.modelFile.name() + "."));
  return Json{
      {"dataset", dataset.manifest().dataset}, {"mask", model.renderer ? model.renderer->maskSource() : "whole text"}, {"rows", out}};
}

Result<TokenSeq> tokensOf(const std::string& name, const std::string& text, size_t row, const TextModel& model, Context& context) {
  if (name.empty()) {
    GRAFT_TRY(auto tokens, model.tokenizer.encode(text));
    return withMask(text, std::move(tokens), {});
  }
  GRAFT_TRY(const auto dataset, findDataset(name, context.home, {}));
  if (row >= dataset.rows())
    return Error{Code::BadUsage, msg("--row %1: the dataset has %2 rows", row, dataset.rows()), {}, {}, msg("Rows are counted from 0.")};
  GRAFT_TRY(const Json example, dataset.row(row));
  return tokenizeExample(example, model.chat(), model.tokenizer);
}

Result<Json> inspectTokens(const std::string& name, const std::string& text, size_t row, const std::string& modelName, Context& context) {
  if (name.empty() == text.empty())
    return Error{Code::BadUsage, msg("give either a dataset or --text"), {}, {}, msg("Example: graft inspect tokens --text \"Hello\".")};
  GRAFT_TRY(const auto model, workspace::openTextModel(modelName, context.home));
  GRAFT_TRY(const auto seq, tokensOf(name, text, row, model, context));
  Json out = Json::array();
  std::string line;
  for (size_t i = 0; i < seq.tokens.size(); ++i) {
    const auto& token = seq.tokens[i];
    GRAFT_TRY(const auto piece, model.tokenizer.decode({token.id}, false));
    out.push_back({{"id", token.id},
                   {"text", piece},
                   {"start", token.bytes.begin},
                   {"end", token.bytes.end},
                   {"trained", static_cast<bool>(seq.trained[i])},
                   {"special", token.special}});
    line += marked(context.terminal, oneLine(piece), seq.trained[i]) + (piece.find('\n') != std::string::npos ? "\n" : "·");
  }
  context.terminal.line(line);
  context.terminal.line(
      context.terminal.dim(std::to_string(seq.tokens.size()) + " tokens, " + std::to_string(seq.trainedCount()) + " of them trained"));
  return Json{{"text", seq.text}, {"tokens", out}};
}

Result<Json> inspectPack(const std::string& name, const std::string& modelName, size_t maxLength, Context& context) {
  GRAFT_TRY(const auto dataset, findDataset(name, context.home, {}));
  GRAFT_TRY(const auto model, workspace::openTextModel(modelName, context.home));
  GRAFT_TRY(const auto prepared,
            prepareRows(dataset, Split::Train, model.chat(), model.tokenizer, model.modelFile.config().vocab, maxLength));
  std::vector<const TrainRow*> rows;
  for (const auto& row : prepared.rows) rows.push_back(&row);
  const auto packs = splitIntoMicroBatches(std::move(rows), maxLength, true);
  // Packed sequences keep their own lengths, so nothing is padding. The cost that padding would have is shown beside it.
  const size_t padded = prepared.rows.size() * prepared.longest;
  size_t computed = 0;
  for (const auto& pack : packs) computed += tokensOf(pack);
  Json out = {{"packs", packs.size()},
              {"tokens", prepared.tokens},
              {"computed", computed},
              {"padding", 0},
              {"padding_without_packing", padded - prepared.tokens},
              {"supervised", prepared.supervised},
              {"cut_rows", prepared.cut},
              {"dropped_rows", prepared.dropped},
              {"refused_rows", prepared.refusedCount},
              {"refused", Json::array()},
              {"not_written", notWrittenJson(prepared)},
              {"rows", prepared.rows.size()},
              {"longest", prepared.longest}};
  context.terminal.line(counted(prepared.rows.size(), "row") + " with " + grouped(prepared.tokens) +
                        (prepared.rows.size() == 1 ? " tokens goes into " : " tokens go into ") + counted(packs.size(), "sequence") +
                        " of at most " + grouped(maxLength) + ", without padding");
  if (computed < prepared.tokens)
    context.terminal.line("  what all rows of a sequence begin with is computed once: " + grouped(computed) + " tokens are computed");
  context.terminal.line("  (padded one by one to the longest row they would cost " + grouped(padded) + " tokens)");
  context.terminal.line("  " + grouped(prepared.supervised) + " tokens are trained; rows that are cut: " + grouped(prepared.cut) +
                        ", that lose their whole answer: " + grouped(prepared.dropped));
  const std::vector<Message> refusals = refusedWords(dataset, prepared);
  setMessages(out, "refused", refusals);
  for (const Message& one : refusals) context.terminal.warning("left out, because the template refuses them: " + one.text());
  for (const auto& [part, count] : prepared.notWritten)
    context.terminal.warning("the template does not write " + part.text() + " (" + grouped(count) + (count == 1 ? " row)" : " rows)"));
  return out;
}

Result<Json> inspectModel(const std::string& name, Context& context) {
  GRAFT_TRY(const auto model, workspace::openTextModel(name, context.home));
  const auto& c = model.modelFile.config();
  GRAFT_TRY(const auto hash, model.modelFile.hash());
  Json types = Json::object();
  std::string typeText;
  for (const auto& [type, count] : model.modelFile.storedTypes()) {
    types[type] = count;
    typeText += (typeText.empty() ? "" : ", ") + std::to_string(count) + " " + type;
  }
  const auto memory = [&](double bytes) { return static_cast<uint64_t>(static_cast<double>(c.parameters()) * bytes / (1 << 20)); };
  const std::string license = model.modelFile.license().empty() ? "not stated" : model.modelFile.license();
  const auto& names = model.modelFile.folderNames();
  std::string nameText;
  if (!names.takenOff.empty()) nameText = "with " + names.takenOff + ", which is left out";
  if (!names.putOn.empty()) nameText += (nameText.empty() ? "" : "; ") + ("without " + names.putOn) + ", which is put in front";
  const size_t parts = model.modelFile.gguf() ? model.modelFile.weightFiles().size() : 1;
  auto& t = context.terminal;
  t.line(t.bold(model.modelFile.name()) + "  " + grouped(static_cast<uint64_t>(c.parameters())) + " parameters, " +
         grouped(model.modelFile.weightBytes() >> 20) + " MiB on disk");
  std::vector<std::vector<std::string>> rows = {
      {"", ""},
      {"architecture", c.modelType + ": " + std::to_string(c.layers) + " layers, hidden " + std::to_string(c.hidden) + ", " +
                           std::to_string(c.heads) + " heads (" + std::to_string(c.kvHeads) + " key/value), head size " +
                           std::to_string(c.headDim)},
      {"context", grouped(static_cast<uint64_t>(c.context)) + " tokens"},
      {"stored as", typeText + (parts > 1 ? ", in " + std::to_string(parts) + " parts" : "")},
      {"head", c.tied                         ? "tied to the embedding"
               : model.modelFile.hasOwnHead() ? "a head of its own, though config.json says tied"
                                              : "separate"}};
  if (!nameText.empty()) rows.push_back({"tensor names", nameText});
  const auto unused = model.modelFile.unused();
  if (!unused.empty()) rows.push_back({"tensors not used", std::to_string(unused.size()) + ", the first " + unused.front()});
  const std::vector<std::vector<std::string>> more = {
      {"tokenizer",
       grouped(model.tokenizer.vocabSize()) + " tokens, " + std::to_string(model.tokenizer.specials().size()) + " control tokens"},
      {"chat template", model.renderer ? "yes; trained text by " + model.renderer->maskSource() : "none"},
      {"licence", license},
      {"weights in memory", grouped(memory(4)) + " MiB in fp32, " + grouped(memory(2)) + " MiB in bf16"},
      {"SHA-256", hash}};
  rows.insert(rows.end(), more.begin(), more.end());
  t.table(rows, 100);
  return Json{
      {"architecture", c.modelType},
      {"parameters", c.parameters()},
      {"tensors", model.modelFile.tensorCount()},
      {"stored_types", types},
      {"tokenizer",
       {{"vocabulary", model.tokenizer.vocabSize()},
        {"control_tokens", model.tokenizer.specials().size()},
        {"hash", model.tokenizer.hash()}}},
      {"template", model.renderer ? Json{{"hash", model.renderer->templateHash()}, {"mask", model.renderer->maskSource()}} : Json(nullptr)},
      {"license", license},
      {"context", c.context},
      {"layers", c.layers},
      {"hidden", c.hidden},
      {"tied", c.tied},
      {"unused_tensors", unused},
      {"own_head", model.modelFile.hasOwnHead()},
      {"tensor_names", {{"taken_off", names.takenOff}, {"put_on", names.putOn}}},
      {"files", model.modelFile.weightFiles().size()},
      {"memory_mib", {{"fp32", memory(4)}, {"bf16", memory(2)}}},
      {"hash", hash}};
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  CLI::App* inspect = addGroup(app, context, "inspect", "Look at data, tokens, packing, a model");
  struct Flags {
    std::string dataset, text, model;
    size_t rows = 3, row = 0, maxLength = 1024;
  };
  auto flags = std::make_shared<Flags>();
  auto* data =
      addVerb(*inspect, context, "data", "Rows as the model sees them, with what is trained", "graft inspect data tickets --rows 5",
              [flags, &context] { return inspectData(flags->dataset, flags->model, flags->rows, context); });
  data->add_option("DATASET", flags->dataset, "name, name@version or file")->required();
  data->add_option("--rows", flags->rows, "number of rows")->capture_default_str();
  data->add_option("--model", flags->model, "GGUF file or Hugging Face folder; default: the embedded model");
  auto* tokens = addVerb(*inspect, context, "tokens", "Token ids, offsets and mask of one row or a text",
                         "graft inspect tokens --text \"Hello, world!\"",
                         [flags, &context] { return inspectTokens(flags->dataset, flags->text, flags->row, flags->model, context); });
  tokens->add_option("DATASET", flags->dataset, "name, name@version or file");
  tokens->add_option("--text", flags->text, "a text instead of a dataset");
  tokens->add_option("--row", flags->row, "which row, from 0")->capture_default_str();
  tokens->add_option("--model", flags->model, "GGUF file or Hugging Face folder; default: the embedded model");
  auto* pack = addVerb(*inspect, context, "pack", "How rows are packed into sequences", "graft inspect pack tickets --max-length 512",
                       [flags, &context] { return inspectPack(flags->dataset, flags->model, flags->maxLength, context); });
  pack->add_option("DATASET", flags->dataset, "name, name@version or file")->required();
  pack->add_option("--max-length", flags->maxLength, "tokens a sequence")->capture_default_str();
  pack->add_option("--model", flags->model, "GGUF file or Hugging Face folder; default: the embedded model");
  auto model = std::make_shared<std::string>();
  auto* verb = addVerb(*inspect, context, "model", "Architecture, tensors, template, licence, memory need",
                       "graft inspect model Llama-3.2-1B-Instruct/", [model, &context] { return inspectModel(*model, context); });
  verb->add_option("MODEL", *model, "GGUF file or Hugging Face folder; default: the embedded model");
}

VerbEntry verbOfInspect() { return {10, add}; }

}  // namespace graft::cli
