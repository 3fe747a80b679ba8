// SPDX-License-Identifier: Apache-2.0
#include "core/commands/cli/chat_text.hpp"

namespace graft::cli {

std::string marked(const Terminal& t, const std::string& text, bool trained) {
  if (!trained) return text;
  return t.colours() ? t.trained(text) : "⟦" + text + "⟧";
}

std::string shownSpans(const RenderedChat& chat, const Terminal& terminal) {
  std::string out;
  for (size_t i = 0; i < chat.spans.size();) {
    const size_t begin = chat.spans[i].bytes.begin;
    const bool trained = chat.spans[i].trained;
    while (i < chat.spans.size() && chat.spans[i].trained == trained) ++i;
    out += marked(terminal, chat.text.substr(begin, chat.spans[i - 1].bytes.end - begin), trained);
  }
  return out;
}

Json spansOf(const RenderedChat& chat) {
  Json spans = Json::array();
  for (const auto& s : chat.spans)
    spans.push_back({{"start", s.bytes.begin}, {"end", s.bytes.end}, {"role", s.role}, {"part", partName(s.part)}, {"trained", s.trained}});
  return spans;
}

}  // namespace graft::cli
