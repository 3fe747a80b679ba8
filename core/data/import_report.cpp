// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_report.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/hash.hpp"
#include "core/base/message_json.hpp"
#include "core/data/dataset.hpp"
#include "core/data/personal_data.hpp"

namespace graft {
namespace {

constexpr size_t kMaxListed = 1000;     // rejected rows listed with line and reason; all are counted
constexpr size_t kMaxAnswers = 20'000;  // distinct answers counted for balance

}  // namespace

void LengthStatistics::add(size_t length) {
  ++m_classes[std::min(m_classes.size() - 1, static_cast<size_t>(std::log1p(static_cast<double>(length)) * 20))];
  ++m_count;
  m_longest = std::max(m_longest, length);
  m_total += length;
}

LengthSummary LengthStatistics::summary() const {
  return {m_count ? static_cast<double>(m_total) / static_cast<double>(m_count) : 0.0, percentile(0.5), percentile(0.95), m_longest};
}

uint64_t LengthStatistics::percentile(double share) const {
  uint64_t seen = 0;
  for (size_t i = 0; i < m_classes.size(); ++i) {
    seen += m_classes[i];
    if (m_count && static_cast<double>(seen) >= share * static_cast<double>(m_count))
      return std::min<uint64_t>(m_longest, static_cast<uint64_t>(std::expm1((static_cast<double>(i) + 0.5) / 20)));
  }
  return m_longest;
}

void ImportReport::reject(uint64_t line, const Message& reason, const std::string& file) {
  if (++m_rejected > kMaxListed) return;
  m_list.push_back({line, reason, file.empty() ? std::nullopt : std::optional(file)});
}

void ImportReport::accept(const Example& example, uint64_t key, uint64_t rowHash, bool isHeldOut) {
  m_exact.add(rowHash);
  m_near.add(mix64(key ^ hash64(example.answer)));
  m_lengths.add(example.core.size());
  if (!example.answer.empty() && example.answer.size() < 200 && (m_answers.size() < kMaxAnswers || m_answers.contains(example.answer)))
    ++m_answers[example.answer];
  ++m_ok;
  m_heldout += isHeldOut;
  m_long += example.core.size() > kLongRow;
  m_control += example.controlTokens;
  m_callsFromText += example.callsFromText;
  m_valuesAsText += example.valuesAsText;
  m_mendedTurns += example.hasMendedTurns;
  m_oddTurns += example.isOddlyOrdered;
  for (const auto& column : example.unused) ++m_unused[column];
  for (const auto& field : example.messageFields) ++m_messageFields[field];
  const PersonalData personal = findPersonalDataInRow(example.core);
  m_personal.rows += personal.any();
  m_personal.email += personal.email;
  m_personal.card += personal.card;
  m_personal.iban += personal.iban;
  m_personal.phone += personal.phone;
}

Message ImportReport::rejectedText() const {
  if (m_list.empty()) return msg("no row was left out");
  const RejectedRow& first = m_list.front();
  const auto place = placeWords(first.line, first.file.value_or(""));
  return m_rejected == 1 ? msg("1 was left out, the first (%1): %2", place, first.reason)
                         : msg("%1 were left out, the first (%2): %3", m_rejected, place, first.reason);
}

namespace {

std::string listOf(const std::map<std::string, uint64_t>& names) {
  constexpr size_t kMostNames = 12;
  std::string out;
  size_t count = 0;
  for (const auto& [name, rows] : names) {
    if (count++ < kMostNames) out += (out.empty() ? "" : ", ") + name;
  }
  return count > kMostNames ? out + " and " + std::to_string(count - kMostNames) + " more" : out;
}

}  // namespace

std::vector<Message> ImportReport::warnings(const Mapping& mapping) const {
  std::vector<Message> out = m_notes;
  const auto say = [&](uint64_t count, const Message& one, const Message& many) {
    if (count > 0) out.push_back(count == 1 ? one : many);
  };
  if (!m_unused.empty()) out.push_back(msg(kNotUsed, listOf(m_unused)));
  if (!m_messageFields.empty())
    out.push_back(msg("fields of messages that few templates read: %1 (kept with the rows)", listOf(m_messageFields)));
  say(m_callsFromText, msg("1 tool call was read from <tool_call> in the answers' text"),
      msg("%1 tool calls were read from <tool_call> in the answers' text", m_callsFromText));
  say(m_mendedTurns, msg("1 conversation was mended: turns of one side joined, or cut at the beginning or end"),
      msg("%1 conversations were mended: turns of one side joined, or cut at the beginning or end", m_mendedTurns));
  say(m_oddTurns,
      msg("1 conversation does not alternate between question and answer; some templates refuse that, and --mend-turns joins or cuts such "
          "turns"),
      msg("%1 conversations do not alternate between question and answer; some templates refuse that, and --mend-turns joins or cuts such "
          "turns",
          m_oddTurns));
  say(m_outOfTurn, msg("1 row is left out because no answer stands at the end; --mend-turns cuts what follows the last answer"),
      msg("%1 rows are left out because no answer stands at the end; --mend-turns cuts what follows the last answer", m_outOfTurn));
  say(m_valuesAsText, msg("1 message holds a value that is no text; it is kept as its JSON text"),
      msg("%1 messages hold a value that is no text; it is kept as its JSON text", m_valuesAsText));
  say(m_long, msg("%1 row is longer than %2 characters and will be cut, or left out, at the length limit of a run", m_long, kLongRow),
      msg("%1 rows are longer than %2 characters and will be cut, or left out, at the length limit of a run", m_long, kLongRow));
  say(m_control, msg("%1 row holds control-token text such as <|...|>; it is read as ordinary text", m_control),
      msg("%1 rows hold control-token text such as <|...|>; it is read as ordinary text", m_control));
  const Message kinds = personalKinds();
  say(m_personal.rows,
      msg("%1 row holds what looks like personal data (%2); mask it, or make sure that it may be trained on: a model can repeat it",
          m_personal.rows, kinds),
      msg("%1 rows hold what looks like personal data (%2); mask it, or make sure that it may be trained on: a model can repeat it",
          m_personal.rows, kinds));
  if (m_heldout == 0) out.push_back(msg("no row is held out, so a run cannot tell learning from memorising"));
  if (m_heldout == m_ok) out.push_back(msg("every row is held out, so there is nothing to train on"));
  say(m_acrossSplit,
      msg("%1 held-out row is nearly the same as rows to train on, in groups too large to keep on one side: measured results will look "
          "better than they are",
          m_acrossSplit),
      msg("%1 held-out rows are nearly the same as rows to train on, in groups too large to keep on one side: measured results will look "
          "better than they are",
          m_acrossSplit));
  if (!m_lookedAtAll) out.push_back(msg("similar rows were looked for among the first million rows"));
  if (mapping.shape == Shape::Preference)
    out.push_back(msg("training uses the preferred answers; the rejected ones are kept with the rows"));
  if (mapping.shape == Shape::Kto) out.push_back(msg("training uses the rows marked as good; the others are kept"));
  return out;
}

/// Formats "e-mail addresses in 3, telephone numbers in 1".
Message ImportReport::personalKinds() const {
  Message out;
  const auto add = [&](uint64_t rows, const Message& kind) {
    if (rows > 0) out = out.empty() ? kind : msg("%1, %2", out, kind);
  };
  add(m_personal.email, msg("e-mail addresses in %1", m_personal.email));
  add(m_personal.card, msg("card numbers in %1", m_personal.card));
  add(m_personal.iban, msg("bank accounts in %1", m_personal.iban));
  add(m_personal.phone, msg("telephone numbers in %1", m_personal.phone));
  return out;
}

Status ImportReport::countDuplicates() {
  GRAFT_TRY(m_exactRepeats, m_exact.repeats());
  GRAFT_TRY(m_nearRepeats, m_near.repeats());
  return Done{};
}

DatasetManifest ImportReport::manifest(const Mapping& mapping, const std::vector<std::string>& columns) const {
  DatasetManifest out;
  out.warnings = warnings(mapping);
  std::vector<std::pair<std::string, uint64_t>> answers(m_answers.begin(), m_answers.end());
  std::sort(answers.begin(), answers.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  constexpr size_t kMostShown = 10;
  for (size_t i = 0; i < std::min(answers.size(), kMostShown); ++i) out.topAnswers.push_back({answers[i].first, answers[i].second});
  if (!answers.empty() && m_ok >= 20 && static_cast<double>(answers[0].second) > 0.3 * static_cast<double>(m_ok))
    out.warnings.push_back(msg("one answer stands in %1 % of the rows; the model will overuse it", 100 * answers[0].second / m_ok));
  out.shape = mapping.shape;
  out.rowsOk = m_ok;
  out.rowsRejected = m_rejected;
  out.rejected = m_list;
  out.exactDuplicates = m_exactRepeats;
  out.nearDuplicates = m_nearRepeats > m_exactRepeats ? m_nearRepeats - m_exactRepeats : 0;
  out.similar = m_similar;
  out.train = m_ok - m_heldout;
  out.heldout = m_heldout;
  out.personalData = m_personal;
  out.understood = mapping.note;
  out.columns = columns;
  out.unused = m_unused;
  out.mapping = mapping.columns;
  out.characters = m_lengths.summary();
  out.distinctAnswers = m_answers.size();
  return out;
}

}  // namespace graft
