// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/examples_model.hpp"

#include <limits>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString contentOf(const Json& message) {
  const auto found = message.find("content");
  return found != message.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

}  // namespace

AskAnswer askAnswerOf(const Json& example) {
  AskAnswer out;
  if (example.contains("text")) return {{}, QString::fromStdString(get<std::string>(example, "text", ""))};
  if (!example.contains("messages") || !example["messages"].is_array()) return {{}, QString::fromStdString(dump(example))};
  for (const Json& message : example["messages"]) {
    const auto role = get<std::string>(message, "role", "");
    if (role == "assistant")
      out.answer = contentOf(message);
    else if (role != "system")
      out.asked = contentOf(message);
  }
  return out;
}

void ExamplesModel::set(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const std::vector<size_t>> rows) {
  beginResetModel();
  m_dataset = std::move(dataset);
  m_rows = std::move(rows);
  endResetModel();
}

size_t ExamplesModel::rowIn(int row) const { return m_rows ? (*m_rows)[static_cast<size_t>(row)] : static_cast<size_t>(row); }
int ExamplesModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid() || !m_dataset) return 0;
  const size_t count = m_rows ? m_rows->size() : m_dataset->rows();
  return static_cast<int>(std::min<size_t>(count, std::numeric_limits<int>::max()));
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !m_dataset) return {};
  const size_t row = rowIn(index.row());
  if (role == Qt::TextAlignmentRole) return QVariant((index.column() == kLine ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  if (index.column() == kLine) return countText(static_cast<int64_t>(m_dataset->entry(row).line));
  if (index.column() == kSide) return m_dataset->entry(row).side == Side::HeldOut ? tr("measure") : tr("learn");
  const auto example = m_dataset->row(row);
  if (!example.ok()) return index.column() == kAsked ? errorText(example.error()) : QString();
  constexpr int kShown = 200;
  const auto words = askAnswerOf(*example);
  return (index.column() == kAsked ? words.asked : words.answer).left(kShown).simplified();
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant((section == kLine ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const QString titles[] = {tr("Line"), tr("Used to"), tr("Asked"), tr("Answer")};
  return titles[section];
}

}  // namespace graft::ui
