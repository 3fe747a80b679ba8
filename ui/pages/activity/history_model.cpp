// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activity/history_model.hpp"

#include "ui/services/words.hpp"

namespace graft::ui {

void HistoryModel::set(std::vector<Act> acts) {
  beginResetModel();
  m_acts = std::move(acts);
  endResetModel();
}

QString HistoryModel::timeText(const std::string& utc) const {
  const QDateTime when = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate).toLocalTime();
  const bool isRecent = when.isValid() && when.date().daysTo(QDate::currentDate()) < 2;
  return m_times == Times::Relative && isRecent ? whenText(QString::fromStdString(utc)) : momentText(utc);
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
  const Act* act = index.isValid() ? at(index.row()) : nullptr;
  if (!act) return {};
  const int column = index.column();
  if (role == Qt::DisplayRole && column == kWhen) return timeText(act->at);
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
  const ActWords words = wordsOf(*act);
  switch (role) {
    case Qt::DisplayRole: return column == kWhat ? words.what : column == kItem ? words.item : words.result;
    case Qt::DecorationRole: return column == kWhat ? QVariant(m_theme.icon(words.icon, words.tone)) : QVariant();
    case Qt::ForegroundRole:
      if (column == kItem && !words.link.empty()) return m_theme.now().accent;
      if (column == kResult && words.tone != Tone::Neutral && words.tone != Tone::Accent) return m_theme.colour(words.tone);
      return column == kWhat ? QVariant() : QVariant(m_theme.now().muted);
    case Qt::ToolTipRole: {
      if (column == kItem && !words.link.empty()) return tr("Open %1").arg(words.item);
      if (column == kResult) return words.result;
      const QString moment = momentText(act->at);
      return act->actor.empty() ? moment : tr("%1, by %2").arg(moment, QString::fromStdString(act->actor));
    }
    default: return {};
  }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const QString titles[] = {tr("When"), tr("What"), tr("Item"), tr("Result")};
  return titles[section];
}

}  // namespace graft::ui
