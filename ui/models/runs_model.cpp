// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.hpp"

#include <algorithm>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

bool isNumberColumn(int column) {
  return column == RunsModel::kHeldout || column == RunsModel::kAgainst || column == RunsModel::kExact || column == RunsModel::kSteps ||
         column == RunsModel::kTime;
}

}  // namespace

void RunsModel::set(std::vector<store::RunRow> rows) {
  const bool same =
      std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), [](const auto& a, const auto& b) { return a.name == b.name; });
  if (!same) {
    beginResetModel();
    m_rows = std::move(rows);
    return endResetModel();
  }
  m_rows = std::move(rows);
  if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

void RunsModel::setBaseline(const QString& run) {
  m_baseline = run;
  if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

std::optional<double> RunsModel::against(const store::RunRow& row) const {
  const auto base =
      std::find_if(m_rows.begin(), m_rows.end(), [this](const auto& other) { return QString::fromStdString(other.name) == m_baseline; });
  const bool same =
      base != m_rows.end() && base->name != row.name && base->dataset == row.dataset && base->datasetVersion == row.datasetVersion;
  return same && base->heldoutLoss && row.heldoutLoss ? std::optional(*row.heldoutLoss - *base->heldoutLoss) : std::nullopt;
}

QString RunsModel::display(const store::RunRow& row, int column) const {
  switch (column) {
    case kState: return stateWords(QString::fromStdString(row.state)).text;
    case kName: {
      const QString name = QString::fromStdString(row.name);
      return name == m_baseline ? tr("%1 · baseline").arg(name) : name;
    }
    case kData:
      return row.dataset.empty() ? QString() : tr("%1, version %2").arg(QString::fromStdString(row.dataset)).arg(row.datasetVersion);
    case kHeldout: return row.heldoutLoss ? numberText(*row.heldoutLoss) : QString();
    case kAgainst: {
      const auto difference = against(row);
      return difference ? (*difference > 0 ? "+" : "") + numberText(*difference) : QString();
    }
    case kExact:
      if (!row.heldoutExactMatch) return {};
      return row.exactMatchBefore ? tr("%1 → %2").arg(percentText(*row.exactMatchBefore, 1), percentText(*row.heldoutExactMatch, 1))
                                  : percentText(*row.heldoutExactMatch, 1);
    case kModel: return QString::fromStdString(row.model).section('/', -1);
    case kTime: return row.seconds ? durationText(*row.seconds) : QString();
    case kSteps: return row.steps > 0 ? countText(row.steps) : QString();
    case kWhen: return whenText(QString::fromStdString(row.started));
    case kTags: {
      QStringList tags;
      for (const auto& tag : row.tags) tags << QString::fromStdString(tag);
      return tags.join(", ");
    }
    default: return {};
  }
}

QVariant RunsModel::sortKey(const store::RunRow& row, int column) const {
  constexpr double kLast = 1e300;
  switch (column) {
    case kHeldout: return row.heldoutLoss.value_or(kLast);
    case kAgainst: return against(row).value_or(kLast);
    case kExact: return row.heldoutExactMatch.value_or(-1);
    case kSteps: return static_cast<qlonglong>(row.steps);
    case kTime: return row.seconds.value_or(-1);
    case kWhen: return QString::fromStdString(row.started);
    default: return display(row, column);
  }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
  const store::RunRow* row = index.isValid() ? at(index.row()) : nullptr;
  if (!row) return {};
  const int column = index.column();
  const bool isNumber = isNumberColumn(column);
  switch (role) {
    case Qt::DisplayRole: return display(*row, column);
    case Qt::TextAlignmentRole: return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole: return column == kName && !row->note.empty() ? QString::fromStdString(row->note) : QVariant();
    case Qt::ForegroundRole:
      if (const auto difference = column == kAgainst ? against(*row) : std::nullopt; difference && *difference != 0)
        return m_theme.colour(*difference < 0 ? Tone::Good : Tone::Bad);
      return column == kName || column == kHeldout || column == kExact ? QVariant() : QVariant(m_theme.now().muted);
    case Qt::DecorationRole: {
      if (column != kState) return {};
      const auto words = stateWords(QString::fromStdString(row->state));
      return m_theme.icon(words.icon, words.tone);
    }
    case kRunRole: return QString::fromStdString(row->name);
    case kSortRole: return sortKey(*row, column);
    default: return {};
  }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const bool isNumber = isNumberColumn(section);
  if (role == Qt::TextAlignmentRole) return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const QString titles[] = {tr("State"),
                            tr("Run"),
                            tr("Base model"),
                            tr("Examples"),
                            tr("Exact match, before → after"),
                            tr("Held-out loss"),
                            tr("Against baseline"),
                            tr("Steps"),
                            tr("Time"),
                            tr("Started"),
                            tr("Tags")};
  return titles[section];
}

}  // namespace graft::ui
