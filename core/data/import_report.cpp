// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_report.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/hash.hpp"
#include "core/data/dataset.hpp"
#include "core/data/personal_data.hpp"

namespace graft {
namespace {

constexpr size_t kMaxListed = 1000;     // rejected rows kept with line and reason; all are counted
constexpr size_t kMaxAnswers = 20'000;  // distinct answers that are counted for balance

std::string countOf(uint64_t n, const char* one, const char* many) { return std::to_string(n) + (n == 1 ? one : many); }

}  // namespace

void LengthStatistics::add(size_t length) {
  ++m_classes[std::min(m_classes.size() - 1, static_cast<size_t>(std::log1p(static_cast<double>(length)) * 20))];
  ++m_count;
  m_longest = std::max(m_longest, length);
  m_total += length;
}

Json LengthStatistics::json() const {
  return {{"mean", m_count ? static_cast<double>(m_total) / static_cast<double>(m_count) : 0.0},
          {"median", percentile(0.5)},
          {"p95", percentile(0.95)},
          {"longest", m_longest}};
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

void ImportReport::reject(uint64_t line, const std::string& reason, const std::string& file) {
  if (++m_rejected > kMaxListed) return;
  Json row = {{"line", line}, {"reason", reason}};
  if (!file.empty()) row["file"] = file;
  m_list.push_back(std::move(row));
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

std::string ImportReport::rejectedText() const {
  if (m_list.empty()) return "no row was left out";
  const Json& first = m_list[0];
  return countOf(m_rejected, " was", " were") + " left out, the first (" +
         placeWords(first["line"].get<uint64_t>(), get<std::string>(first, "file", "")) + "): " + first["reason"].get<std::string>();
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

Json ImportReport::warnings(const Mapping& mapping) const {
  Json out = m_notes;
  if (!m_unused.empty()) out.push_back("not used: " + listOf(m_unused) + " (kept with the rows; --map FIELD=COLUMN uses one)");
  if (!m_messageFields.empty()) out.push_back("fields of messages that few templates read: " + listOf(m_messageFields) + " (kept with the rows)");
  if (m_callsFromText) out.push_back(countOf(m_callsFromText, " tool call was", " tool calls were") + " read from <tool_call> in the answers' text");
  if (m_mendedTurns) out.push_back(countOf(m_mendedTurns, " conversation was", " conversations were") + " mended: turns of one side joined, or cut at the beginning or end");
  if (m_oddTurns)
    out.push_back(countOf(m_oddTurns, " conversation does", " conversations do") + " not alternate between question and answer; some templates refuse that, and --mend-turns joins or cuts such turns");
  if (m_outOfTurn) out.push_back(countOf(m_outOfTurn, " row is", " rows are") + " left out because no answer stands at the end; --mend-turns cuts what follows the last answer");
  if (m_valuesAsText)
    out.push_back(countOf(m_valuesAsText, " message holds", " messages hold") + " a value that is no text; it is kept as its JSON text");
  if (m_long)
    out.push_back(countOf(m_long, " row is", " rows are") + " longer than " + std::to_string(kLongRow) +
                  " characters and will be cut, or left out, at the length limit of a run");
  if (m_control)
    out.push_back(countOf(m_control, " row holds", " rows hold") + " control-token text such as <|...|>; it is read as ordinary text");
  if (m_personal.rows) {
    std::string kinds;
    const std::pair<uint64_t, const char*> found[] = {{m_personal.email, "e-mail addresses"},
                                                      {m_personal.card, "card numbers"},
                                                      {m_personal.iban, "bank accounts"},
                                                      {m_personal.phone, "telephone numbers"}};
    for (const auto& [rows, kind] : found) {
      if (rows) kinds += (kinds.empty() ? "" : ", ") + std::string(kind) + " in " + std::to_string(rows);
    }
    out.push_back(countOf(m_personal.rows, " row holds", " rows hold") + " what looks like personal data (" + kinds +
                  "); mask it, or make sure that it may be trained on: a model can repeat it");
  }
  if (m_heldout == 0) out.push_back("no row is held out, so a run cannot tell learning from memorising");
  if (m_heldout == m_ok) out.push_back("every row is held out, so there is nothing to train on");
  if (m_acrossSplit)
    out.push_back(
        countOf(m_acrossSplit, " held-out row is", " held-out rows are") +
        " nearly the same as rows to train on, in groups too large to keep on one side: measured results will look better than they are");
  if (!m_lookedAtAll) out.push_back("similar rows were looked for among the first million rows");
  if (mapping.shape == Shape::Preference) out.push_back("training uses the preferred answers; the rejected ones are kept with the rows");
  if (mapping.shape == Shape::Kto) out.push_back("training uses the rows marked as good; the others are kept");
  return out;
}

Status ImportReport::countDuplicates() {
  GRAFT_TRY(m_exactRepeats, m_exact.repeats());
  GRAFT_TRY(m_nearRepeats, m_near.repeats());
  return Done{};
}

Json ImportReport::json(const Mapping& mapping, const std::vector<std::string>& columns) const {
  Json notes = warnings(mapping), top = Json::array(), mapped = Json::object();
  std::vector<std::pair<std::string, uint64_t>> answers(m_answers.begin(), m_answers.end());
  std::sort(answers.begin(), answers.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  for (size_t i = 0; i < answers.size() && i < 10; ++i) top.push_back({{"answer", answers[i].first}, {"rows", answers[i].second}});
  if (!answers.empty() && m_ok >= 20 && static_cast<double>(answers[0].second) > 0.3 * static_cast<double>(m_ok)) {
    notes.push_back("one answer stands in " + std::to_string(100 * answers[0].second / m_ok) + " % of the rows; the model will overuse it");
  }
  for (const auto& [field, column] : mapping.columns) mapped[field] = column;
  return Json{{"shape", shapeName(mapping.shape)},
              {"rows_ok", m_ok},
              {"rows_rejected", m_rejected},
              {"rejected", m_list},
              {"exact_duplicates", m_exactRepeats},
              {"near_duplicates", m_nearRepeats > m_exactRepeats ? m_nearRepeats - m_exactRepeats : 0},
              {"similar", m_similar},
              {"train", m_ok - m_heldout},
              {"heldout", m_heldout},
              {"personal_data",
               {{"rows", m_personal.rows},
                {"email", m_personal.email},
                {"card", m_personal.card},
                {"iban", m_personal.iban},
                {"phone", m_personal.phone}}},
              {"warnings", notes},
              {"understood", mapping.note},
              {"columns", columns},
              {"unused", m_unused},
              {"mapping", mapped},
              {"characters", m_lengths.json()},
              {"distinct_answers", m_answers.size()},
              {"top_answers", top}};
}

}  // namespace graft
