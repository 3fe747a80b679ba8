// SPDX-License-Identifier: Apache-2.0
#include "core/data/chains.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <simdjson.h>

#include "core/base/hash.hpp"
#include "core/base/json.hpp"
#include "core/data/column_names.hpp"
#include "core/data/conversation.hpp"

namespace graft {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr const char* kParents[] = {"parent_id", "parentid", "parent_message_id", "parent", "reply_to", "in_reply_to"};
constexpr const char* kIds[] = {"message_id", "messageid", "id", "uuid", "turn_id"};
constexpr size_t kProbeRows = 50;
constexpr uint64_t kMostBytes = uint64_t{4} << 30;  ///< maximum bytes of rows held in memory
constexpr uint64_t kMostRepeats = 16;               ///< maximum ratio of conversation bytes to row bytes
constexpr uint64_t kFewBytes = uint64_t{16} << 20;  ///< conversation bytes that are always allowed
constexpr uint64_t kGroupSalt = 0x67726f7570ull;

/// Columns that link the rows.
struct Columns {
  std::string id, parent;
  std::string role, content;  ///< columns of rows that are single messages; else empty
  Mapping pairs;              ///< mapping of rows that are a question and its answer
};

/// Replays the peeked rows, then continues with the source.
class PeekedRows : public RowSource {
 public:
  explicit PeekedRows(std::unique_ptr<RowSource> rows) : m_rows(std::move(rows)) {
    format = m_rows->format, encoding = m_rows->encoding, columns = m_rows->columns, sizeBytes = m_rows->sizeBytes;
    sheets = m_rows->sheets, separator = m_rows->separator;
  }
  Status peek(size_t count) {
    for (RawRow row; m_peeked.size() < count;) {
      GRAFT_TRY(const bool more, m_rows->next(row));
      if (!more) break;
      m_peeked.push_back(row);
    }
    return Done{};
  }
  const std::vector<RawRow>& peeked() const { return m_peeked; }
  Result<bool> next(RawRow& row) override {
    if (m_next == m_peeked.size()) return m_rows->next(row);
    row = std::move(m_peeked[m_next++]);
    return true;
  }
  std::vector<Message> remarks() const override { return m_rows->remarks(); }
  uint64_t consumedBytes() const override { return m_rows->consumedBytes(); }

 private:
  std::unique_ptr<RowSource> m_rows;
  std::vector<RawRow> m_peeked;
  size_t m_next = 0;
};

/// Number or text that identifies a row; empty if none. Tables with gaps write whole numbers as 12.0.
std::string nameIn(const object& row, const std::string& column) {
  element value;
  if (row[column].get(value) || value.is_null()) return {};
  std::string_view text;
  std::string name = value.get(text) ? simdjson::minify(value) : std::string(text);
  const bool isWhole =
      name.size() > 2 && name.ends_with(".0") && std::all_of(name.begin(), name.end() - 2, [](unsigned char c) { return std::isdigit(c); });
  if (isWhole) name.resize(name.size() - 2);
  return lower(name) == "none" || lower(name) == "null" || lower(name) == "nan" ? std::string() : name;
}

std::string take(Mapping& mapping, const char* field) {
  const auto it = mapping.columns.find(field);
  if (it == mapping.columns.end()) return {};
  std::string column = it->second;
  mapping.columns.erase(it);
  return column;
}

/// Returns nothing if the rows are not linked.
Result<std::optional<Columns>> findColumns(const std::vector<RawRow>& rows, const Mapping& asked) {
  simdjson::dom::parser parser;
  std::vector<std::string> texts;
  Columns out;
  Mapping mapping = asked;
  const std::string askedParent = take(mapping, "parent"), askedId = take(mapping, "id");
  for (const RawRow& raw : rows) {
    element root;
    object row;
    if (!raw.problem.empty() || parser.allocate(raw.json.size() + 64, kMaxJsonDepth) || parseRow(parser, raw.json, root) || root.get(row) ||
        row.size() > kMostFields)
      continue;
    texts.push_back(raw.json);
    if (!out.parent.empty()) continue;
    std::vector<std::string> keys;
    for (const auto field : row) keys.emplace_back(field.key);
    out.parent = askedParent.empty() ? actualName(keys, kParents) : askedParent;
    out.id = askedId.empty() ? actualName(keys, kIds) : askedId;
    for (const auto& column : {askedParent, askedId}) {
      if (!column.empty() && std::find(keys.begin(), keys.end(), column) == keys.end())
        return Error{Code::BadUsage,
                     msg("there is no column '%1'", column),
                     {},
                     msg("Nothing was changed."),
                     msg("Name a column that the rows have.")};
    }
    if (out.parent.empty() || out.id.empty()) return std::optional<Columns>();
    if (asked.shape == Shape::Messages) {  // the mapping that a preview reports for joined rows
      const auto named = mapping.columns.find("messages");
      if (std::find(keys.begin(), keys.end(), named == mapping.columns.end() ? "messages" : named->second) != keys.end())
        return std::optional<Columns>();
      mapping.shape = Shape::Unknown;
    }
    out.role = actualName(keys, kRoleKeys), out.content = actualName(keys, kContentKeys);
    std::string_view role;
    const bool isMessage = !out.role.empty() && !out.content.empty() && !row[out.role].get(role) && asked.roles.contains(std::string(role));
    if (!isMessage) out.role.clear(), out.content.clear();
  }
  if (out.parent.empty()) return std::optional<Columns>();
  if (!out.role.empty()) return std::optional(std::move(out));
  const auto guessed = RowMapper::guess(texts, mapping);
  if (!guessed.ok() || (guessed->shape != Shape::Alpaca && guessed->shape != Shape::PromptCompletion)) return std::optional<Columns>();
  out.pairs = *guessed;
  return std::optional(std::move(out));
}

/// Row of the file.
struct Node {
  uint64_t line = 0;
  std::string id, parent;
  std::string json;  ///< canonical form, with `messages`
  Message problem;   ///< reason why it is skipped
  size_t above = kNone;
  uint64_t bytesFromRoot = 0;
  enum class State : uint8_t { New, OnPath, Done } state = State::New;
  std::optional<bool> heldOut;
  bool answers = false, isAnsweredBelow = false, isTold = false;
  static constexpr size_t kNone = SIZE_MAX;
};

class ChainedRows : public RowSource {
 public:
  ChainedRows(std::unique_ptr<PeekedRows> rows, Columns found, std::map<std::string, std::string> roles)
      : m_rows(std::move(rows)), m_columns(std::move(found)), m_roles(std::move(roles)) {
    format = m_rows->format, encoding = m_rows->encoding, columns = m_rows->columns, sizeBytes = m_rows->sizeBytes;
    sheets = m_rows->sheets, separator = m_rows->separator;
    m_mapper.use(m_columns.pairs);
  }
  Result<bool> next(RawRow& row) override {
    if (!m_isRead) {
      GRAFT_CHECK(read());
      m_isRead = true;
    }
    for (; m_next < m_nodes.size(); ++m_next) {
      Node& node = m_nodes[m_next];
      if (node.problem.empty() && (!node.answers || node.isAnsweredBelow)) continue;
      row = RawRow();
      row.line = node.line;
      if (node.problem.empty()) GRAFT_CHECK(join(m_next, row));
      if (!node.problem.empty()) row.problem = node.problem;
      ++m_next;
      return true;
    }
    return false;
  }
  std::vector<Message> remarks() const override {
    std::vector<Message> out = m_rows->remarks();
    if (!m_columns.pairs.note.empty()) out.push_back(m_columns.pairs.note);
    if (m_isUnrelated) {
      out.push_back(msg("'%1' names no row of the file; each row is taken by itself", m_columns.parent));
      return out;
    }
    out.push_back(
        msg("conversations made of rows that name the row they follow ('%1' names '%2'): %3, of rows: %4 (--map parent= takes each row by "
            "itself)",
            m_columns.parent, m_columns.id, m_made, m_nodes.size()));
    if (m_shared > 0)
      out.push_back(msg("answers in a beginning that several conversations share, trained in the first of them alone: %1", m_shared));
    if (m_unanswered > 0) out.push_back(msg("messages without an answer, not used: %1", m_unanswered));
    return out;
  }
  uint64_t consumedBytes() const override { return m_rows->consumedBytes(); }

 private:
  Status read() {
    std::unordered_map<std::string, size_t> byId;
    std::vector<std::pair<size_t, size_t>> repeated;  // rows with a repeated id, and the earlier row
    uint64_t bytes = 0;
    for (RawRow raw;;) {
      GRAFT_TRY(const bool more, m_rows->next(raw));
      if (!more) break;
      Node node;
      node.line = raw.line;
      node.problem = raw.problem;
      if (node.problem.empty()) readRow(raw.json, node);
      bytes += node.json.size() + sizeof node;
      if (bytes > kMostBytes)
        return Error{Code::BadInput,
                     msg("rows that follow each other are joined in memory, and these are more than 4 GiB"),
                     {},
                     msg("Nothing was changed."),
                     msg("Divide the file at the beginning of a conversation.")};
      if (!node.id.empty()) {
        const auto [earlier, isNew] = byId.emplace(node.id, m_nodes.size());
        if (!isNew && node.problem.empty()) repeated.emplace_back(m_nodes.size(), earlier->second);
      }
      m_nodes.push_back(std::move(node));
    }
    const auto names = [&](const Node& node) { return !node.parent.empty() && node.parent != node.id && byId.contains(node.parent); };
    // A column of folders or categories that is named parent by coincidence.
    m_isUnrelated = m_columns.role.empty() && std::none_of(m_nodes.begin(), m_nodes.end(), names);
    for (const auto& [row, earlier] : repeated) {
      if (m_isUnrelated) break;
      m_nodes[row].problem = msg("the %1 '%2' stands on line %3 too", m_columns.id, m_nodes[row].id.substr(0, 60), m_nodes[earlier].line);
    }
    for (Node& node : m_nodes) {
      if (m_isUnrelated || node.parent.empty() || node.parent == node.id || !node.problem.empty()) continue;
      const auto above = byId.find(node.parent);
      if (above == byId.end())
        node.problem = msg("it follows '%1', which is not in the file", node.parent.substr(0, 60));
      else
        node.above = above->second;
    }
    for (size_t i = 0; i < m_nodes.size(); ++i) follow(i);
    for (size_t i = 0; i < m_nodes.size(); ++i) {
      if (!m_nodes[i].problem.empty() || !m_nodes[i].answers) continue;
      for (size_t up = m_nodes[i].above; up != Node::kNone && !m_nodes[up].isAnsweredBelow; up = m_nodes[up].above)
        m_nodes[up].isAnsweredBelow = true;
    }
    uint64_t made = 0;
    for (const Node& node : m_nodes) {
      if (!node.problem.empty() || node.isAnsweredBelow) continue;
      m_unanswered += !node.answers;
      made += node.answers ? node.bytesFromRoot : 0;
    }
    if (made > kMostRepeats * bytes && made > kFewBytes)
      return Error{Code::BadInput,
                   msg("conversations that begin alike would take %1 times as much room as the file", made / bytes),
                   {},
                   msg("Nothing was changed."),
                   msg("Take some of the branches out of the file.")};
    return Done{};
  }

  /// Reads the row's ids and messages, or sets its problem.
  void readRow(const std::string& json, Node& node) {
    element root;
    object row;
    if (m_parser.allocate(json.size() + 64, kMaxJsonDepth) || parseRow(m_parser, json, root) || root.get(row)) {
      node.problem = msg("not valid JSON");
      return;
    }
    node.id = nameIn(row, m_columns.id), node.parent = nameIn(row, m_columns.parent);
    const Status isRead = m_columns.role.empty() ? readPair(json, node) : readMessage(row, node);
    if (!isRead.ok()) node.problem = isRead.error().what;
    m_namesSides = m_namesSides || node.heldOut == true;
  }
  Status readPair(const std::string& json, Node& node) {
    GRAFT_TRY(Example example, m_mapper.map(json));
    node.json = std::move(example.json);
    node.heldOut = example.heldOut;
    node.answers = true;
    return Done{};
  }
  Status readMessage(const object& row, Node& node) {
    if (std::string_view side; !row["split"].get(side)) node.heldOut = isHeldOutByName(side);
    std::string text = "{", extra;
    for (const auto& [key, column] : {std::pair("role", m_columns.role), std::pair("content", m_columns.content)}) {
      element value;
      if (row[column].get(value)) return leftOut(msg("the field '%1' is missing", column));
      text += std::string(text.size() > 1 ? "," : "") + "\"" + key + "\":" + std::string(simdjson::minify(value));
    }
    element item;
    if (m_messageParser.parse(text + "}").get(item)) return leftOut(msg("not valid JSON"));
    MessageNotes notes;
    GRAFT_TRY(const ChatMessage message, m_reader.read(item, {"role", "content", &m_roles}, notes));
    for (const auto field : row) {
      if (field.key == m_columns.role || field.key == m_columns.content) continue;
      extra += extra.empty() ? "" : ",";
      appendJsonString(extra, field.key);
      extra += ':' + std::string(simdjson::minify(field.value));
    }
    node.answers = message.role == "assistant";
    node.json = "{";
    appendMessages(node.json, {message});
    node.json += ",\"extra\":{" + extra + "}}";
    return Done{};
  }

  /// Checks the ancestors of a row up to one already checked. A skipped ancestor or a cycle makes all descendants invalid.
  void follow(size_t start) {
    std::vector<size_t> path;
    size_t at = start;
    while (at != Node::kNone && m_nodes[at].state == Node::State::New) {
      m_nodes[at].state = Node::State::OnPath;
      path.push_back(at);
      at = m_nodes[at].problem.empty() ? m_nodes[at].above : Node::kNone;
    }
    if (at != Node::kNone && m_nodes[at].state == Node::State::OnPath)
      m_nodes[at].problem = msg("rows that follow each other go round in a circle here");
    for (auto it = path.rbegin(); it != path.rend(); ++it) {
      Node& node = m_nodes[*it];
      node.state = Node::State::Done;
      if (node.problem.empty() && node.above != Node::kNone && !m_nodes[node.above].problem.empty())
        node.problem = msg("it follows line %1, which is left out", m_nodes[node.above].line);
      node.bytesFromRoot = node.json.size() + (node.above == Node::kNone ? 0 : m_nodes[node.above].bytesFromRoot);
    }
  }

  /// Builds the conversation that ends with a row.
  Status join(size_t last, RawRow& row) {
    std::vector<size_t> path;
    for (size_t at = last; at != Node::kNone; at = m_nodes[at].above) path.push_back(at);
    Json out = Json::object(), messages = Json::array();
    for (auto it = path.rbegin(); it != path.rend(); ++it) {
      Node& node = m_nodes[*it];
      GRAFT_TRY(Json part, parseJson(node.json));
      for (Json& message : part["messages"]) {
        const bool isSystem = get<std::string>(message, "role", "") == "system";
        if (isSystem && !messages.empty() && messages[0] == message) continue;  // H2O's rows repeat the system message
        if (node.isTold && get<std::string>(message, "role", "") == "assistant") message["weight"] = 0;
        messages.push_back(std::move(message));
      }
      row.namesSplit = row.namesSplit || (m_namesSides && node.heldOut);
      row.isHeldOut = row.isHeldOut || node.heldOut == true;
      m_shared += node.isTold && node.answers;
      node.isTold = true;
      part.erase("messages");
      out.erase("extra");
      out.update(part);
    }
    // Drops the columns used for joining from the row's extra fields.
    if (const auto extra = out.find("extra"); extra != out.end() && !m_isUnrelated) {
      extra->erase(m_columns.id);
      extra->erase(m_columns.parent);
      if (extra->empty()) out.erase("extra");
    }
    out["messages"] = std::move(messages);
    row.json = out.dump();
    row.group = m_isUnrelated ? 0 : hash64(std::to_string(path.back()), kGroupSalt) | 1;
    ++m_made;
    return Done{};
  }

  std::unique_ptr<PeekedRows> m_rows;
  Columns m_columns;
  std::map<std::string, std::string> m_roles;
  RowMapper m_mapper;
  MessageReader m_reader;
  simdjson::dom::parser m_parser, m_messageParser;
  std::vector<Node> m_nodes;
  size_t m_next = 0;
  bool m_isRead = false, m_namesSides = false, m_isUnrelated = false;
  uint64_t m_made = 0, m_shared = 0, m_unanswered = 0;
};

}  // namespace

Result<std::unique_ptr<RowSource>> joinChains(std::unique_ptr<RowSource> rows, Mapping& asked) {
  const auto parent = asked.columns.find("parent");
  if (parent != asked.columns.end() && parent->second.empty()) {
    asked.columns.erase(parent);
    return rows;
  }
  const bool mayBe = asked.shape == Shape::Unknown || asked.shape == Shape::Messages || asked.shape == Shape::Alpaca ||
                     asked.shape == Shape::PromptCompletion;
  if (!mayBe) return rows;
  auto peeked = std::make_unique<PeekedRows>(std::move(rows));
  GRAFT_CHECK(peeked->peek(kProbeRows));
  GRAFT_TRY(auto columns, findColumns(peeked->peeked(), asked));
  if (!columns) return std::unique_ptr<RowSource>(std::move(peeked));
  auto chained = std::make_unique<ChainedRows>(std::move(peeked), std::move(*columns), asked.roles);
  asked.columns.clear();
  asked.shape = Shape::Messages;
  return std::unique_ptr<RowSource>(std::move(chained));
}

}  // namespace graft
