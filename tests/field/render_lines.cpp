// SPDX-License-Identifier: Apache-2.0
// Renders conversations for tests/field/properties.py, one JSON object a line in and out. In: template, bos_token, eos_token,
// control_tokens, stop_tokens, messages, tools, documents, add_generation_prompt. Out: text, trained and own (byte ranges), or refused.
#include <iostream>
#include <map>
#include <string>

#include "core/chat/chat.hpp"

namespace graft {
namespace {

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> out;
  for (const auto& one : list) out.push_back(one.get<std::string>());
  return out;
}

Json ranges(const std::vector<Span>& spans) {
  Json out = Json::array();
  for (const Span& span : spans) out.push_back({span.begin, span.end});
  return out;
}

Json answer(const Json& request, std::map<std::string, Result<ChatRenderer>>& compiled) {
  const auto source = request.value("template", "");
  const Json tokens = {{"bos_token", request.value("bos_token", "")}, {"eos_token", request.value("eos_token", "")}};
  const std::string key = source + '\0' + dump(tokens) + dump(request["control_tokens"]) + dump(request["stop_tokens"]);
  auto found = compiled.find(key);
  if (found == compiled.end()) {
    TurnTokens turns{AddedTokenFinder(strings(request["control_tokens"])), strings(request["stop_tokens"]), request.value("bos_token", "")};
    found = compiled.emplace(key, ChatRenderer::fromSource(source, tokens, std::move(turns))).first;
  }
  if (!found->second.ok()) return {{"refused", found->second.error().what.text()}};
  const auto chat = found->second->render(request);
  if (!chat.ok()) return {{"refused", chat.error().what.text()}};
  auto asked = chat;
  if (request.value("add_generation_prompt", false)) asked = found->second->render(request, Prompt::AskForAnswer);
  if (!asked.ok()) return {{"refused", asked.error().what.text()}};
  std::vector<Span> trained;  // for a generation prompt too, as long as it extends the conversation's text
  for (const auto& span : chat->spans) {
    if (!asked->text.starts_with(chat->text)) break;
    if (!span.trained) continue;
    if (!trained.empty() && trained.back().end == span.bytes.begin)
      trained.back().end = span.bytes.end;
    else
      trained.push_back(span.bytes);
  }
  return {{"text", asked->text}, {"trained", ranges(trained)}, {"own", ranges(asked->literals)}};
}

}  // namespace
}  // namespace graft

int main() {
  std::map<std::string, graft::Result<graft::ChatRenderer>> compiled;
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = graft::parseJson(line);
    const graft::Json out = request.ok() ? graft::answer(*request, compiled) : graft::Json{{"refused", request.error().what.text()}};
    std::cout << graft::dump(out) << '\n' << std::flush;
  }
  return 0;
}
