// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/examples.hpp"

#include "core/batch/rows.hpp"

namespace graft::workspace {

Result<RenderedChat> renderExample(const Json& example, const TextModel& model) {
  if (example.contains("text")) {
    RenderedChat out;
    out.text = get<std::string>(example, "text", "");
    out.spans = {{{0, out.text.size()}, "text", true}};
    return out;
  }
  if (example.contains("input_ids")) {
    RenderedChat out;
    const auto ids = example["input_ids"].get<std::vector<uint32_t>>();
    const auto labels = example["labels"].get<std::vector<int64_t>>();
    for (size_t i = 0; i < ids.size(); ++i) {
      GRAFT_TRY(const auto piece, model.tokenizer.decode({ids[i]}, false));
      out.spans.push_back({{out.text.size(), out.text.size() + piece.size()}, "tokens", labels[i] != kIgnored});
      out.text += piece;
    }
    return out;
  }
  if (!model.renderer)
    return Error{Code::BadInput, "the model has no chat template", model.checkpoint.path(), {}, "Use an instruct version of this model."};
  const auto tools = example.find("tools");
  return model.renderer->render(example["messages"], tools == example.end() ? Json() : *tools);
}

Result<TokenSeq> tokenizeExample(const Json& example, const TextModel& model) {
  GRAFT_TRY(auto chat, renderExample(example, model));
  GRAFT_TRY(auto tokens,
            model.tokenizer.encode(chat.text, chat.literals, example.contains("text") ? SpecialTokens::Add : SpecialTokens::Leave));
  return withMask(std::move(chat.text), std::move(tokens), chat.spans);
}

}  // namespace graft::workspace
