// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/examples_model.hpp"

#include <algorithm>
#include <limits>

#include <QFont>

#include "core/data/row_view.hpp"
#include "ui/models/dataset_edits.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString contentOf(const RowMessage& message) {
  QStringList parts;
  if (!message.content.empty()) parts << QString::fromStdString(message.content);
  for (const std::string& call : message.calls) parts << QString::fromStdString(call);
  return parts.join(' ');
}

}  // namespace

AskAnswer askAnswerOf(const Json& example) {
  if (const auto text = plainTextOf(example)) return {{}, QString::fromStdString(*text)};
  const auto messages = messagesOf(example);
  if (messages.empty()) return {{}, QString::fromStdString(dump(example))};
  AskAnswer out;
  for (const RowMessage& message : messages) {
    if (message.role == "assistant")
      out.answer = contentOf(message);
    else if (message.role != "system")
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

void ExamplesModel::renew() {
  if (const int rows = rowCount(); rows > 0) Q_EMIT dataChanged(index(0, 0), index(rows - 1, kColumns - 1));
}

std::optional<int> ExamplesModel::rowOf(size_t index) const {
  if (!m_rows) return m_dataset && index < m_dataset->rows() ? std::optional(static_cast<int>(index)) : std::nullopt;
  const auto found = std::lower_bound(m_rows->begin(), m_rows->end(), index);
  return found != m_rows->end() && *found == index ? std::optional(static_cast<int>(found - m_rows->begin())) : std::nullopt;
}

const DatasetEdits* ExamplesModel::edits() const { return m_edits && m_edits->dataset() == m_dataset.get() ? m_edits : nullptr; }

/// A dot marks unsaved changes.
QString ExamplesModel::side(size_t row) const {
  const DatasetEdits* edits = this->edits();
  if (edits && edits->isRemoved(row)) return tr("removed •");
  const Split side = edits ? edits->side(row) : m_dataset->entry(row).side;
  const bool isNew = edits && (side != m_dataset->entry(row).side || edits->isChanged(row));
  if (side == Split::HeldOut) return isNew ? tr("measure •") : tr("measure");
  return isNew ? tr("learn •") : tr("learn");
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
  if (role == Qt::FontRole && edits() && edits()->isRemoved(row)) {
    QFont struck;
    struck.setStrikeOut(true);
    return struck;
  }
  if (role == Qt::ToolTipRole && index.column() == kLine)
    return placeText(static_cast<int64_t>(m_dataset->entry(row).line), QString::fromStdString(m_dataset->file(row)));
  if (role != Qt::DisplayRole) return {};
  if (index.column() == kLine) return countText(static_cast<int64_t>(m_dataset->entry(row).line));
  if (index.column() == kSide) return side(row);
  const auto example = edits() ? edits()->row(row) : m_dataset->row(row);
  if (!example.ok()) return index.column() == kAsked ? errorText(example.error()) : QString();
  constexpr int kShown = 200;
  const auto words = askAnswerOf(*example);
  return (index.column() == kAsked ? words.asked : words.answer).left(kShown).simplified();
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant((section == kLine ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const QString titles[] = {tr("Line"), tr("Use"), tr("Asked"), tr("Answer")};
  return titles[section];
}

}  // namespace graft::ui
